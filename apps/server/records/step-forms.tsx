import { wordDay } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { type CertificateStep, WITHDRAWAL_REASONS } from '../store/tables/records.ts';
import { Field, Form, Hints } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { stepOf } from './certificates.ts';
import { DayField } from './parts.tsx';
import { certificatePath } from './paths.ts';
import type { PaperProps, Refused } from './props.ts';
import { earliestDisposal, isAhead, nextSteps, witnessRule } from './steps.ts';
import { TouchFirst } from './touch-first.tsx';

/** The steps that may be taken now, each with its form. */
export function StepForms(props: PaperProps) {
  const { say } = props.request;
  const next = nextSteps(props.paper.state, witnessRule(props.context.program.program, props.paper.series));
  if (next.length === 0) return null;
  if (!props.fresh)
    return (
      <div class="sheet step">
        <h2>{say('records.touch-title')}</h2>
        <TouchFirst {...props} next={certificatePath(props.paper.id)} />
      </div>
    );
  // An approved one is taken back until its day begins, and nothing of it can have ended before.
  const never = isAhead(props.paper, props.context.clock.earliest()) ? 'destroyed' : 'withdrawn';
  const may = (step: CertificateStep) =>
    next.includes(step) && (props.paper.state !== 'received' || step !== never);
  return (
    <>
      {may('filed') && <FileForm {...props} />}
      {may('received') && <ReceiveForm {...props} />}
      {may('destroyed') &&
        (allHeld(props) ? <AllHeld {...props} /> : <PlainStep {...props} name="destroyed" />)}
      {may('witnessed') && <WitnessForm {...props} />}
      {may('proved') && <ProveForm {...props} />}
      {may('denied') && <PlainStep {...props} name="denied" />}
      {may('withdrawn') && <WithdrawForm {...props} />}
    </>
  );
}

/** What was typed into the form of a step, where it was sent and could not be taken. */
const triedIn = ({ refused }: PaperProps, step: string): Pick<Refused, 'filled' | 'wrong'> =>
  refused?.step === step ? refused : { filled: {}, wrong: {} };

function Step({
  paper,
  request: { say, language, csrf },
  name,
  path,
  children,
}: PaperProps & { name: string; path: string; children: ComponentChildren }) {
  return (
    <section class="sheet step" aria-labelledby={`${name}-step`}>
      <h2 id={`${name}-step`}>{say(`records.${name}-title`)}</h2>
      <Form action={withLanguage(`${certificatePath(paper.id)}/${path}`, language)} csrf={csrf}>
        {children}
      </Form>
    </section>
  );
}

function FileForm(props: PaperProps) {
  const { say, language } = props.request;
  const days = props.rule?.certificate?.daysBefore ?? 0;
  const earliest = earliestDisposal(props.today, days);
  const { filled, wrong } = triedIn(props, 'file');
  return (
    <Step {...props} name="file" path="file">
      <p>{say('records.file-lead')}</p>
      <DayField
        name="disposalOn"
        label={say('records.file-day')}
        hint={say('records.file-day-hint', { earliest: wordDay(language, earliest), days })}
        error={wrong.disposalOn}
        value={filled.disposalOn ?? earliest}
        min={earliest}
      />
      <button type="submit">{say('records.file-button')}</button>
    </Step>
  );
}

/** Everything is typed from the paper: filled in beforehand, nobody would compare. */
function ReceiveForm(props: PaperProps) {
  const { say } = props.request;
  const filedOn = stepOf(props.paper, 'filed')?.moved_on;
  const { filled, wrong } = triedIn(props, 'receive');
  const of = (name: string) => ({ name, value: filled[name], error: wrong[name] });
  return (
    <Step {...props} name="receive" path="receive">
      <p>{say('records.receive-lead')}</p>
      <Field
        {...of('number')}
        label={say('records.receive-own-number')}
        hint={say('records.receive-own-number-hint')}
        required
        autocomplete="off"
      />
      <div class="field-pair">
        <Field {...of('series')} label={say('records.receive-series')} required autocomplete="off" />
        <Field {...of('item')} label={say('records.receive-item')} required autocomplete="off" />
        <DayField {...of('from')} label={say('records.receive-from')} />
        <DayField {...of('through')} label={say('records.receive-through')} />
        <Field
          {...of('volume')}
          label={say('records.receive-volume')}
          inputMode="numeric"
          required
          autocomplete="off"
        />
        <DayField {...of('disposalOn')} label={say('records.receive-disposal')} optional />
        <DayField
          {...of('approvedOn')}
          label={say('records.receive-on')}
          max={props.today}
          {...(filedOn === undefined ? {} : { min: filedOn })}
        />
      </div>
      <Field
        {...of('reference')}
        label={say('records.receive-number')}
        hint={say('records.number-hint')}
        autocomplete="off"
      />
      <button type="submit">{say('records.receive-button')}</button>
    </Step>
  );
}

function PlainStep(props: PaperProps & { name: 'destroyed' | 'denied' }) {
  const { say } = props.request;
  return (
    <Step {...props} path={props.name}>
      <p>{say(`records.${props.name}-lead`)}</p>
      <button type="submit" class={props.name === 'denied' ? 'grave' : undefined}>
        {say(`records.${props.name}-button`)}
      </button>
    </Step>
  );
}

/** A hold keeps all that it lists: there is nothing to state before it ends. */
const allHeld = ({ paper, standing: { left, held } }: PaperProps): boolean =>
  left === held && held === paper.volume;

function AllHeld({ request: { say }, standing }: PaperProps) {
  return (
    <section class="sheet step" aria-labelledby="destroyed-step">
      <h2 id="destroyed-step">{say('records.destroyed-title')}</h2>
      <p>{say('records.destroyed-held', { count: standing.held })}</p>
    </section>
  );
}

function WitnessForm(props: PaperProps) {
  const { say } = props.request;
  if (stepOf(props.paper, 'destroyed')?.moved_by === props.session.staffId)
    return (
      <section class="sheet step" aria-labelledby="witness-step">
        <h2 id="witness-step">{say('records.witness-title')}</h2>
        <p>{say('records.witness-other')}</p>
      </section>
    );
  return (
    <Step {...props} name="witness" path="witness">
      <p>{say('records.witness-lead')}</p>
      <button type="submit">{say('records.witness-button')}</button>
    </Step>
  );
}

function ProveForm(props: PaperProps) {
  const { say } = props.request;
  const { filled, wrong } = triedIn(props, 'prove');
  return (
    <Step {...props} name="prove" path="prove">
      <Field
        name="reference"
        value={filled.reference}
        error={wrong.reference}
        label={say('records.prove-number')}
        hint={say('records.number-hint')}
        autocomplete="off"
      />
      <button type="submit">{say('records.prove-button')}</button>
    </Step>
  );
}

/** Nothing is chosen beforehand: the reason stays for good. */
function WithdrawForm(props: PaperProps) {
  const { say } = props.request;
  const { filled, wrong } = triedIn(props, 'withdraw');
  const described = ['why-hint', wrong.why && 'why-error'].filter(Boolean).join(' ');
  return (
    <Step {...props} name="withdraw" path="withdraw">
      <p>{say('records.withdraw-lead')}</p>
      <div class={wrong.why ? 'field field-wrong' : 'field'}>
        <label for="why">{say('records.withdraw-why')}</label>
        <Hints name="why" hint={say('records.withdraw-why-hint')} error={wrong.why} />
        <select
          id="why"
          name="why"
          class="wide"
          required
          aria-describedby={described}
          aria-invalid={wrong.why ? 'true' : undefined}
        >
          <option value="">{say('records.withdraw-choose')}</option>
          {WITHDRAWAL_REASONS.map((one) => (
            <option key={one} value={one} selected={filled.why === one}>
              {say(`records.why-${one}`)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="grave">
        {say('records.withdraw-button')}
      </button>
    </Step>
  );
}

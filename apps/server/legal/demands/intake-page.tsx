import { INSTRUMENT_TYPES } from '@commonkey/program';
import type { Session, Visit } from '../../staff/service.ts';
import { DATED, GAGS, NOT_LISTED, RECEIVED_BY, SELECTORS, TOUCHES } from '../../store/tables/demands.ts';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { holdPath } from '../paths.ts';
import { ScopeForm } from '../scope-form.tsx';
import type { HoldView } from '../view.ts';
import type { FormFaults } from '../wish.ts';
import { daysWords, seriesWords } from '../words-of.ts';
import { DEMAND_CLASSES, HOLD_WAYS, type IntakeForm, ITEM_BLOCKS } from './bodies.ts';
import type { DemandRow } from './events.ts';
import { faultWords } from './fault-words.ts';
import { DayField, LineField, type Of, RadioField, SelectField, TextField, TickField } from './fields.tsx';
import { custodianOptions, optionsOf } from './names.ts';
import { DEMANDS_PATH, demandPath, INTAKE_PATH } from './paths.ts';
import type { PaperLine } from './sealed.ts';

type Props = Visit & {
  session: Session;
  id: string;
  hold: string;
  faults: FormFaults;
  filled: IntakeForm;
  /** Holds that an earlier press has placed, while nothing is registered yet. */
  before: readonly HoldView[];
  /** Why nothing was registered, where no field can be put right for it. */
  failed?: string;
};

/** A demand as it came, in one page: what may stand in a register, what is sealed, and what is kept from now on. */
export function IntakePage(props: Props) {
  const { context, request, faults, filled, id, hold, before, failed } = props;
  const { say, language, csrf } = request;
  const of: Of = { request, faults, filled };
  const errors = { ...faultWords(request, faults), ...(failed && { 'intake-button': failed }) };
  return (
    <LegalFrame
      {...props}
      title={say('legal.intake-title')}
      path={INTAKE_PATH}
      failed={Object.keys(errors).length > 0}
      cameBack={request.method === 'POST'}
    >
      <a class="back" href={withLanguage(DEMANDS_PATH, language)}>
        {say('legal.demands-back')}
      </a>
      <ErrorSummary say={say} errors={errors} />
      <HeldBefore {...{ context, request, before }} />
      <p class="lead">{say('legal.intake-lead')}</p>
      <p class="aside">{say('legal.intake-privacy')}</p>
      <Form action={withLanguage(`${INTAKE_PATH}?form=${id}`, language)} csrf={csrf} noValidate>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="hold" value={hold} />
        <input type="hidden" name="held" value={before.map((one) => one.id).join(' ')} />
        <h2>{say('legal.intake-receipt')}</h2>
        <div class="day-span">
          <DayField {...of} name="received" label={say('legal.intake-received')} />
          <SelectField
            {...of}
            name="by"
            label={say('legal.intake-by')}
            options={optionsOf(request, RECEIVED_BY, 'by')}
          />
          <LineField
            {...of}
            name="matter"
            label={say('legal.intake-matter')}
            hint={say('legal.intake-matter-hint')}
          />
        </div>
        <SelectField
          {...of}
          name="custodian"
          label={say('legal.intake-custodian')}
          hint={say('legal.intake-custodian-hint')}
          options={custodianOptions(context, request)}
        />
        <Lines of={of} lines={['place', 'acceptedBy']} />
        <h2>{say('legal.intake-instrument')}</h2>
        <SelectField
          {...of}
          name="instrument"
          label={say('legal.intake-type')}
          options={optionsOf(request, INSTRUMENT_TYPES, 'instrument')}
        />
        <SelectField
          {...of}
          name="issuer"
          label={say('legal.intake-issuer')}
          hint={say('legal.intake-issuer-hint')}
          options={optionsOf(
            request,
            [...(context.program.program.legal?.issuers ?? []), NOT_LISTED],
            'issuer',
          )}
        />
        <Lines of={of} lines={['form', 'authority', 'signer', 'court', 'docket', 'judge']} />
        <fieldset class="field sealed-group">
          <legend>{say('legal.intake-officer')}</legend>
          <p class="hint">{say('legal.intake-officer-hint')}</p>
          <Lines of={of} lines={['agency', 'suboffice', 'officer', 'title', 'badge', 'telephone', 'email']} />
        </fieldset>
        <h2>{say('legal.intake-days')}</h2>
        <p class="hint">{say('legal.intake-days-hint')}</p>
        <div class="day-span">
          {DATED.map((which) => (
            <DayField key={which} {...of} name={`day-${which}`} label={say(`legal.day-${which}`)} />
          ))}
        </div>
        <h2>{say('legal.intake-gag')}</h2>
        <RadioField
          {...of}
          name="gag"
          label={say('legal.intake-gag-question')}
          hint={say('legal.intake-gag-hint')}
          options={optionsOf(request, GAGS, 'gag')}
        />
        <DayField {...of} name="gagUntil" label={say('legal.intake-gag-until')} />
        <Lines of={of} lines={['gagScope']} />
        <h2>{say('legal.intake-items')}</h2>
        <p class="hint">{say('legal.intake-items-hint')}</p>
        {Array.from({ length: ITEM_BLOCKS }, (_, at) => (
          <ItemBlock key={at} of={of} n={at + 1} open={at === 0 || isFilled(filled, faults, at + 1)} />
        ))}
        <h2>{say('legal.intake-hold')}</h2>
        <RadioField
          {...of}
          name="keep"
          label={say('legal.intake-keep')}
          hint={say('legal.intake-keep-hint')}
          options={optionsOf(request, HOLD_WAYS, 'keep')}
        />
        <details open={filled.keep === 'scope'}>
          <summary>{say('legal.intake-scope')}</summary>
          <ScopeForm {...{ context, request, faults, filled }} />
        </details>
        <button type="submit" id="intake-button">
          {say('legal.intake-button')}
        </button>
      </Form>
    </LegalFrame>
  );
}

/** What is kept already, though nothing is registered: whoever leaves the page here leaves it in force. */
function HeldBefore({ context, request, before }: Pick<Props, 'context' | 'request' | 'before'>) {
  const { say, language } = request;
  if (before.length === 0) return null;
  return (
    <div class="notice notice-amber" role="note">
      <p>{say('legal.intake-held', { count: before.length })}</p>
      <ul>
        {before.map(({ id, scope }) => (
          <li key={id}>
            <a href={withLanguage(holdPath(id), language)}>
              {seriesWords(context, request, scope).join(', ')}
            </a>
            . {daysWords(request, scope)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** In place of a form that has registered its demand, for whoever comes back to it. */
export function RegisteredPage(props: Visit & { session: Session; done: Pick<DemandRow, 'id' | 'matter'> }) {
  const { done, request } = props;
  const { say, language } = request;
  return (
    <LegalFrame {...props} title={say('legal.intake-title')} path={INTAKE_PATH}>
      <p class="notice notice-leaf" role="status">
        {say('legal.intake-done-before', { matter: done.matter })}
      </p>
      <p class="button-row">
        <a class="button" href={withLanguage(demandPath(done.id), language)}>
          {say('legal.intake-to-demand')}
        </a>
        <a class="button button-quiet" href={withLanguage(INTAKE_PATH, language)}>
          {say('legal.intake-another')}
        </a>
      </p>
    </LegalFrame>
  );
}

function Lines({ of, lines }: { of: Of; lines: readonly PaperLine[] }) {
  const { say } = of.request;
  return (
    <div class="line-pairs">
      {lines.map((line) => (
        <LineField
          key={line}
          {...of}
          name={`line-${line}`}
          label={say(`legal.line-${line}`)}
          {...(line === 'telephone'
            ? { type: 'tel' as const }
            : line === 'email'
              ? { type: 'email' as const }
              : {})}
        />
      ))}
    </div>
  );
}

export function ItemBlock(props: { of: Of; n: number; open: boolean; title?: string }) {
  const { of, n, open, title } = props;
  const { request } = of;
  const { say } = request;
  return (
    <details class="item-block" open={open}>
      <summary>{title ?? say('legal.intake-item', { n })}</summary>
      <TextField
        {...of}
        name={`item${n}-words`}
        label={say('legal.item-words')}
        hint={say('legal.item-words-hint')}
      />
      <TickField
        {...of}
        name={`item${n}-class`}
        label={say('legal.item-classes')}
        options={optionsOf(request, DEMAND_CLASSES, 'class')}
      />
      <div class="day-span">
        <DayField {...of} name={`item${n}-from`} label={say('legal.item-from')} />
        <DayField {...of} name={`item${n}-until`} label={say('legal.item-until')} />
      </div>
      <RadioField
        {...of}
        name={`item${n}-selector`}
        label={say('legal.item-selector')}
        hint={say('legal.item-selector-hint')}
        options={optionsOf(request, SELECTORS, 'selector')}
      />
      <TickField
        {...of}
        name={`item${n}-touches`}
        label={say('legal.item-touches')}
        options={optionsOf(request, TOUCHES, 'touches')}
      />
    </details>
  );
}

const isFilled = (filled: IntakeForm, faults: FormFaults, n: number): boolean =>
  [...Object.entries(filled), ...Object.entries(faults)].some(
    ([name, value]) => name.startsWith(`item${n}-`) && value !== undefined && value !== '',
  );

import type { ComponentChildren } from 'preact';
import { REQUEST_CLASSES } from '../../store/tables/requests.ts';
import { Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { openReview } from './after.ts';
import { begunScope } from './begun-scope.ts';
import { askedDays } from './days.ts';
import { LongField, Select } from './fields.tsx';
import { ANSWERS } from './letters.ts';
import { requestPath } from './paths.ts';
import type { RequestProps } from './props.ts';
import { isOver } from './request.ts';
import { isConfirmed, requestRules } from './rules.ts';

/** What may be done now, each with its form. */
export function Forms(props: RequestProps) {
  const { of } = props;
  const over = isOver(of);
  return (
    <>
      <Letters {...props} />
      <Part {...props} name="open" quiet />
      {!over && <Extend {...props} />}
      {!over && <Days {...props} />}
      {!over && <Scope {...props} />}
      {!over && <Exempt {...props} />}
      {!over && <Redact {...props} />}
      {!over && <Prepare {...props} />}
      {!over && of.steps.some(({ step }) => step === 'prepared') && <Part {...props} name="issue" />}
      {!over && <Part {...props} name="withdraw" quiet />}
      {over &&
        (openReview(of.steps) ? <Part {...props} name="review-answered" /> : <ReviewAsked {...props} />)}
    </>
  );
}

/** One step: a heading, why, and a button. */
function Part({
  request,
  of,
  name,
  children,
  quiet = false,
}: RequestProps & { name: string; children?: ComponentChildren; quiet?: boolean }) {
  const { say, language, csrf } = request;
  return (
    <section class="sheet step" aria-labelledby={`${name}-step`} id={name}>
      <h2 id={`${name}-step`}>{say(`requests.${name}-title`)}</h2>
      <p>{say(`requests.${name}-lead`)}</p>
      <Form action={withLanguage(`${requestPath(of.id)}/${name}`, language)} csrf={csrf} noValidate>
        {children}
        <button type="submit" class={quiet ? 'quiet' : undefined}>
          {say(`requests.${name}-button`)}
        </button>
      </Form>
    </section>
  );
}

function Letters({ request, of }: RequestProps) {
  const { say, language } = request;
  const has = (step: string) => of.steps.some((one) => one.step === step);
  const files = [
    ...(has('extended') ? ['extension'] : []),
    ...(has('prepared') && !isOver(of) ? ['draft'] : []),
    ...(has('issued') ? ['answer'] : []),
  ];
  if (files.length === 0) return null;
  return (
    <>
      <h2>{say('requests.letters-title')}</h2>
      <ul>
        {files.map((file) => (
          <li key={file}>
            <a href={withLanguage(`${requestPath(of.id)}/letter/${file}`, language)}>
              {say(`requests.file-${file}`)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Extend(props: RequestProps) {
  const { request, of, context, today } = props;
  const { extension } = requestRules(context.program.program);
  const done = of.steps.some(({ step }) => step === 'extended');
  if (!extension || done || of.requester === 'commercial' || today > of.reply_by) return null;
  return (
    <Part {...props} name="extend" quiet>
      <Select
        id="reason"
        name="reason"
        label={request.say('requests.reason')}
        of={extension.reasons.map(({ id, says }) => ({ value: id, text: says }))}
      />
    </Part>
  );
}

function Days(props: RequestProps) {
  const { request, of, filled } = props;
  const { say } = request;
  const known = askedDays(of);
  const day = (name: 'from' | 'until') => (
    <div class="field">
      <label for={`asked-${name}`}>{say(`requests.days-${name}`)}</label>
      <input id={`asked-${name}`} name={name} type="date" value={filled?.[name] ?? known?.[name] ?? ''} />
    </div>
  );
  return (
    <Part {...props} name="days" quiet>
      <div class="day-span">
        {day('from')}
        {day('until')}
      </div>
    </Part>
  );
}

function Scope(props: RequestProps) {
  const { request, of, filled } = props;
  return (
    <Part {...props} name="scope" quiet>
      <div class="field">
        <label for="scope-yaml">{request.say('requests.scope')}</label>
        <textarea id="scope-yaml" name="scope" rows={14} dir="ltr" spellcheck={false} class="code">
          {filled?.scope ??
            begunScope({ classes: of.classes, received: of.received_on, days: askedDays(of) })}
        </textarea>
      </div>
    </Part>
  );
}

function exemptionsOf({ context, request: { say } }: RequestProps) {
  const { program } = context.program;
  return requestRules(program).exemptions.map(({ id, citation, says, source }) => ({
    value: id,
    text: say(isConfirmed(program, source) ? 'requests.exemption' : 'requests.exemption-unconfirmed', {
      citation,
      says,
    }),
  }));
}

const classesOf = ({ request: { say } }: RequestProps) =>
  REQUEST_CLASSES.map((value) => ({ value, text: say(`requests.class-${value}`) }));

function Exempt(props: RequestProps) {
  const { say } = props.request;
  return (
    <Part {...props} name="exempt" quiet>
      <Select id="exempt-exemption" name="exemption" label={say('requests.by')} of={exemptionsOf(props)} />
      <Select id="exempt-of" name="of" label={say('requests.class')} of={classesOf(props)} />
    </Part>
  );
}

function Redact(props: RequestProps) {
  const { say } = props.request;
  const { wrong = {} } = props;
  const error = wrong.places;
  // The form above it has fields of the same names.
  const filled = error || wrong.redact ? (props.filled ?? {}) : {};
  return (
    <Part {...props} name="redact" quiet>
      <Select
        id="redact-exemption"
        name="exemption"
        label={say('requests.by')}
        of={exemptionsOf(props)}
        chosen={filled.exemption}
      />
      <Select
        id="redact-of"
        name="of"
        label={say('requests.class')}
        of={classesOf(props)}
        chosen={filled.of}
      />
      <div class={error ? 'field field-wrong' : 'field'}>
        <label for="places">{say('requests.places')}</label>
        <Hints name="places" error={error} />
        <input
          id="places"
          name="places"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={filled.places}
          aria-describedby={error ? 'places-error' : undefined}
          aria-invalid={error ? 'true' : undefined}
        />
      </div>
    </Part>
  );
}

function Prepare(props: RequestProps) {
  const { request, filled = {} } = props;
  const { say } = request;
  const field = (name: 'contact' | 'basis' | 'responsible' | 'handed', rows: number) => (
    <LongField
      {...{ name, rows }}
      label={say(`requests.prepare-${name}`)}
      hint={say(`requests.prepare-${name}-hint`)}
      value={filled[name]}
    />
  );
  return (
    <Part {...props} name="prepare">
      <Select
        id="letter"
        name="letter"
        label={say('requests.letter')}
        of={ANSWERS.map((value) => ({ value, text: say(`requests.name-${value}`) }))}
        chosen={filled.letter}
      />
      {field('contact', 4)}
      {field('responsible', 3)}
      {field('basis', 6)}
      {field('handed', 4)}
    </Part>
  );
}

function ReviewAsked(props: RequestProps) {
  const { request, today, of } = props;
  return (
    <Part {...props} name="review-asked" quiet>
      <div class="field">
        <label for="askedOn">{request.say('requests.asked-on')}</label>
        <input id="askedOn" name="askedOn" type="date" min={of.received_on} max={today} value={today} />
      </div>
    </Part>
  );
}

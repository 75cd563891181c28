import { wordDay } from '@commonkey/words';
import { ErrorSummary } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { type AskedDays, askedDays } from './days.ts';
import { Evidence } from './evidence.tsx';
import { Forms } from './forms.tsx';
import { REQUESTS_PATH, requestPath } from './paths.ts';
import type { RequestProps } from './props.ts';
import type { StepRow } from './request.ts';
import { isLate, stateWords } from './requests-page.tsx';
import { requestRules } from './rules.ts';

type Speaker = RequestProps['request'];

/** One request: how it stands, what it rests on, what may be done next, and what was done. */
export function RequestPage(props: RequestProps) {
  const { request, of, today, wrong = {}, opened } = props;
  const { say, language } = request;
  return (
    <LegalFrame
      {...props}
      title={say('requests.one-title', { number: of.number })}
      path={requestPath(of.id)}
      failed={Object.keys(wrong).length > 0}
    >
      <a class="back" href={withLanguage(REQUESTS_PATH, language)}>
        {say('requests.back')}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      <p class={isLate(of, today) ? 'hold-state state state-overdue' : 'hold-state state'}>
        {stateWords(of, today, say)}
      </p>
      <FactList {...props} />
      {opened && (
        <section class="sheet" aria-labelledby="opened">
          <h2 id="opened">{say('requests.opened-title')}</h2>
          <p class="quiet-text">{say('requests.opened-lead')}</p>
          <h3>{say('requests.contact')}</h3>
          <blockquote class="verbatim" dir="auto">
            {opened.contact || say('requests.not-given')}
          </blockquote>
          <h3>{say('requests.words')}</h3>
          <blockquote class="verbatim" dir="auto">
            {opened.words || say('requests.not-given')}
          </blockquote>
        </section>
      )}
      <Evidence {...props} />
      <Forms {...props} />
      <Steps {...props} />
    </LegalFrame>
  );
}

function FactList({ request, of }: RequestProps) {
  const { say, language } = request;
  const days = askedDays(of);
  const facts: [string, string][] = [
    ['received', wordDay(language, of.received_on)],
    ['requester', say(`requests.requester-${of.requester}`)],
    ['about', of.classes.map((one) => say(`requests.class-${one}`)).join('; ')],
    ['days', days ? daysWords(days, request) : say('requests.days-unsaid')],
    ['due', wordDay(language, of.due)],
  ];
  return (
    <dl class="hold-facts">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{say(`requests.head-${term}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function daysWords({ from, until }: AskedDays, { say, language }: Pick<Speaker, 'say' | 'language'>): string {
  if (from === null && until === null) return say('requests.days-all');
  const day = (of: string | null) => (of === null ? say('requests.letter-day-open') : wordDay(language, of));
  return say('requests.days-span', { from: day(from), until: day(until) });
}

function Steps(props: RequestProps) {
  const { request, of } = props;
  const { say, language } = request;
  return (
    <>
      <h2>{say('requests.steps-title')}</h2>
      <ul class="rows">
        <li>
          <p>{say('requests.step-logged', { day: wordDay(language, of.logged_on) })}</p>
        </li>
        {of.steps.map((step) => (
          <li key={step.id}>
            <p>
              {wordDay(language, step.moved_on)}: {stepWords(step, props)}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function stepWords(step: StepRow, { request: { say, language }, context }: RequestProps): string {
  const { exemptions, extension } = requestRules(context.program.program);
  const citation = exemptions.find(({ id }) => id === step.exemption)?.citation ?? step.exemption ?? '';
  if (step.step === 'dated')
    return say('requests.step-dated', {
      days: daysWords({ from: step.asked_from, until: step.asked_until }, { say, language }),
    });
  return say(`requests.step-${step.step}`, {
    reason: extension?.reasons.find(({ id }) => id === step.reason)?.says ?? '',
    due: step.due_on ? wordDay(language, step.due_on) : '',
    letter: step.letter ? say(`requests.name-${step.letter}`) : '',
    citation,
    class: step.class ? say(`requests.class-${step.class}`) : '',
    places: step.places ?? 0,
  });
}

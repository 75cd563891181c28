import { wordDay } from '@commonkey/words';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { EmergencyForms } from './emergency-forms.tsx';
import type { StepRow } from './matter.ts';
import { SayFirst } from './new-matter-page.tsx';
import { OwnForms } from './own-forms.tsx';
import { TRACKS_PATH, trackPath } from './paths.ts';
import type { MatterProps } from './props.ts';
import { stateWords } from './tracks-page.tsx';

/** One matter: how it stands, what may be done next, and what was done. */
export function MatterPage(props: MatterProps) {
  const { request, of, wrong = {} } = props;
  const { say, language } = request;
  const failed = Object.keys(wrong).length > 0;
  return (
    <LegalFrame
      {...props}
      title={say(`tracks.one-${of.track}`, { number: of.number })}
      path={trackPath(of.id)}
      failed={failed}
    >
      <a class="back" href={withLanguage(TRACKS_PATH, language)}>
        {say('tracks.back')}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      <p class="hold-state state">{stateWords(of, say)}</p>
      <Facts {...props} />
      <Sealed {...props} />
      {of.track === 'emergency' && of.state === 'open' && <SayFirst request={request} />}
      {of.track === 'emergency' ? <EmergencyForms {...props} /> : <OwnForms {...props} />}
      <Steps {...props} />
    </LegalFrame>
  );
}

function Facts({ request: { say, language }, of }: MatterProps) {
  const { decision } = of;
  const facts: [string, string][] = [
    ['received', wordDay(language, of.received_on)],
    ['came', say(`tracks.came-${of.came}`)],
    ...(of.asker === null ? [] : [['asker', say(`tracks.asker-${of.asker}`)] as [string, string]]),
    ...(of.due_on === null ? [] : [['due', wordDay(language, of.due_on)] as [string, string]]),
    ...(decision?.outcome && decision.disclosed && decision.review_on
      ? ([
          ['outcome', say(`tracks.outcome-${decision.outcome}`)],
          ['disclosed', say(`tracks.disclosed-${decision.disclosed}`)],
          ['review', wordDay(language, decision.review_on)],
        ] as [string, string][])
      : []),
  ];
  return (
    <dl class="hold-facts">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{say(`tracks.head-${term}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Sealed({ request, of, opened }: MatterProps) {
  const { say, language, csrf } = request;
  if (of.sealed === null) return <p class="nothing">{say('tracks.nothing-written')}</p>;
  if (!opened)
    return (
      <Form action={withLanguage(`${trackPath(of.id)}/open`, language)} csrf={csrf}>
        <button type="submit" class="quiet">
          {say('tracks.open')}
        </button>
      </Form>
    );
  return (
    <section class="sheet" aria-labelledby="opened">
      <h2 id="opened">{say('tracks.opened')}</h2>
      <h3>{say(`tracks.contact-${of.track}`)}</h3>
      <blockquote class="verbatim" dir="auto">
        {opened.contact || say('tracks.not-given')}
      </blockquote>
      <h3>{say(`tracks.words-${of.track}`)}</h3>
      <blockquote class="verbatim" dir="auto">
        {opened.words || say('tracks.not-given')}
      </blockquote>
    </section>
  );
}

function Steps({ request: { say, language }, of }: MatterProps) {
  const words = ({ step, found, answer, outcome }: StepRow) =>
    say(`tracks.step-${step}`, {
      found: found ?? 'none',
      answer: answer ? say(`tracks.answer-${answer}`) : '',
      outcome: outcome ? say(`tracks.outcome-${outcome}`) : '',
    });
  return (
    <>
      <h2>{say('tracks.steps-title')}</h2>
      <ul class="rows">
        <li>
          <p>{say('tracks.step-logged', { day: wordDay(language, of.logged_on) })}</p>
        </li>
        {of.steps.map((step) => (
          <li key={step.id}>
            <p>
              {wordDay(language, step.moved_on)}: {words(step)}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { AgainLink } from '../../ui/error-page.tsx';
import { Layout, withLanguage } from '../../ui/layout.tsx';
import type { Intake } from './intake.ts';

/** Residents are told what they can act on; which key is missing is for those who can mend it. */
const SAID = {
  off: 'off',
  'not-yet': 'not-yet',
  over: 'over',
  suspended: 'paused',
  'nobody-decides': 'paused',
  'one-decides': 'paused',
  'evidence-keys': 'paused',
  'clock-in-doubt': 'paused',
  'keeper-silent': 'not-now',
} as const;

/** Why nothing new is taken, as a resident is told it. */
export function closedWords({ say, language }: FastifyRequest, { closed, since, until }: Intake) {
  const said = SAID[closed ?? 'suspended'];
  // The same that whoever is in the middle of it is told.
  if (said === 'not-now') return { title: say('closed.title-not-now'), lead: say('fault.portal-not-now') };
  const day = (on: string | null) => (on === null ? '' : wordDay(language, on));
  return {
    title: say(`closed.title-${said}`),
    lead: say(`closed.lead-${said}`, { since: day(since), until: day(until) }),
  };
}

/** In place of every page that would take something new: where else to go, and that a code still opens. */
export function ClosedPage(props: {
  context: Context;
  request: FastifyRequest;
  intake: Intake;
  path: string;
}) {
  const { context, request, intake } = props;
  const { say, language, languages } = request;
  const { title, lead } = closedWords(request, intake);
  return (
    <Layout
      say={say}
      language={language}
      languages={languages}
      practice={context.config.practice}
      title={title}
      cityName={context.program.program.city.name}
      path={props.path}
      back
    >
      <p class="lead">{lead}</p>
      <h2>{say('closed.elsewhere-title')}</h2>
      <p>{say('closed.elsewhere')}</p>
      {intake.closed === 'keeper-silent' ? (
        <p>
          <AgainLink {...{ say, language }} />
        </p>
      ) : (
        <>
          <h2>{say('closed.before-title')}</h2>
          <p>{say('closed.before')}</p>
          <p>
            <a class="button button-quiet" href={withLanguage('/apply/return', language)}>
              {say('closed.return')}
            </a>
          </p>
        </>
      )}
    </Layout>
  );
}

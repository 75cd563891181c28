import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { LEAVE_PATH, LEAVING_PATH } from '../../ui/exit.tsx';
import { Layout } from '../../ui/layout.tsx';

/** What the way out does, and what stays behind all the same: the history, and what somebody else's eyes saw. */
export function LeavingPage({ context, request }: { context: Context; request: FastifyRequest }) {
  const { say, language, languages } = request;
  const named = context.program.program.city.leaveTo !== undefined;
  return (
    <Layout
      say={say}
      language={language}
      languages={languages}
      practice={context.config.practice}
      title={say('safety.title')}
      cityName={context.program.program.city.name}
      path={LEAVING_PATH}
      back
    >
      <p class="lead">{say(named ? 'safety.lead-named' : 'safety.lead-empty')}</p>
      <h2>{say('safety.ways-title')}</h2>
      <ul>
        <li>{say('safety.way-button')}</li>
        <li>{say('safety.way-keys')}</li>
        <li>{say('safety.way-first')}</li>
      </ul>
      <h2>{say('safety.does-title')}</h2>
      <ul>
        <li>{say('safety.does-blank')}</li>
        <li>{say('safety.does-session')}</li>
        <li>{say('safety.does-browser')}</li>
        <li>{say('safety.does-sent')}</li>
      </ul>
      <div class="notice notice-amber">
        <h2>{say('safety.history-title')}</h2>
        <p>{say('safety.history')}</p>
        <ul>
          <li>{say('safety.history-private')}</li>
          <li>{say('safety.history-delete')}</li>
          <li>{say('safety.history-other')}</li>
        </ul>
      </div>
      <p>
        <a class="button button-quiet" href={LEAVE_PATH} rel="nofollow noreferrer" data-leave="try">
          {say('safety.try')}
        </a>
      </p>
    </Layout>
  );
}

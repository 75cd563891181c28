import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { Layout, withLanguage } from '../../ui/layout.tsx';
import type { PortalCode } from '../errors.ts';
import { portalSession, sessionEnd } from '../session.ts';
import { clearBrowser } from './leave.tsx';
import { CLOCK_LOOK, CLOCK_STAY, SESSION_OVER } from './session-clock.tsx';

/** What the page's clock asks: how long a session still runs, to let it go on, and where to go when it is over. */
export function addClock(context: Context, app: FastifyInstance): void {
  const left = async (request: FastifyRequest) => {
    const end = await sessionEnd(context, request);
    if (!end) throw new Fault<PortalCode>('portal-session-over');
    return { seconds: Math.floor((end.getTime() - context.clock.now().getTime()) / 1000) };
  };
  app.get(CLOCK_LOOK, left);
  app.get(CLOCK_STAY, async (request) => {
    await portalSession(context, request);
    return left(request);
  });
  app.get(SESSION_OVER, async (request, reply) => {
    if (!(await sessionEnd(context, request))) clearBrowser(context, reply);
    return reply.page(<OverPage {...{ context, request }} />);
  });
}

/** In place of whatever was on the screen. Says nothing of what that was. */
function OverPage({ context, request }: { context: Context; request: FastifyRequest }) {
  const { say, language, languages } = request;
  return (
    <Layout
      say={say}
      language={language}
      languages={languages}
      practice={context.config.practice}
      title={say('over.title')}
      cityName={context.program.program.city.name}
      path={SESSION_OVER}
      back
    >
      <p class="lead">{say('over.lead')}</p>
      <p>
        <a class="button" href={withLanguage('/apply/return', language)}>
          {say('closed.return')}
        </a>
      </p>
    </Layout>
  );
}

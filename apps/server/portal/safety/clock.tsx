import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Context } from '../../context.ts';
import { LEAVE_PATH } from '../../ui/exit.tsx';
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
    // An address in a history: it must not end what goes on, and must not say that it has.
    const open = (await sessionEnd(context, request)) !== undefined;
    if (!open) clearBrowser(context, reply);
    return reply.page(open ? <OpenPage {...{ context, request }} /> : <OverPage {...{ context, request }} />);
  });
}

type PageProps = { context: Context; request: FastifyRequest };

/** In place of whatever was on the screen. Says nothing of what that was. */
function OverPage({ context, request }: PageProps) {
  const { say, language } = request;
  return (
    <BarePage {...{ context, request }} title={say('over.title')}>
      <p class="lead">{say('over.lead')}</p>
      <p>
        <a class="button" href={withLanguage('/apply/return', language)}>
          {say('closed.return')}
        </a>
      </p>
    </BarePage>
  );
}

/** Whoever comes here signed in is told so, and what ends it. */
function OpenPage({ context, request }: PageProps) {
  const { say, language } = request;
  return (
    <BarePage {...{ context, request }} title={say('over.open-title')}>
      <p class="lead">{say('over.open-lead')}</p>
      <div class="row-actions">
        <a class="button" href={LEAVE_PATH} data-leave="over">
          {say('clock.leave')}
        </a>
        <a class="button button-quiet" href={withLanguage('/apply/next', language)}>
          {say('over.open-on')}
        </a>
      </div>
    </BarePage>
  );
}

function BarePage({
  context,
  request,
  title,
  children,
}: PageProps & { title: string; children: ComponentChildren }) {
  const { say, language, languages } = request;
  return (
    <Layout
      say={say}
      language={language}
      languages={languages}
      practice={context.config.practice}
      title={title}
      cityName={context.program.program.city.name}
      path={SESSION_OVER}
      back
    >
      {children}
    </Layout>
  );
}

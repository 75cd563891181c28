import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Context } from '../../context.ts';
import { LEAVE_PATH } from '../../ui/exit.tsx';
import { Layout, withLanguage } from '../../ui/layout.tsx';
import { PORTAL_SCRIPT } from '../browser/script.ts';
import type { PortalCode } from '../errors.ts';
import { portalSession, sessionAhead, sessionEnd } from '../session.ts';
import { clearBrowser } from './leave.tsx';
import { CLOCK_LOOK, CLOCK_STAY, SESSION_OVER, SessionClock } from './session-clock.tsx';

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
    const ahead = await sessionAhead(context, request);
    if (ahead) return reply.page(<OpenPage {...{ context, request, ...ahead }} />);
    clearBrowser(context, reply);
    return reply.page(<OverPage {...{ context, request }} />);
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

/** Whoever comes here signed in is told so, what ends it, and by the clock when it ends by itself. */
function OpenPage({ context, request, endsAt, helper }: PageProps & { endsAt: Date; helper: boolean }) {
  const { say, language } = request;
  return (
    <BarePage {...{ context, request, endsAt }} title={say('over.open-title')}>
      <p class="lead">{say(helper ? 'over.open-lead-helper' : 'over.open-lead')}</p>
      <div class="row-actions">
        <a class="exit-button" href={LEAVE_PATH} rel="nofollow noreferrer" data-leave="over">
          {say('over.open-out')}
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
  endsAt,
  children,
}: PageProps & { title: string; endsAt?: Date; children: ComponentChildren }) {
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
      scripts={endsAt ? [PORTAL_SCRIPT] : []}
      back
    >
      {children}
      {endsAt && (
        <SessionClock
          say={say}
          language={language}
          seconds={(endsAt.getTime() - context.clock.now().getTime()) / 1000}
        />
      )}
    </Layout>
  );
}

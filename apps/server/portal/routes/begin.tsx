import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import type { PageNode } from '../../http/page-node.ts';
import { whoOpens } from '../../review/service.ts';
import { beginDraft } from '../draft.ts';
import { CodePage } from '../pages/code-page.tsx';
import { DEVICES, DevicePage } from '../pages/device-page.tsx';
import { ELIGIBLE, EligiblePage, eligibleOf, NotEligiblePage } from '../pages/eligible-pages.tsx';
import { NoticePage } from '../pages/notice-page.tsx';
import { StartPage } from '../pages/start-page.tsx';
import { reboxSession } from '../session.ts';
import { ClosedPage } from '../switch/closed-page.tsx';
import { intakeNow } from '../switch/intake.ts';
import { onTo, sessionOr } from './turn.ts';

/** A closed channel is a page that says where else to go: 503, as it may open again. */
const CLOSED = 503;
/** Each begins an application: a shelter's network begins a few, a flood none. */
const BEGIN_LIMIT = { burst: 30, perMinute: 30 };
const answer = z.string().max(20).optional();

/** From the start page to the code. Nothing is stored before the code exists. */
export function beginRoutes(context: Context, app: FastifyInstance): void {
  const whileOpen =
    (page: (request: FastifyRequest) => PageNode | Promise<PageNode>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const intake = await intakeNow(context);
      if (intake.closed === null) return reply.page(await page(request));
      return reply.page(<ClosedPage {...{ context, request, intake }} path="/apply" />, CLOSED);
    };
  const asked = eligibleOf({ context });
  const before = (place: number): string => (place === 0 ? '/apply' : `/apply/${asked[place - 1]}`);

  app.get(
    '/apply',
    whileOpen(async (request) => {
      const opens = await whoOpens(context.store.read, context.program.program);
      return <StartPage {...{ context, request, opens }} />;
    }),
  );
  for (const id of ELIGIBLE) {
    const place = asked.indexOf(id);
    if (place === -1) continue;
    const page = (request: FastifyRequest, wrong = false) => (
      <EligiblePage {...{ context, request, id, wrong }} back={before(place)} />
    );
    app.get(
      `/apply/${id}`,
      whileOpen((request) => page(request)),
    );
    app.get(`/apply/${id}/no`, (request, reply) =>
      reply.page(<NotEligiblePage {...{ context, request, id }} />),
    );
    post(app, `/apply/${id}`, z.strictObject({ answer }), async (request, reply, body) => {
      if (body.answer === 'no') return onTo(request, reply, `/apply/${id}/no`);
      if (body.answer !== 'yes') return reply.page(page(request, true), 422);
      const next = asked[place + 1];
      return onTo(request, reply, next ? `/apply/${next}` : '/apply/what-we-keep');
    });
  }
  app.get(
    '/apply/what-we-keep',
    whileOpen((request) => <NoticePage {...{ context, request }} back={before(asked.length)} />),
  );
  app.get(
    '/apply/device',
    whileOpen((request) => <DevicePage {...{ context, request }} />),
  );
  post(
    app,
    '/apply/device',
    z.strictObject({ device: answer }),
    async (request, reply, body) => {
      const device = DEVICES.find((one) => one === body.device);
      if (!device) return reply.page(<DevicePage {...{ context, request }} wrong />, 422);
      const intake = await intakeNow(context);
      if (intake.closed !== null)
        return reply.page(<ClosedPage {...{ context, request, intake }} path="/apply" />, CLOSED);
      const mode = { shared: device === 'shared', helper: device === 'helper' };
      await beginDraft(context, { request, reply }, mode);
      return onTo(request, reply, '/apply/code');
    },
    BEGIN_LIMIT,
  );
  app.get('/apply/code', async (request, reply) => {
    const session = await sessionOr(context, request, reply);
    if (!session) return reply;
    const { code } = session;
    if (code === null) return onTo(request, reply, '/apply/next');
    return reply.page(<CodePage {...{ context, request, session, code }} />);
  });
  post(app, '/apply/code', z.strictObject({}), async (request, reply) => {
    const session = await sessionOr(context, request, reply);
    if (!session) return reply;
    await context.store.write((tx) => reboxSession(context, tx, session, { code: null }));
    return onTo(request, reply, '/apply/next');
  });
}

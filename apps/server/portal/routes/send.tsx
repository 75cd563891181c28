import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { lostIn } from '../after/lost.ts';
import { CheckPage } from '../pages/check-page.tsx';
import { DonePage } from '../pages/done-page.tsx';
import { NotTakenPage } from '../pages/stopped-pages.tsx';
import { nextStep } from '../steps.ts';
import { submit } from '../submit.ts';
import { CHECK, pathTo } from '../way.ts';
import { onTo, sessionOr } from './turn.ts';
import { askingTurnOf } from './while-open.tsx';

/** Answers once more, the sending, and what is said after it. */
export function sendRoutes(context: Context, app: FastifyInstance): void {
  app.get(CHECK, async (request, reply) => {
    const turn = await askingTurnOf(context, request, reply);
    if (!turn) return reply;
    const next = nextStep(turn.rules, turn.answers);
    if (next !== null) return onTo(request, reply, pathTo(next));
    return reply.page(<CheckPage {...{ context, request, ...turn }} />);
  });
  post(app, '/apply/send', z.strictObject({}), async (request, reply) => {
    const session = await sessionOr(context, request, reply);
    if (!session) return reply;
    const outcome = await submit(context, session);
    if (outcome === 'closed') return reply.page(<NotTakenPage {...{ context, request, session }} />, 503);
    return onTo(request, reply, outcome === 'incomplete' ? '/apply/next' : '/apply/done');
  });
  app.get('/apply/done', async (request, reply) => {
    const session = await sessionOr(context, request, reply);
    if (!session) return reply;
    if (session.application.state === 'draft') return onTo(request, reply, '/apply/next');
    const { id } = session.application;
    const keysLost = await lostIn(context, id, await context.vault.heads(context.store.read, id));
    return reply.page(<DonePage {...{ context, request, session, keysLost }} />);
  });
}

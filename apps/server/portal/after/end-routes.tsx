import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { worksAlone } from '../../review/service.ts';
import { today } from '../draft.ts';
import { onTo, sessionOr } from '../routes/turn.ts';
import { clearBrowser } from '../safety/leave.tsx';
import type { PortalSession } from '../session.ts';
import { appeal } from './appeal.ts';
import { counselSays } from './counsel.tsx';
import {
  APPEAL_PATH,
  DESTROY_PATH,
  FOLLOW_PATH,
  WITHDRAW_PATH,
  WITHDRAWN_PATH,
  withdrawnPath,
} from './paths.ts';
import { canAppeal } from './stands.ts';
import { AppealPage, DestroyPage, WithdrawnPage, WithdrawPage } from './steps-pages.tsx';
import { ownerOf } from './turn.ts';
import { destroyNow, withdraw } from './withdraw.ts';
import { ledOn } from './write.ts';

const nothing = z.strictObject({});

/** An appeal, the end of the papers, and the end of it all. Each asks once more before it does anything. */
export function endRoutes(context: Context, app: FastifyInstance): void {
  app.get(APPEAL_PATH, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const heads = await context.vault.heads(context.store.read, session.application.id);
    const on = today(context);
    if (!canAppeal(session.application, heads, on)) return onTo(request, reply, FOLLOW_PATH);
    const alone = await worksAlone(context.store.read);
    return reply.page(<AppealPage {...{ context, request, session, on, alone }} />);
  });
  post(app, APPEAL_PATH, nothing, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const done = await appeal(context, session);
    if (!done) return onTo(request, reply, FOLLOW_PATH);
    return onTo(request, reply, ledOn(session, 'appealed'));
  });
  app.get(DESTROY_PATH, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    if (session.application.state !== 'denied') return onTo(request, reply, FOLLOW_PATH);
    const said = await counselBeforehand(context, request, session);
    return reply.page(<DestroyPage {...{ context, request, session, said }} />);
  });
  post(app, DESTROY_PATH, nothing, async (request, reply) => {
    const session = await ownerOf(context, request, reply);
    if (!session) return reply;
    const done = await destroyNow(context, session);
    return onTo(request, reply, done ? `${FOLLOW_PATH}?done=destroyed` : FOLLOW_PATH);
  });
  app.get(WITHDRAW_PATH, async (request, reply) => {
    const session = await sessionOr(context, request, reply);
    if (!session) return reply;
    // A draft can be thrown away too, by whoever is writing it.
    if (session.application.state !== 'draft' && !(await ownerOf(context, request, reply))) return reply;
    const said = await counselBeforehand(context, request, session);
    return reply.page(<WithdrawPage {...{ context, request, session, said }} />);
  });
  post(app, WITHDRAW_PATH, nothing, async (request, reply) => {
    const session = await sessionOr(context, request, reply);
    if (!session) return reply;
    const draft = session.application.state === 'draft';
    if (!draft && !(await ownerOf(context, request, reply))) return reply;
    const left = await withdraw(context, session);
    clearBrowser(context, reply);
    const said = await counselSays(context, request, left);
    // No address says what somebody was told: words of counsel are this answer's own, and on no page that has a link.
    if (said !== null) return reply.page(<WithdrawnPage {...{ context, request, draft, said }} />);
    return onTo(request, reply, withdrawnPath(draft));
  });
  app.get<{ Querystring: { of?: string } }>(WITHDRAWN_PATH, (request, reply) => {
    const draft = request.query.of === 'draft';
    return reply.page(<WithdrawnPage {...{ context, request, draft }} said={null} />);
  });
}

/** Counsel's words about whatever is there, before it is asked to end. */
async function counselBeforehand(context: Context, request: FastifyRequest, session: PortalSession) {
  const heads = await context.vault.heads(context.store.read, session.application.id);
  return counselSays(
    context,
    request,
    heads.map(({ kind }) => kind),
  );
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { worksAlone } from '../../review/service.ts';
import type { VaultKind } from '../../vault/vault.ts';
import { today } from '../draft.ts';
import { onTo, sessionOr } from '../routes/turn.ts';
import { clearBrowser } from '../safety/leave.tsx';
import type { PortalSession } from '../session.ts';
import { appeal } from './appeal.ts';
import { counselSays } from './counsel.tsx';
import { deskCopyHours } from './desk-copy.ts';
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
import { leftOf, MOST_TAKE_BACK, readTakeBack, type TakeBack } from './took-back.ts';
import { ownerOf } from './turn.ts';
import { destroyNow, withdraw } from './withdraw.ts';
import { ledOn } from './write.ts';

const nothing = z.strictObject({});
export const takeBackBody = z.strictObject({ of: z.string().max(MOST_TAKE_BACK).optional() });

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
    const deskHours = await deskCopyHours(context, session.application.state);
    return reply.page(<WithdrawPage {...{ context, request, session, said, deskHours }} />);
  });
  post(app, WITHDRAW_PATH, takeBackBody, async (request, reply, { of }) => {
    const asked = readTakeBack(context, request, of);
    // Pressed twice: the first press has ended it, and this browser's session with it.
    const before = asked && (await leftOf(context, asked));
    if (asked && before) return tookBack(request, reply, asked.stands, before);
    const session = await sessionOr(context, request, reply);
    if (!session) return reply;
    const { state } = session.application;
    const draft = state === 'draft';
    if (!draft && !(await ownerOf(context, request, reply))) return reply;
    // Sent by another tab since: that is something else to take back, so it is asked about anew.
    if (asked && (asked.stands === 'draft') !== draft) return onTo(request, reply, WITHDRAW_PATH);
    const stands = draft || state === 'approved' ? state : 'sent';
    return tookBack(request, reply, stands, await withdraw(context, session));
  });
  const tookBack = async (
    request: FastifyRequest,
    reply: FastifyReply,
    stands: TakeBack['stands'],
    left: ReadonlySet<VaultKind>,
  ) => {
    clearBrowser(context, reply);
    const draft = stands === 'draft';
    const deskHours = stands === 'approved' ? await deskCopyHours(context, 'approved') : null;
    const said = await counselSays(context, request, left);
    // No address says what somebody was told: these words are this answer's own, and on no page that has a link.
    if (said !== null || deskHours !== null)
      return reply.page(<WithdrawnPage {...{ context, request, draft, said, deskHours }} />);
    return onTo(request, reply, withdrawnPath(draft));
  };
  app.get<{ Querystring: { of?: string } }>(WITHDRAWN_PATH, (request, reply) => {
    const draft = request.query.of === 'draft';
    return reply.page(<WithdrawnPage {...{ context, request, draft }} said={null} deskHours={null} />);
  });
}

/** Counsel's words about whatever is there, before it is asked to end. */
async function counselBeforehand(context: Context, request: FastifyRequest, session: PortalSession) {
  const heads = await context.vault.heads(context.store.read, session.application.id);
  return counselSays(
    context,
    request,
    heads.map(({ kind }) => kind),
    session.application,
  );
}

import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { HoldsCode } from '../holds/errors.ts';
import { halvesNow } from '../review/service.ts';
import { orSignIn, type Role, requireStaff, type Session, staffPage, typedPost } from '../staff/service.ts';
import { withLanguage } from '../ui/layout.tsx';
import { nothing, vendorBody } from './bodies.ts';
import { mattersOf } from './demands/matters.ts';
import { HoldPage } from './hold-page.tsx';
import { HoldsPage } from './holds-page.tsx';
import { isLaw } from './is-law.ts';
import { rowlessHolds } from './known.ts';
import { lastTelling } from './notice/telling.ts';
import { NoticePage } from './notice-page.tsx';
import { HOLDS_PATH, holdPath } from './paths.ts';
import { reviewHold } from './review.ts';
import { missingHoldRows } from './rows-missing.tsx';
import { askMending, askToLift, lift, mend, secondRule } from './second.ts';
import { seenHold, seenHolds } from './seen-holds.ts';
import { markTold, toldOf } from './vendor-notice.ts';
import { vendorsOf } from './vendors.ts';
import { counted, countedHold, oneHold } from './view.ts';
import { wordingsOf } from './wording.ts';

const LAW: readonly Role[] = ['law-officer'];
const DONE = [
  ...(['confirmed', 'reviewed', 'worded', 'asked', 'lifted'] as const),
  ...(['told', 'told-already', 'mend-asked', 'mended'] as const),
] as const;
const asked = z.object({ done: z.enum(DONE).optional().catch(undefined) });

/** The hold that a path names. Fault `hold-unknown`. */
export function holdOf(request: FastifyRequest): string {
  const read = z.object({ hold: z.uuid() }).safeParse(request.params);
  if (!read.success) throw new Fault<HoldsCode>('hold-unknown');
  return read.data.hold.toLowerCase();
}

export const backTo = (
  request: FastifyRequest,
  reply: FastifyReply,
  hold: string,
  done: (typeof DONE)[number],
) => reply.redirect(withLanguage(`${holdPath(hold)}?done=${done}`, request.language), 303);

/** What is held as far as this member may hear of it, one hold, and the steps that a button alone takes. */
export function holdRoutes(context: Context, app: FastifyInstance): void {
  const { store } = context;
  staffPage(context, app, HOLDS_PATH, [], async (request, reply, session) => {
    const holds = await counted(context, await seenHolds(context, session));
    const rule = await secondRule(store.read);
    const missing = isLaw(session) ? await missingHoldRows(context) : 0;
    const rowless = isLaw(session) ? await rowlessHolds(context) : 0;
    const matters = await mattersOf(
      context,
      session,
      holds.map(({ id }) => id),
    );
    const shown = { holds, rule, missing, rowless, matters };
    return reply.page(<HoldsPage {...{ context, request, session, ...shown }} />);
  });
  app.get(`${HOLDS_PATH}/:hold`, async (request, reply) => {
    const id = holdOf(request);
    const session = await signedIn(context, request, reply, id, []);
    if (!session) return reply;
    const hold = await countedHold(context, await seenHold(context, session, id));
    const rule = await secondRule(store.read);
    const wording = (await wordingsOf(store.read, [id])).get(id) ?? null;
    const [vendors, told] = [vendorsOf(context), await toldOf(store.read, id)];
    const telling = await lastTelling(store.read, id);
    const { done = null } = asked.parse(request.query);
    const { alone: withOne } = await halvesNow(store.read);
    const matters = (await mattersOf(context, session, [id]))(id);
    const now = { vendors, told, telling, matters, done };
    return reply.page(<HoldPage {...{ context, request, session, hold, withOne, rule, wording, ...now }} />);
  });
  app.get(`${HOLDS_PATH}/:hold/notice`, async (request, reply) => {
    const id = holdOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    const hold = await oneHold(context, id);
    const vendors = vendorsOf(context);
    const wording = (await wordingsOf(store.read, [id])).get(id) ?? null;
    return reply.page(<NoticePage {...{ context, request, session, hold, vendors, wording }} />);
  });
  const step = (
    name: string,
    roles: readonly Role[],
    done: (typeof DONE)[number],
    work: (hold: string, session: Session) => Promise<void>,
  ) =>
    typedPost(context, app, `${HOLDS_PATH}/:hold/${name}`, nothing, async (request, reply) => {
      const id = holdOf(request);
      const session = await signedIn(context, request, reply, id, roles, true);
      if (!session) return reply;
      await seenHold(context, session, id);
      await work(id, session);
      return backTo(request, reply, id, done);
    });
  step('review', LAW, 'reviewed', (hold, { staffId }) => reviewHold(context, hold, staffId));
  step('ask', LAW, 'asked', (hold, session) => askToLift(context, hold, session));
  // Who may be the second is a rule of its own, and may be somebody of another office.
  step('lift', ['law-officer', 'administrator', 'records-officer'], 'lifted', (hold, session) =>
    lift(context, hold, session),
  );
  step('mend-ask', LAW, 'mend-asked', (hold, session) => askMending(context, hold, session));
  step('mend', ['law-officer', 'administrator', 'records-officer'], 'mended', (hold, session) =>
    mend(context, hold, session),
  );
  typedPost(context, app, `${HOLDS_PATH}/:hold/vendor`, vendorBody, async (request, reply, { vendor }) => {
    const id = holdOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    const first = await markTold(context, id, vendor, session.staffId);
    return backTo(request, reply, id, first ? 'told' : 'told-already');
  });
}

export function signedIn(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  hold: string,
  roles: readonly Role[],
  fresh = false,
): Promise<Session | undefined> {
  return orSignIn(request, reply, holdPath(hold), () =>
    requireStaff(context, request, 'staff', roles, { fresh }),
  );
}

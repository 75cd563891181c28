import { isFault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import type { HoldScope } from '../holds/holding.ts';
import { acknowledgeHold, placeHold } from '../holds/holding.ts';
import { orSignIn, requireStaff, staffPage, typedPost } from '../staff/service.ts';
import type { HoldReason } from '../store/tables/holds.ts';
import { newBody } from './bodies.ts';
import { NEW_PATH, NewHoldPage } from './new-hold-page.tsx';
import { PlacedPage, WaitsPage } from './placed-page.tsx';
import type { Filled } from './scope-form.tsx';
import { readScope, scopeRules } from './wish.ts';

/** Placing a hold: open to everybody who works here, because the first to hear of a demand may be a clerk. */
export function placeRoutes(context: Context, app: FastifyInstance): void {
  staffPage(context, app, NEW_PATH, [], async (request, reply, session) => {
    const id = crypto.randomUUID();
    return reply.page(<NewHoldPage {...{ context, request, session, id }} faults={{}} filled={{}} />);
  });
  typedPost(context, app, NEW_PATH, newBody(context.program.program), async (request, reply, body) => {
    const session = await orSignIn(request, reply, NEW_PATH, () =>
      requireStaff(context, request, 'staff', []),
    );
    if (!session) return reply;
    const { id, reason } = body;
    const filled: Filled = Object.fromEntries(Object.entries(body));
    const { scope, faults } = readScope(body, await scopeRules(context));
    if (!scope || !reason) {
      const all = reason ? faults : { ...faults, reason: 'hold-reason-missing' };
      return reply.page(<NewHoldPage {...{ context, request, session, id, filled }} faults={all} />, 422);
    }
    try {
      const { provisionalUntil, endedMeanwhile } = await placedOnce(
        context,
        id,
        scope,
        reason,
        session.staffId,
      );
      const shown = { context, request, session, id, until: provisionalUntil, ended: endedMeanwhile };
      return reply.page(<PlacedPage {...shown} />);
    } catch (error) {
      if (!isFault(error) || error.code !== 'hold-waits-for-keeper') throw error;
      return reply.page(<WaitsPage {...{ context, request, session, id, filled }} />, 202);
    }
  });
}

/** Places the hold, or acknowledges the one that the same form has placed before. */
async function placedOnce(context: Context, id: string, scope: HoldScope, reason: HoldReason, by: string) {
  const { store, clock, random, vault } = context;
  const { inFlight } = vault;
  const known = await store.read
    .selectFrom('legal_holds')
    .select('id')
    .where('id', '=', id)
    .where('placed_by', '=', by)
    .executeTakeFirst();
  return known
    ? acknowledgeHold(store, id, { inFlight })
    : placeHold(store, scope, by, { clock, random, inFlight, reason, id });
}

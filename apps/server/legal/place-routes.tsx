import { isFault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import type { HoldScope } from '../holds/holding.ts';
import { acknowledgeHold, placeHold } from '../holds/holding.ts';
import { orSignIn, type Role, requireStaff, staffPage, typedPost } from '../staff/service.ts';
import type { HoldReason } from '../store/tables/holds.ts';
import { newBody } from './bodies.ts';
import { holdAllAtOnce } from './demands/hold-for.ts';
import { NEW_PATH, NewHoldPage } from './new-hold-page.tsx';
import { PlacedPage, WaitsPage } from './placed-page.tsx';
import type { Filled } from './scope-form.tsx';
import { readScope, scopeRules } from './wish.ts';

const LAW: readonly Role[] = ['law-officer'];

/** Placing a hold: open to everybody who works here, because the first to hear of a demand may be a clerk. */
export function placeRoutes(context: Context, app: FastifyInstance): void {
  staffPage(context, app, NEW_PATH, [], async (request, reply, session) => {
    const id = crypto.randomUUID();
    return reply.page(<NewHoldPage {...{ context, request, session, id }} faults={{}} filled={{}} />);
  });
  typedPost(context, app, NEW_PATH, newBody(context.program.program), async (request, reply, body) => {
    const session = await orSignIn(request, reply, NEW_PATH, () =>
      requireStaff(context, request, 'staff', body.gag ? LAW : []),
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
      const wish = { scope, reason, by: session.staffId };
      const placed = await (body.gag ? placedSilently : placedOnce)(context, id, wish);
      const until = body.gag ? null : placed.provisionalUntil;
      const shown = { context, request, session, id: placed.id, until, ended: placed.endedMeanwhile };
      return reply.page(<PlacedPage {...shown} />);
    } catch (error) {
      if (!isFault(error) || error.code !== 'hold-waits-for-keeper') throw error;
      return reply.page(<WaitsPage {...{ context, request, session, id, filled }} />, 202);
    }
  });
}

type Placed = ReturnType<typeof acknowledgeHold>;
type Wish = { scope: HoldScope; reason: HoldReason; by: string };

/** Places the hold, or acknowledges the one that the same form has placed before. */
async function placedOnce(context: Context, id: string, { scope, reason, by }: Wish): Placed {
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

/** A law officer's, of which nobody may speak: it lasts at once, since a word on it is written as it is confirmed. */
async function placedSilently(context: Context, form: string, { scope, reason, by }: Wish): Placed {
  const wanted = { scopes: [scope], reason, gag: 'ordered' as const };
  const { holds } = await holdAllAtOnce(context, form, wanted, by);
  const { store, vault } = context;
  return acknowledgeHold(store, holds[0] ?? form, { inFlight: vault.inFlight });
}

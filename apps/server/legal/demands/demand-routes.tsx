import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { publicSince } from '../../register/service.ts';
import { orSignIn, type Role, requireStaff, type Session } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { isLaw } from '../is-law.ts';
import { today } from '../review.ts';
import { seenHolds } from '../seen-holds.ts';
import { counted } from '../view.ts';
import { scopeRules } from '../wish.ts';
import { wordingsOf } from '../wording.ts';
import { lastDayLeftOut } from './asked-scopes.ts';
import { DemandPage } from './demand-page.tsx';
import type { DemandCode } from './errors.ts';
import { flagsOf } from './flags.ts';
import { alsoKept, type Keeper } from './keepers.ts';
import { DEMANDS_PATH, demandPath } from './paths.ts';
import type { DemandProps } from './props.ts';
import { type DemandView, demandsOfMatter, maySee, oneDemand } from './view.ts';

export const DONE = [
  'registered',
  'waits',
  'again',
  'checked',
  'stepped',
  'dated',
  'gag',
  'declared',
  'confirmed',
  'differs',
  'proposed',
  'decided',
  'lift-ordered',
  'closed',
  'noted',
  'scanned',
  'added',
  'added-waits',
] as const;
const asked = z.object({ done: z.enum(DONE).optional().catch(undefined) });

/** The demand that a path names. Fault `demand-unknown`. */
export function demandOf(request: FastifyRequest): string {
  const read = z.object({ demand: z.uuid() }).safeParse(request.params);
  if (!read.success) throw new Fault<DemandCode>('demand-unknown');
  return read.data.demand.toLowerCase();
}

/**
 * Who is signed in with one of some roles; sent to sign in, and undefined, where nobody is.
 * @param how.page of the demand, to which whoever signs in comes back; the demand's own if not given
 */
export const signedIn = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  demand: string,
  roles: readonly Role[],
  { fresh = false, page }: { fresh?: boolean; page?: string | undefined } = {},
): Promise<Session | undefined> =>
  orSignIn(request, reply, demandPath(demand, page), () =>
    requireStaff(context, request, 'staff', roles, { fresh }),
  );

export const backTo = (
  request: FastifyRequest,
  reply: FastifyReply,
  demand: string,
  done: (typeof DONE)[number],
) => reply.redirect(withLanguage(`${demandPath(demand)}?done=${done}`, request.language), 303);

/** One demand. What must be kept silent is not there for anybody but the law department. */
export function demandRoutes(context: Context, app: FastifyInstance): void {
  app.get(`${DEMANDS_PATH}/:demand`, async (request, reply) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, ['law-officer', 'records-officer']);
    if (!session) return reply;
    const demand = await seenBy(context, session, id);
    const { done = null } = asked.parse(request.query);
    return showDemand(context, request, reply, { session, demand, done });
  });
}

/** A demand's page; `back` where one of its forms comes back. */
export async function showDemand(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, ...given }: Pick<DemandProps, 'session' | 'demand' | 'done' | 'back'> & { status?: number },
): Promise<FastifyReply> {
  const { session, demand } = given;
  const flags = flagsOf(demand, today(context), context.program.program);
  const others = (await demandsOfMatter(context, demand.row.matter)).filter(
    (one) => one.row.id !== demand.row.id && maySee(session, one),
  );
  const since = await publicSince(context.store.read, demand.row.id);
  const holds = await seenHolds(context, session);
  const kept = new Map<string, readonly Keeper[]>();
  const own = await counted(
    context,
    holds.filter((one) => demand.holds.includes(one.id)),
  );
  const leftOut = lastDayLeftOut(demand.items, await scopeRules(context));
  const stillSilent = await silentAfter(context, session, demand, own);
  for (const hold of own) kept.set(hold.id, await alsoKept(context, session, hold, holds));
  return reply.page(
    <DemandPage
      {...{ context, request, flags, others, holds, own, leftOut, stillSilent, kept, since, ...given }}
    />,
    status ?? (given.back ? 422 : 200),
  );
}

/** Its holds in force that may not be spoken of, once no order of silence is on the demand; for whoever can end that. */
async function silentAfter(
  { store }: Pick<Context, 'store'>,
  session: Session,
  { gag: { gag } }: DemandView,
  own: DemandProps['own'],
): Promise<DemandProps['own']> {
  if (gag === 'ordered' || !isLaw(session)) return [];
  const open = own.filter(({ state }) => state === 'confirmed');
  const words = await wordingsOf(
    store.read,
    open.map(({ id }) => id),
  );
  return open.filter(({ id }) => words.get(id)?.gag === true);
}

/** @throws Fault `demand-unknown`, also where there is one that this member may not hear of */
export async function seenBy(context: Context, session: Session, id: string): Promise<DemandView> {
  const demand = await oneDemand(context, id);
  if (!maySee(session, demand)) throw new Fault<DemandCode>('demand-unknown');
  return demand;
}

import { isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import type { HoldScope } from '../../holds/scope.ts';
import { type Session, typedPost } from '../../staff/service.ts';
import { AMENDED } from '../../store/tables/demands.ts';
import { today } from '../review.ts';
import { type FormFaults, namesSome, readScope, scopeRules } from '../wish.ts';
import { amendDemand } from './amend.ts';
import { AmendPage } from './amend-page.tsx';
import { amendBody, type IntakeForm } from './bodies.ts';
import { backTo, demandOf, seenBy, signedIn } from './demand-routes.tsx';
import { holdAtOnce, scopeAskedFor } from './hold-for.ts';
import { reasonOf, scopeForm } from './intake-routes.tsx';
import { DEMANDS_PATH } from './paths.ts';
import { readItem } from './read-intake.ts';
import type { ItemWish } from './register.ts';

const LAW = ['law-officer'] as const;

/** What is added to a demand after intake. As there, the hold counts first. */
export function amendRoutes(context: Context, app: FastifyInstance): void {
  const path = `${DEMANDS_PATH}/:demand/amend`;
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { session: Session; filled: IntakeForm; faults: FormFaults },
  ) => {
    const demand = await seenBy(context, given.session, demandOf(request));
    const { hold = crypto.randomUUID() } = given.filled;
    const status = Object.keys(given.faults).length > 0 ? 422 : 200;
    return reply.page(<AmendPage {...{ context, request, demand, hold, ...given }} />, status);
  };
  app.get(path, async (request, reply) => {
    const session = await signedIn(context, request, reply, demandOf(request), LAW);
    if (!session) return reply;
    return show(request, reply, { session, filled: { why: 'amended', keep: 'asked' }, faults: {} });
  });
  typedPost(context, app, path, amendBody(context.program.program), async (request, reply, asked) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    const demand = await seenBy(context, session, id);
    const filled: IntakeForm = Object.fromEntries(
      Object.entries(asked).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
    );
    const { wish, faults } = readItem(filled);
    const held = await readHold(context, filled, wish);
    const why = AMENDED.find((one) => one === filled.why);
    const wrong = {
      ...faults,
      ...held.faults,
      ...(why === undefined && { why: 'demand-choice-missing' }),
      ...(wish === null &&
        held.scope === null &&
        Object.keys(faults).length === 0 && { why: 'amend-nothing' }),
    };
    if (Object.keys(wrong).length > 0 || why === undefined)
      return show(request, reply, { session, filled, faults: wrong });
    const by = session.staffId;
    const { hold = crypto.randomUUID() } = filled;
    let waits = false;
    if (demand.closedOn === null && held.scope !== null)
      try {
        const { row, gag } = demand;
        await holdAtOnce(context, hold, { scope: held.scope, reason: reasonOf(row), gag: gag.gag }, by);
      } catch (error) {
        if (!isFault(error) || error.code !== 'hold-waits-for-keeper') throw error;
        waits = true;
      }
    const item = wish === null ? null : { ...wish, why };
    await amendDemand(context, id, { item, hold: held.scope === null ? null : hold }, by);
    return backTo(request, reply, id, waits ? 'added-waits' : 'added');
  });
}

/** What the form wants kept: nothing, what the item names, or a scope chosen by hand. */
async function readHold(
  context: Context,
  filled: IntakeForm,
  wish: ItemWish | null,
): Promise<{ scope: HoldScope | null; faults: FormFaults }> {
  const { keep } = filled;
  const rules = await scopeRules(context);
  if (keep === 'scope') return readScope(scopeForm(filled), rules);
  if (keep !== undefined && namesSome(scopeForm(filled)))
    return { scope: null, faults: { keep: 'intake-scope-unused' } };
  if (keep !== 'asked' || wish === null) return { scope: null, faults: {} };
  try {
    return {
      scope: scopeAskedFor(context.program.program, [wish], { ...rules, today: today(context) }),
      faults: {},
    };
  } catch (error) {
    if (!isFault(error) || error.code !== 'hold-nothing-here') throw error;
    return { scope: null, faults: { keep: error.code } };
  }
}

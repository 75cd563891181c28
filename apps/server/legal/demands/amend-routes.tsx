import { isDeepStrictEqual } from 'node:util';
import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { type Session, typedPost } from '../../staff/service.ts';
import { AMENDED } from '../../store/tables/demands.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { today } from '../review.ts';
import type { FormFaults } from '../wish.ts';
import { amendDemand } from './amend.ts';
import { AmendPage } from './amend-page.tsx';
import { amendBody, type IntakeForm } from './bodies.ts';
import { backTo, demandOf, seenBy, signedIn } from './demand-routes.tsx';
import type { DemandCode } from './errors.ts';
import { addedItem } from './form-ids.ts';
import { holdAllAtOnce } from './hold-for.ts';
import { reasonOf, wantedScopes } from './intake-hold.ts';
import { DEMANDS_PATH, demandPath } from './paths.ts';
import { readItem } from './read-intake.ts';
import { type ItemWish, itemColumnsOf } from './register.ts';
import type { DemandView } from './view.ts';

const LAW = ['law-officer'] as const;
const query = z.object({ form: z.uuid().optional().catch(undefined) });

/** What is added to a demand after intake. As there, holds count first. */
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
    const id = demandOf(request);
    const { form } = query.parse(request.query);
    // As at intake: whoever comes back to the form by the browser's own button has the same one, and learns that it is done.
    if (form === undefined) {
      const own = `${demandPath(id, 'amend')}?form=${crypto.randomUUID()}`;
      return reply.redirect(withLanguage(own, request.language), 303);
    }
    if (isDone(await seenBy(context, session, id), form)) return backTo(request, reply, id, 'added');
    const filled = { hold: form, why: 'amended', keep: 'asked' };
    return show(request, reply, { session, filled, faults: {} });
  });
  typedPost(context, app, path, amendBody(context.program.program), async (request, reply, asked) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    const demand = await seenBy(context, session, id);
    const filled: IntakeForm = Object.fromEntries(
      Object.entries(asked).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
    );
    const { wish, faults } = readItem(filled, today(context));
    const wanted = await wantedScopes(context, filled, wish && [wish]);
    const why = AMENDED.find((one) => one === filled.why);
    const wrong = {
      ...faults,
      ...wanted.faults,
      ...(why === undefined && { why: 'demand-choice-missing' }),
      ...(wish === null &&
        wanted.scopes.length === 0 &&
        Object.keys(faults).length === 0 && { why: 'amend-nothing' }),
    };
    if (Object.keys(wrong).length > 0 || why === undefined)
      return show(request, reply, { session, filled, faults: wrong });
    const by = session.staffId;
    const { hold = crypto.randomUUID() } = filled;
    const { row, gag, closedOn } = demand;
    if (isDone(demand, hold)) {
      if (saysTheSame(demand, hold, wish)) return backTo(request, reply, id, 'added');
      const { hold: _used, ...typed } = filled;
      return show(request, reply, { session, filled: typed, faults: { why: 'amend-again' } });
    }
    if (closedOn !== null) throw new Fault<DemandCode>('demand-closed');
    const given = { scopes: wanted.scopes, reason: reasonOf(row), gag: gag.gag } as const;
    const { holds, waits } = await holdAllAtOnce(context, hold, given, by);
    const item = wish === null ? null : { ...wish, id: addedItem(hold), why };
    await amendDemand(context, id, { item, holds }, by);
    return backTo(request, reply, id, waits ? 'added-waits' : 'added');
  });
}

const isDone = ({ items, holds }: DemandView, form: string): boolean =>
  items.some(({ id }) => id === addedItem(form)) || holds.includes(form);

/** The press before it said so too, as far as the register has it in clear. */
function saysTheSame({ items }: DemandView, form: string, wish: ItemWish | null): boolean {
  const item = items.find(({ id }) => id === addedItem(form));
  if (!item || wish === null) return !item && wish === null;
  return Object.entries(itemColumnsOf(wish)).every(([name, value]) =>
    isDeepStrictEqual(Object(item)[name], value),
  );
}

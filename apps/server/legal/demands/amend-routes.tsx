import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { type Session, typedPost } from '../../staff/service.ts';
import { AMENDED } from '../../store/tables/demands.ts';
import { today } from '../review.ts';
import type { FormFaults } from '../wish.ts';
import { amendDemand } from './amend.ts';
import { AmendPage } from './amend-page.tsx';
import { amendBody, type IntakeForm } from './bodies.ts';
import { backTo, demandOf, seenBy, signedIn } from './demand-routes.tsx';
import type { DemandCode } from './errors.ts';
import { holdAllAtOnce } from './hold-for.ts';
import { reasonOf, wantedScopes } from './intake-hold.ts';
import { DEMANDS_PATH } from './paths.ts';
import { readItem } from './read-intake.ts';

const LAW = ['law-officer'] as const;

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
    if (closedOn !== null) throw new Fault<DemandCode>('demand-closed');
    const given = { scopes: wanted.scopes, reason: reasonOf(row), gag: gag.gag } as const;
    const { holds, waits } = await holdAllAtOnce(context, hold, given, by);
    const item = wish === null ? null : { ...wish, why };
    await amendDemand(context, id, { item, holds }, by);
    return backTo(request, reply, id, waits ? 'added-waits' : 'added');
  });
}

import { isPlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { type Role, type Session, typedPost } from '../../staff/service.ts';
import { CHECKS } from '../../store/tables/demands.ts';
import { today } from '../review.ts';
import {
  checksBody,
  datedBody,
  gagBody,
  holdBody,
  nothing,
  outcomeBody,
  searchBody,
  secondBody,
  secondSearchBody,
  stepBody,
} from './act-bodies.ts';
import { closeDemand } from './close.ts';
import { decideOutcome, proposeOutcome } from './decide.ts';
import { backTo, type DONE, demandOf, seenBy, showDemand, signedIn } from './demand-routes.tsx';
import type { DemandCode } from './errors.ts';
import { changeGag } from './gag.ts';
import { DEMANDS_PATH } from './paths.ts';
import { gagFault } from './read-intake.ts';
import { answerSearch, declareSearch } from './search.ts';
import { addStep } from './steps.ts';

const LAW: readonly Role[] = ['law-officer'];
/** Whoever keeps the records can say what exists; deciding is the law's. */
const SEARCHERS: readonly Role[] = ['law-officer', 'records-officer'];

type Act<S extends z.ZodType> = (given: {
  demand: string;
  session: Session;
  body: z.output<S>;
}) => Promise<(typeof DONE)[number]>;

/** Everything that a form on a demand's page does. Each is one transaction, and one step that nothing changes afterwards. */
export function actRoutes(context: Context, app: FastifyInstance): void {
  const { store } = context;
  const act = <S extends z.ZodType>(step: string, body: S, roles: readonly Role[], work: Act<S>) =>
    typedPost(context, app, `${DEMANDS_PATH}/:demand/${step}`, body, async (request, reply, read) => {
      const demand = demandOf(request);
      const session = await signedIn(context, request, reply, demand, roles);
      if (!session) return reply;
      await seenBy(context, session, demand);
      return backTo(request, reply, demand, await work({ demand, session, body: read }));
    });

  act('checks', checksBody, LAW, async ({ demand, session, body }) => {
    await store.write(async (tx) => {
      for (const what of CHECKS) {
        const found = body[what];
        if (found !== undefined)
          await addStep(context, tx, demand, { step: 'checked', what, found }, session.staffId);
      }
    });
    return 'checked';
  });
  act('step', stepBody, LAW, async ({ demand, session, body: { step } }) => {
    await store.write((tx) => addStep(context, tx, demand, { step }, session.staffId));
    return 'stepped';
  });
  act('day', datedBody, LAW, async ({ demand, session, body: { which, day } }) => {
    if (!isPlainDate(day)) throw new Fault<DemandCode>('demand-day-unreadable');
    const wish =
      which === 'extension'
        ? ({ step: 'extension-given', day } as const)
        : ({ step: 'dated', what: which, day } as const);
    await store.write((tx) => addStep(context, tx, demand, wish, session.staffId));
    return 'dated';
  });
  gagRoute(context, app);
  act('search', searchBody, SEARCHERS, async ({ demand, session, body: { item, found, hours } }) => {
    const estimate = hours === '' ? null : Number(hours);
    await declareSearch(context, { demand, item }, { found, hours: estimate }, session.staffId);
    return 'declared';
  });
  act('search-second', secondSearchBody, SEARCHERS, async ({ demand, session, body }) => {
    const alike = await answerSearch(context, { demand, ...body }, session.staffId);
    return alike ? 'confirmed' : 'differs';
  });
  act('outcome', outcomeBody, LAW, async ({ demand, session, body: { item, outcome } }) => {
    await proposeOutcome(context, { demand, item }, outcome, session.staffId);
    return 'proposed';
  });
  act('outcome-second', secondBody, LAW, async ({ demand, session, body: { decision } }) => {
    await decideOutcome(context, { demand, decision }, session.staffId);
    return 'decided';
  });
  act('lift-ordered', holdBody, LAW, async ({ demand, session, body: { hold } }) => {
    await store.write((tx) => addStep(context, tx, demand, { step: 'lift-ordered', hold }, session.staffId));
    return 'lift-ordered';
  });
  act('close', nothing, LAW, async ({ demand, session }) => {
    await closeDemand(context, demand, session.staffId);
    return 'closed';
  });
}

/** What cannot be read as a day that is still to come stays in its form, with what is wrong beside the field. */
function gagRoute(context: Context, app: FastifyInstance): void {
  typedPost(context, app, `${DEMANDS_PATH}/:demand/gag`, gagBody, async (request, reply, filled) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    const demand = await seenBy(context, session, id);
    const { gag, until } = filled;
    const day = gag === 'none' || until === '' ? null : until;
    const wrong: DemandCode | null =
      day !== null && !isPlainDate(day)
        ? 'demand-day-unreadable'
        : gagFault(gag, day, [today(context), demand.row.received_on]);
    if (wrong !== null) {
      const gagForm = { filled, faults: { until: wrong } };
      return showDemand(context, request, reply, { session, demand, done: null, gagForm });
    }
    await changeGag(context, id, { gag, day }, session.staffId);
    return backTo(request, reply, id, 'gag');
  });
}

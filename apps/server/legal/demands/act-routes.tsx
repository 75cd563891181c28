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
import { dayFault } from './paper-days.ts';
import { DEMANDS_PATH } from './paths.ts';
import type { FormBack } from './props.ts';
import { gagFault } from './read-intake.ts';
import { refusedAt } from './refused.ts';
import { answerSearch, declareSearch } from './search.ts';
import { addStep } from './steps.ts';
import type { DemandView } from './view.ts';

const LAW: readonly Role[] = ['law-officer'];
/** Whoever keeps the records can say what exists; deciding is the law's. */
const SEARCHERS: readonly Role[] = ['law-officer', 'records-officer'];

type Act<S extends z.ZodType> = (given: {
  demand: string;
  session: Session;
  body: z.output<S>;
  view: DemandView;
}) => Promise<(typeof DONE)[number] | Wrong>;

/** What is wrong, by field: the form comes back as it was typed. */
type Wrong = { faults: Readonly<Record<string, DemandCode>> } & Pick<FormBack, 'of' | 'ids'>;
const MISSING = 'demand-choice-missing';

/** Everything that a form on a demand's page does. Each is one transaction, and one step that nothing changes afterwards. */
export function actRoutes(context: Context, app: FastifyInstance): void {
  const { store } = context;
  const act = <S extends z.ZodType>(step: string, body: S, roles: readonly Role[], work: Act<S>) =>
    typedPost(context, app, `${DEMANDS_PATH}/:demand/${step}`, body, async (request, reply, read) => {
      const id = demandOf(request);
      const session = await signedIn(context, request, reply, id, roles);
      if (!session) return reply;
      const view = await seenBy(context, session, id);
      const filled = Object.fromEntries(
        Object.entries(Object(read)).map(([name, value]) => [name, String(value ?? '')]),
      );
      try {
        const done = await work({ demand: id, session, body: read, view });
        if (typeof done === 'string') return backTo(request, reply, id, done);
        const back = { step, filled, ...done };
        return await showDemand(context, request, reply, { session, demand: view, done: null, back });
      } catch (error) {
        const now = await seenBy(context, session, id);
        const { status, ...wrong } = refusedAt(error, { step, sent: filled, view: now, session });
        const back = { step, filled, ...wrong };
        return showDemand(context, request, reply, { session, demand: now, done: null, back, status });
      }
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
    if (step === undefined) return { faults: { step: MISSING } };
    await store.write((tx) => addStep(context, tx, demand, { step }, session.staffId));
    return 'stepped';
  });
  act('day', datedBody, LAW, async ({ demand, session, view, body: { which, day } }) => {
    const wrong = dayFault(view, { which, day }, today(context));
    if (which === undefined || wrong !== null)
      return { faults: faultsOf({ which: which === undefined && MISSING, day: wrong }) };
    const wish =
      which === 'extension'
        ? ({ step: 'extension-given', day } as const)
        : ({ step: 'dated', what: which, day } as const);
    await store.write((tx) => addStep(context, tx, demand, wish, session.staffId));
    return 'dated';
  });
  act('gag', gagBody, LAW, async ({ demand, session, view, body: { gag, until } }) => {
    const day = gag === 'none' || until === '' ? null : until;
    const on = today(context);
    const wrong = dayFault(view, { which: undefined, day: day ?? on }, on);
    const over = day === null ? null : (wrong ?? gagFault(gag, day, [on, view.row.received_on]));
    if (gag === undefined || over !== null)
      return { faults: faultsOf({ gag: gag === undefined && MISSING, until: over }) };
    await changeGag(context, demand, { gag, day }, session.staffId);
    return 'gag';
  });
  act('search', searchBody, SEARCHERS, async ({ demand, session, view, body: { item, found, hours } }) => {
    const unread = !/^\d{0,4}$/.test(hours.trim());
    if (found === undefined || unread) {
      const n = placeOf(view, item);
      const faults = faultsOf({ found: found === undefined && MISSING, hours: unread && HOURS });
      return { of: item, faults, ids: { found: `found-${n}`, hours: `hours-${n}` } };
    }
    const estimate = hours.trim() === '' ? null : Number(hours);
    await declareSearch(context, { demand, item }, { found, hours: estimate }, session.staffId);
    return 'declared';
  });
  act('search-second', secondSearchBody, SEARCHERS, async ({ demand, session, view, body }) => {
    const { search, found } = body;
    if (found === undefined) {
      const n = view.items.find((one) => one.search?.id === search)?.place;
      return { of: search, faults: { found: MISSING }, ids: { found: `second-found-${n}` } };
    }
    const alike = await answerSearch(context, { demand, search, found }, session.staffId);
    return alike ? 'confirmed' : 'differs';
  });
  act('outcome', outcomeBody, LAW, async ({ demand, session, view, body: { item, outcome } }) => {
    if (outcome === undefined) {
      const ids = { outcome: `outcome-${placeOf(view, item)}` };
      return { of: item, faults: { outcome: MISSING }, ids };
    }
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

const HOURS = 'search-hours-unreadable';

const faultsOf = (found: Readonly<Record<string, DemandCode | null | false>>): Wrong['faults'] =>
  Object.fromEntries(Object.entries(found).flatMap(([field, code]) => (code ? [[field, code]] : [])));

const placeOf = ({ items }: DemandView, item: string): number | undefined =>
  items.find(({ id }) => id === item)?.place;

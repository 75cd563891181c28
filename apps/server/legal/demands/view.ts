import { isCompelling, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { Session } from '../../staff/service.ts';
import { DATED, type Dated, type DemandOutcome, type Found, type Gag } from '../../store/tables/demands.ts';
import type { DemandCode } from './errors.ts';
import type { DecisionRow, DemandRow, ItemRow, SearchRow, StepRow } from './events.ts';

export type ItemView = ItemRow & {
  /** The newest, whether confirmed or not. */
  search: SearchRow | null;
  /** The newest that two people answered. */
  searched: SearchRow | null;
  /** The newest that two people made. */
  decided: DecisionRow | null;
  /** A newer one that waits for its second person. */
  proposed: DecisionRow | null;
};

export type DemandView = {
  row: DemandRow;
  items: readonly ItemView[];
  steps: readonly StepRow[];
  /** As they stand now: of the paper, or put right since. */
  days: Readonly<Record<Dated, PlainDate | null>>;
  gag: { gag: Gag; until: PlainDate | null };
  /** The newest answer to each tick. */
  checks: ReadonlyMap<string, { found: Found; on: PlainDate }>;
  holds: readonly string[];
  /** Null while it is open. */
  closedOn: PlainDate | null;
  compelling: boolean;
};

/** Outcomes after which nothing more is to be done about an item. */
/** What letters say in place of the matter's number: how many papers came before is nobody's outside. */
export const markOf = ({ id }: Pick<DemandRow, 'id'>): string => id.slice(0, 8);

export const isOver = (outcome: DemandOutcome | undefined): boolean =>
  outcome !== undefined &&
  !['pending', 'narrowed', 'objected', 'enforced-in-part', 'enforced-in-full'].includes(outcome);

/** What a demand ordered kept silent may be told to: the law department alone. */
export const maySee = ({ roles }: Pick<Session, 'roles'>, { gag: { gag } }: DemandView): boolean =>
  roles.includes('law-officer') || (roles.includes('records-officer') && gag !== 'ordered');

/** Every demand there ever was, the newest first. */
export async function allDemands(context: Context): Promise<DemandView[]> {
  const rows = await context.store.read
    .selectFrom('demands')
    .selectAll()
    .orderBy('registered_at', 'desc')
    .orderBy('id')
    .execute();
  return viewed(context, rows);
}

/** All instruments of one matter, the oldest first. */
export async function demandsOfMatter(context: Context, matter: string): Promise<DemandView[]> {
  const rows = await context.store.read
    .selectFrom('demands')
    .selectAll()
    .where('matter', '=', matter)
    .orderBy('registered_at')
    .orderBy('id')
    .execute();
  return viewed(context, rows);
}

/** @throws Fault `demand-unknown` */
export async function oneDemand(context: Context, id: string): Promise<DemandView> {
  const rows = await context.store.read.selectFrom('demands').selectAll().where('id', '=', id).execute();
  const [view] = await viewed(context, rows);
  if (!view) throw new Fault<DemandCode>('demand-unknown');
  return view;
}

async function viewed(context: Context, rows: readonly DemandRow[]): Promise<DemandView[]> {
  if (rows.length === 0) return [];
  const { read } = context.store;
  const ids = rows.map(({ id }) => id);
  const items = await read
    .selectFrom('demand_items')
    .selectAll()
    .where('demand', 'in', ids)
    .orderBy('place')
    .execute();
  const steps = await read
    .selectFrom('demand_steps')
    .selectAll()
    .where('demand', 'in', ids)
    .orderBy('place')
    .execute();
  const within = items.map(({ id }) => id);
  const searches =
    within.length === 0
      ? []
      : await read
          .selectFrom('demand_searches')
          .selectAll()
          .where('item', 'in', within)
          .orderBy('turn', 'desc')
          .execute();
  const decisions =
    within.length === 0
      ? []
      : await read
          .selectFrom('demand_decisions')
          .selectAll()
          .where('item', 'in', within)
          .orderBy('turn', 'desc')
          .execute();
  const viewOf = (item: ItemRow): ItemView => {
    const own = decisions.filter((one) => one.item === item.id);
    const newest = own[0] ?? null;
    return {
      ...item,
      search: searches.find((one) => one.item === item.id) ?? null,
      searched: searches.find((one) => one.item === item.id && one.confirmed_by !== null) ?? null,
      decided: own.find(({ decided_by }) => decided_by !== null) ?? null,
      proposed: newest?.decided_by === null ? newest : null,
    };
  };
  return rows.map((row) => {
    const own = steps.filter(({ demand }) => demand === row.id);
    return {
      row,
      items: items.filter(({ demand }) => demand === row.id).map(viewOf),
      steps: own,
      days: daysNow(row, own),
      gag: gagNow(row, own),
      checks: checksNow(own),
      holds: own.flatMap(({ step, hold }) => (step === 'held' && hold !== null ? [hold] : [])),
      closedOn: own.find(({ step }) => step === 'closed')?.moved_on ?? null,
      compelling: isCompelling(context.program.program, row.instrument),
    };
  });
}

function daysNow(row: DemandRow, steps: readonly StepRow[]): DemandView['days'] {
  const first = {
    issued: row.issued_on,
    service: row.service_on,
    return: row.return_on,
    objection: row.objection_on,
    hearing: row.hearing_on,
  };
  const put = (which: Dated): PlainDate | null =>
    steps.findLast(({ step, what }) => step === 'dated' && what === which)?.day ?? first[which];
  const extended = steps.findLast(({ step }) => step === 'extension-given');
  const days = Object.fromEntries(DATED.map((which) => [which, put(which)]));
  const redated = steps.findLast(({ step, what }) => step === 'dated' && what === 'return');
  const last = extended && (redated?.place ?? 0) < extended.place ? extended.day : days.return;
  return { ...first, ...days, return: last ?? null };
}

export function gagNow(
  row: Pick<DemandRow, 'gag' | 'gag_until'>,
  steps: readonly Pick<StepRow, 'step' | 'found' | 'day'>[],
): DemandView['gag'] {
  const last = steps.findLast(({ step }) => step === 'gag');
  if (!last) return { gag: row.gag, until: row.gag_until };
  const { found, day } = last;
  return { gag: found === 'requested' || found === 'ordered' ? found : 'none', until: day };
}

/** The newest answer to each tick, of steps in their order. */
export function checksNow(steps: readonly StepRow[]): DemandView['checks'] {
  const found = new Map<string, { found: Found; on: PlainDate }>();
  for (const { step, what, found: said, moved_on: on } of steps)
    if (step === 'checked' && what !== null && (said === 'yes' || said === 'no' || said === 'unclear'))
      found.set(what, { found: said, on });
  return found;
}

import {
  type Adversary,
  answer,
  type Cell,
  type Curve,
  type Custody,
  curveOf,
  type Demand,
  dayNumber,
  type Harm,
  type HoldPlan,
  harmOf,
  holdPlan,
  type ItemAnswer,
} from '@commonkey/exposure';
import { type PlainDate, plainDateIn } from '@commonkey/program';
import type { Context } from '../../context.ts';
import type { KeeperLink } from '../../keeper/client.ts';
import { type Assurance, assure } from './assurance.ts';
import { custodyOf, keyStates } from './key-states.ts';
import { observedAtOnce } from './observed.ts';

export type ExamineParts = Pick<Context, 'store' | 'program'> & {
  clock: Context['clock'];
  config: Pick<Context['config'], 'dataFolder' | 'blobs' | 'copies'>;
  keeper: Pick<KeeperLink, 'ask'>;
};

export type ExaminedItem = {
  readonly found: ItemAnswer;
  readonly plan: HoldPlan;
  readonly curve: Curve;
};

/** All that is said of a demand, of one look at what is there. */
export type Examined = {
  readonly at: PlainDate;
  /** The day on which it was looked, and the moment from which hours run. */
  readonly today: PlainDate;
  readonly now: Date;
  readonly items: readonly ExaminedItem[];
  readonly harm: readonly Harm[];
  readonly custody: Custody;
  readonly assurance: Assurance;
};

/**
 * What a demand would get of this city as it stands, what a hold for it would take, and whether what is declared is what is
 * there. Counts, dates and states; nothing is opened and nothing is written.
 *
 * @param on of what of it is still there on a later day; today if not given
 */
export async function examine(
  parts: ExamineParts,
  demand: Demand,
  adversary: Adversary,
  on?: PlainDate,
): Promise<Examined> {
  const { store, program, clock, keeper } = parts;
  const rules = program.program;
  const now = clock.now();
  const today = plainDateIn(rules.city.timeZone, now);
  const keys = await keyStates(keeper, store.read);
  const custody = custodyOf(keys);
  const [assurance, there] = await Promise.all([
    assure(parts, keys),
    observedAtOnce(store, rules, today, { now, dead: keys?.dead ?? [] }),
  ]);
  const at = on ?? today;
  const cells = at === today ? there : there.map((cell) => stillThere(cell, at));
  const by = { adversary, custody };
  return {
    at,
    today,
    now,
    items: answer(demand, cells, adversary, { documents: [] }, custody).items.flatMap((found, place) => {
      const item = demand.items[place];
      if (!item) return [];
      const plan = holdPlan(item, cells, { ...by, adversary: 'court-order' }, dayNumber(at));
      return [{ found, plan, curve: curveOf(item, cells, by, dayNumber(at)) }];
    }),
    harm: harmOf(cells, custody),
    custody,
    assurance,
  };
}

/** Of what is there today, what has not come to its day by then. What waits for people has none. */
function stillThere(cell: Cell, at: PlainDate): Cell {
  const bundles = cell.bundles.flatMap((bundle) => {
    const [first, ...others] = bundle.filter(({ due, waits }) => waits !== undefined || due > dayNumber(at));
    return first ? [[first, ...others] as const] : [];
  });
  return { ...cell, bundles };
}

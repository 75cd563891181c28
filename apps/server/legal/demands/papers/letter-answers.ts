import {
  type Adversary,
  type Clause,
  type Existence,
  existenceOf,
  parseDemand,
  THE_CITY,
} from '@commonkey/exposure';
import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import { ask } from '../../exposure/ask.ts';
import type { Examined } from '../../exposure/examine.ts';
import type { DemandCode } from '../errors.ts';
import { keptElsewhere } from '../kept-elsewhere.ts';
import { scopeFile } from '../scope-file.ts';
import type { DemandView, ItemView } from '../view.ts';

/**
 * What the city itself could find out. How far a paper would get it is no matter where a letter says what exists: a record that
 * the paper cannot reach is a record all the same.
 */
export const ALL_THERE_IS: Adversary = THE_CITY;

/** How one clause of what is asked can be answered from what is held: for everybody, only by opening records, or not at all. */
export type Told = {
  clause: Clause;
  told: 'told' | 'reading' | 'unknown';
  /** Nothing turns on it: what is there is certain whatever its answer. */
  idle: boolean;
};
export type ItemFound = {
  clauses: readonly Told[];
  /** Of each part of the scope. */
  exists: readonly Existence[];
  examined: Examined;
};

/**
 * What an item would get now, from its scope. Counts and states alone; one log line a run.
 * @param scope in the language of scopes, one item or more
 * @param as whose hands it is asked of
 * @throws Fault `reply-scope-unreadable` {n}
 */
export async function answerOf(
  context: Context,
  item: ItemView,
  { scope, as, by }: { scope: string; as: Adversary; by: string },
): Promise<ItemFound> {
  const { demand } = parseDemand(scope);
  if (!demand) throw new Fault<DemandCode>('reply-scope-unreadable', { n: item.place });
  const examined = await ask(context, { staffId: by }, demand, { scope, as });
  const exists = examined.items.map(({ found }) => existenceOf(found));
  const clauses = examined.items.flatMap(({ found }, at) =>
    found.clauses.flatMap(({ people }, place): Told[] => {
      const clause = demand.items[at]?.subjects[place];
      if (!clause) return [];
      const told = people.unknown > 0 ? 'unknown' : people.reading > 0 ? 'reading' : 'told';
      return [{ clause, told, idle: told !== 'told' && exists[at]?.certain === true }];
    }),
  );
  return { clauses, exists, examined };
}

/** Of every part it is certain that nothing that it asks for is there. */
export const isNothing = ({ exists }: Pick<ItemFound, 'exists'>): boolean =>
  exists.every(({ people, certain }) => certain && people.yes === 0);

/**
 * "No records" is said only of what two people registered as asked for: its own kinds and days, whatever scope counsel put to the
 * letter besides. What others of the city keep cannot be looked for here: it is undetermined, and never nothing.
 * @throws Fault `reply-undetermined` {n} | `reply-records-exist` {n}
 */
export async function mustHoldNoneOfItsOwn(
  context: Context,
  view: DemandView,
  item: ItemView,
  by: string,
): Promise<void> {
  if (item.decided?.outcome === 'no-records') await mustBeNone(context, view, item, by);
}

/** The same of every item, for whoever says in public what was decided. Faults of `mustHoldNoneOfItsOwn`. */
export async function mustBeTrueOfAll(context: Context, view: DemandView, by: string): Promise<void> {
  for (const item of view.items) await mustHoldNoneOfItsOwn(context, view, item, by);
}

/** The same of an item of which it is not decided yet. Faults of `mustHoldNoneOfItsOwn`. */
export async function mustBeNone(
  context: Context,
  view: DemandView,
  item: ItemView,
  by: string,
): Promise<void> {
  const { place: n, classes } = item;
  const scope = scopeFile(view, item);
  if (keptElsewhere(classes).length > 0 || scope === null)
    throw new Fault<DemandCode>('reply-undetermined', { n });
  noneThere(n, await answerOf(context, item, { scope, as: ALL_THERE_IS, by }));
}

/**
 * "No records" is said only where of nobody it is open whether something asked for is there, and nothing is: as whoever asks for public
 * records is told it.
 * @throws Fault `reply-undetermined` {n} | `reply-records-exist` {n}
 */
export function mustHoldNone({ place: n, decided }: ItemView, found: ItemFound): void {
  if (decided?.outcome === 'no-records') noneThere(n, found);
}

function noneThere(n: number, found: ItemFound): void {
  if (found.exists.some(({ certain }) => !certain)) throw new Fault<DemandCode>('reply-undetermined', { n });
  if (!isNothing(found)) throw new Fault<DemandCode>('reply-records-exist', { n });
}

import type { PlainDate } from '@commonkey/program';
import type { Reader } from '../../../store/store.ts';
import type { DemandLetter } from '../../../store/tables/demand-papers.ts';
import { type DemandOutcome, PRODUCED } from '../../../store/tables/demands.ts';
import type { DecisionRow, LetterRow } from '../events.ts';
import type { ItemView } from '../view.ts';

/**
 * Of items that two decided to hand over, those of which nothing went out under that outcome: until then a decision is all there
 * is, and nobody may be told that it happened.
 */
export async function notYetOut(
  read: Reader,
  items: readonly Pick<ItemView, 'id' | 'decided'>[],
): Promise<ReadonlySet<string>> {
  const decided = items.filter(({ decided }) => PRODUCED.some((one) => one === decided?.outcome));
  const out = await bundlesOut(read, decided);
  return new Set(
    decided.flatMap(({ id, decided: last }) =>
      out.some(({ item, outcome }) => item === id && outcome === last?.outcome) ? [] : [id],
    ),
  );
}

async function bundlesOut(read: Reader, items: readonly Pick<ItemView, 'id'>[]) {
  if (items.length === 0) return [];
  return read
    .selectFrom('demand_productions')
    .select(['item', 'outcome', 'decided_on'])
    .where(
      'item',
      'in',
      items.map(({ id }) => id),
    )
    .where('decided_by', 'is not', null)
    .execute();
}

/** Outcomes that are words of the city: without a letter nobody has them. What a court or the issuer did happened all the same. */
const OF_THE_CITY: readonly DemandOutcome[] = [
  'no-records',
  'not-in-custody',
  'declined',
  'objected',
  'referred',
];

/** On which letters an outcome of the city’s goes out. */
const TOLD_BY: Readonly<Record<DemandLetter, readonly DemandOutcome[]>> = {
  response: OF_THE_CITY,
  objections: ['objected'],
};

export type Answers = {
  /** Items of which something is decided that was told nobody outside. */
  unsent: ReadonlySet<string>;
  /** The day on which the first letter or bundle went out; null before. */
  firstOn: PlainDate | null;
  /** The letter that did, where it was one. */
  firstLetter: LetterRow | null;
};

/** What of the decisions on a demand was sent. */
export async function answersOf(
  read: Reader,
  demand: string,
  items: readonly Pick<ItemView, 'id' | 'decided'>[],
): Promise<Answers> {
  const letters = await read
    .selectFrom('demand_letters')
    .selectAll()
    .where('demand', '=', demand)
    .where('decided_by', 'is not', null)
    .orderBy('decided_on')
    .orderBy('turn')
    .execute();
  const bundles = (await bundlesOut(read, items)).flatMap(({ decided_on }) => decided_on ?? []).sort();
  const unsent = new Set(await notYetOut(read, items));
  for (const { id, decided } of items) {
    if (!decided || !OF_THE_CITY.includes(decided.outcome)) continue;
    if (!isTold(decided, await decisionsOn(read, id), letters)) unsent.add(id);
  }
  const [letter, bundle] = [letters[0], bundles[0]];
  const byLetter = letter !== undefined && (bundle === undefined || (letter.decided_on ?? '') <= bundle);
  return {
    unsent,
    firstOn: byLetter ? letter.decided_on : (bundle ?? null),
    firstLetter: byLetter ? letter : null,
  };
}

const decisionsOn = (read: Reader, item: string) =>
  read
    .selectFrom('demand_decisions')
    .select(['outcome', 'decided_on'])
    .where('item', '=', item)
    .where('decided_by', 'is not', null)
    .orderBy('turn', 'desc')
    .execute();

/**
 * Whether a letter says what is decided now. No letter goes out before all of its items are decided, so one of the same day says the
 * first decision; where another was made before, it may say that one, and only a letter of a later day is certain.
 * @param all every decision on the item, the newest first
 */
function isTold(
  { outcome }: Pick<DecisionRow, 'outcome'>,
  all: readonly Pick<DecisionRow, 'outcome' | 'decided_on'>[],
  letters: readonly Pick<LetterRow, 'letter' | 'decided_on'>[],
): boolean {
  const other = all.findIndex((one) => one.outcome !== outcome);
  const since = all[(other === -1 ? all.length : other) - 1]?.decided_on ?? '';
  return letters.some(({ letter, decided_on: sent }) => {
    if (sent === null || !TOLD_BY[letter].includes(outcome)) return false;
    return other === -1 ? sent >= since : sent > since;
  });
}

/** How a program sorts ages: the first age of every band but the youngest, and after how many cards a desk tells what it counted. */
export type AgeBands = { readonly from: readonly number[]; readonly cards: number };

/** Cards by band, the youngest first: one number more than `from` has. */
export type AgeTally = { readonly from: readonly number[]; readonly cards: readonly number[] };

/** What a desk counted and has not told, and the quarter that all of it is of. */
export type AgeCarry = AgeTally & { readonly quarter: string };

/**
 * Fewer than this, and not none, no desk tells of a band. It is 11 (PC-01) and 9 more: whoever knows of nine of the cards anything
 * else, as that they were one short shift, still leaves 11 when they are subtracted; and with ten cards the band is uncertain by ten.
 */
export const LEAST_OF_A_BAND = 20;

/** A quarter of a year, as in `2026-Q3`, of a day YYYY-MM-DD. Its text sorts as time does. */
export function quarterOf(day: string): string {
  const [year = '', month = ''] = day.split('-');
  return `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** `0-13`, `14-17`, `65-`: its first and its last age. */
export function bandNames(from: readonly number[]): string[] {
  return [0, ...from].map((first, at) => `${first}-${from[at] === undefined ? '' : (from[at] ?? 0) - 1}`);
}

export const noAges = (from: readonly number[]): AgeTally => ({
  from,
  cards: new Array<number>(from.length + 1).fill(0),
});

export function withAge({ from, cards }: AgeTally, age: number): AgeTally {
  const band = from.filter((first) => first <= age).length;
  return { from, cards: cards.map((count, at) => (at === band ? count + 1 : count)) };
}

export const cardsIn = ({ cards }: Pick<AgeTally, 'cards'>): number =>
  cards.reduce((sum, count) => sum + count, 0);

/** A band of everybody would say of each of them how old they are; a small one, of few. */
export function mayBeTold({ cards }: Pick<AgeTally, 'cards'>): boolean {
  const some = cards.filter((count) => count > 0);
  return some.length > 1 && some.every((count) => count >= LEAST_OF_A_BAND);
}

const sameBands = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((first, at) => first === other[at]);

/**
 * A shift's ages join what its desk carried. When a round is over depends on how many cards there were and on nothing else: a desk
 * that went on until its bands are large would say by going on that one of them was small (docs/adr/0062). Then the round is told or
 * forgotten, and never joins another.
 *
 * @param carried of another quarter, or of other bands, it is forgotten
 * @param shift of one shift, in the bands of its program
 */
export function endOfShift(
  { from, cards: round }: AgeBands,
  carried: AgeCarry | null,
  { quarter, ages }: { quarter: string; ages: AgeTally },
): { told: AgeTally | null; carry: AgeCarry } {
  const nothing = { quarter, ...noAges(from) };
  const before =
    carried !== null && carried.quarter === quarter && sameBands(carried.from, from) ? carried : nothing;
  const all = { from, cards: before.cards.map((count, at) => count + (ages.cards[at] ?? 0)) };
  if (cardsIn(all) < round) return { told: null, carry: { quarter, ...all } };
  return { told: mayBeTold(all) ? all : null, carry: nothing };
}

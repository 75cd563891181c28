/**
 * Steps by which minutes at a station are counted: up to and with so many. Finer than a day is planned by they need not be, and a count
 * of lengths leads to nobody.
 */
export const PACE_STEPS: readonly number[] = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30];

/** How many people took how long, a count for each of `PACE_STEPS`. */
export type Paces = readonly number[];

/** Half of all take less than `median` minutes, and nine of ten less than `slow`; `people` is how many that rests on. */
export type Pace = { median: number; slow: number; people: number };

/** The step that so many minutes belong to; null: longer than anybody sits there for a card. */
export function paceStep(minutes: number): number | null {
  const at = PACE_STEPS.findIndex((most) => minutes <= most);
  return at < 0 ? null : at;
}

const sum = (paces: Paces): number => paces.reduce((all, count) => all + count, 0);

/** Counts of several days as those of one. */
export const addPaces = (all: readonly Paces[]): number[] =>
  PACE_STEPS.map((_, at) => all.reduce((total, paces) => total + (paces[at] ?? 0), 0));

/** Null where nobody was counted. Times are whole minutes, so that four minutes are from three and a half on. */
export function paceOfCounts(paces: Paces): Pace | null {
  const people = sum(paces);
  if (people === 0) return null;
  return { median: within(paces, people * 0.5), slow: within(paces, people * 0.9), people };
}

function within(paces: Paces, rank: number): number {
  let before = 0;
  for (const [at, count] of paces.entries()) {
    const [from, until] = [at === 0 ? 0 : edge(at - 1), edge(at)];
    if (before + count >= rank && count > 0) return from + ((until - from) * (rank - before)) / count;
    before += count;
  }
  return edge(PACE_STEPS.length - 1);
}

const edge = (at: number): number => (PACE_STEPS[at] ?? 0) + 0.5;

/** Fewer people than this say nothing of the slow ones, and too much of themselves. */
export const FEWEST_LEARNED = 50;
/** Days further back were other desks and other printers. */
export const DAYS_LEARNED = 10;

/** What was learned at desks: minutes, from how many people of how many days. */
export type Learned = Pace & { days: number };

/**
 * What the newest days teach: those that had anybody, at most ten of them. Null while they are of fewer than fifty people.
 * @param days the newest first
 */
export function learnPace(days: readonly Paces[]): Learned | null {
  const counted = days.filter((paces) => sum(paces) > 0).slice(0, DAYS_LEARNED);
  const pace = paceOfCounts(addPaces(counted));
  return pace && pace.people >= FEWEST_LEARNED ? { ...pace, days: counted.length } : null;
}

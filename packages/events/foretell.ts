import type { Minute } from './clock-time.ts';
import { seeded } from './seeded.ts';
import { type DayPlan, type DayRun, simulateDay } from './simulate-day.ts';

/** Over many tries of the same day: in one of ten it is less than `low`, in one of ten more than `high`. */
export type Quantiles = { low: number; middle: number; high: number };

/** What a day may bring, over many tries of it. */
export type Foretold = {
  stations: number;
  /** Who comes; the same in each try. */
  people: number;
  /** People who got their card. */
  served: Quantiles;
  /** People who were still waiting when the event closed. */
  notReached: Quantiles;
  /** Part of the tries in which everybody was reached. */
  allReached: number;
  /** Minutes that somebody waited until called, of those who were: half waited less, nine of ten waited less. */
  wait: { median: number; slow: number; longest: number };
  /** Whoever comes later than this is not reached in one of two tries; null: whoever comes is. */
  lastReached: Minute | null;
  /** When the last person left. */
  lastLeft: Quantiles;
  /** By half-hours of the day: people in the line at their beginning, and how long who comes then waits; null: nobody came then who was reached. */
  course: readonly { at: Minute; waiting: Quantiles; wait: number | null }[];
};

const STEP = 30;

/**
 * Tries a day many times over. The same seed gives the same answer; each try draws anew when people come and how long they take.
 * @param tries at least 1
 */
export function foretell(plan: DayPlan, { tries, seed }: { tries: number; seed: number }): Foretold {
  const runs = Array.from({ length: tries }, (_, at) => simulateDay(plan, seeded(seed * 1_000_003 + at)));
  const missed = runs.map(({ people }) => people.filter(({ called }) => called === null).length);
  const people = plan.arrivals.reduce((sum, span) => sum + span.people, 0);
  const waits = runs.flatMap(waitsOf).sort((a, b) => a - b);
  return {
    stations: plan.stations,
    people,
    served: quantiles(missed.map((count) => people - count)),
    notReached: quantiles(missed),
    allReached: missed.filter((count) => count === 0).length / tries,
    wait: { median: at(waits, 0.5), slow: at(waits, 0.9), longest: waits.at(-1) ?? 0 },
    lastReached: lastReached(runs),
    lastLeft: quantiles(runs.map(({ lastLeft }) => lastLeft)),
    course: courseOf(plan, runs),
  };
}

/** Minutes after closing by which the last person has left. */
const OVERTIME = 30;

/**
 * The fewest stations, up to `most`, with which everybody is reached, and has left within half an hour of closing, in nine of ten
 * tries; null: not even with the most. Stations that only wait for a printer are no help: their people would sit there until night.
 * More stations never reach fewer people, so the middle tells on which side it lies.
 */
export function fewestStations(
  plan: DayPlan,
  options: { tries: number; seed: number; most: number },
): Foretold | null {
  const enough = (stations: number): Foretold | null => {
    const found = foretell({ ...plan, stations }, options);
    return found.allReached >= 0.9 && found.lastLeft.high <= plan.closes + OVERTIME ? found : null;
  };
  let [low, high] = [1, options.most];
  let best = enough(high);
  while (best && low < high) {
    const middle = (low + high) >> 1;
    const found = enough(middle);
    if (found) [best, high] = [found, middle];
    else low = middle + 1;
  }
  return best;
}

const waitsOf = ({ people }: DayRun): number[] =>
  people.flatMap(({ came, called }) => (called === null ? [] : [called - came]));

/** In each try the first who was not reached came at some time; the middle of those, where it happened in half of them. */
function lastReached(runs: readonly DayRun[]): Minute | null {
  const first = runs.map(
    ({ people }) => people.find(({ called }) => called === null)?.came ?? Number.POSITIVE_INFINITY,
  );
  const middle = at(
    first.toSorted((a, b) => a - b),
    0.5,
  );
  return Number.isFinite(middle) ? middle : null;
}

function courseOf(plan: DayPlan, runs: readonly DayRun[]): Foretold['course'] {
  const earliest = Math.min(plan.opens, ...plan.arrivals.map(({ from }) => from));
  const first = Math.floor(earliest / STEP) * STEP;
  const steps = Math.ceil((plan.closes - first) / STEP);
  return Array.from({ length: steps }, (_, step) => {
    const from = first + step * STEP;
    const inLine = runs.map(
      ({ people }) =>
        people.filter(({ came, called }) => came <= from && (called === null || called > from)).length,
    );
    const waits = runs.flatMap(({ people }) =>
      people.flatMap(({ came, called }) =>
        called !== null && came >= from && came < from + STEP ? [called - came] : [],
      ),
    );
    const sorted = waits.sort((a, b) => a - b);
    return { at: from, waiting: quantiles(inLine), wait: sorted.length > 0 ? at(sorted, 0.5) : null };
  });
}

function quantiles(all: readonly number[]): Quantiles {
  const sorted = all.toSorted((a, b) => a - b);
  return { low: at(sorted, 0.1), middle: at(sorted, 0.5), high: at(sorted, 0.9) };
}

/** Of sorted numbers; 0 where there are none. */
const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;

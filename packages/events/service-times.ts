import { dayFault } from './errors.ts';
import { type Chance, normal } from './seeded.ts';

/** Minutes that one person takes at a station, drawn anew for each. */
export type Service = {
  draw(chance: Chance): number;
  /** Half of all take less, and nine of ten take less. Minutes. */
  median: number;
  slow: number;
  /** How many were measured at desks; null where the two numbers were given. */
  measured: number | null;
};

/** Our own target for a desk, where nobody has measured: no city's number (docs/guides/events.md). */
export const ASSUMED_SERVICE: ServiceQuantiles = { median: 4, slow: 7 };

/** Of the standard normal distribution, what nine in ten lie below. */
const NINE_OF_TEN = 1.2815515655446004;
const LONGEST = 240;

/** Minutes at a station: half of all take less than `median`, nine of ten less than `slow`. */
export type ServiceQuantiles = { median: number; slow: number };

/**
 * What one person takes on average, minutes: the mean of a lognormal distribution with that median and ninth decile.
 * Faults `service-impossible` {longest}, `service-reversed`
 */
export function averageOf({ median, slow }: ServiceQuantiles): number {
  return median * Math.exp(spreadOf(median, slow) ** 2 / 2);
}

function spreadOf(median: number, slow: number): number {
  if (!(median > 0) || !(slow <= LONGEST)) throw dayFault('service-impossible', { longest: LONGEST });
  if (slow < median) throw dayFault('service-reversed');
  return Math.log(slow / median) / NINE_OF_TEN;
}

/**
 * Times with a long tail, as those of people at desks have: lognormal, by its median and what nine in ten take less than.
 * Faults `service-impossible` {longest}, `service-reversed`
 */
export function fromQuantiles(median: number, slow: number): Service {
  const spread = spreadOf(median, slow);
  return {
    draw: (chance) => Math.min(LONGEST, median * Math.exp(spread * normal(chance))),
    median,
    slow,
    measured: null,
  };
}

/** Fewer say nothing of the slow ones. */
const FEWEST = 20;

/**
 * Times as desks measured them: seconds, one a line, and nothing of anybody beside it. Drawn as they are.
 * Faults `durations-line` {line}, `durations-few` {fewest}
 */
export function fromDurations(text: string): Service {
  const minutes = text.split(/\r?\n/).flatMap((raw, at) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return [];
    const seconds = /^\d{1,5}(?:\.\d{1,3})?$/.test(line) ? Number(line) : Number.NaN;
    if (!(seconds > 0) || seconds > LONGEST * 60) throw dayFault('durations-line', { line: at + 1 });
    return [seconds / 60];
  });
  if (minutes.length < FEWEST) throw dayFault('durations-few', { fewest: FEWEST });
  const sorted = minutes.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return {
    draw: (chance) => at(chance()),
    median: at(0.5),
    slow: at(0.9),
    measured: sorted.length,
  };
}

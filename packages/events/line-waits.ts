import type { Minute } from './clock-time.ts';

/** People who joined the line in a half-hour of the day, and who left it because they were called or gave up. */
export type HalfHour = { half: Minute; came: number; called: number };
export const HALF = 30;

/** Minutes in the line: half of those who were called waited less, nine of ten waited less. */
export type LineWaits = { median: number; slow: number; people: number };

/**
 * How long people waited, worked out from how many came and were called by when: the tenth who was called is held against the tenth who
 * came. So nobody's coming has to be written down. What it tells is of the line, not of anybody in it; on the whole it is exact however
 * the line is ordered, and its middle is close where few are called out of turn.
 * @param now minute of the day: the half-hour that is on has gone so far
 * @returns null while nobody was called
 */
export function waitsOf(halves: readonly HalfHour[], now: Minute): LineWaits | null {
  const sorted = halves.toSorted((a, b) => a.half - b.half);
  const people = Math.min(total(sorted, 'came'), total(sorted, 'called'));
  if (people === 0) return null;
  const waits = Array.from({ length: people }, (_, at) =>
    Math.max(0, timeOf(sorted, 'called', at + 0.5, now) - timeOf(sorted, 'came', at + 0.5, now)),
  ).sort((a, b) => a - b);
  const at = (part: number) => waits[Math.min(waits.length - 1, Math.floor(part * waits.length))] ?? 0;
  return { median: at(0.5), slow: at(0.9), people };
}

type Which = 'came' | 'called';
const total = (halves: readonly HalfHour[], which: Which) => halves.reduce((sum, one) => sum + one[which], 0);

/** When the so manieth came, or was called: evenly over their half-hour. */
function timeOf(halves: readonly HalfHour[], which: Which, rank: number, now: Minute): Minute {
  let before = 0;
  for (const { half, [which]: count } of halves) {
    const long = Math.max(1, Math.min(HALF, now - half));
    if (before + count >= rank && count > 0) return half + (long * (rank - before)) / count;
    before += count;
  }
  return now;
}

/** People an hour over the half-hour before and what there is of this one; null in the first minutes of a day. */
export function anHour(served: readonly { half: Minute; served: number }[], now: Minute): number | null {
  const [first] = served.toSorted((a, b) => a.half - b.half);
  if (!first) return null;
  const from = Math.max(first.half, Math.floor(now / HALF) * HALF - HALF);
  const minutes = now - from;
  if (minutes < HALF / 2) return null;
  const people = served.filter(({ half }) => half >= from).reduce((sum, one) => sum + one.served, 0);
  return (people * 60) / minutes;
}

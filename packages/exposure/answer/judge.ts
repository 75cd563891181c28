import { type Adversary, isRead, reachOf, THE_CITY } from '../adversaries.ts';
import type { Custody } from '../custody.ts';
import { dayNumber, monthIndex, monthStart } from '../day-number.ts';
import type { Clause } from '../demand/schema.ts';
import { type DayGrain, type Hold, tellsByReading } from '../holds.ts';
import type { Days } from './cells.ts';
import type { HeldThing } from './holds-in.ts';

/**
 * Whether somebody is meant: `reading` where only whoever opens and reads what is held could say; `unknown` where nothing
 * that is held says it. Neither is ever a no.
 */
export type Verdict = 'yes' | 'no' | 'reading' | 'unknown';

/** What of a bundle somebody with that reach learns from. */
const readIn = (things: readonly HeldThing[], adversary: Adversary, custody: Custody): Hold[] =>
  things.map(({ hold }) => hold).filter(({ form }) => isRead(reachOf(adversary, form, custody)));

/** What of a bundle tells somebody something: of days what the city knows, whoever asks; of all else what they come to read. */
export type Known = { readonly read: readonly Hold[]; readonly grain: DayGrain | null };

export const knownOf = (things: readonly HeldThing[], adversary: Adversary, custody: Custody): Known => ({
  read: readIn(things, adversary, custody),
  grain: grainOf(readIn(things, THE_CITY, custody)),
});

export function judge(clause: Clause, applied: Days, { read, grain }: Known): Verdict {
  if (!('is' in clause)) return judgeDay(clause, applied, grain);
  return read.some((hold) => tellsByReading(hold, clause.field)) ? 'reading' : 'unknown';
}

/** All must be so: one no is enough, and what nobody can say outweighs what could be read. */
export function judgeAll(verdicts: readonly Verdict[]): Verdict {
  for (const one of ['no', 'unknown', 'reading'] as const) if (verdicts.includes(one)) return one;
  return 'yes';
}

/** What is known of a person of whom several bundles say something. */
export function best(verdicts: readonly Verdict[]): Verdict {
  for (const one of ['no', 'yes', 'reading'] as const) if (verdicts.includes(one)) return one;
  return 'unknown';
}

function grainOf(read: readonly Hold[]): DayGrain | null {
  if (read.some(({ applied }) => applied === 'day')) return 'day';
  return read.some(({ applied }) => applied === 'month') ? 'month' : null;
}

type Span = { from?: string; until?: string };

function judgeDay({ from, until }: Span, days: Days, grain: DayGrain | null): Verdict {
  if (grain === null) return 'unknown';
  const { first, last } = grain === 'day' ? days : wholeMonths(days);
  const least = from === undefined ? Number.NEGATIVE_INFINITY : dayNumber(from);
  const most = until === undefined ? Number.POSITIVE_INFINITY : dayNumber(until);
  if (last < least || first > most) return 'no';
  return first >= least && last <= most ? 'yes' : 'unknown';
}

const wholeMonths = ({ first, last }: Days): Days => ({
  first: Number.isFinite(first) ? monthStart(monthIndex(first)) : first,
  last: Number.isFinite(last) ? monthStart(monthIndex(last) + 1) - 1 : last,
});

import { addPeriod, type Program } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { CardCode } from './errors.ts';

export const REGISTER = 'card-register';

/**
 * The latest day a register row may live, by the program's series: its period after expiry, and never later than its
 * bound after issue, which alone ends the rows of cards that do not expire (T4). Months count from their last day.
 * Fault `program-without-register`.
 */
export function registerEnd(
  program: Pick<Program, 'series'>,
  issueMonth: string,
  expiryMonth: string | null,
): string {
  const series = program.series.find((one) => one.id === REGISTER);
  if (!series) throw new Fault<CardCode>('program-without-register');
  const ends: string[] = [];
  const start = series.after === 'expiry' ? expiryMonth : issueMonth;
  if (start !== null) ends.push(addPeriod(lastDay(start), series.period));
  if (series.atMost) ends.push(addPeriod(lastDay(issueMonth), series.atMost.period));
  const [nearest] = ends.sort();
  if (nearest === undefined) throw new Fault<CardCode>('program-without-register');
  return nearest;
}

/** The longest any row made today may live: until then a desk's key must be found by verifiers. */
export function longestRegisterEnd(program: Pick<Program, 'series'>, issueMonth: string): string {
  const series = program.series.find((one) => one.id === REGISTER);
  if (!series?.atMost) throw new Fault<CardCode>('program-without-register');
  return addPeriod(lastDay(issueMonth), series.atMost.period);
}

/** Last day of a month `YYYY-MM`. */
export function lastDay(month: string): string {
  const [year = 0, index = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, index, 0)).toISOString().slice(0, 10);
}

import { Fault } from '@commonkey/words';
import type { KeeperCode } from './codes.ts';

/** A quarter of a year, `2026-Q4`. */
export type Quarter = string;
const SHAPE = /^(2[01]\d{2})-Q([1-4])$/;
const DAY = 86_400_000;
/** Windows overlap by a week, so that a shift across the turn of a quarter, or a late ceremony, stops no desk. */
const OVERLAP_DAYS = 7;

const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** First and last UTC day an issuing key of the quarter is certified for. Fault `quarter-invalid`. */
export function quarterWindow(quarter: Quarter): { from: string; until: string } {
  const found = SHAPE.exec(quarter);
  if (!found) throw new Fault<KeeperCode>('quarter-invalid');
  const [year, index] = [Number(found[1]), Number(found[2]) - 1];
  const start = Date.UTC(year, index * 3, 1);
  const end = Date.UTC(year, index * 3 + 3, 1) - DAY;
  return { from: dayText(start - OVERLAP_DAYS * DAY), until: dayText(end + OVERLAP_DAYS * DAY) };
}

export function quarterOf(at: Date): Quarter {
  return `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`;
}

/** The quarter that lies `n` after the one of `at`. */
export function quarterAfter(at: Date, n: number): Quarter {
  return quarterOf(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 3 * n, 1)));
}

import { isRefusal, UNIQUE_VIOLATION } from '../store/guard.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { Writer } from '../store/store.ts';

/**
 * The number of what is logged in this transaction: the next one of its log and year. Whoever logs at the same moment waits.
 * @param before what all numbers of the log and the year begin with, as in `2026-`
 */
export async function nextNumber(
  tx: Writer,
  log: 'record_requests' | 'track_matters',
  before: string,
): Promise<string> {
  await oneAtATime(tx, 'log-number');
  const rows = await tx.selectFrom(log).select('number').where('number', 'like', `${before}%`).execute();
  const last = Math.max(0, ...rows.map(({ number }) => Number(number.slice(before.length))));
  return `${before}${last + 1}`;
}

/** Logs once, however often one press of a form is repeated. */
export async function loggedOnce(
  log: 'record_requests' | 'track_matters',
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isRefusal(error, UNIQUE_VIOLATION, `${log}_pkey`)) throw error;
  }
}

import type { PlainDate } from '@commonkey/program';
import { sql } from 'kysely';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { Writer } from '../store/store.ts';

/** Letter, year of publication and place in it. */
export const PUBLIC_NUMBER = /^R-[0-9]{4}-[1-9][0-9]{0,5}$/;

/**
 * The number under which something stands on the register: the next one of the year when it first does, and the same ever after.
 * So the register has no gap that tells of what is not on it. The caller publishes it in the same transaction.
 */
export async function publicNumber(tx: Writer, subject: string, on: PlainDate): Promise<string> {
  await oneAtATime(tx, 'public-number');
  const rows = await tx
    .selectFrom('publications')
    .select(['subject', sql<string>`said::json ->> 'number'`.as('number')])
    .where('kind', '<>', 'report')
    .execute();
  const own = rows.find((row) => row.subject === subject);
  if (own) return own.number;
  const year = `R-${on.slice(0, 4)}-`;
  const places = rows
    .filter(({ number }) => number.startsWith(year))
    .map(({ number }) => Number(number.slice(year.length)));
  return `${year}${Math.max(0, ...places) + 1}`;
}

import { isFault } from '@commonkey/words';
import { sql } from 'kysely';
import { type Writer, wholeTransaction } from '../store/store.ts';

/** SQLSTATE classes that speak of a row: an integrity constraint, a trigger's no, a damaged page. */
const OF_ROWS = /^(23|P0|XX)/;

/**
 * Ends rows, and those that the database refuses to end not: they are found by halving and left as they were, so that one of
 * them stops none of the others.
 * @param end deletes some of the rows, with all that belongs to it
 * @returns how many are left
 */
export async function endOrSetAside(
  tx: Writer,
  rows: readonly string[],
  end: (some: readonly string[]) => Promise<void>,
): Promise<number> {
  const whole = wholeTransaction(tx);
  await sql`savepoint ending`.execute(whole);
  try {
    await end(rows);
    await sql`release savepoint ending`.execute(whole);
    return 0;
  } catch (error) {
    const state = isFault(error) && error.code === 'database-refused' ? String(error.params.sqlstate) : '';
    if (!OF_ROWS.test(state)) throw error;
    await sql`rollback to savepoint ending`.execute(whole);
    if (rows.length === 1) return 1;
    const half = rows.length >> 1;
    const first = await endOrSetAside(tx, rows.slice(0, half), end);
    return first + (await endOrSetAside(tx, rows.slice(half), end));
  }
}

import { sql } from 'kysely';
import type { TableName } from '../store/database.ts';
import { type Place, spend, withhold } from '../store/places.ts';
import { type Writer, wholeTransaction } from '../store/store.ts';

/**
 * What must outlive rows that are about to end: the bits of cards that people may still show. A revoked card reads "not
 * valid" for ever, and so does whatever a desk signed that never reported; a card that still counts keeps its bit from
 * being given to another. Rows that a closed shift left behind under a hold say nothing any more: its cards have rows.
 */
export async function keepOutliving(
  tx: Writer,
  table: TableName,
  ending: readonly string[],
  now: Date,
): Promise<void> {
  if (table === 'cards') {
    const month = now.toISOString().slice(0, 7);
    const cards = await find<{ revoked: boolean; counts: boolean }>(
      tx,
      sql`select list, place, status = 'revoked' as revoked,
        expiry_month is null or expiry_month >= ${month} as counts
        from cards where ctid = any(${ending}::tid[])`,
    );
    await withhold(
      tx,
      cards.filter((card) => card.revoked),
    );
    await spend(
      tx,
      cards.filter((card) => !card.revoked && card.counts),
    );
  }
  if (table === 'shift_serials') {
    const blocks = await find<{ shift: string }>(
      tx,
      sql`select s.list, s.place, s.shift from shift_serials s join desk_shifts d using (shift)
        where s.ctid = any(${ending}::tid[]) and d.statement_digest is null`,
    );
    await withhold(tx, blocks);
    const shifts = [...new Set(blocks.map(({ shift }) => shift))];
    // Its cards may bear them: no other card ever gets these numbers.
    if (shifts.length > 0)
      await tx
        .updateTable('library_numbers')
        .set({ used: true, shift: null })
        .where('shift', 'in', shifts)
        .execute();
  }
}

async function find<T>(tx: Writer, query: ReturnType<typeof sql>): Promise<(Place & T)[]> {
  const { rows } = await sql<Place & T>`${query}`.execute(wholeTransaction(tx));
  return [...rows];
}

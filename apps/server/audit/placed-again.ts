import { leafOf } from '@commonkey/ledger';
import { plainDateIn } from '@commonkey/program';
import { isSound } from '../holds/seal.ts';
import { committedLeaves } from '../store/committed.ts';
import type { Store } from '../store/store.ts';
import { placingOf } from './kept.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * A hold that came back from outside the database has the salt of its entry, and not always the entry: placed after the copy was
 * made and lost before the hour was full, it was never numbered. It is committed to once more, so that the row opens what it says.
 * Where a file that was published has it after all, the ledger is brought forward and it waits no longer. A row that was changed
 * gets none.
 *
 * @returns how many wait for their number again
 */
export async function placeLeavesAgain(store: Store, timeZone: string): Promise<number> {
  const back = await store.read
    .selectFrom('legal_holds')
    .selectAll()
    .where('put_back_salt', 'is not', null)
    .execute();
  const sound = back.filter((row) => isSound(store.read, row));
  if (sound.length === 0) return 0;
  const some = sound.map((row) => ({ row, leaves: placingOf(row).map(leafOf) }));
  return store.write(async (tx) => {
    const there = await committedLeaves(
      tx,
      some.flatMap(({ leaves }) => leaves),
    );
    const again = some.flatMap(({ row, leaves }) => {
      if (leaves.some((leaf) => there.has(hex(leaf)))) return [];
      const on = plainDateIn(timeZone, row.placed_at);
      const said = placingOf(row).find(({ event }) => event.placed_on === on);
      return said ? [{ commitment: leafOf(said) }] : [];
    });
    if (again.length > 0) await tx.insertInto('ledger_unsequenced').values(again).execute();
    return again.length;
  });
}

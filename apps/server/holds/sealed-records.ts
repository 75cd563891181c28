import { sql } from 'kysely';
import type { Random } from '../clock.ts';
import { type Writer, wholeTransaction } from '../store/store.ts';
import { type DisposalTrigger, receipt } from './destroy.ts';

/** A sealed record whose key and bytes are gone. */
export type Gone = { id: string; series: string; because: DisposalTrigger };

/**
 * Last step of a sealed record: its row, with one receipt for each series and reason. For the vault room alone, which has
 * asked `mayDestroy` in this transaction and seen the key die, or has found it dead.
 */
export async function endSealedRecords(
  tx: Writer,
  gone: readonly Gone[],
  { now, random }: { now: Date; random: Random },
): Promise<void> {
  if (gone.length === 0) return;
  const ids = gone.map(({ id }) => id);
  await sql`delete from vault_records where id = any(${ids}::uuid[])`.execute(wholeTransaction(tx));
  const counts = new Map<string, Gone & { count: number }>();
  for (const one of gone) {
    const key = `${one.series} ${one.because}`;
    counts.set(key, { ...one, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  for (const { series, because, count } of counts.values())
    await receipt(tx, series, count, because, now, random);
}

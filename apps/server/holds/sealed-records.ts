import { sql } from 'kysely';
import type { Random } from '../clock.ts';
import { type Writer, wholeTransaction } from '../store/store.ts';
import type { DisposalTrigger } from './destroy.ts';
import { authorityOf, receipt } from './receipt.ts';

/** A sealed record whose key and bytes are gone; `certificate` is the one that opened it, where the law wants one. */
export type Gone = {
  id: string;
  series: string;
  because: DisposalTrigger;
  certificate: string | null;
};

/**
 * Last step of a sealed record: its row, with one receipt for each series, reason and certificate. For the vault room alone, which has
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
    const key = `${one.series} ${one.because} ${one.certificate}`;
    counts.set(key, { ...one, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  for (const { certificate, ...one } of counts.values())
    await receipt(tx, { ...one, under: authorityOf(one.because, certificate) }, now, random);
}

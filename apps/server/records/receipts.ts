import { canonicalEvent, commit, type Opening } from '@commonkey/ledger';
import { Fault } from '@commonkey/words';
import { disposalEvent } from '../holds/receipt.ts';
import type { Reader } from '../store/store.ts';
import type { RecordsCode } from './errors.ts';

/** A destruction that is over: so many records of a series on a day, and the ledger's commitment to it, hexadecimal. */
export type Receipt = {
  id: string;
  series: string;
  on: string;
  count: number;
  because: string;
  /** What allowed it: an approved certificate, by its id, or the schedule alone; null where nobody can say any more. */
  under: { certificate: string } | 'schedule' | null;
  leaf: string;
};

/** The newest receipts first. */
export async function pastDestructions(
  read: Reader,
  { limit = 50, series, certificate }: { limit?: number; series?: string; certificate?: string } = {},
): Promise<Receipt[]> {
  let rows = read
    .selectFrom('disposal_receipts')
    .selectAll()
    .orderBy('destroyed_on', 'desc')
    .orderBy('id')
    .limit(limit);
  if (series !== undefined) rows = rows.where('series', '=', series);
  // Receipts from before certificates were named may be this one's as well.
  if (certificate !== undefined)
    rows = rows.where((of) => of.or([of('certificate', '=', certificate), of('under', 'is', null)]));
  return Promise.all(
    (await rows.execute()).map(async (row) => ({
      id: row.id,
      series: row.series,
      on: row.destroyed_on,
      count: row.count,
      because: row.authority,
      under:
        row.certificate === null
          ? row.under === 'schedule'
            ? 'schedule'
            : null
          : { certificate: row.certificate },
      leaf: Buffer.from(await commit(row.ledger_salt, canonicalEvent(disposalEvent(row)))).toString('hex'),
    })),
  );
}

/** What opens the leaf of one receipt. Fault `receipt-unknown`. */
export async function openingOf(read: Reader, id: string): Promise<Opening> {
  const row = await read.selectFrom('disposal_receipts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Fault<RecordsCode>('receipt-unknown');
  return { salt: new Uint8Array(row.ledger_salt), event: disposalEvent(row) };
}

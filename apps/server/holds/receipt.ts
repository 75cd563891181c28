import type { LedgerEvent } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import type { Random } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { record } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import type { DisposalTrigger } from './triggers.ts';

/** Says a second time what the first receipt said, which is there: no sum of receipts counts it. */
export const SAID_AGAIN: DisposalTrigger = 'restored';

/** What allowed a destruction: an approved certificate, by its id, or the schedule alone. */
export type Authority = { under: 'certificate'; certificate: string } | { under: 'schedule' };
export type Destroyed = {
  series: string;
  count: number;
  /** What called for it. */
  because: DisposalTrigger;
  /** Null where nobody can say any more. */
  under: Authority | null;
};

/**
 * What allowed a record to end, by the certificate that opened it. Of what an old copy of the database had brought back nothing is said:
 * it ended before, and its first receipt says under what, or is lost.
 */
export function authorityOf(because: DisposalTrigger, certificate: string | null): Authority | null {
  if (because === 'restored' || because === 'receipt-lost') return null;
  return certificate === null ? { under: 'schedule' } : { under: 'certificate', certificate };
}

type Row = Pick<
  Selectable<Database['disposal_receipts']>,
  'series' | 'count' | 'authority' | 'destroyed_on' | 'under' | 'certificate'
>;

/** What the ledger's leaf of a receipt commits to. */
export const disposalEvent = ({
  series,
  count,
  authority,
  destroyed_on,
  under,
  certificate,
}: Row): LedgerEvent => ({
  kind: 'disposal',
  series,
  count,
  authority,
  destroyed_on,
  ...(under === null ? {} : { under }),
  ...(certificate === null ? {} : { certificate }),
});

/** Says in the ledger and in the register of receipts that so many records of a series ended, and what allowed it. */
export async function receipt(
  tx: Writer,
  { series, count, because, under }: Destroyed,
  now: Date,
  random: Random,
): Promise<void> {
  const row = {
    series,
    count,
    authority: because,
    destroyed_on: now.toISOString().slice(0, 10),
    under: under?.under ?? null,
    certificate: under?.under === 'certificate' ? under.certificate : null,
  };
  const { salt } = await record(tx, disposalEvent(row), random);
  await tx
    .insertInto('disposal_receipts')
    .values({ id: crypto.randomUUID(), ...row, ledger_salt: salt })
    .execute();
}

import type { PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { HoldsCode } from '../holds/errors.ts';
import { openHold } from '../holds/holding.ts';
import { hasLapsed } from '../holds/mirror.ts';
import { record } from '../store/record.ts';
import type { Reader } from '../store/store.ts';
import type { LegalCode } from './errors.ts';
import { today } from './review.ts';
import { vendorsOf } from './vendors.ts';

/** That a vendor was told, on which day, and who of staff says so. */
export type Told = { id: string; vendor: string; toldOn: PlainDate; by: string };

/**
 * Marks a vendor as told today; nothing of it is ever changed, and of two presses one is written. Faults `vendor-unknown`,
 * `hold-lapsed`, and those of `openHold`.
 * @returns whether it was not on file before
 */
export async function markTold(context: Context, hold: string, vendor: string, by: string): Promise<boolean> {
  if (!vendorsOf(context).some(({ id }) => id === vendor)) throw new Fault<LegalCode>('vendor-unknown');
  const { store, clock, random } = context;
  const told_on = today(context);
  return store.write(async (tx) => {
    // Locked: whoever comes second waits here, and finds what the first has written.
    const row = await openHold(tx, hold);
    if (hasLapsed(row, clock.earliest())) throw new Fault<HoldsCode>('hold-lapsed');
    if ((await toldOf(tx, hold)).some((told) => told.vendor === vendor)) return false;
    const { salt } = await record(tx, { kind: 'hold-vendor-told', hold, vendor, told_on }, random);
    await tx
      .insertInto('hold_vendor_notices')
      .values({
        id: crypto.randomUUID(),
        hold,
        vendor,
        told_on,
        marked_at: clock.now(),
        marked_by: by,
        ledger_salt: salt,
      })
      .execute();
    return true;
  });
}

export async function toldOf(read: Reader, hold: string): Promise<Told[]> {
  const rows = await read
    .selectFrom('hold_vendor_notices')
    .select(['id', 'vendor', 'told_on as toldOn', 'marked_by as by'])
    .where('hold', '=', hold)
    .orderBy('marked_at')
    .orderBy('id')
    .execute();
  return rows;
}

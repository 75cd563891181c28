import { randomBytes, randomUUID } from 'node:crypto';
import { disposalEvent } from '../../holds/receipt.ts';
import { record } from '../../store/record.ts';
import type { Store } from '../../store/store.ts';
import { trackLoggedEvent } from '../track-events.ts';

/** A destruction as the service would have receipted it. */
export async function destroyed(store: Store, series: string, count: number, on: string): Promise<void> {
  const row = {
    series,
    count,
    authority: 'due',
    destroyed_on: on,
    under: 'schedule',
    certificate: null,
  } as const;
  await store.write(async (tx) => {
    const { salt } = await record(tx, disposalEvent(row), randomBytes);
    await tx
      .insertInto('disposal_receipts')
      .values({ id: randomUUID(), ...row, ledger_salt: salt })
      .execute();
  });
}

/** Somebody who asked for their own data that spring. */
export async function logged(store: Store, number: string): Promise<void> {
  const row = {
    ...({ id: randomUUID(), track: 'own', number, came: 'mail', asker: null } as const),
    ...{ received_on: '2026-05-04', received_at: null, due_on: '2026-05-11', sealed: null },
    ...{ logged_on: '2026-05-04', logged_by: randomUUID(), by_salt: randomBytes(32) },
    number_salt: randomBytes(32),
  };
  await store.write(async (tx) => {
    const { salt } = await record(tx, trackLoggedEvent(row), randomBytes);
    await tx
      .insertInto('track_matters')
      .values({ ...row, ledger_salt: salt })
      .execute();
  });
}

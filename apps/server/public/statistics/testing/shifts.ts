import { randomBytes } from 'node:crypto';
import { closedEvent } from '../../../desks/service.ts';
import { record } from '../../../store/record.ts';
import type { Store } from '../../../store/store.ts';
import type { ShiftCounts } from '../../../store/tables/desks.ts';

const hex = (size: number): string => randomBytes(size).toString('hex');

/** A shift that closed on a day, as its row stands afterwards, with its entry in the ledger. @returns its shift */
export async function addClosedShift(
  store: Store,
  day: string,
  { cards, ...more }: { cards: number } & Partial<ShiftCounts>,
): Promise<string> {
  const shift = hex(16);
  const none = {
    spoiled: {},
    void: 0,
    unused: 0,
    refused: 0,
    corrected: 0,
    replaced: 0,
    renewed: 0,
    revoked: 0,
  };
  // As it is read again: without what is not said.
  const counts: ShiftCounts = JSON.parse(
    JSON.stringify({ cards, handedOver: 0, ...none, fees: [], ...more }),
  );
  const row = { statement: hex(32), head: hex(32), counts, worked_on: day };
  await store.write(async (tx) => {
    const { salt } = await record(tx, closedEvent(row));
    await tx
      .insertInto('desk_shifts')
      .values({
        shift,
        opened_by: null,
        kid: null,
        public_x: null,
        public_y: null,
        certificate: null,
        window_from: null,
        window_until: null,
        max_hours: null,
        worked_on: day,
        quota: 60,
        policy_version: '1',
        fees: JSON.stringify([]),
        statement_digest: row.statement,
        head: row.head,
        counts: JSON.stringify(counts),
        close_salt: salt,
        ends_on: '2039-12-31',
      })
      .execute();
  });
  return shift;
}

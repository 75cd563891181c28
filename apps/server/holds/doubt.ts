import type { Store } from '../store/store.ts';
import { PROVISIONAL_HOURS } from './in-flight.ts';
import { isSound, sealedAgain } from './seal.ts';
import type { RoomClock } from './steady-clock.ts';

/**
 * Provisional holds that were placed in doubt about the time get their 72 hours, whole, once the clock is borne out: what it
 * showed then says nothing of how long ago that was. Nothing while it is in doubt.
 */
export async function endDoubt(store: Pick<Store, 'read' | 'write'>, clock: RoomClock): Promise<void> {
  if (!clock.trusted()) return;
  const doubted = await store.read
    .selectFrom('legal_holds')
    .select('id')
    .where('placed_in_doubt', '=', true)
    .executeTakeFirst();
  if (!doubted) return;
  const again = new Date(clock.now().getTime() + PROVISIONAL_HOURS * 3_600_000);
  await store.write(async (tx) => {
    const rows = await tx
      .selectFrom('legal_holds')
      .selectAll()
      .where('placed_in_doubt', '=', true)
      .orderBy('id')
      .forUpdate()
      .execute();
    for (const row of rows.filter((one) => isSound(tx, one))) {
      const provisional_until = row.provisional_until > again ? row.provisional_until : again;
      const changes = sealedAgain(tx, row, { placed_in_doubt: false, provisional_until });
      await tx.updateTable('legal_holds').set(changes).where('id', '=', row.id).execute();
    }
  });
}

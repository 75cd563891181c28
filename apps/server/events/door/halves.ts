import { HALF } from '@commonkey/events/line-waits.ts';
import { addDays } from '@commonkey/program';
import { sql } from 'kysely';
import type { Writer } from '../../store/store.ts';
import { cityNow } from '../days.ts';
import type { DoorParts } from './change.ts';
import type { EventDay } from './line.ts';

/** Adds people to the sums of the half-hour that it is; when one of them came is written nowhere. */
export async function countHalf(
  parts: DoorParts,
  tx: Writer,
  { id, day }: Pick<EventDay, 'id' | 'day'>,
  { which, people }: { which: 'came' | 'called' | 'served'; people: number },
): Promise<void> {
  const half = Math.floor(cityNow(parts).minute / HALF) * HALF;
  await tx
    .insertInto('event_halves')
    .values({ event: id, half, [which]: people, ends_on: addDays(day, 1) })
    .onConflict((one) =>
      one
        .columns(['event', 'half'])
        .doUpdateSet({ [which]: sql<number>`event_halves.${sql.ref(which)} + ${people}` }),
    )
    .execute();
}

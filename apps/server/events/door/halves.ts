import { HALF } from '@commonkey/events/line-waits.ts';
import { addDays, instantIn, wallClockIn } from '@commonkey/program';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import type { DoorParts } from './change.ts';
import { type EventDay, MINUTE, minuteOf } from './line.ts';

type Parts = Pick<Context, 'program' | 'clock'>;

const midnight = ({ program }: Pick<Parts, 'program'>, day: string): number =>
  minuteOf(instantIn(program.program.city.timeZone, day, 0));

/** Minutes that have passed since the city's midnight: in an hour that clocks show twice they go on. */
export const passedOf = (parts: Parts, day: string): number =>
  minuteOf(parts.clock.now()) - midnight(parts, day);

/** What clocks in the city showed so many minutes after midnight. */
export const clockOf = (parts: Pick<Parts, 'program'>, day: string, passed: number): number =>
  wallClockIn(parts.program.program.city.timeZone, new Date((midnight(parts, day) + passed) * MINUTE)).minute;

/** Adds people to the sums of the half-hour that it is; when one of them came is written nowhere. */
export async function countHalf(
  parts: DoorParts,
  tx: Writer,
  { id, day }: Pick<EventDay, 'id' | 'day'>,
  { which, people }: { which: 'came' | 'called' | 'served'; people: number },
): Promise<void> {
  const half = Math.floor(passedOf(parts, day) / HALF) * HALF;
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

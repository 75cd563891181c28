import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import type { DoorTables } from '../../store/tables/door.ts';
import type { DoorCode } from './errors.ts';
import { type EventDay, requireEvent, standingOf } from './line.ts';

export type DoorParts = Pick<Context, 'store' | 'secrets' | 'clock' | 'program'>;
export type Door = Selectable<DoorTables['event_doors']>;

/**
 * One change at a door. Its row is locked before anything is looked at, so that changes come one after another: no two desks call
 * the same ticket, and no number is given twice. Its version grows with each, by which screens learn that there is something new.
 * @param calling new tickets and calls wait while a day is stopped; what was begun is ended all the same
 * @throws Fault `door-unknown` | `door-other-day` {day} | `door-cancelled` | `door-over` | `door-stopped`
 */
export async function atDoor<T>(
  parts: DoorParts,
  mark: string,
  { calling }: { calling: boolean },
  work: (tx: Writer, event: EventDay, door: Door) => Promise<T>,
): Promise<T> {
  return parts.store.write(async (tx) => {
    const { id } = await requireEvent(tx, mark);
    await tx
      .insertInto('event_doors')
      .values({ event: id, version: 1, called: 0, people: 0, minutes: 0 })
      .onConflict((one) => one.column('event').doNothing())
      .execute();
    const door = await tx
      .updateTable('event_doors')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('event', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    // Looked at again behind the lock: a stop that came meanwhile counts.
    const event = await requireEvent(tx, mark);
    requireStanding(parts, event, calling);
    return work(tx, event, door);
  });
}

export function requireStanding(parts: DoorParts, event: EventDay, calling: boolean): void {
  const standing = standingOf(parts, event);
  if (standing === 'cancelled') throw new Fault<DoorCode>('door-cancelled');
  if (event.state === 'over') throw new Fault<DoorCode>('door-over');
  if (standing === 'past' || standing === 'later')
    throw new Fault<DoorCode>('door-other-day', { day: event.day });
  if (standing === 'stopped' && calling) throw new Fault<DoorCode>('door-stopped');
}

/**
 * Before the day's own row, as at the door: nobody gets a number between the look at who waits and the end of the day. Whoever would
 * reads then that there is none.
 */
export const lockDoor = (tx: Writer, mark: string) =>
  tx
    .selectFrom('event_doors as d')
    .innerJoin('event_days as e', 'e.id', 'd.event')
    .select('d.event')
    .where('e.mark', '=', mark)
    .forUpdate('d')
    .execute();

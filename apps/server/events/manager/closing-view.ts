import type { Context } from '../../context.ts';
import { shiftsOfDay } from '../../desks/service.ts';
import type { Reader } from '../../store/store.ts';
import { cityNow, type EventDay, hasBegun } from '../days.ts';
import { requireEvent } from '../door/line.ts';
import type { ClosingView } from './close-page.tsx';
import { wasHeld } from './closed-day.ts';
import { differencesOf } from './differences.ts';
import { stillOpen } from './still-open.ts';
import { sumCounts } from './sum-counts.ts';

type Parts = Pick<Context, 'program' | 'clock'>;

/**
 * How a day stands for whoever closes it.
 * @param typed what was ticked and typed; null: what is likely, where it is the only event of that day
 */
export async function closingView(
  parts: Parts,
  read: Reader,
  mark: string,
  typed: { shifts: readonly string[]; desks: string } | null,
): Promise<ClosingView> {
  const event = await requireEvent(read, mark);
  const closings = await read
    .selectFrom('event_closings')
    .selectAll()
    .where('event', '=', event.id)
    .orderBy('turn')
    .execute();
  const shifts = await shiftsOfDay(parts, read, { event: event.id, day: event.day });
  const door = await countedAtDoor(read, event);
  const likely = (await isAlone(read, event)) ? shifts.free.map(({ shift }) => shift) : [];
  const chosen = new Set(typed?.shifts ?? likely);
  const picked = shifts.free.filter(({ shift }) => chosen.has(shift));
  const there = shifts.joined.length + picked.length;
  const before = closings.reduce((sum, { desks }) => sum + desks, 0) + (closings.at(-1)?.missing ?? 0);
  const desks = typed?.desks ?? `${Math.max(there, before > 0 ? before : door.stations)}`;
  const missing = Math.max(0, Number(desks.trim()) - there) || 0;
  const counts = sumCounts([...shifts.joined, ...picked]);
  return {
    ...{ event, closings, shifts, chosen, desks, counts },
    differences: differencesOf(door, counts, missing),
    closable: closings.length > 0 || isClosable(event, cityNow(parts)),
    open: closings.length > 0 ? null : await stillOpen(parts, read, event),
  };
}

const isClosable = ({ state, begun, day, opens }: EventDay, now: ReturnType<typeof cityNow>): boolean =>
  state === 'cancelled' ? begun : hasBegun(now, day, opens);

/** By half-hours while they are kept, which is the night after; then by those whose time was measured. */
async function countedAtDoor(read: Reader, { id }: EventDay) {
  const halves = await read.selectFrom('event_halves').select('served').where('event', '=', id).execute();
  const door = await read
    .selectFrom('event_doors')
    .select('people')
    .where('event', '=', id)
    .executeTakeFirst();
  const stations = await read
    .selectFrom('event_stations')
    .select('spoiled')
    .where('event', '=', id)
    .execute();
  return {
    served: halves.length > 0 ? halves.reduce((sum, { served }) => sum + served, 0) : (door?.people ?? 0),
    spoiled: stations.reduce((sum, { spoiled }) => sum + spoiled, 0),
    stations: stations.length,
  };
}

async function isAlone(read: Reader, { id, day }: EventDay): Promise<boolean> {
  const others = await read
    .selectFrom('event_days')
    .select('id')
    .where('day', '=', day)
    .where(wasHeld)
    .where('id', '<>', id)
    .execute();
  return others.length === 0;
}

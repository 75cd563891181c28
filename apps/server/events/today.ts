import type { Context } from '../context.ts';
import type { Reader } from '../store/store.ts';
import { versionsOf } from './board/hub.ts';
import { boardState } from './board/state.ts';
import { cityNow, hasBegun, type OpenDay } from './days.ts';
import { minuteOf, viewDoor } from './door/line.ts';

type Parts = Pick<Context, 'store' | 'program' | 'clock'>;

/** A day as its door tells it, for whoever thinks of coming now. Minutes of the clock, as on the board. */
export type DoorToday = {
  asOf: number;
  /** When whoever takes a number now comes back; null: nobody can say, or they are not reached. */
  newcomer: { from: number; until: number } | null;
  /** As it goes, whoever comes now is not reached before the end. */
  notReached: boolean;
};
export type DoorsToday = (read: Reader, day: OpenDay) => Promise<DoorToday | null>;

/**
 * What the board says, for the page of a day on that day; null before anybody has a number and the day opens. Read again when the door has
 * changed or the clock shows another minute; else one small query says that it has not.
 */
export function openDoorsToday(parts: Parts): DoorsToday {
  const known = new Map<string, { version: string; made: Promise<DoorToday | null> }>();
  return async (read, day) => {
    const now = cityNow(parts);
    if (day.day !== now.day || (day.state !== 'announced' && day.state !== 'stopped')) return null;
    const found = await versionsOf(parts, [day.mark]);
    const version = `${found.get(day.mark)}.${minuteOf(parts.clock.now())}`;
    const entry = known.get(day.mark);
    if (entry?.version === version) return entry.made;
    for (const [mark, one] of known) if (one.version !== version) known.delete(mark);
    const made = doorToday(parts, read, day);
    known.set(day.mark, { version, made });
    made.catch(() => known.delete(day.mark));
    return made;
  };
}

async function doorToday(parts: Parts, read: Reader, day: OpenDay): Promise<DoorToday | null> {
  const view = await viewDoor(parts, read, day);
  const begun = hasBegun(cityNow(parts), day.day, day.opens);
  if (!begun && view.tickets.length === 0) return null;
  const { asOf, newcomer } = boardState(parts, view);
  const open = view.line.stations > 0;
  return {
    asOf,
    newcomer: open && newcomer ? { from: newcomer.from, until: newcomer.until } : null,
    notReached: open && newcomer === null,
  };
}

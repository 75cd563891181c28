import type { Slot } from '@commonkey/events';
import { instantIn, type PlainDate, wallClockIn } from '@commonkey/program';

const MINUTE = 60_000;
/** Clocks are put back by less. */
const LONGEST_CHANGE = 180;
const STEP = 15;

/**
 * The times of a day on which clocks change while it is open; undefined on any other. A time that clocks leave out is none. Of those that
 * clocks show twice there is one, from the first showing until both are over: whoever comes at either comes in it.
 */
export function realSlots(
  timeZone: string,
  { day, opens, closes, slotMinutes }: { day: PlainDate; opens: number; closes: number; slotMinutes: number },
): Slot[] | undefined {
  const at = (minute: number) => instantIn(timeZone, day, minute).getTime();
  if (at(closes) - at(opens) === (closes - opens) * MINUTE) return undefined;
  const found: { starts: number; twice: boolean }[] = [];
  for (let starts = opens; starts + slotMinutes <= closes; starts += slotMinutes) {
    if (!shows(timeZone, { day, starts }, at(starts))) continue;
    const twice = isTwice(timeZone, { day, starts }, at(starts));
    if (!(twice && found.at(-1)?.twice)) found.push({ starts, twice });
  }
  return found.map(({ starts }, which) => {
    const next = found[which + 1]?.starts ?? starts + slotMinutes;
    return { starts, minutes: (at(next) - at(starts)) / MINUTE };
  });
}

type Time = { day: PlainDate; starts: number };

function shows(timeZone: string, { day, starts }: Time, at: number): boolean {
  const wall = wallClockIn(timeZone, new Date(at));
  return wall.day === day && wall.minute === starts;
}

function isTwice(timeZone: string, time: Time, first: number): boolean {
  for (let later = STEP; later <= LONGEST_CHANGE; later += STEP)
    if (shows(timeZone, time, first + later * MINUTE)) return true;
  return false;
}

/** Whether clocks show each of these times of a day, and once. */
export const areReal = (timeZone: string, day: PlainDate, starts: readonly number[]): boolean =>
  starts.every((one) => {
    const at = instantIn(timeZone, day, one).getTime();
    return shows(timeZone, { day, starts: one }, at) && !isTwice(timeZone, { day, starts: one }, at);
  });

import type { Slot } from '@commonkey/events';
import { addDays, instantIn, type PlainDate, wallClockIn } from '@commonkey/program';

const MINUTE = 60_000;
const NOON = 720;
const MIDNIGHT = 1440;
/** Clocks are put back by less. */
const LONGEST_CHANGE = 180;
const STEP = 15;

/**
 * The times of a day beside a night in which clocks change; undefined on any other. A time that clocks leave out is none, also at the edge of the
 * hours, and none lasts beyond their end.
 */
export function realSlots(
  timeZone: string,
  { day, opens, closes, slotMinutes }: { day: PlainDate; opens: number; closes: number; slotMinutes: number },
): Slot[] | undefined {
  if (!changes(timeZone, day)) return undefined;
  const at = (minute: number) => instantIn(timeZone, day, minute).getTime();
  const found: number[] = [];
  for (let starts = opens; starts + slotMinutes <= closes; starts += slotMinutes) {
    if (!shows(timeZone, { day, starts }, at(starts))) continue;
    found.push(starts);
  }
  return found.map((starts, which) => {
    const until = Math.min(at(found[which + 1] ?? starts + slotMinutes), at(closes));
    return { starts, minutes: (until - at(starts)) / MINUTE };
  });
}

/** Nowhere do clocks change at noon. */
const changes = (timeZone: string, day: PlainDate): boolean =>
  instantIn(timeZone, addDays(day, 1), NOON).getTime() -
    instantIn(timeZone, addDays(day, -1), NOON).getTime() !==
  2 * MIDNIGHT * MINUTE;

type Time = { day: PlainDate; starts: number };

/** What is wrong with an hour: clocks leave it out, or show it twice; null: nothing. The end of a day is there, and once. */
export function oddHour(timeZone: string, day: PlainDate, starts: number): 'left-out' | 'twice' | null {
  if (starts === MIDNIGHT) return null;
  const at = instantIn(timeZone, day, starts).getTime();
  if (!shows(timeZone, { day, starts }, at)) return 'left-out';
  return isTwice(timeZone, { day, starts }, at) ? 'twice' : null;
}

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
  starts.every((one) => oddHour(timeZone, day, one) === null);

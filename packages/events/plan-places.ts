import type { Minute } from './clock-time.ts';
import { dayFault } from './errors.ts';
import { averageOf, type ServiceQuantiles } from './service-times.ts';

/** A day as somebody plans it; nothing in it is of a person. */
export type PlacePlan = {
  opens: Minute;
  closes: Minute;
  /** Minutes of one booked time. The last one is left out where it would be shorter. */
  slotMinutes: number;
  stations: number;
  printers: number;
  /** Parts of a hundred kept for whoever just comes, and for helpers who book for groups. */
  walkInShare: number;
  helperShare: number;
  /** Minutes that half of all people take at a station, and nine of ten. */
  service: ServiceQuantiles;
  /** Minutes that a printer needs for one card. */
  printMinutes: number;
  /** Times as clocks show them and as long as they last, where clocks change meanwhile; else they are even. */
  slots?: readonly Slot[] | undefined;
};

/** A time that there is, and the minutes that pass until the next. */
export type Slot = { starts: Minute; minutes: number };

export type PlannedTime = { starts: Minute; open: number; helpers: number; walkIns: number };

/** What a printer takes for one card where a city has not measured its own: a supposition of ours and no city's number. */
export const ASSUMED_PRINT_MINUTES = 1.5;

/**
 * How many people each time of the day is for, and who may book them. People are counted by the time that they take on average and
 * not by the middle: a few take long, and a day that is planned by the middle runs late. The parts are rounded over the whole day,
 * so that each time and each part has at most one more or less than it should.
 * Faults `stations-impossible`, `printers-impossible`, `day-closes-first`, `time-longer-than-day`
 */
export function planPlaces(plan: PlacePlan): PlannedTime[] {
  if (!(plan.stations > 0)) throw dayFault('stations-impossible');
  if (!(plan.printers > 0)) throw dayFault('printers-impossible');
  if (plan.closes <= plan.opens) throw dayFault('day-closes-first');
  const slots = plan.slots ?? evenSlots(plan);
  if (slots.length < 1) throw dayFault('time-longer-than-day');
  const perMinute = Math.min(plan.stations / averageOf(plan.service), plan.printers / plan.printMinutes);
  /** Of the first `count` times together, in whole people. */
  const until = (count: number) => {
    const minutes = slots.slice(0, count).reduce((sum, slot) => sum + slot.minutes, 0);
    const people = Math.floor(perMinute * minutes + 1e-9);
    const walkIns = Math.round((people * plan.walkInShare) / 100);
    const helpers = Math.min(people - walkIns, Math.round((people * plan.helperShare) / 100));
    return { people, walkIns, helpers };
  };
  return slots.map(({ starts }, at) => {
    const [before, after] = [until(at), until(at + 1)];
    const walkIns = after.walkIns - before.walkIns;
    const helpers = after.helpers - before.helpers;
    const open = after.people - before.people - walkIns - helpers;
    return { starts, ...levelled(open, helpers, walkIns) };
  });
}

const evenSlots = ({ opens, closes, slotMinutes }: PlacePlan): Slot[] =>
  Array.from({ length: Math.floor((closes - opens) / slotMinutes) }, (_, at) => ({
    starts: opens + at * slotMinutes,
    minutes: slotMinutes,
  }));

/** Rounding each part by itself can leave one a person short: the others give theirs. */
function levelled(open: number, helpers: number, walkIns: number): Omit<PlannedTime, 'starts'> {
  if (open >= 0) return { open, helpers, walkIns };
  return helpers > 0 ? levelled(open + 1, helpers - 1, walkIns) : levelled(open + 1, helpers, walkIns - 1);
}

/**
 * When each of `count` places can first be booked: the parts are as even as they can be, and each is spread over the whole day, so
 * that no release is of mornings alone.
 * @returns for each place in turn the index of its release
 */
export const releaseOf = (place: number, releases: number): number => place % releases;

import type { TimeCounts } from '../../calendar/counts.ts';
import type { EventDay } from '../../days.ts';

/** Who is needed at a place. */
export const SHEET_ROLES = ['supervisor', 'clerk', 'door', 'languages', 'printers', 'breaks'] as const;
export type SheetRole = (typeof SHEET_ROLES)[number];

/** What a day needs, reckoned from its plan. Nobody is in it. */
export type DayPlan = {
  /** All that the times are for, whoever booked. */
  people: number;
  roles: readonly { role: SheetRole; count: number }[];
  laptops: number;
  printers: number;
  cards: number;
  times: readonly { starts: number; people: number; booked: number }[];
  /** Minutes of the city's day: cars, briefing, doors, end, keys. */
  clock: { setUp: number; briefing: number; opens: number; closes: number; away: number };
};

/** Suppositions of ours, to be changed on paper by those who know the place. */
const STATIONS_A_RELIEF = 6;
const PEOPLE_A_DOORKEEPER = 200;
const LEAST_AT_DOOR = 2;
const PRINTERS_A_MINDER = 6;
const SPARE = 10;
const SET_UP = 90;
const BRIEFING = 30;
const TAKE_DOWN = 60;

const perEach = (count: number, of: number): number => Math.ceil(count / of);

/** The day's plan as people carry it: hands, things and hours. */
export function dayPlan(
  day: Pick<EventDay, 'opens' | 'closes' | 'stations' | 'printers' | 'languages'>,
  counts: readonly TimeCounts[],
): DayPlan {
  const times = counts.map(({ starts, booked, kept, free, helpers, walkIns }) => ({
    starts,
    people: booked + kept + free + helpers + walkIns,
    booked,
  }));
  const people = times.reduce((sum, time) => sum + time.people, 0);
  const roles: Record<SheetRole, number> = {
    supervisor: 1,
    clerk: day.stations,
    door: Math.max(LEAST_AT_DOOR, perEach(people, PEOPLE_A_DOORKEEPER)),
    languages: day.languages.length,
    printers: perEach(day.printers, PRINTERS_A_MINDER),
    breaks: perEach(day.stations, STATIONS_A_RELIEF),
  };
  return {
    people,
    times,
    roles: SHEET_ROLES.map((role) => ({ role, count: roles[role] })),
    laptops: day.stations + perEach(day.stations, SPARE),
    printers: day.printers + perEach(day.printers, SPARE),
    cards: people + perEach(people, SPARE),
    clock: {
      setUp: Math.max(0, day.opens - SET_UP),
      briefing: Math.max(0, day.opens - BRIEFING),
      opens: day.opens,
      closes: day.closes,
      away: Math.min(24 * 60, day.closes + TAKE_DOWN),
    },
  };
}

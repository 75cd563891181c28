import {
  ASSUMED_PRINT_MINUTES,
  type DayPlan,
  type Foretold,
  foretell,
  fromQuantiles,
  readClockTime,
} from '@commonkey/events';
import { type FaultParams, isFault } from '@commonkey/words';
import { z } from 'zod';

/** Spans in which so many people come; a form has as many rows. */
export const SPANS = 5;

const clock = z
  .string()
  .max(8)
  .regex(/^[0-9: ]*$/)
  .default('');
const number = z
  .string()
  .max(8)
  .regex(/^[0-9. ]*$/)
  .default('');

/** Times and counts: nothing in it could be of a person. */
export const tryBody = z.strictObject({
  ...{ opens: clock, closes: clock, stations: number, printers: number, median: number, slow: number },
  ...Object.fromEntries(
    Array.from({ length: SPANS }, (_, at) => at).flatMap((at): [string, typeof clock][] => [
      [`from-${at}`, clock],
      [`until-${at}`, clock],
      [`people-${at}`, number],
    ]),
  ),
});
export type TypedTry = Readonly<Record<string, string | undefined>>;
/** By field: the words that say it. */
export type WrongTry = Readonly<Record<string, { key: string; params?: FaultParams }>>;

/** More people than come anywhere in a day; so many are tried while somebody waits for the page. */
export const MOST_PEOPLE = 2_000;
/** People of all tries together. */
const MOST_TRIED = 12_000;
const MOST_TRIES = 60;
const SEED = 1;

export type Tried = { plan: DayPlan; tries: number; found: Foretold };

/** The plan that was typed, or what is wrong with each field of it. */
export function readTry(typed: TypedTry): { plan: DayPlan } | { wrong: WrongTry } {
  const wrong: Record<string, { key: string; params?: FaultParams }> = {};
  const textOf = (field: string) => (typed[field] ?? '').trim();
  const time = (field: string): number => {
    const at = readClockTime(textOf(field));
    if (at === null) wrong[field] = { key: 'fault.event-field-missing' };
    return at ?? Number.NaN;
  };
  const counted = (field: string, least: number, most: number, whole = true): number => {
    const text = textOf(field);
    const value = (whole ? /^[0-9]{1,5}$/ : /^[0-9]{1,3}(\.[0-9])?$/).test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      wrong[field] = { key: 'fault.event-number-impossible', params: { least, most } };
    return value;
  };
  const arrivals = Array.from({ length: SPANS }, (_, at) => at).flatMap((at) => {
    const fields = [`from-${at}`, `until-${at}`, `people-${at}`] as const;
    if (fields.every((field) => textOf(field) === '')) return [];
    const [from, until] = [time(fields[0]), time(fields[1])];
    if (from >= until) wrong[fields[1]] = { key: 'fault.event-hours-impossible' };
    return [{ from, until, people: counted(fields[2], 0, MOST_PEOPLE) }];
  });
  const [opens, closes] = [time('opens'), time('closes')];
  if (opens >= closes) wrong.closes = { key: 'fault.event-hours-impossible' };
  const [stations, printers] = [counted('stations', 1, 200), counted('printers', 1, 200)];
  const [median, slow] = [counted('median', 0.1, 60, false), counted('slow', 0.1, 120, false)];
  if (slow < median) wrong.slow = { key: 'fault.service-reversed' };
  const people = arrivals.reduce((sum, span) => sum + span.people, 0);
  if (people === 0) wrong['people-0'] ??= { key: 'manager.sim-nobody' };
  if (people > MOST_PEOPLE)
    wrong['people-0'] ??= { key: 'manager.sim-too-many', params: { most: MOST_PEOPLE } };
  if (Object.keys(wrong).length > 0) return { wrong };
  return {
    plan: {
      ...{ arrivals, opens, closes, stations, service: fromQuantiles(median, slow) },
      printing: printers < stations ? { printers, minutes: ASSUMED_PRINT_MINUTES } : null,
    },
  };
}

/** Tries a day over: the more people come, the fewer times, so that the page does not keep anybody waiting. */
export function tryDay(plan: DayPlan): Tried | { wrong: WrongTry } {
  const people = plan.arrivals.reduce((sum, span) => sum + span.people, 0);
  const tries = Math.max(5, Math.min(MOST_TRIES, Math.floor(MOST_TRIED / people)));
  try {
    return { plan, tries, found: foretell(plan, { tries, seed: SEED }) };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { wrong: { closes: { key: `fault.${error.code}`, params: error.params } } };
  }
}

/** What becomes of whoever comes in a half-hour; `none`: nobody comes then. */
export type HalfHourTold = {
  at: number;
  wait: number | 'not-reached' | 'none';
  line: Foretold['course'][number]['waiting'];
};

export const halfHoursOf = ({ plan, found }: Tried): HalfHourTold[] =>
  found.course.map(({ at, wait, waiting }) => {
    const comes = plan.arrivals.some(({ from, until, people }) => people > 0 && from < at + 30 && until > at);
    return { at, line: waiting, wait: wait ?? (comes ? 'not-reached' : 'none') };
  });

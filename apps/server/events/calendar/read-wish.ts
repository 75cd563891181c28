import { readClockTime } from '@commonkey/events';
import { isPlainDate } from '@commonkey/program';
import { type FaultParams, isFault } from '@commonkey/words';
import { z } from 'zod';
import { EVENT_ACCESS } from '../../store/tables/events.ts';
import type { EventsCode } from '../errors.ts';
import type { DayWish } from './make-day.ts';

/** Languages that may be spoken at a place: those that the pages come in, and then the city's own. */
export const spokenChoices = (city: readonly string[]): string[] => [
  ...new Set([...city, 'en', 'es', 'pl', 'zh-Hans', 'ar', 'hi', 'uk', 'fr', 'ht', 'ur']),
];

const short = z.string().max(20).default('');
const on = z.literal('on').optional();

/** A form of a day as somebody typed it. `place` and `address` are published as they are: they are of a building. */
export const wishBody = (languages: readonly string[]) =>
  z.strictObject({
    id: z.uuid(),
    do: z.enum(['look', 'announce']),
    site: z.uuid().optional(),
    ...{ day: short, opens: short, closes: short },
    place: z.string().max(400).default(''),
    address: z.string().max(400).default(''),
    ...{ stations: short, printers: short, slot: short, walkIns: short, helpers: short },
    releases: z.string().max(60).default(''),
    draw: short,
    ...Object.fromEntries(EVENT_ACCESS.map((one) => [`access-${one}`, on])),
    ...Object.fromEntries(languages.map((one) => [`speaks-${one}`, on])),
  });

export type TypedWish = Readonly<Record<string, string | undefined>>;
export type Wrong = Readonly<Record<string, { code: EventsCode; params?: FaultParams }>>;

/** The wish, or what is wrong with each field of it. */
export function readWish(
  typed: TypedWish,
  languages: readonly string[],
): { wish: DayWish } | { wrong: Wrong } {
  const wrong: Record<string, { code: EventsCode; params?: FaultParams }> = {};
  const number = (field: string, least: number, most: number): number => {
    const text = (typed[field] ?? '').trim();
    const value = /^[0-9]{1,4}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      wrong[field] = { code: 'event-number-impossible', params: { least, most } };
    return value;
  };
  const words = (field: string, most: number): string => {
    const text = (typed[field] ?? '').replace(/\s+/g, ' ').trim();
    if (text === '') wrong[field] = { code: 'event-field-missing' };
    return [...text].slice(0, most).join('');
  };
  const time = (field: string): number => {
    const at = readClockTime((typed[field] ?? '').trim());
    if (at === null) wrong[field] = { code: 'event-field-missing' };
    return at ?? Number.NaN;
  };
  const day = (typed.day ?? '').trim();
  if (!isPlainDate(day)) wrong.day = { code: 'event-day-impossible' };
  const speaks = languages.filter((one) => typed[`speaks-${one}`] === 'on');
  if (speaks.length === 0) wrong.speaks = { code: 'event-field-missing' };
  const releases = (typed.releases ?? '').split(/[\s,;]+/).filter((one) => one !== '');
  const days = releases.map((one) => (/^[0-9]{1,3}$/.test(one) ? Number(one) : Number.NaN));
  if (days.length < 1 || days.length > 5 || days.some((one) => !(one <= 365)))
    wrong.releases = { code: 'event-number-impossible', params: { least: 0, most: 365 } };
  const wish: DayWish = {
    ...{ id: typed.id ?? '', site: typed.site, day, opens: time('opens'), closes: time('closes') },
    ...{ place: words('place', 80), address: words('address', 160) },
    access: EVENT_ACCESS.filter((one) => typed[`access-${one}`] === 'on'),
    languages: speaks,
    stations: number('stations', 1, 200),
    printers: number('printers', 1, 200),
    slotMinutes: number('slot', 5, 240),
    walkInShare: number('walkIns', 0, 100),
    helperShare: number('helpers', 0, 100),
    releases: days,
    drawDays: (typed.draw ?? '').trim() === '' ? null : number('draw', 2, 60),
  };
  return Object.keys(wrong).length === 0 ? { wish } : { wrong };
}

/** Beside which field a fault of a whole day is said. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'event-day-impossible': 'day',
  'event-hour-passed': 'opens',
  'event-hours-impossible': 'closes',
  'event-opens-left-out': 'opens',
  'event-closes-left-out': 'closes',
  'event-hour-twice': 'opens',
  'event-shares-impossible': 'walkIns',
  'time-longer-than-day': 'slot',
  'day-closes-first': 'closes',
  'event-draw-impossible': 'draw',
};

/** The field that a fault is about; undefined where it is no fault of a field. */
export const fieldOf = (error: unknown): { field: string; code: string; params: FaultParams } | undefined => {
  const field = isFault(error) ? FIELD_OF[error.code] : undefined;
  return isFault(error) && field ? { field, code: error.code, params: error.params } : undefined;
};

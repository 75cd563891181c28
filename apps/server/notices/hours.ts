import { type PlainDate, plainDateIn } from '@commonkey/program';
import type { Random } from '../context.ts';

const HOUR = 3_600_000;
/** Full hours in the city at which messages go out: nobody is woken, and nobody's telephone lights up at night. */
const FIRST = 9;
const LAST = 19;
/** Hours that a piece of news is spread over. */
const SPREAD = 6;

/**
 * Full hours after a moment at which messages go out.
 * @param timeZone the city's, of the IANA database
 */
export function sendingHours(timeZone: string, after: Date, count: number): Date[] {
  const hours: Date[] = [];
  const clock = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone });
  let at = Math.floor(after.getTime() / HOUR) * HOUR;
  while (hours.length < count) {
    at += HOUR;
    const hour = Number(clock.format(at));
    if (hour >= FIRST && hour <= LAST) hours.push(new Date(at));
  }
  return hours;
}

/** One of the next hours, by chance: a message's hour does not tell the hour of what happened. */
export function drawHour(timeZone: string, after: Date, random: Random): Date {
  return oneOf(sendingHours(timeZone, after, SPREAD), random);
}

/** Hours that a notice to many is spread over at least: three days of them, so that it looks like any other week. */
const SPREAD_OF_MANY = 33;
/** Of many, on average, in an hour: other news has its place beside them (the key process opens 500 contacts an hour). */
const AN_HOUR = 200;

/** For each of many an hour of its own, by chance. */
export function drawHours(timeZone: string, after: Date, random: Random, count: number): Date[] {
  const hours = sendingHours(timeZone, after, Math.max(SPREAD_OF_MANY, Math.ceil(count / AN_HOUR)));
  return Array.from({ length: count }, () => oneOf(hours, random));
}

/** An hour of one day in the city, by chance. */
export function drawHourOn(timeZone: string, day: PlainDate, random: Random): Date {
  const dayBefore = new Date(Date.parse(`${day}T00:00:00Z`) - 24 * HOUR);
  const around = sendingHours(timeZone, dayBefore, 3 * (LAST - FIRST + 1));
  const own = around.filter((at) => plainDateIn(timeZone, at) === day);
  return oneOf(own, random);
}

/** The first sending hour that is at least so many hours away. */
export function hourAfter(timeZone: string, now: Date, hours: number): Date {
  const [first = now] = sendingHours(timeZone, new Date(now.getTime() + (hours - 1) * HOUR), 1);
  return first;
}

/** Lists are short: the bias of six random bytes is below 2^-40. */
function oneOf(hours: readonly Date[], random: Random): Date {
  const draw = random(6).reduce((value, byte) => value * 256 + byte, 0);
  const one = hours[draw % hours.length];
  if (!one) throw new RangeError('no hour to draw from');
  return one;
}

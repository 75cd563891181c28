import type { Minute } from './clock-time.ts';

/** Minutes since 1970: durations between them are true in the night of a change of clocks too. */
export type Instant = number;

const MINUTE = 60_000;
const DAY = 24 * 60;

/** A wall clock where the city is, as if it were UTC. Minutes. */
function wall(timeZone: string, at: Instant): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at * MINUTE);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / MINUTE;
}

/** The full minute that a moment lies in. */
export const instantOf = (at: Date): Instant => Math.floor(at.getTime() / MINUTE);

/** What a clock on the wall says there. */
export function minuteOfDay(timeZone: string, at: Instant): Minute {
  const whole = Math.floor(at);
  return (((wall(timeZone, whole) % DAY) + DAY) % DAY) + (at - whole);
}

/**
 * When a clock on the wall says that minute of that day. Of an hour that comes twice it is the first; a time that is skipped is as
 * long after the jump as it would have been after it, so that nobody is told a time that never comes.
 * @param day YYYY-MM-DD
 * @param minute 0 to 1440
 */
export function instantAt(timeZone: string, day: string, minute: Minute): Instant {
  const said = Date.parse(`${day}T00:00:00Z`) / MINUTE + minute;
  const ahead = (at: Instant) => wall(timeZone, at) - at;
  const offsets = [ahead(said - DAY), ahead(said + DAY)];
  const moments = offsets.map((offset) => said - offset).filter((at) => at + ahead(at) === said);
  return moments.length > 0 ? Math.min(...moments) : said - (offsets[0] ?? 0);
}

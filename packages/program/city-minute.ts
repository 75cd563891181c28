import type { PlainDate } from './types.ts';

/** What a clock on the wall of the city shows at an instant: the day, and minutes since its midnight. */
export function wallClockIn(timeZone: string, at: Date): { day: PlainDate; minute: number } {
  const parts = clockOf(timeZone).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** To make one takes long, and a service has one city. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  clocks.set(timeZone, made);
  return made;
}

/**
 * The instant at which the city's clocks show a minute of a day. Of an hour that comes twice the first; of one that is left out as
 * much later as is left out.
 * @param minute since midnight, 0 to 1440
 */
export function instantIn(timeZone: string, day: PlainDate, minute: number): Date {
  const wished = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const shown = (at: number): number => {
    const wall = wallClockIn(timeZone, new Date(at));
    return Date.parse(`${wall.day}T00:00:00Z`) + wall.minute * 60_000;
  };
  // An instant shows the wish if one of the offsets a day before and a day after is right for it: the clocks change once at most.
  const offsets = [-1, 1].map((side) => shown(wished + side * DAY) - (wished + side * DAY));
  const right = offsets.map((offset) => wished - offset).filter((at) => shown(at) === wished);
  return new Date(right.length > 0 ? Math.min(...right) : wished - Math.min(...offsets));
}

const DAY = 24 * 60 * 60_000;

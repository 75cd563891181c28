import { ASSUMED_PRINT_MINUTES, type DayPlan, foretell, fromQuantiles } from '@commonkey/events';
import type { Context } from '../context.ts';
import type { Reader } from '../store/store.ts';
import { countTimes } from './calendar/counts.ts';
import { cityNow, hasBegun, type OpenDay } from './days.ts';
import { type KnownService, serviceBefore } from './learned.ts';

/** Minutes that whoever just comes may wait, before the day: half wait less than `median`, nine of ten less than `slow`. */
export type WalkInWait = {
  median: number;
  slow: number;
  /** Those who come last may not be reached, although no more come than the day has room for. */
  late: boolean;
  service: KnownService;
};

/** The day tried so often: what is told is a span of minutes, and a page should not wait for it. */
const TRIES = 20;
const SEED = 1;
/** Told in steps of five minutes, upwards: nobody knows it better. */
const STEP = 5;
const MOST_KNOWN = 100;
/** What desks measured grows by the day: a page that ten thousand open in a minute asks for it once. */
const LEARNED_FOR_MS = 60_000;

const upwards = (minutes: number): number => Math.max(STEP, Math.ceil(minutes / STEP) * STEP);

/** A day as it is planned: as many come as it has places, those who booked at their time, and the others all day long. */
export function plannedDay(
  day: Pick<OpenDay, 'opens' | 'closes' | 'stations' | 'printers' | 'slot_minutes'>,
  times: readonly { starts: number; people: number }[],
  service: KnownService,
): DayPlan {
  return {
    arrivals: times
      .filter(({ people }) => people > 0)
      .map(({ starts, people }) => ({ from: starts, until: starts + day.slot_minutes, people })),
    ...{ opens: day.opens, closes: day.closes, stations: day.stations },
    service: fromQuantiles(service.median, service.slow),
    printing: day.printers < day.stations ? { printers: day.printers, minutes: ASSUMED_PRINT_MINUTES } : null,
  };
}

export type WalkInWaits = (read: Reader, day: OpenDay) => Promise<WalkInWait | null>;

/**
 * How long whoever just comes may wait on a day that is to come; null where nobody can say: no places are kept for them, or the day gives
 * none. From its opening on the board at the door knows better. Each day is tried out once and then known until something of it changes.
 */
export function openWalkInWaits(parts: Pick<Context, 'program' | 'clock'>): WalkInWaits {
  const known = new Map<string, WalkInWait | null>();
  const serviceOf = serviceByTheMinute(parts);
  return async (read, day) => {
    const kept = day.times.reduce((sum, { walkIns }) => sum + walkIns, 0);
    if (day.state !== 'announced' || kept === 0 || hasBegun(cityNow(parts), day.day, day.opens)) return null;
    const service = await serviceOf(read, day.day);
    const key = [day.id, day.version, service.median, service.slow].join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const counted = await countTimes(read, day.id, parts.clock.now());
    const times = counted.map(({ starts, booked, kept: asked, free, helpers, walkIns }) => ({
      starts,
      people: booked + asked + free + helpers + walkIns,
    }));
    const { wait, notReached } = foretell(plannedDay(day, times, service), { tries: TRIES, seed: SEED });
    const told = {
      median: upwards(wait.median),
      slow: upwards(wait.slow),
      late: notReached.middle > 0,
      service,
    };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, told);
    return told;
  };
}

function serviceByTheMinute({ clock }: Pick<Context, 'clock'>): typeof serviceBefore {
  const asked = new Map<string, { at: number; service: Promise<KnownService> }>();
  return (read, day) => {
    const now = clock.now().getTime();
    const before = asked.get(day);
    if (before && Math.abs(now - before.at) < LEARNED_FOR_MS) return before.service;
    const service = serviceBefore(read, day);
    // Whoever comes next asks again after a fault.
    service.catch(() => asked.delete(day));
    if (asked.size >= MOST_KNOWN) asked.clear();
    asked.set(day, { at: now, service });
    return service;
  };
}

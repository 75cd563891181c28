import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  dispositionDate,
  type Facts,
  isPlainDate,
  type PlainDate,
  type Program,
  type Series,
  validity,
} from '@commonkey/program';
import { isFault } from '@commonkey/words';
import { splitFirst } from '../apportion.ts';
import { type Path, pathsOf } from '../paths.ts';
import type { Channel, Scenario, Volumes } from '../volumes-schema.ts';

/** Only for tests: the same forecast with one object for each record, in days as text, by the functions that give real records their dates. */
type One = { channel: Channel; received: PlainDate; path: Path };

/** Everybody, each with their day and way. */
export function everyRecord(volumes: Volumes, scenario: Scenario): One[] {
  return (['events', 'portal'] as const).flatMap((channel) => {
    const { split, paths } = pathsOf(channel, scenario, volumes);
    const taken = paths.map(() => 0);
    const now = new Float64Array(paths.length);
    return daysOf(volumes, channel).map((received, place) => {
      splitFirst(split, place + 1, now);
      const leaf = taken.findIndex((count, at) => (now[at] ?? 0) > count);
      taken[leaf] = (taken[leaf] ?? 0) + 1;
      const path = paths[leaf];
      if (!path) throw new Error('a record without a way');
      return { channel, received, path };
    });
  });
}

/** The day of each person, in order. */
function daysOf(volumes: Volumes, channel: Channel): PlainDate[] {
  return volumes.arrivals
    .filter((one) => one.channel === channel)
    .flatMap(({ from, to, count }) => {
      const first = isPlainDate(from) ? from : `${from}-01`;
      const last = isPlainDate(to) ? to : addDays(addMonths(`${to}-01`, 1), -1);
      const steps = daysBetween(first, last) + 1;
      return Array.from({ length: steps }, (_, step) =>
        Array.from(
          { length: Math.floor((count * (step + 1)) / steps) - Math.floor((count * step) / steps) },
          () => addDays(first, step),
        ),
      ).flat();
    })
    .sort();
}

/** The day a record is due, or null: never. */
export function dueOf(program: Program, series: Series, { received, path }: One): PlainDate | null {
  const facts: Record<string, PlainDate | null> = {};
  for (const [trigger, days] of Object.entries(path.comes)) facts[trigger] = addDays(received, days ?? 0);
  if (typeof facts.issue === 'string') facts.expiry = expiryOf(program, facts.issue, path.ages[0]);
  try {
    return dispositionDate(series, facts as Facts);
  } catch (error) {
    // A bound whose own day does not come bounds nothing: here the rest still counts.
    if (isFault(error) && error.code === 'program-unbounded') return null;
    if (isFault(error) && error.code === 'program-fact-needed') {
      const { atMost: _, ...unbound } = series;
      return series.atMost ? dueOf(program, unbound, { channel: 'portal', received, path }) : null;
    }
    throw error;
  }
}

function expiryOf(program: Program, issue: PlainDate, age: number): PlainDate | null {
  try {
    return validity(program, addYears(issue, -age), issue).expires;
  } catch {
    return null;
  }
}

/** People with a record on the last day of each month, and the sum over its days. */
export function slowly(
  months: readonly string[],
  lives: readonly { received: PlainDate; due: PlainDate | null }[],
): { people: number[]; personDays: number[]; endless: number } {
  const end = addMonths(`${months.at(-1)}-01`, 1);
  const people: number[] = [];
  const personDays: number[] = [];
  for (const month of months) {
    const first = `${month}-01`;
    const next = addMonths(first, 1);
    const last = addDays(next, -1);
    people.push(lives.filter(({ received, due }) => received <= last && (due === null || last < due)).length);
    personDays.push(
      lives.reduce((sum, { received, due }) => {
        const from = received > first ? received : first;
        const to = due !== null && due < next ? due : next;
        return sum + Math.max(0, daysBetween(from, to));
      }, 0),
    );
  }
  const endless = lives.filter(({ received, due }) => due === null && received < end).length;
  return { people, personDays, endless };
}

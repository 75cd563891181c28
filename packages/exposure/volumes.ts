import { type AgeBand, isPlainDate, nearest, OLDEST } from '@commonkey/program';
import { type CheckCode, pointer } from '@commonkey/program/check/fault.ts';
import { reportIssues } from '@commonkey/program/check/shape.ts';
import { type DayNumber, dateOf, dayNumber, monthIndex, monthStart } from './day-number.ts';
import type { VolumesCode } from './errors.ts';
import { knownKeys } from './known-keys.ts';
import { type Days, type Volumes, volumesJsonSchema, volumesSchema, type Way } from './volumes-schema.ts';

/** One thing wrong with a volumes file: where (JSON pointer, RFC 6901) and what. Shape faults have the codes of a program's. */
export type VolumesFault = {
  path: string;
  code: CheckCode | VolumesCode;
  params: Readonly<Record<string, string | number>>;
};

export type ParsedVolumes =
  | { volumes: Volumes; faults: [] }
  | { volumes?: undefined; faults: VolumesFault[] };

type Report = (
  path: readonly (string | number)[],
  code: VolumesCode,
  params?: VolumesFault['params'],
) => void;

/** Reads a volumes file and finds every fault in it. Does no I/O and never throws for bad input. */
export function parseVolumes(text: string): ParsedVolumes {
  const faults: VolumesFault[] = [];
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof SyntaxError ? error.message.slice(0, 120) : '';
    return { faults: [{ path: '', code: 'json-invalid', params: { detail } }] };
  }
  const parsed = volumesSchema.safeParse(data);
  if (!parsed.success) {
    reportIssues(parsed.error.issues, data, (path, code, params = {}) => {
      // The program's own keys would be suggested.
      const meant = code === 'key-unknown' ? { meant: nearest(String(params.key), keys()) ?? '' } : {};
      faults.push({ path: pointer(path), code, params: { ...params, ...meant } });
    });
    return { faults };
  }
  const { $schema: _, ...volumes } = parsed.data;
  checkMeaning(volumes, (path, code, params = {}) => faults.push({ path: pointer(path), code, params }));
  return faults.length > 0 ? { faults } : { volumes, faults: [] };
}

/** The first and the last day of a time written as months or days. Both included. */
export function spanOf(arrival: { from: string; to: string }): { first: DayNumber; last: DayNumber } {
  const first = dayNumber(arrival.from.length === 7 ? `${arrival.from}-01` : arrival.from);
  if (arrival.to.length > 7) return { first, last: dayNumber(arrival.to) };
  return { first, last: monthStart(monthIndex(dayNumber(`${arrival.to}-01`)) + 1) - 1 };
}

function checkMeaning(volumes: Volumes, report: Report): void {
  checkSources(volumes, report);
  checkArrivals(volumes, report);
  checkScenarios(volumes, report);
  volumes.documents.forEach(({ channel, holds }, place, all) => {
    if (all.findIndex((one) => one.channel === channel && one.holds === holds) < place)
      report(['documents', place], 'documents-twice', { holds });
  });
  volumes.ways.forEach((way, place) => {
    for (const days of daysOf(way))
      if (typeof days !== 'number' && totalParts(days) === 0) report(['ways', place], 'parts-zero');
  });
  if (volumes.arrivals.some(({ channel }) => channel === 'portal') && totalParts(volumes.ways) === 0)
    report(['ways'], 'ways-missing');
  namedOnce(volumes.alternatives ?? [], 'alternatives', report);
}

function checkSources(volumes: Volumes, report: Report): void {
  const check = (path: readonly (string | number)[], source: string | undefined, key = 'source') => {
    if (source !== undefined && !Object.hasOwn(volumes.sources, source))
      report([...path, key], 'source-unknown', {
        source,
        meant: nearest(source, Object.keys(volumes.sources)) ?? 'none',
      });
  };
  check(['desk'], volumes.desk?.source);
  for (const list of ['arrivals', 'documents', 'scenarios', 'ways', 'alternatives'] as const)
    volumes[list]?.forEach((one, place) => {
      check([list, place], one.source);
      if ('spread' in one) check([list, place, 'spread'], one.spread?.source);
      if ('partsSource' in one) check([list, place], one.partsSource, 'partsSource');
    });
}

function checkArrivals({ arrivals }: Volumes, report: Report): void {
  const placed = arrivals.flatMap((arrival, place) => {
    const bad = (['from', 'to'] as const).filter((end) => !isPlainDate(`${arrival[end]}-01`.slice(0, 10)));
    for (const end of bad) report(['arrivals', place, end], 'day-impossible', { value: arrival[end] });
    if (bad.length > 0) return [];
    const span = spanOf(arrival);
    if (span.last < span.first) {
      report(['arrivals', place], 'day-order', { from: arrival.from, to: arrival.to });
      return [];
    }
    if (monthIndex(span.first) !== monthIndex(span.last) && arrival.spread === undefined)
      report(['arrivals', place], 'spread-missing', { from: arrival.from, to: arrival.to });
    return [{ ...span, place, channel: arrival.channel }];
  });
  const sorted = placed.sort((a, b) => a.first - b.first || a.last - b.last);
  for (const channel of ['events', 'portal'] as const) {
    let before: (typeof sorted)[number] | undefined;
    for (const one of sorted.filter((other) => other.channel === channel)) {
      if (before && one.first <= before.last)
        report(['arrivals', one.place], 'arrivals-overlap', {
          channel,
          other: before.place,
          from: dateOf(one.first),
          until: dateOf(Math.min(one.last, before.last)),
        });
      if (!before || one.last > before.last) before = one;
    }
  }
}

function checkScenarios({ scenarios }: Volumes, report: Report): void {
  namedOnce(scenarios, 'scenarios', report);
  scenarios.forEach(({ ages }, place) => {
    if (totalParts(ages) === 0) report(['scenarios', place, 'ages'], 'parts-zero');
    ages.forEach((band, at) => {
      const [from, to] = ends(band);
      if (to < from) report(['scenarios', place, 'ages', at], 'ages-empty', { from, to });
      const other = ages.slice(0, at).findIndex((one) => ends(one)[0] <= to && from <= ends(one)[1]);
      if (other >= 0) report(['scenarios', place, 'ages', at], 'ages-overlap', { other });
    });
  });
}

function namedOnce(list: readonly { id: string }[], name: string, report: Report): void {
  list.forEach(({ id }, place) => {
    if (list.findIndex((other) => other.id === id) < place)
      report([name, place, 'id'], 'volumes-name-twice', { id });
  });
}

/** Youngest and oldest age, both included. */
export function ends({ from = 0, to = OLDEST }: AgeBand): [number, number] {
  return [from, to];
}

function daysOf(way: Way): Days[] {
  return [
    'decision' in way ? way.decision : undefined,
    'after' in way ? way.after : undefined,
    'issue' in way ? way.issue : undefined,
    'handOver' in way ? way.handOver : undefined,
  ].filter((days) => days !== undefined);
}

function totalParts(list: readonly { parts: number }[]): number {
  return list.reduce((sum, { parts }) => sum + parts, 0);
}

const keys = knownKeys(volumesJsonSchema);

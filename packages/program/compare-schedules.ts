import { endsOf } from './disposition.ts';
import { addPeriod, daysBetween } from './plain-date.ts';
import type { Period, PlainDate, Program, Series, Trigger } from './types.ts';

/** One end of a series under both schedules; null where a schedule does not know it. */
export type EndChange = {
  /** `at-most`: the bound, whatever happens. */
  readonly after: Trigger | 'at-most';
  readonly before: Period | null;
  readonly now: Period | null;
  /** Days by which a record that ends so would end later (or, below 0, sooner); null where one schedule has no such end. */
  readonly days: number | null;
};

export type SeriesChange = {
  readonly series: string;
  readonly change: 'new' | 'gone' | 'changed';
  readonly ends: readonly EndChange[];
  /** A certificate of the commission is needed from now on, or not any more. */
  readonly certificate: 'same' | 'needed' | 'not-needed' | 'other';
};

/**
 * What another schedule would shift, series by series; empty where both end every record on the same day.
 * @param on day from which periods of months and years are counted in days
 */
export function compareSchedules(before: Program, now: Program, on: PlainDate): SeriesChange[] {
  const ids = [...new Set([...before.series, ...now.series].map(({ id }) => id))];
  return ids.flatMap((series) => {
    const [old, fresh] = [before, now].map((one) => one.series.find(({ id }) => id === series));
    const ends = endChanges(old, fresh, on);
    const certificate = certificateChange(old, fresh);
    if (old && fresh && ends.length === 0 && certificate === 'same') return [];
    const change = old ? (fresh ? 'changed' : 'gone') : 'new';
    return [{ series, change, ends, certificate }];
  });
}

function endChanges(old: Series | undefined, fresh: Series | undefined, on: PlainDate): EndChange[] {
  const [was, is] = [periodsOf(old), periodsOf(fresh)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [before, now] = [was.get(key) ?? null, is.get(key) ?? null];
    const days = before && now ? daysBetween(addPeriod(on, before.period), addPeriod(on, now.period)) : null;
    const same = before && now && JSON.stringify(before.period) === JSON.stringify(now.period);
    if (same) return [];
    const after = (now ?? before)?.after;
    return after ? [{ after, before: before?.period ?? null, now: now?.period ?? null, days }] : [];
  });
}

type End = { after: EndChange['after']; period: Period };

/** By trigger; the bound besides, with the day it is counted from. */
function periodsOf(series: Series | undefined): Map<string, End> {
  const ends = new Map<string, End>();
  if (!series) return ends;
  for (const end of endsOf(series)) ends.set(end.after, end);
  if (series.atMost)
    ends.set(`at-most ${series.atMost.after}`, { after: 'at-most', period: series.atMost.period });
  return ends;
}

function certificateChange(old: Series | undefined, fresh: Series | undefined): SeriesChange['certificate'] {
  const [was, is] = [old?.certificate, fresh?.certificate];
  if (!was !== !is) return is ? 'needed' : 'not-needed';
  return JSON.stringify(was) === JSON.stringify(is) ? 'same' : 'other';
}

import {
  inBand,
  type Period,
  type Program,
  type Series,
  type Trigger,
  type ValidityBand,
} from '@commonkey/program';
import { endsOf } from '@commonkey/program/disposition.ts';
import { isValidityKnown } from '@commonkey/program/validity.ts';
import { type DayNumber, plusPeriod } from './day-number.ts';
import { forecastFault } from './errors.ts';
import type { Path } from './paths.ts';

/** The day a record received on a day is due, or Infinity: never. */
export type LastDay = (received: DayNumber) => DayNumber;

/**
 * When records of a series on a path are due: `dispositionDate` of the program package in numbers, worked out once for all
 * days. What nothing ends is due never.
 *
 * @throws Fault `forecast-ages-straddle`
 */
export function lastDayOf(rules: Program, series: Series, path: Path): LastDay {
  const bound = series.atMost ? [series.atMost] : [];
  const dues = [...endsOf(series), ...bound].flatMap(({ after, period }) =>
    dueOf(rules, after, period, path),
  );
  const [first, ...others] = dues;
  if (!first) return () => Number.POSITIVE_INFINITY;
  if (others.length === 0) return first;
  return (received) => dues.reduce((least, due) => Math.min(least, due(received)), Number.POSITIVE_INFINITY);
}

function dueOf(rules: Program, after: Trigger, period: Period, path: Path): LastDay[] {
  if (after === 'expiry') {
    const expiry = expiryOf(rules, path);
    return expiry ? [(received) => plusPeriod(expiry(received), period)] : [];
  }
  const comes = path.comes[after];
  if (comes === undefined) return [];
  return [(received) => plusPeriod(received + comes, period)];
}

/**
 * The last day of a card; undefined for one that is never made, never expires, or whose time the city's rules do not
 * establish. Where a card ends on a birthday, the youngest of its people count: nobody's lasts longer.
 */
function expiryOf(rules: Program, path: Path): LastDay | undefined {
  const band = bandOf(rules, path);
  const { issue } = path.comes;
  if (issue === undefined || !band || !isValidityKnown(rules, band)) return undefined;
  if ('never' in band || 'unestablished' in band) return undefined;
  const { for: time, untilAge } = band;
  if (untilAge === undefined) return (received) => plusPeriod(received + issue, time);
  const years = Math.max(0, untilAge - path.ages[0]);
  return (received) => Math.min(plusPeriod(received + issue, time), plusPeriod(received + issue, { years }));
}

function bandOf({ id, validity }: Program, { ages: [from, to] }: Path): ValidityBand | undefined {
  const bands = validity.filter(({ ages }) => {
    const first = ages?.from ?? 0;
    return inBand(ages, from) || (first > from && first <= to);
  });
  const [band] = bands;
  if (bands.length > 1 || (band && !(inBand(band.ages, from) && inBand(band.ages, to)))) {
    const at = bands.map(({ ages }) => ages?.from ?? 0).find((first) => first > from);
    throw forecastFault('forecast-ages-straddle', {
      program: id,
      from,
      to,
      at: at ?? (band?.ages?.to ?? to) + 1,
    });
  }
  return band;
}

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

/** So many days after receipt, then each period in turn. */
type Chain = { readonly days: number; readonly periods: readonly Period[] };

/** How long a record lives: to the first of what ends it. */
export type Life = {
  /** Days from receipt to the first end that is so many days away, whatever the calendar; Infinity without one. */
  readonly days: number;
  /** Ends that take months or years, whose lengths depend on the day. */
  readonly calendar: readonly Chain[];
  /** Lives that are alike have the same. */
  readonly key: string;
};

/** The day a record received on `received` is due: Infinity where nothing ends it. */
export function dueDay(life: Life, received: DayNumber): DayNumber {
  let least = received + life.days;
  for (const { days, periods } of life.calendar) {
    let day = received + days;
    for (const period of periods) day = plusPeriod(day, period);
    if (day < least) least = day;
  }
  return least;
}

/**
 * How long records of a series live on a path: `dispositionDate` of the program package, worked out once for all days. What
 * nothing ends has no end.
 *
 * @throws Fault `forecast-ages-straddle`
 */
export function lifeOf(program: Program, series: Series, path: Path): Life {
  const bound = series.atMost ? [series.atMost] : [];
  const ends = [...endsOf(series), ...bound].flatMap(({ after, period }) =>
    chainsOf(program, after, period, path).map(shortened),
  );
  const days = ends.filter(({ periods }) => periods.length === 0).map((chain) => chain.days);
  const calendar = ends.filter(({ periods }) => periods.length > 0);
  const life = { days: Math.min(Number.POSITIVE_INFINITY, ...days), calendar };
  return { ...life, key: `${life.days} ${JSON.stringify(calendar)}` };
}

function chainsOf(program: Program, after: Trigger, period: Period, path: Path): Chain[] {
  if (after === 'expiry')
    return expiriesOf(program, path).map(({ days, periods }) => ({ days, periods: [...periods, period] }));
  const comes = path.comes[after];
  return comes === undefined ? [] : [{ days: comes, periods: [period] }];
}

/** Periods of days at the front need no calendar. */
function shortened({ days, periods: [first, ...others] }: Chain): Chain {
  if (first === undefined) return { days, periods: [] };
  return 'days' in first
    ? shortened({ days: days + first.days, periods: others })
    : { days, periods: [first, ...others] };
}

/**
 * Chains whose earliest end is the last day of a card; none for one that is never made, never expires, or whose time the
 * city's rules do not establish. Where a card ends on a birthday, the youngest of its people count: nobody's lasts longer.
 */
function expiriesOf(program: Program, path: Path): Chain[] {
  const band = bandOf(program, path);
  const { issue: days } = path.comes;
  if (days === undefined || !band || !isValidityKnown(program, band)) return [];
  if ('never' in band || 'unestablished' in band) return [];
  const whole = { days, periods: [band.for] };
  if (band.untilAge === undefined) return [whole];
  return [whole, { days, periods: [{ years: Math.max(0, band.untilAge - path.ages[0]) }] }];
}

function bandOf({ id, validity }: Program, { ages: [from, to] }: Path): ValidityBand | undefined {
  const bands = validity.filter(({ ages }) => {
    const first = ages.from ?? 0;
    return inBand(ages, from) || (first > from && first <= to);
  });
  const [band] = bands;
  if (bands.length > 1 || (band && !(inBand(band.ages, from) && inBand(band.ages, to)))) {
    const at = bands.map(({ ages }) => ages.from ?? 0).find((first) => first > from);
    throw forecastFault('forecast-ages-straddle', {
      program: id,
      from,
      to,
      at: at ?? (band?.ages.to ?? to) + 1,
    });
  }
  return band;
}

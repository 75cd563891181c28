import { agesIn } from './ages.ts';
import { programFault } from './codes.ts';
import { addPeriod } from './plain-date.ts';
import type { Period, PlainDate, Program, Series, Trigger } from './types.ts';
import { isValidityKnown, validityBand } from './validity.ts';

/** These days always come and are known when a record is made, or bound it by themselves. */
const CERTAIN: ReadonlySet<Trigger> = new Set(['receipt', 'issue', 'shift-close', 'event-end']);

export type Bound =
  | { bounded: true }
  /** The trigger may never come; `ages` are those whose records then stay for ever, all of them if the trigger is not expiry. */
  | { bounded: false; after: Trigger; ages: number[] };

/** Everything that ends a record of a series, each with its period; the bound is not among them. */
export function endsOf(series: Series): readonly { after: Trigger; period: Period }[] {
  return [{ after: series.after, period: series.period }, ...(series.alsoAfter ?? [])];
}

/** Can every record of a series be given a latest date, whatever happens? */
export function boundOf(program: Program, series: Series): Bound {
  const ends = endsOf(series);
  if (series.atMost || ends.some(({ after }) => CERTAIN.has(after))) return { bounded: true };
  const eligible = agesIn(program.eligible?.ages);
  if (!ends.some(({ after }) => after === 'expiry'))
    return { bounded: false, after: series.after, ages: eligible };
  const endless = eligible.filter((age) => {
    const band = validityBand(program, age);
    return band === undefined || 'never' in band || !isValidityKnown(program, band);
  });
  return endless.length === 0 ? { bounded: true } : { bounded: false, after: 'expiry', ages: endless };
}

/** Days on which triggers came, or will for certain; null for an expiry that never comes. */
export type Facts = { readonly [T in Trigger]?: PlainDate | null };

/**
 * The day from which a record is due for destruction: the earliest of each trigger's day and its period, and of the bound.
 * A trigger that has not come yet leaves the bound, so every record has a date from its first day (events only bring it
 * nearer). Throws `program-fact-needed` where the bound's own day is not given, `program-unbounded` where nothing ends it.
 */
export function dispositionDate(series: Series, facts: Facts): PlainDate {
  const dates: PlainDate[] = endsOf(series).flatMap(({ after, period }) => {
    const triggered = facts[after];
    return typeof triggered === 'string' ? [addPeriod(triggered, period)] : [];
  });
  if (series.atMost) {
    const start = facts[series.atMost.after];
    if (typeof start !== 'string')
      throw programFault('program-fact-needed', { series: series.id, fact: series.atMost.after });
    dates.push(addPeriod(start, series.atMost.period));
  }
  const [first] = dates.sort();
  if (first !== undefined) return first;
  const certain = endsOf(series).find(({ after }) => CERTAIN.has(after))?.after;
  if (certain !== undefined) throw programFault('program-fact-needed', { series: series.id, fact: certain });
  throw programFault('program-unbounded', { series: series.id, after: series.after });
}

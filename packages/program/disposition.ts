import { agesIn } from './ages.ts';
import { programFault } from './codes.ts';
import { addPeriod } from './plain-date.ts';
import type { PlainDate, Program, Series, Trigger } from './types.ts';
import { isValidityKnown, validityBand } from './validity.ts';

/** These days always come and are known when a record is made, or bound it by themselves. */
const CERTAIN: ReadonlySet<Trigger> = new Set(['receipt', 'issue', 'shift-close', 'event-end']);

export type Bound =
  | { bounded: true }
  /** The trigger may never come; `ages` are those whose records then stay for ever, all of them if the trigger is not expiry. */
  | { bounded: false; after: Trigger; ages: number[] };

/** Can every record of a series be given a latest date, whatever happens? */
export function boundOf(program: Program, series: Series): Bound {
  if (series.atMost || CERTAIN.has(series.after)) return { bounded: true };
  const eligible = agesIn(program.eligible?.ages);
  if (series.after !== 'expiry') return { bounded: false, after: series.after, ages: eligible };
  const endless = eligible.filter((age) => {
    const band = validityBand(program, age);
    return band === undefined || 'never' in band || !isValidityKnown(program, band);
  });
  return endless.length === 0 ? { bounded: true } : { bounded: false, after: 'expiry', ages: endless };
}

/** Days on which triggers came, or will for certain; null for an expiry that never comes. */
export type Facts = { readonly [T in Trigger]?: PlainDate | null };

/**
 * The day from which a record is due for destruction: the trigger's day and the period, or the bound if that is earlier.
 * A trigger that has not come yet leaves the bound, so every record has a date from its first day (events only bring it
 * nearer). Throws `program-fact-needed` where the bound's own day is not given, `program-unbounded` where nothing ends it.
 */
export function dispositionDate(series: Series, facts: Facts): PlainDate {
  const triggered = facts[series.after];
  const dates: PlainDate[] = [];
  if (typeof triggered === 'string') dates.push(addPeriod(triggered, series.period));
  if (series.atMost) {
    const start = facts[series.atMost.after];
    if (typeof start !== 'string')
      throw programFault('program-fact-needed', { series: series.id, fact: series.atMost.after });
    dates.push(addPeriod(start, series.atMost.period));
  }
  const [first] = dates.sort();
  if (first !== undefined) return first;
  if (CERTAIN.has(series.after))
    throw programFault('program-fact-needed', { series: series.id, fact: series.after });
  throw programFault('program-unbounded', { series: series.id, after: series.after });
}

import { type Deadline, deadline, instrumentRule, type PlainDate, type Program } from '@commonkey/program';
import type { DemandView } from '../demands/view.ts';

type Rules = Pick<Program, 'legal' | 'calendar'>;
type Dated = Pick<DemandView, 'row' | 'days' | 'closedOn'>;

/** A day that the city's rules reckon for a demand, and how they came to it. */
export type RuleDay = Deadline & {
  what: 'answer' | 'objection';
  unit: 'business' | 'calendar';
  count: number;
  /** Where nobody wrote down when it was served, it is counted from the day it came. */
  after: 'service' | 'receipt';
  /** The count ends later, and the rule says: by the return date in any case. */
  byReturn: boolean;
};

/** The days that run from service for an open demand, whatever its paper says. An objection day on the paper stands for the rule's. */
export function ruleDays(program: Rules, { row, days, closedOn }: Dated): RuleDay[] {
  if (closedOn !== null) return [];
  const after = days.service === null ? 'receipt' : 'service';
  return (instrumentRule(program, row.instrument)?.clocks ?? []).flatMap(
    ({ for: what, unit, count, orReturn }) => {
      if (what === 'objection' && days.objection !== null) return [];
      const asked = {
        kind: what === 'objection' ? ('objection' as const) : kindOfAnswer(row.instrument),
        from: days.service ?? row.received_on,
        since: row.received_on,
        reckoning: { unit, count },
      };
      const calendar = program.calendar ?? null;
      const counted = deadline(asked, calendar);
      const byReturn = orReturn === true && days.return !== null && days.return < counted.due;
      const reached = byReturn ? deadline({ ...asked, notAfter: days.return }, calendar) : counted;
      return [{ ...reached, what, unit, count, after, byReturn }];
    },
  );
}

const kindOfAnswer = (instrument: string) =>
  instrument === 'i9-inspection' ? ('i9-inspection' as const) : ('return-date' as const);

/** By when an open demand has to be met first. `rule` where that is the rule's day; `own` is what it says itself, or what was given. */
export type Nearest = { rule: RuleDay | null; own: PlainDate | null };

/** An objection leads only where nothing else says a day: it need not be made. */
export function nearestDay(program: Rules, demand: Dated): Nearest {
  const own = demand.days.return;
  const sooner = ruleDays(program, demand)
    .filter(({ what, due }) => own === null || (what === 'answer' && due < own))
    .sort((a, b) => a.due.localeCompare(b.due));
  return { rule: sooner[0] ?? null, own };
}

import { holdOf } from '@commonkey/exposure/holds.ts';
import type { PlainDate, Program } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { tableFacts } from '../../holds/destroy.ts';
import { scheduleOf } from '../../holds/holds.ts';
import { checkedScope, type HoldDays, type HoldScope, type ScopeRules } from '../../holds/scope.ts';
import type { TableName } from '../../store/database.ts';
import { rowsNameSeries } from '../../store/holdings/holding.ts';
import { HOLDINGS } from '../../store/holdings.ts';
import type { DemandClass } from '../../store/tables/demands.ts';
import type { DemandCode } from './errors.ts';

type Asked = { classes: readonly DemandClass[]; from: PlainDate | null; until: PlainDate | null };
type Rules = Pick<Program, 'series' | 'channels'>;

/** The series whose records are of these classes, or of which nobody said what they are. */
export function seriesAskedFor(program: Pick<Program, 'series'>, classes: ReadonlySet<string>): string[] {
  return program.series
    .filter(({ holds, medium }) => holds.some((name) => classes.has(holdOf(name, medium).class)))
    .map(({ id }) => id);
}

/**
 * The smallest scopes that are certain to take what the items ask for, one for each span of days: of a series the days that any item
 * asks for it, and all there is where nobody has said yet what is asked for. Somebody who is named is among them.
 *
 * An item speaks of the day on which people applied. What is sealed after that day is left out by its order (ADR 0045). A row that tells
 * a day of its own tells another: when a card was issued, when a copy was made. It may be later and still be of somebody who applied in
 * time, so of such series the last day stays open.
 * @throws Fault `hold-nothing-here`: no record of this service is of such a class
 */
export function scopesAskedFor(program: Rules, items: readonly Asked[], rules: ScopeRules): HoldScope[] {
  if (items.length === 0) return [checkedScope({ series: 'all', days: 'all' }, rules)];
  const ownDay = tellingADay(program);
  const asked = new Map<string, HoldDays>();
  for (const item of items) {
    const days = daysAsked(item, rules);
    for (const id of seriesAskedFor(program, new Set(item.classes))) {
      const own = ownDay.has(id) ? { ...days, until: null } : days;
      const known = asked.get(id);
      asked.set(id, known ? both(known, own) : own);
    }
  }
  if (asked.size === 0) throw new Fault<DemandCode>('hold-nothing-here');
  const spans = Map.groupBy(asked, ([, { from, until }]) => `${from} ${until}`);
  return [...spans.values()].map((alike) => {
    const days = alike[0]?.[1] ?? { from: null, until: null };
    const open = days.from === null && days.until === null;
    return checkedScope({ series: alike.map(([id]) => id), days: open ? 'all' : days }, rules);
  });
}

/**
 * A first day that is still to come, and a last day before the first record: such a hold would take nothing, and a slip in the year may
 * have made it. Intake does not stop for that; that end is left open, and more is kept.
 */
function daysAsked({ from, until }: Asked, { began, today }: ScopeRules): HoldDays {
  return {
    from: from !== null && from > today ? null : from,
    until: isBefore(until, began) ? null : until,
  };
}

const isBefore = (until: PlainDate | null, began: PlainDate | null): until is PlainDate =>
  until !== null && began !== null && until < began;

/** The last day of the first item whose last day a hold of intake does not have; null where each has its own. */
export const lastDayLeftOut = (
  items: readonly { span_until: PlainDate | null }[],
  { began }: Pick<ScopeRules, 'began'>,
): PlainDate | null => items.find(({ span_until }) => isBefore(span_until, began))?.span_until ?? null;

/** Of one series: a gap between two items is taken too. What is sealed tells no day, so nothing more is held by that. */
const both = (one: HoldDays, other: HoldDays): HoldDays => ({
  from: one.from === null || other.from === null ? null : one.from < other.from ? one.from : other.from,
  until:
    one.until === null || other.until === null ? null : one.until > other.until ? one.until : other.until,
});

/** Series of which some row says a day that a hold would go by. Things outside are listed by the day they were made. */
function tellingADay(program: Rules): ReadonlySet<string> {
  const { seriesOf } = scheduleOf(program);
  const dated = (Object.keys(HOLDINGS) as TableName[]).filter((table) => tableFacts(table).recorded);
  const byHand = dated.some((table) => rowsNameSeries(tableFacts(table).disposition))
    ? program.series.filter(({ medium }) => medium === 'physical').map(({ id }) => id)
    : [];
  return new Set([...dated.map(seriesOf), ...byHand]);
}

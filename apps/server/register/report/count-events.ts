import type { LedgerEvent } from '@commonkey/ledger';
import { SAID_AGAIN } from '../../holds/receipt.ts';
import { type HalfYear, halfYearOf } from './half-year.ts';
import type { Counts } from './small-counts.ts';

const text = (event: LedgerEvent, name: string): string => {
  const fact = event[name];
  return typeof fact === 'string' ? fact : '';
};
const number = (event: LedgerEvent, name: string): number => {
  const fact = event[name];
  return typeof fact === 'number' ? fact : 0;
};

const within = (events: readonly LedgerEvent[], kind: string, day: string, period: HalfYear) =>
  events.filter((event) => event.kind === kind && halfYearOf(text(event, day)) === period);

/** Sums by name, in the order of the names. */
function sums(rows: readonly (readonly [name: string, count: number])[]): ReadonlyMap<string, number> {
  const of = new Map<string, number>();
  for (const [name, count] of [...rows].sort(([a], [b]) => (a < b ? -1 : Number(a > b))))
    of.set(name, (of.get(name) ?? 0) + count);
  return of;
}

/** Records that ended, by series and by what allowed it: `<series> certificate`, or `<series> schedule` for all others. */
export function destroyedIn(events: readonly LedgerEvent[], period: HalfYear): Counts {
  const once = within(events, 'disposal', 'destroyed_on', period).filter(
    (event) => text(event, 'authority') !== SAID_AGAIN,
  );
  const rows = once.map(
    (event) =>
      [
        `${text(event, 'series')} ${text(event, 'under') === 'certificate' ? 'certificate' : 'schedule'}`,
        number(event, 'count'),
      ] as const,
  );
  return { period, of: sums(rows) };
}

export const HOLDERS = ['applications', 'papers', 'pictures', 'cards'];

/** Requests for public records: those that ask for records about people who have, or asked for, a card, and the others. */
export function requestsIn(events: readonly LedgerEvent[], period: HalfYear): Counts {
  const rows = within(events, 'request-logged', 'received_on', period).map((event) => {
    const classes = text(event, 'classes').split(' ');
    return [classes.some((one) => HOLDERS.includes(one)) ? 'about-holders' : 'other', 1] as const;
  });
  return { period, of: sums(rows) };
}

export function lettersIn(events: readonly LedgerEvent[], period: HalfYear): Counts {
  const rows = within(events, 'request-step', 'moved_on', period)
    .filter((event) => text(event, 'step') === 'issued')
    .map((event) => [text(event, 'letter'), 1] as const);
  return { period, of: sums(rows) };
}

export function ownIn(events: readonly LedgerEvent[], period: HalfYear): Counts {
  const rows = within(events, 'track-logged', 'received_on', period).filter(
    (event) => text(event, 'track') === 'own',
  );
  return { period, of: sums([['received', rows.length]]) };
}

export function ownAnswersIn(events: readonly LedgerEvent[], period: HalfYear): Counts {
  const rows = within(events, 'track-step', 'moved_on', period)
    .filter((event) => text(event, 'step') === 'answered')
    .map((event) => [text(event, 'answer'), 1] as const);
  return { period, of: sums(rows) };
}

/** The day on which each subject of a kind first stood on the register. */
export function firstDays(events: readonly LedgerEvent[], what: string): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const event of events) {
    if (event.kind !== 'published' || text(event, 'what') !== what) continue;
    const [subject, on] = [text(event, 'subject'), text(event, 'said_on')];
    const known = first.get(subject);
    if (known === undefined || on < known) first.set(subject, on);
  }
  return first;
}

/**
 * People whose records had to be handed over, under demands that are public: counted in the half-year of the hand-over, or in the
 * later one in which the demand first stood on the register, so that what an earlier report counted never changes.
 * @param demandOf the demand of an item; undefined where it is not public
 */
export function handedIn(
  events: readonly LedgerEvent[],
  demandOf: ReadonlyMap<string, string>,
  period: HalfYear,
): Counts {
  const first = firstDays(events, 'demand');
  const rows = events
    .filter(({ kind }) => kind === 'demand-produced')
    .filter((event) => {
      const shown = first.get(demandOf.get(text(event, 'item')) ?? '');
      if (shown === undefined) return false;
      const handed = text(event, 'decided_on');
      return halfYearOf(shown > handed ? shown : handed) === period;
    });
  return { period, of: sums([['people', rows.reduce((all, event) => all + number(event, 'people'), 0)]]) };
}

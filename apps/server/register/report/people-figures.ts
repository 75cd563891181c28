import type { LedgerEvent } from '@commonkey/ledger';
import type { SaidDemand } from '../said-demand.ts';
import { destroyedIn, handedIn, lettersIn, ownAnswersIn, ownIn, requestsIn } from './count-events.ts';
import type { HalfYear } from './half-year.ts';
import { type Counts, tellable } from './small-counts.ts';

/** What each of them counts, of any half-year. */
export function countersOf(events: readonly LedgerEvent[], demands: readonly SaidDemand[]) {
  const items = itemsOf(demands);
  return {
    destroyed: (one: HalfYear) => destroyedIn(events, one),
    requests: (one: HalfYear) => requestsIn(events, one),
    letters: (one: HalfYear) => lettersIn(events, one),
    own: (one: HalfYear) => ownIn(events, one),
    answers: (one: HalfYear) => ownAnswersIn(events, one),
    handed: (one: HalfYear) => handedIn(events, items, one),
  };
}
export type Counters = ReturnType<typeof countersOf>;
export type PeopleFigures = ReturnType<typeof firstTold>;

/** The parts of a report whose counts may be of people, as the first of a half-year tells them: beside all that earlier reports told. */
export function firstTold(counters: Counters, earlier: readonly HalfYear[], period: HalfYear) {
  const tell = (countsIn: (one: HalfYear) => Counts, groups?: Parameters<typeof tellable>[2]) =>
    tellable(earlier.map(countsIn), countsIn(period), groups);
  const destroyed = tell(counters.destroyed, bySeries);
  const requests = tell(counters.requests);
  const letters = tell(counters.letters);
  const own = tell(counters.own);
  const answers = tell(counters.answers);
  const handed = tell(counters.handed);
  const all = (counts: ReadonlyMap<string, number | null>) => counts.get('*') ?? null;
  const named = (counts: ReadonlyMap<string, number | null>) => [...counts].filter(([name]) => name !== '*');
  return {
    handedOver: { people: all(handed) },
    destroyed: {
      all: all(destroyed),
      certified: destroyed.get(CERTIFIED) ?? null,
      series: named(destroyed)
        .filter(([name]) => name.startsWith(SERIES))
        .map(([name, count]) => ({ series: name.slice(SERIES.length), count })),
    },
    requests: {
      received: all(requests),
      aboutHolders: requests.has('about-holders') ? (requests.get('about-holders') ?? null) : 0,
      letters: named(letters).map(([letter, count]) => ({ letter, count })),
    },
    ownRequests: {
      received: all(own),
      answers: named(answers).map(([answer, count]) => ({ answer, count })),
    },
  };
}

const SERIES = 'all of ';
const CERTIFIED = 'under a certificate';

/** Of a count of destructions: its series, and whether a certificate allowed it. */
export const seriesOf = (name: string): string => name.split(' ')[0] ?? '';
export const isCertified = (name: string): boolean => name.endsWith(' certificate');

/**
 * What is told of destructions besides all together: each series, and then those under a certificate. What is told nowhere, a
 * series by what allowed it, stands last, so that nothing told before gives a small one away.
 */
function bySeries(names: readonly string[]): Map<string, readonly string[]> {
  const told = new Map<string, readonly string[]>(Map.groupBy(names, (name) => `${SERIES}${seriesOf(name)}`));
  told.set(CERTIFIED, names.filter(isCertified));
  for (const name of names) told.set(name, [name]);
  return told;
}

/** The demand of each item, as the openings of those that are public say. */
function itemsOf(demands: readonly SaidDemand[]): ReadonlyMap<string, string> {
  return new Map(
    demands.flatMap(({ demand, openings }) =>
      openings.flatMap(({ event }) =>
        event.kind === 'demand-item' && typeof event.item === 'string' ? [[event.item, demand] as const] : [],
      ),
    ),
  );
}

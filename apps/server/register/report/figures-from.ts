import type { LedgerEvent } from '@commonkey/ledger';
import type { SaidDemand } from '../said-demand.ts';
import type { SaidEmergency } from '../said-emergency.ts';
import {
  destroyedIn,
  firstDays,
  handedIn,
  lettersIn,
  ownAnswersIn,
  ownIn,
  requestsIn,
} from './count-events.ts';
import { demandFigures } from './demand-figures.ts';
import { emergencyFigures } from './emergency-figures.ts';
import { daysOf, type HalfYear } from './half-year.ts';
import { type SaidReport, saidReport } from './said-report.ts';
import { type Counts, tellable } from './small-counts.ts';

/** All that a report is made of: entries of the ledger, opened, and what the register shows. */
export type ReportGround = {
  events: readonly LedgerEvent[];
  demands: readonly SaidDemand[];
  emergencies: readonly SaidEmergency[];
  /** Half-years that have a report already. */
  reported: readonly HalfYear[];
};

/** A function of what anybody who is handed the openings has too: city hall and an auditor work it out by the same rule. */
export function figuresFrom(ground: ReportGround, period: HalfYear): SaidReport {
  const { events, demands, emergencies } = ground;
  const earlier = ground.reported.filter((one) => one < period).sort();
  const tell = (countsIn: (one: HalfYear) => Counts, groups?: Parameters<typeof tellable>[2]) =>
    tellable(earlier.map(countsIn), countsIn(period), groups);
  const destroyed = tell((one) => destroyedIn(events, one), bySeries);
  const requests = tell((one) => requestsIn(events, one));
  const letters = tell((one) => lettersIn(events, one));
  const own = tell((one) => ownIn(events, one));
  const answers = tell((one) => ownAnswersIn(events, one));
  const items = itemsOf(demands);
  const handed = tell((one) => handedIn(events, items, one));
  const all = (counts: ReadonlyMap<string, number | null>) => counts.get('*') ?? null;
  const named = (counts: ReadonlyMap<string, number | null>) => [...counts].filter(([name]) => name !== '*');
  return saidReport.parse({
    v: 3,
    period,
    ...daysOf(period),
    demands: demandFigures(
      withFirst(demands, firstDays(events, 'demand'), ({ demand }) => demand),
      period,
    ),
    emergencies: emergencyFigures(
      withFirst(emergencies, firstDays(events, 'emergency'), ({ matter }) => matter),
      period,
    ),
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
  });
}

const SERIES = 'all of ';
const CERTIFIED = 'under a certificate';

/**
 * What is told of destructions besides all together: each series, and then those under a certificate. What is told nowhere, a
 * series by what allowed it, stands last, so that nothing told before gives a small one away.
 */
function bySeries(names: readonly string[]): Map<string, readonly string[]> {
  const told = new Map<string, readonly string[]>(
    Map.groupBy(names, (name) => `${SERIES}${name.split(' ')[0]}`),
  );
  told.set(
    CERTIFIED,
    names.filter((name) => name.endsWith(' certificate')),
  );
  for (const name of names) told.set(name, [name]);
  return told;
}

function withFirst<S extends { receivedOn: string }>(
  all: readonly S[],
  first: ReadonlyMap<string, string>,
  idOf: (said: S) => string,
): { said: S; firstOn: string }[] {
  return all.map((said) => ({ said, firstOn: first.get(idOf(said)) ?? said.receivedOn }));
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

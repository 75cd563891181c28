import type { LedgerEvent } from '@commonkey/ledger';
import type { SaidDemand } from '../said-demand.ts';
import type { SaidEmergency } from '../said-emergency.ts';
import { firstDays } from './count-events.ts';
import { demandFigures } from './demand-figures.ts';
import { emergencyFigures } from './emergency-figures.ts';
import { daysOf, type HalfYear } from './half-year.ts';
import { correctedFigures } from './people-again.ts';
import { countersOf, firstTold } from './people-figures.ts';
import { type SaidReport, saidReport, versionOf } from './said-report.ts';

/** All that a report is made of: entries of the ledger, opened, and what the register shows. */
export type ReportGround = {
  events: readonly LedgerEvent[];
  demands: readonly SaidDemand[];
  emergencies: readonly SaidEmergency[];
  /** Half-years that have a report already. */
  reported: readonly HalfYear[];
  /** The newest version that is public of this half-year, and its digest; null where the first is made. */
  before: { said: SaidReport; digest: string } | null;
};

/** A function of what anybody who is handed the openings has too: city hall and an auditor work it out by the same rule. */
export function figuresFrom(ground: ReportGround, period: HalfYear): SaidReport {
  const { events, demands, emergencies, before } = ground;
  const counters = countersOf(events, demands);
  const earlier = ground.reported.filter((one) => one < period).sort();
  return saidReport.parse({
    ...(before === null
      ? { v: 3 }
      : { v: 4, correction: { version: versionOf(before.said) + 1, corrects: before.digest } }),
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
    ...(before === null
      ? firstTold(counters, earlier, period)
      : correctedFigures(counters, before.said, period)),
  });
}

function withFirst<S extends { receivedOn: string }>(
  all: readonly S[],
  first: ReadonlyMap<string, string>,
  idOf: (said: S) => string,
): { said: S; firstOn: string }[] {
  return all.map((said) => ({ said, firstOn: first.get(idOf(said)) ?? said.receivedOn }));
}

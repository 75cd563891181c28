import type { SaidEmergency } from '../said-emergency.ts';
import { daysOf, type HalfYear, halfYearOf } from './half-year.ts';
import type { NewReport } from './said-report.ts';

type Emergencies = NewReport['emergencies'];

/** Counts of emergencies that are public, as demands are counted: each stands in full beside the report. */
export function emergencyFigures(
  all: readonly { said: SaidEmergency; firstOn: string }[],
  period: HalfYear,
): Emergencies {
  const { from } = daysOf(period);
  const counted = all.filter(({ firstOn }) => halfYearOf(firstOn) === period).map(({ said }) => said);
  const toldLate = counted.filter(({ receivedOn }) => receivedOn < from).length;
  return {
    received: counted.length - toldLate,
    toldLate,
    outcomes: [...Map.groupBy(counted, ({ outcome }) => outcome)]
      .map(([outcome, some]) => ({ outcome, count: some.length }))
      .sort((a, b) => b.count - a.count || (a.outcome < b.outcome ? -1 : 1)),
  };
}

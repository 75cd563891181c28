import type { Program } from '@commonkey/program';
import type { Demand } from '../demand/schema.ts';
import type { ScenarioForecast } from '../forecast.ts';
import type { Volumes } from '../volumes-schema.ts';
import { type Kept, withoutNumber } from '../without-number.ts';
import type { Cell } from './cells.ts';
import { isAsked } from './meant.ts';

/**
 * A kind of thing of which nobody has said how many documents there are to a person. By scenario: of how many people it lies
 * there on the day, and on how many days it does, summed over people. Documents and their days cannot be told from that.
 */
export type Uncounted = {
  readonly holds: string;
  readonly people: readonly number[];
  readonly personDays: readonly number[];
};

/** Kinds kept of the people whom the volumes bring, without a number of documents. What is there of nobody is left out. */
export function uncountedIn(
  demand: Demand,
  { rules, volumes }: { rules: Program; volumes: Volumes },
  scenarios: readonly { readonly cells: readonly Cell[]; readonly forecast: ScenarioForecast }[],
): Uncounted[] {
  const kept = withoutNumber(rules, volumes, (kind) =>
    demand.items.some(({ records }) => isAsked(records, kind)),
  );
  return [...new Set(kept.map(({ holds }) => holds))]
    .map((holds) => {
      const own = kept.filter((one) => one.holds === holds);
      return {
        holds,
        people: scenarios.map(({ cells }) => peopleOf(own, cells)),
        personDays: scenarios.map(({ forecast }) => personDaysOf(own, forecast)),
      };
    })
    .filter(({ people, personDays }) => [...people, ...personDays].some((one) => one > 0));
}

function peopleOf(kept: readonly Kept[], cells: readonly Cell[]): number {
  return cells
    .filter(({ channel, bundles }) =>
      bundles
        .flat()
        .some(({ series }) => kept.some((one) => one.channel === channel && one.series === series.id)),
    )
    .reduce((sum, { people }) => sum + people, 0);
}

function personDaysOf(kept: readonly Kept[], { series, registers }: ScenarioForecast): number {
  return [...series, ...registers]
    .filter((held) => kept.some((one) => one.channel === held.channel && one.series === held.series))
    .reduce((sum, { area }) => sum + area.personDays, 0);
}

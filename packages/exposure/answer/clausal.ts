import { type Adversary, isRead, reachOf } from '../adversaries.ts';
import type { Custody } from '../custody.ts';
import type { Clause } from '../demand/schema.ts';
import { type DayGrain, tellsByReading } from '../holds.ts';
import type { Cell } from './cells.ts';
import { holdsIn } from './holds-in.ts';
import { best, judge, knownOf } from './judge.ts';
import { Lots, type Singling } from './singling.ts';

/** Whether one clause can be answered at all, for everybody of whom anything is held. */
export type Clausal = {
  readonly field: string;
  readonly people: {
    readonly yes: number;
    readonly no: number;
    readonly reading: number;
    readonly unknown: number;
  };
  /** Of those of whom it is unknown, people of whom something leans to it: it could be guessed of them. */
  readonly inferable: number;
  /** What tells it: names of what is held. For days, how finely. */
  readonly told: readonly string[];
  readonly grain: readonly DayGrain[];
  /** What leans to it without telling: the routes by which it could still be guessed of those of whom it is unknown. */
  readonly routes: readonly Route[];
};

/** A thing that leans to it, of how many people it is there, and how far it tells them apart. */
export type Route = Singling & { readonly series: string; readonly holds: string; readonly people: number };

export function clausal(
  clause: Clause,
  cells: readonly Cell[],
  adversary: Adversary,
  custody: Custody,
): Clausal {
  const people = { yes: 0, no: 0, reading: 0, unknown: 0 };
  let inferable = 0;
  const told = new Set<string>();
  const grain = new Set<DayGrain>();
  const routes = new Map<string, { series: string; holds: string; people: number; lots: Lots }>();
  for (const cell of cells) {
    if (cell.bundles.length === 0) continue;
    const bundles = cell.bundles.map((bundle) => {
      const things = holdsIn(bundle);
      return { things, known: knownOf(things, adversary, custody) };
    });
    const verdicts = bundles.map(({ known }) => judge(clause, cell.applied, known));
    const verdict = best(verdicts);
    people[verdict] += cell.people;
    let leans = false;
    bundles.forEach(({ things, known: { grain: finest } }, place) => {
      if (clause.field === 'applied' && finest) grain.add(finest);
      for (const thing of things) {
        const { series, holds, hold } = thing;
        if (!isRead(reachOf(adversary, hold.form, custody))) continue;
        const says =
          clause.field === 'applied'
            ? hold.applied !== undefined && hold.applied === finest
            : tellsByReading(hold, clause.field);
        if (says) told.add(holds);
        // A month that is told leans to the day in it.
        if (verdicts[place] === 'unknown' && hold.hints.some((field) => field === clause.field)) {
          leans = true;
          const key = `${series} ${holds}`;
          const route = routes.get(key) ?? { series, holds, people: 0, lots: new Lots() };
          route.people += cell.people;
          route.lots.add(thing, cell);
          routes.set(key, route);
        }
      }
    });
    if (leans && verdict === 'unknown') inferable += cell.people;
  }
  return {
    field: clause.field,
    people,
    inferable,
    told: [...told],
    grain: [...grain],
    routes: [...routes.values()].map(({ lots, ...route }) => ({
      ...route,
      ...lots.singling(people.unknown),
    })),
  };
}

import { type Published, suppressed, type Wanted } from '@commonkey/exposure';
import type { Quarter } from './quarter.ts';

/** By which way people came to their cards. Nothing finer is ever published (PC-03). */
export const CHANNELS = ['in-person', 'online'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Cards of one quarter by one way: the smallest thing that is counted. */
export type Cell = { readonly quarter: Quarter; readonly channel: Channel; readonly cards: number };

/** What a release counted, and which of its numbers it told, by the names of `numbersIn`. */
export type Release = { readonly cells: readonly Cell[]; readonly told: ReadonlySet<string> };

const ALL = '*';
export const numberName = (quarter: Quarter | null, channel: Channel | null): string =>
  `${quarter ?? ALL}|${channel ?? ALL}`;

/**
 * Which numbers of a new release may be told beside everything that earlier ones told, a number that was corrected too: nobody may
 * work a small one out of all of them together (PC-01, PC-02).
 *
 * A number that counts the very same cards as an earlier one is told again, or left out again.
 */
export function tellable(
  earlier: readonly Pick<Release, 'cells' | 'told'>[],
  now: readonly Cell[],
): Set<string> {
  const steps = stepsOf([...earlier.map(({ cells }) => cells), now]);
  const before = new Map<string, Published>();
  earlier.forEach(({ cells, told }, at) => {
    for (const one of numbersIn(cells, steps)) {
      const shown = told.has(one.id) || before.get(keyOf(one))?.shown === true;
      before.set(keyOf(one), { ...one, id: `${at}|${one.id}`, shown });
    }
  });
  const wanted = numbersIn(now, steps);
  const fresh = new Map<string, Wanted>();
  for (const one of wanted) if (!before.has(keyOf(one)) && !fresh.has(keyOf(one))) fresh.set(keyOf(one), one);
  const found = new Map<string, Published>(before);
  for (const one of suppressed([...before.values()], [...fresh.values()])) found.set(keyOf(one), one);
  return new Set(wanted.filter((one) => found.get(keyOf(one))?.shown === true).map(({ id }) => id));
}

/** Everything that was ever published or left out, as `pinned` of the exposure package takes it. */
export function everPublished(releases: readonly Release[]): Published[] {
  const steps = stepsOf(releases.map(({ cells }) => cells));
  return releases.flatMap(({ cells, told }, at) =>
    numbersIn(cells, steps).map((one) => ({ ...one, id: `${at}|${one.id}`, shown: told.has(one.id) })),
  );
}

/** Where a cell stood in some release, in order: what lies between one and the next is counted by itself. */
type Steps = ReadonlyMap<string, readonly number[]>;

function stepsOf(releases: readonly (readonly Cell[])[]): Steps {
  const found = new Map<string, Set<number>>();
  for (const { quarter, channel, cards } of releases.flat()) {
    const name = numberName(quarter, channel);
    found.set(name, (found.get(name) ?? new Set()).add(cards));
  }
  return new Map([...found].map(([name, values]) => [name, [...values].sort((a, b) => a - b)]));
}

/**
 * Every number of a release, the coarsest first: all cards, those of each quarter, those of each way, then the cells. A cell that a
 * later release corrected is several atoms, so that the correction itself is a count like any other.
 */
function numbersIn(cells: readonly Cell[], steps: Steps): Wanted[] {
  const atomsOf = ({ quarter, channel, cards }: Cell): string[] => {
    const name = numberName(quarter, channel);
    return (steps.get(name) ?? []).filter((step) => step <= cards).map((step) => `${name}|${step}`);
  };
  const of = (id: string, some: readonly Cell[]): Wanted => ({
    id,
    atoms: some.flatMap(atomsOf),
    value: some.reduce((sum, { cards }) => sum + cards, 0),
  });
  const quarters = [...new Set(cells.map(({ quarter }) => quarter))].sort();
  return [
    of(numberName(null, null), cells),
    ...quarters.map((quarter) =>
      of(
        numberName(quarter, null),
        cells.filter((cell) => cell.quarter === quarter),
      ),
    ),
    ...CHANNELS.map((channel) =>
      of(
        numberName(null, channel),
        cells.filter((cell) => cell.channel === channel),
      ),
    ),
    ...cells.map((cell) => of(numberName(cell.quarter, cell.channel), [cell])),
  ];
}

const keyOf = ({ atoms }: Wanted): string => [...new Set(atoms)].sort().join(' ');

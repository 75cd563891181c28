import { type Published, suppressed, type Wanted } from '@commonkey/exposure';
import type { Quarter } from './quarter.ts';

/** `0-13`, `65-`: the first age and the last, which the oldest band has not. */
export const BAND = /^([0-9]{1,3})-([0-9]{0,3})$/;
export const OLDEST = 130;

/** Cards of one quarter whose holders were of one band: of those cards of which anybody knows. */
export type AgeCell = { readonly quarter: Quarter; readonly band: string; readonly cards: number };

export const ageName = ({ quarter, band }: Omit<AgeCell, 'cards'>): string => `${quarter}|${band}`;

export function agesOfBand(band: string): { first: number; last: number } {
  const [, first = '', last = ''] = BAND.exec(band) ?? [];
  return { first: Number(first), last: last === '' ? OLDEST : Number(last) };
}

export const byBand = (one: { band: string }, other: { band: string }): number =>
  agesOfBand(one.band).first - agesOfBand(other.band).first || (one.band < other.band ? -1 : 1);

/** One quarter in one release: its bands, all of its cards, and whether the release tells those. */
export type AgeTable = {
  readonly quarter: Quarter;
  readonly ages: readonly AgeCell[];
  readonly cards: number;
  /** Whether the release says how many cards the quarter had. */
  readonly isWhole: boolean;
};
export type AgeRelease = { readonly tables: readonly AgeTable[]; readonly told: ReadonlySet<string> };

/** As `told` of a release names it. */
export const restName = (quarter: Quarter): string => ageName({ quarter, band: REST });

/** What is left of a quarter's cards: of these nobody knows an age. */
const REST = '?';

/**
 * Which bands of a quarter a new release may tell beside everything that earlier ones told.
 *
 * Only where it tells all of the quarter's cards. Then bands say nothing of in person and online that this sum does not say: of two
 * ways to part the same cards either sum of parts fits the other. So a quarter is looked at by itself, its bands and the rest.
 */
export function tellableAges(earlier: readonly AgeRelease[], now: readonly AgeTable[]): Set<string> {
  const told = new Set<string>();
  for (const table of now) {
    if (!table.isWhole || restOf(table) < 0) continue;
    const before = earlier.flatMap((one) => ofQuarter(one, table.quarter));
    const steps = stepsOf([...before.map(({ of }) => of), table]);
    const published = new Map<string, Published>();
    before.forEach((release, at) => {
      for (const one of publishedBy(release, steps, at)) {
        const known = published.get(keyOf(one));
        published.set(keyOf(one), { ...one, shown: one.shown || known?.shown === true });
      }
    });
    const [all, ...parts] = numbersIn(table, steps);
    // The rest is told by all else together, so it is looked at as they are.
    if (all) published.set(keyOf(all), { ...all, shown: true });
    const fresh = parts.filter((one) => !published.has(keyOf(one)));
    for (const one of suppressed([...published.values()], fresh)) published.set(keyOf(one), one);
    for (const one of parts) if (published.get(keyOf(one))?.shown === true) told.add(one.id);
  }
  return told;
}

/** Everything that was ever told or left out of ages, as `pinned` of the exposure package takes it. */
export function everAges(releases: readonly AgeRelease[]): Published[] {
  const quarters = new Set(releases.flatMap(({ tables }) => tables.map(({ quarter }) => quarter)));
  return [...quarters].flatMap((quarter) => {
    const all = releases.flatMap((one) => ofQuarter(one, quarter));
    const steps = stepsOf(all.map(({ of }) => of));
    return all.flatMap((release, at) => publishedBy(release, steps, at));
  });
}

type OfQuarter = { readonly of: AgeTable; readonly told: ReadonlySet<string> };

const ofQuarter = ({ tables, told }: AgeRelease, quarter: Quarter): OfQuarter[] =>
  tables.filter((one) => one.quarter === quarter && restOf(one) >= 0).map((of) => ({ of, told }));

function publishedBy({ of, told }: OfQuarter, steps: Steps, at: number): Published[] {
  const [all, ...parts] = numbersIn(of, steps);
  return [
    ...(all ? [{ ...all, id: `${at}|${all.id}`, shown: of.isWhole }] : []),
    ...parts.map((one) => ({ ...one, id: `${at}|${one.id}`, shown: told.has(one.id) })),
  ];
}

const restOf = ({ ages, cards }: AgeTable): number => cards - ages.reduce((sum, one) => sum + one.cards, 0);

/** Where a part stood in some release, in order: what lies between one and the next is counted by itself, as with quarters. */
type Steps = ReadonlyMap<string, readonly number[]>;

const partsOf = (table: AgeTable): AgeCell[] => [
  ...table.ages.toSorted(byBand),
  { quarter: table.quarter, band: REST, cards: restOf(table) },
];

function stepsOf(tables: readonly AgeTable[]): Steps {
  const found = new Map<string, Set<number>>();
  for (const one of tables.flatMap(partsOf))
    found.set(ageName(one), (found.get(ageName(one)) ?? new Set()).add(one.cards));
  return new Map([...found].map(([name, values]) => [name, [...values].sort((a, b) => a - b)]));
}

/** All of the quarter's cards, then its bands, then the rest. */
function numbersIn(table: AgeTable, steps: Steps): Wanted[] {
  const of = (id: string, some: readonly AgeCell[]): Wanted => ({
    id,
    atoms: some.flatMap((one) =>
      (steps.get(ageName(one)) ?? [])
        .filter((step) => step <= one.cards)
        .map((step) => `${ageName(one)}|${step}`),
    ),
    value: some.reduce((sum, { cards }) => sum + cards, 0),
  });
  const parts = partsOf(table);
  return [of(`${table.quarter}|*`, parts), ...parts.map((one) => of(ageName(one), [one]))];
}

const keyOf = ({ atoms }: Wanted): string => [...new Set(atoms)].sort().join(' ');

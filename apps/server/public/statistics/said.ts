import { z } from 'zod';
import { type AgeRelease, type AgeTable, ageName, BAND, restName, tellableAges } from './ages.ts';
import type { Counted, CountedCell } from './counted.ts';
import { gapsIn } from './ground.ts';
import type { History } from './history.ts';
import { QUARTER } from './quarter.ts';
import { type Channel, numberName } from './told.ts';

const quarter = z.string().regex(QUARTER);
/** Null where a number is small, or where it would give a small one away. Which of the two, nobody is told. */
const told = z.number().int().min(0).nullable();
const row = { cards: told, inPerson: told, online: told };

/** A release as anybody may read it. */
export const saidRelease = z.strictObject({
  v: z.literal(1),
  release: z.number().int().positive(),
  through: quarter,
  /** Every quarter that is counted, together. */
  together: z.strictObject(row),
  quarters: z.array(
    z.strictObject({
      quarter,
      /** Counted by desks that closed, taken from the history that the city handed in, or both. */
      from: z.enum(['closed', 'imported', 'both']),
      ...row,
    }),
  ),
  /** Quarters between them of which nobody can say how many. */
  uncounted: z.array(quarter),
  /** Cards by the holder's age; absent where nobody counted ages. */
  ages: z
    .array(
      z.strictObject({
        quarter,
        from: z.enum(['closed', 'imported', 'both']),
        bands: z.array(z.strictObject({ band: z.string().regex(BAND), cards: told })),
        /** Cards of the quarter of which nobody knows an age. */
        unknown: told,
      }),
    )
    .optional(),
  imported: z.strictObject({ source: z.string().max(300), from: quarter, until: quarter }).nullable(),
});
export type SaidRelease = z.infer<typeof saidRelease>;

export type Rules = {
  readonly tellable: ReadonlySet<string>;
  readonly history: History | null;
  /** Ages of every release before. */
  readonly earlier: readonly AgeRelease[];
};

/** What a release says, of what it counted and which of its numbers may be told. */
export function saidOf(
  release: number,
  counted: Counted,
  { tellable, history, earlier }: Rules,
): SaidRelease {
  const number = (one: string | null, channel: Channel | null) => {
    if (!tellable.has(numberName(one, channel))) return null;
    return counted.cells
      .filter(
        (cell) => (one === null || cell.quarter === one) && (channel === null || cell.channel === channel),
      )
      .reduce((sum, { cards }) => sum + cards, 0);
  };
  const rowOf = (one: string | null) => ({
    cards: number(one, null),
    inPerson: number(one, 'in-person'),
    online: number(one, 'online'),
  });
  const quarters = [...new Set(counted.cells.map((cell) => cell.quarter))];
  return saidRelease.parse({
    v: 1,
    release,
    through: counted.through,
    together: rowOf(null),
    quarters: quarters.map((one) => ({ quarter: one, from: originOf(counted, one), ...rowOf(one) })),
    uncounted: gapsIn(counted),
    ...(counted.ages === undefined ? {} : { ages: agesOf(counted, { tellable, earlier }) }),
    imported: importedOf(history),
  });
}

/** The ages of a release as its rule takes them. */
export function tablesOf({ ages = [], cells }: Counted, told: ReadonlySet<string>): AgeTable[] {
  return [...Map.groupBy(ages, ({ quarter }) => quarter)].map(([quarter, some]) => ({
    quarter,
    ages: some.map(({ band, cards }) => ({ quarter, band, cards })),
    cards: cells.filter((one) => one.quarter === quarter).reduce((sum, { cards }) => sum + cards, 0),
    isWhole: told.has(numberName(quarter, null)),
  }));
}

function agesOf(counted: Counted, { tellable, earlier }: Omit<Rules, 'history'>): SaidRelease['ages'] {
  const tables = tablesOf(counted, tellable);
  const allowed = tellableAges(earlier, tables);
  return tables.map(({ quarter, ages, cards }) => {
    const rest = ages.reduce((left, one) => left - one.cards, cards);
    return {
      quarter,
      from: originOf({ cells: counted.ages?.filter((one) => one.quarter === quarter) ?? [] }, quarter),
      bands: ages.map((one) => ({ band: one.band, cards: allowed.has(ageName(one)) ? one.cards : null })),
      unknown: allowed.has(restName(quarter)) ? rest : null,
    };
  });
}

type Origin = { readonly cells: readonly Pick<CountedCell, 'quarter' | 'imported' | 'closed'>[] };

function originOf({ cells }: Origin, quarter: string): 'closed' | 'imported' | 'both' {
  const some = cells.filter((cell) => cell.quarter === quarter);
  if (some.every(({ imported }) => imported === null)) return 'closed';
  return some.some(({ closed }) => closed !== null && closed > 0) ? 'both' : 'imported';
}

function importedOf(history: History | null): SaidRelease['imported'] {
  const quarters = history?.cells.map(({ quarter }) => quarter).sort() ?? [];
  const [from, until] = [quarters[0], quarters.at(-1)];
  return history && from !== undefined && until !== undefined
    ? { source: history.source, from, until }
    : null;
}

/** The numbers that a release told, by the names that `tellable` gives them. */
export function toldIn({ together, quarters }: SaidRelease): Set<string> {
  const all = [{ quarter: null, ...together }, ...quarters];
  return new Set(
    all.flatMap(({ quarter, cards, inPerson, online }) => [
      ...(cards === null ? [] : [numberName(quarter, null)]),
      ...(inPerson === null ? [] : [numberName(quarter, 'in-person')]),
      ...(online === null ? [] : [numberName(quarter, 'online')]),
    ]),
  );
}

/** Of a release, what later ones must not give away of its ages. */
export function agesIn(said: SaidRelease, counted: Counted): AgeRelease {
  const told = (said.ages ?? []).flatMap(({ quarter, bands, unknown }) => [
    ...bands.flatMap(({ band, cards }) => (cards === null ? [] : [ageName({ quarter, band })])),
    ...(unknown === null ? [] : [restName(quarter)]),
  ]);
  return { tables: tablesOf(counted, toldIn(said)), told: new Set(told) };
}

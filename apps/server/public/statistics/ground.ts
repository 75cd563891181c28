import { addPeriod, type Period, type PlainDate } from '@commonkey/program';
import { bandNames } from '@commonkey/shift';
import type { CountedShift } from '../../desks/service.ts';
import { ageName, byBand } from './ages.ts';
import { type Counted, type CountedAge, type CountedCell, foundIn, settled, settledAge } from './counted.ts';
import type { History } from './history.ts';
import { firstDayOf, nextQuarter, type Quarter, quarterOf, quartersBetween } from './quarter.ts';
import { CHANNELS, type Channel, numberName } from './told.ts';

/** All that a release is made of. */
export type Ground = {
  readonly shifts: readonly CountedShift[];
  /** The newest history that the city handed in, and which it is. */
  readonly history: (History & { readonly turn: number }) | null;
  /** What every release before stood on, the oldest first. */
  readonly earlier: readonly Counted[];
  /** How long the row of a closed shift stays. */
  readonly kept: Period;
  readonly today: PlainDate;
};

/** The last quarter that is over on a day. */
export function lastOver(today: PlainDate): Quarter {
  const [year = '', part = ''] = quarterOf(today).split('-Q');
  return part === '1' ? `${Number(year) - 1}-Q4` : `${year}-Q${Number(part) - 1}`;
}

/** Rows of its shifts may have ended: what is left of them is not a count of the quarter. */
export const hasEnded = ({ kept, today }: Pick<Ground, 'kept' | 'today'>, quarter: Quarter): boolean =>
  addPeriod(firstDayOf(quarter), kept) <= today;

/**
 * What a release through `through` stands on. A quarter whose shifts' rows may have ended stands as the release before counted it;
 * one that no release counted in time is left out, which is not the same as nought.
 */
export function countedFrom(ground: Ground, through: Quarter): Counted {
  const { earlier, history } = ground;
  const closed = closedIn(ground, through);
  const imported = new Map(
    (history?.cells ?? []).map((one) => [numberName(one.quarter, one.channel), one.cards]),
  );
  const quarters = [
    ...new Set([...closed.cards.keys(), ...imported.keys()].map((name) => name.split('|')[0] ?? '')),
  ];
  const cells = quarters
    .filter((quarter) => quarter <= through)
    .sort()
    .flatMap((quarter) =>
      CHANNELS.map((channel): CountedCell => {
        const name = numberName(quarter, channel);
        const parts = { imported: imported.get(name) ?? null, closed: closed.cards.get(name) ?? null };
        return { quarter, channel, cards: settled(earlier, { quarter, channel }, foundIn(parts)), ...parts };
      }),
    );
  const ages = agesFrom(ground, through);
  return {
    v: 1,
    through,
    cells,
    ...(ages.length === 0 ? {} : { ages }),
    shifts: closed.shifts,
    history: history?.turn ?? null,
  };
}

/** Every band of every quarter of which a desk, the history or a release before knows anything. */
function agesFrom(ground: Ground, through: Quarter): CountedAge[] {
  const { earlier, history } = ground;
  const before = earlier.at(-1)?.ages ?? [];
  const closed = new Map(before.flatMap((one) => (one.closed === null ? [] : [[ageName(one), one.closed]])));
  for (const [quarter, some] of Map.groupBy(ground.shifts, ({ day }) => quarterOf(day))) {
    if (!isWhole(ground, quarter, some)) continue;
    for (const one of before) if (one.quarter === quarter) closed.delete(ageName(one));
    for (const one of some) {
      if (one.as !== 'counted' || one.ages === null) continue;
      for (const [at, band] of bandNames(one.ages.from).entries()) {
        const name = ageName({ quarter, band });
        closed.set(name, (closed.get(name) ?? 0) + (one.ages.cards[at] ?? 0));
      }
    }
  }
  const imported = new Map((history?.ages ?? []).map((one) => [ageName(one), one.cards]));
  const names = new Set([...before.map(ageName), ...imported.keys(), ...closed.keys()]);
  return [...names]
    .map((name) => {
      const [quarter = '', band = ''] = name.split('|');
      const parts = { imported: imported.get(name) ?? null, closed: closed.get(name) ?? null };
      return { quarter, band, cards: settledAge(earlier, { quarter, band }, foundIn(parts)), ...parts };
    })
    .filter(({ quarter }) => quarter <= through)
    .sort((a, b) => (a.quarter === b.quarter ? byBand(a, b) : a.quarter < b.quarter ? -1 : 1));
}

const isWhole = (ground: Ground, quarter: Quarter, shifts: readonly CountedShift[]): boolean =>
  !hasEnded(ground, quarter) && shifts.every(({ as }) => as === 'counted');

/** By name of the cell what desks made, and by quarter how many shifts say so. */
function closedIn(
  ground: Ground,
  through: Quarter,
): { cards: Map<string, number>; shifts: Record<string, number> } {
  const cards = new Map<string, number>();
  const shifts: Record<string, number> = {};
  const before = ground.earlier.at(-1);
  const known = new Map(before?.cells.map((one) => [numberName(one.quarter, one.channel), one]));
  const byQuarter = Map.groupBy(ground.shifts, ({ day }) => quarterOf(day));
  const counted = before?.cells.filter(({ closed }) => closed !== null).map(({ quarter }) => quarter) ?? [];
  const [first] = [...byQuarter.keys(), ...counted].sort();
  if (first === undefined) return { cards, shifts };
  for (const quarter of quartersBetween(first, through)) {
    const some = byQuarter.get(quarter) ?? [];
    const whole = isWhole(ground, quarter, some);
    for (const channel of CHANNELS) {
      const name = numberName(quarter, channel);
      const count = whole ? sumOf(some, channel) : (known.get(name)?.closed ?? null);
      if (count !== null) cards.set(name, count);
    }
    if (whole) shifts[quarter] = some.length;
    else if (before?.shifts[quarter] !== undefined) shifts[quarter] = before.shifts[quarter];
  }
  return { cards, shifts };
}

const sumOf = (shifts: readonly CountedShift[], channel: Channel): number =>
  shifts.reduce(
    (sum, one) => sum + (one.as !== 'counted' ? 0 : channel === 'online' ? one.online : one.inPerson),
    0,
  );

/** Quarters between the first and the last that nobody can count any more. */
export function gapsIn({ cells, through }: Counted): Quarter[] {
  const there = new Set(cells.map(({ quarter }) => quarter));
  const [first] = [...there].sort();
  return first === undefined
    ? []
    : quartersBetween(nextQuarter(first), through).filter((one) => !there.has(one));
}

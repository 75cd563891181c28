import type { PlainDate } from '@commonkey/program';
import { type DayNumber, dateOf } from '../day-number.ts';
import type { DemandItem } from '../demand/schema.ts';
import type { Cell } from './cells.ts';
import { isSecondKey } from './holds-in.ts';
import { type By, isAsked, meantOf } from './meant.ts';

/** What is due on one day and would be gone without a hold. */
export type Race = { readonly due: PlainDate; readonly people: number; readonly objects: number };

/**
 * What a hold for an item would take. A hold knows series, days and channels and nobody's name, and a sealed record tells no day:
 * so it takes all of each series in which there is something of somebody who is meant, or cannot be shown not to be.
 */
export type HoldPlan = {
  readonly series: readonly string[];
  /** People of whom something stops dying that no hold keeps yet; objects of theirs. */
  readonly people: number;
  readonly objects: number;
  /** Of those people, whom the item itself does not mean: kept because a hold cannot tell them apart. */
  readonly beyond: number;
  /** People of whom another hold keeps all of it already. */
  readonly already: number;
  /** In the order of their days, the nearest first: what ends before somebody has acted. */
  readonly races: readonly Race[];
};

/** Days from which a deadline is a race. */
export const RACE_DAYS = 14;

export function holdPlan(item: DemandItem, cells: readonly Cell[], by: By, today: DayNumber): HoldPlan {
  const series = new Set<string>();
  const meant = new Set<Cell>();
  for (const cell of cells) {
    const { read: all } = meantOf(cell, item.subjects, by, ({ hold }) => isAsked(item.records, hold.class));
    const read = all.filter((alive) => !isSecondKey(alive));
    if (read.length > 0) meant.add(cell);
    for (const alive of read) series.add(alive.series.id);
  }
  const sum = { people: 0, objects: 0, beyond: 0, already: 0 };
  const races = new Map<DayNumber, { people: number; objects: number }>();
  for (const cell of cells) {
    const taken = cell.bundles.flat().filter((alive) => series.has(alive.series.id));
    if (taken.length === 0) continue;
    const dying = taken.filter(({ waits }) => waits !== 'hold');
    if (dying.length === 0) {
      sum.already += cell.people;
      continue;
    }
    sum.people += cell.people;
    if (!meant.has(cell)) sum.beyond += cell.people;
    const near = new Map<DayNumber, number>();
    for (const { due, objects = 1 } of dying) {
      sum.objects += cell.people * objects;
      if (due <= today + RACE_DAYS) near.set(due, (near.get(due) ?? 0) + objects);
    }
    for (const [due, objects] of near) {
      const race = races.get(due) ?? { people: 0, objects: 0 };
      races.set(due, { people: race.people + cell.people, objects: race.objects + cell.people * objects });
    }
  }
  return {
    series: [...series].sort(),
    ...sum,
    races: [...races]
      .sort(([one], [other]) => one - other)
      .map(([due, race]) => ({ due: dateOf(due), ...race })),
  };
}

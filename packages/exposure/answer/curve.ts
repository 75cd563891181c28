import type { Program } from '@commonkey/program';
import { type DayNumber, monthIndex, monthStart } from '../day-number.ts';
import type { DemandItem } from '../demand/schema.ts';
import type { Scenario, Volumes } from '../volumes-schema.ts';
import { type Alive, type Cell, modelled } from './cells.ts';
import { isSecondKey } from './holds-in.ts';
import { type By, producedOf } from './meant.ts';

/** What an item would get at the beginning of each month, and the area under the number of objects: object-days. */
export type Course = {
  readonly people: readonly number[];
  readonly objects: readonly number[];
  readonly objectDays: number;
};
/** From a day on, of what is there on that day: as the schedule has it, and if a hold is placed on it that day. */
export type Curve = {
  /** `from`, then the first day of each month. */
  readonly days: readonly DayNumber[];
  readonly free: Course;
  readonly held: Course;
};

export const CURVE_MONTHS = 36;

/**
 * How what is there on a day comes to its end, and how much longer it would lie there under a hold for this item. Under a
 * hold nothing of it ends before two people lift it, to the end of the curve, but what opens a file for one reviewer.
 */
export function curveOf(
  item: DemandItem,
  cells: readonly Cell[],
  by: By,
  from: DayNumber,
  months: number = CURVE_MONTHS,
): Curve {
  const days = monthsFrom(from, months);
  const end = days.at(-1) ?? from;
  const made = { free: lineOf(days.length), held: lineOf(days.length) };
  for (const cell of cells) {
    const { meant, read } = producedOf(cell, item, by);
    if (meant === null) continue;
    add(made.free, days, end, cell.people, read, dayOf);
    add(made.held, days, end, cell.people, read, (alive) =>
      isSecondKey(alive) ? dayOf(alive) : Number.POSITIVE_INFINITY,
    );
  }
  return { days, ...made };
}

/** The past of the same: what the item would have got on each of some days, of the people whom `cellsOn` has there. */
export function pastOf(
  item: DemandItem,
  cellsOn: (day: DayNumber) => readonly Cell[],
  by: By,
  days: readonly DayNumber[],
): Pick<Course, 'people' | 'objects'> {
  const found = days.map((day) => {
    let people = 0;
    let objects = 0;
    for (const cell of cellsOn(day)) {
      const { meant, read } = producedOf(cell, item, by);
      if (meant === null) continue;
      people += cell.people;
      objects += cell.people * count(read);
    }
    return { people, objects };
  });
  return { people: found.map((one) => one.people), objects: found.map((one) => one.objects) };
}

/** What an item would have got in the past and would get from now on, of people whom rules and volumes bring: 36 months either way. */
export type WholeCurve = {
  readonly past: Curve['days'];
  readonly before: Pick<Course, 'people' | 'objects'>;
  readonly ahead: Curve;
};

/**
 * The exposure curve of a city that is modelled. Its future is of who is there on the day: nobody who comes later is in it.
 *
 * @throws Fault `forecast-ages-straddle`
 */
export function wholeCurve(
  { rules, volumes, scenario }: { rules: Program; volumes: Volumes; scenario: Scenario },
  item: DemandItem,
  by: By,
  at: DayNumber,
): WholeCurve {
  const first = monthIndex(at) - CURVE_MONTHS;
  const past = Array.from({ length: CURVE_MONTHS }, (_, month) => monthStart(first + month + 1));
  const cellsOn = (day: DayNumber) => modelled(rules, volumes, scenario, day);
  return { past, before: pastOf(item, cellsOn, by, past), ahead: curveOf(item, cellsOn(at), by, at) };
}

/** A day, then so many beginnings of months; the day's own month is not among them. */
export function monthsFrom(from: DayNumber, months: number): DayNumber[] {
  const first = monthIndex(from);
  return [from, ...Array.from({ length: months }, (_, at) => monthStart(first + at + 1))];
}

type Line = { people: number[]; objects: number[]; objectDays: number };
const lineOf = (length: number): Line => ({
  people: new Array<number>(length).fill(0),
  objects: new Array<number>(length).fill(0),
  objectDays: 0,
});
const dayOf = ({ due, waits }: Alive): DayNumber => (waits ? Number.POSITIVE_INFINITY : due);
const count = (all: readonly Alive[]): number => all.reduce((sum, { objects = 1 }) => sum + objects, 0);

function add(
  line: Line,
  days: readonly DayNumber[],
  end: DayNumber,
  people: number,
  read: readonly Alive[],
  endOf: (alive: Alive) => DayNumber,
): void {
  const from = days[0] ?? end;
  days.forEach((day, at) => {
    const there = read.filter((alive) => day === from || endOf(alive) > day);
    if (there.length === 0) return;
    line.people[at] = (line.people[at] ?? 0) + people;
    line.objects[at] = (line.objects[at] ?? 0) + people * count(there);
  });
  for (const alive of read)
    line.objectDays += people * (alive.objects ?? 1) * Math.max(0, Math.min(endOf(alive), end) - from);
}

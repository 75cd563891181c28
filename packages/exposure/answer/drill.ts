import type { PlainDate, Program } from '@commonkey/program';
import { dateOf, dayNumber, plusPeriod } from '../day-number.ts';
import { RECORD_CLASSES, type RecordClass } from '../demand/vocabulary.ts';
import { spanOf } from '../volumes.ts';
import type { Volumes } from '../volumes-schema.ts';
import { answer, type ItemAnswer } from './answer.ts';
import { modelled } from './cells.ts';
import { type Between, EVERYTHING, type ReachOfOne, reachOn } from './drill-reach.ts';

export type { Between } from './drill-reach.ts';

/** How many people’s lie there on a day, by class of records. */
export type HeldOn = {
  readonly at: PlainDate;
  readonly classes: readonly {
    readonly class: RecordClass;
    readonly people: Between;
    readonly endless: Between;
  }[];
};

export type Drill = {
  /** The day of the last arrival that the volumes count, a year on, ten years on. */
  readonly days: readonly HeldOn[];
  /** How far each gets on the first of these days. */
  readonly reach: readonly ReachOfOne[];
  /** Whether there is anything that nothing ever ends. */
  readonly endless: boolean;
};

/**
 * Every adversary tried against a program before its first day: what would lie there of the people whom it expects, and how
 * far each of them would get.
 *
 * @throws Fault `forecast-ages-straddle`
 */
export function drill(rules: Program, volumes: Volumes): Drill {
  const last = Math.max(...volumes.arrivals.map((arrival) => spanOf(arrival).last));
  const days = [last, plusPeriod(last, { years: 1 }), plusPeriod(last, { years: 10 })].map(dateOf);
  const held = days.map((at) => heldOn(rules, volumes, at));
  return {
    days: held,
    reach: reachOn(rules, volumes, dateOf(last)),
    endless: held.some(({ classes }) => classes.some(({ endless }) => endless.most > 0)),
  };
}

function heldOn(rules: Program, volumes: Volumes, at: PlainDate): HeldOn {
  const found = volumes.scenarios.map((scenario) => {
    const cells = modelled(rules, volumes, scenario, dayNumber(at));
    return answer(EVERYTHING, cells, 'court-order', volumes).items;
  });
  const over = (place: number, of: (item: ItemAnswer) => number): Between => {
    const values = found.flatMap((items) => (items[place] ? [of(items[place])] : []));
    return { least: Math.min(...values), most: Math.max(...values) };
  };
  return {
    at,
    classes: RECORD_CLASSES.map((one, place) => ({
      class: one,
      people: over(place, ({ producible: { yes, reading, unknown } }) => yes + reading + unknown),
      endless: over(place, ({ ends }) => ends.endless),
    })),
  };
}

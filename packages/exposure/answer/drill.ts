import type { PlainDate, Program } from '@commonkey/program';
import { ADVERSARIES, type Adversary, type Reach, reachOf } from '../adversaries.ts';
import { dateOf, dayNumber, plusPeriod } from '../day-number.ts';
import type { Demand } from '../demand/schema.ts';
import { RECORD_CLASSES, type RecordClass } from '../demand/vocabulary.ts';
import { holdOf } from '../holds.ts';
import { seriesOfChannel } from '../schedule.ts';
import { spanOf } from '../volumes.ts';
import type { Volumes } from '../volumes-schema.ts';
import { answer, type ItemAnswer } from './answer.ts';
import { modelled } from './cells.ts';
import { REVIEWERS_KEY } from './holds-in.ts';

/** Least and most over the scenarios of the volumes: nobody knows which of them is so. */
export type Between = { readonly least: number; readonly most: number };

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
  /** The furthest that each gets into a class of records; null where the program keeps none of it. */
  readonly reach: readonly {
    readonly adversary: Adversary;
    readonly classes: Readonly<Record<RecordClass, Reach | null>>;
  }[];
  /** Whether there is anything that nothing ever ends. */
  readonly endless: boolean;
};

const FURTHEST: readonly Reach[] = ['takes', 'hands', 'ciphertext', 'nothing'];

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
    reach: ADVERSARIES.map((adversary) => ({ adversary, classes: reachInto(rules, volumes, adversary) })),
    endless: held.some(({ classes }) => classes.some(({ endless }) => endless.most > 0)),
  };
}

function heldOn(rules: Program, volumes: Volumes, at: PlainDate): HeldOn {
  const found = volumes.scenarios.map((scenario) =>
    RECORD_CLASSES.map((one) => {
      const cells = modelled(rules, volumes, scenario, dayNumber(at));
      return answer(everything(one), cells, 'court-order', volumes).items[0];
    }),
  );
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

/** All of one class, of everybody. */
function everything(records: RecordClass): Demand {
  return {
    format: 'commonkey-demand-1',
    id: 'everything',
    instrument: { type: 'court-order', issuer: 'drill', served: '1970-01-01', gag: 'none' },
    items: [{ words: 'everything', subjects: [], records: [records] }],
    source: { mark: 'OWN', note: 'drill' },
  };
}

function reachInto(
  rules: Program,
  volumes: Volumes,
  adversary: Adversary,
): Record<RecordClass, Reach | null> {
  const channels = new Set(volumes.arrivals.map(({ channel }) => channel));
  const holds = [...channels].flatMap((channel) => {
    const names = seriesOfChannel(rules, channel).flatMap((series) =>
      series.holds.map((name) => ({ name, ...holdOf(name, series.medium) })),
    );
    // For a time one reviewer opens what two officers open afterwards.
    const forOne = names.some(({ name }) => name === REVIEWERS_KEY);
    return names.flatMap((hold) =>
      forOne && hold.form === 'sealed' ? [hold, { ...hold, form: 'under-review' as const }] : [hold],
    );
  });
  const furthest = (one: RecordClass): Reach | null => {
    const reaches = holds.filter((hold) => hold.class === one).map(({ form }) => reachOf(adversary, form));
    return FURTHEST.find((reach) => reaches.includes(reach)) ?? null;
  };
  return {
    application: furthest('application'),
    papers: furthest('papers'),
    pictures: furthest('pictures'),
    contact: furthest('contact'),
    'card-record': furthest('card-record'),
    'printing-waste': furthest('printing-waste'),
    'work-record': furthest('work-record'),
  };
}

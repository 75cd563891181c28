import type { PlainDate, Program, Series } from '@commonkey/program';
import { endsOf } from '@commonkey/program/disposition.ts';
import { ADVERSARIES, type Adversary, isRead, type Reach, reachOf } from '../adversaries.ts';
import { dayNumber } from '../day-number.ts';
import type { Demand } from '../demand/schema.ts';
import { RECORD_CLASSES, type RecordClass } from '../demand/vocabulary.ts';
import { type HoldForm, holdOf } from '../holds.ts';
import { seriesOfChannel } from '../schedule.ts';
import type { Volumes } from '../volumes-schema.ts';
import { answer, type ItemAnswer } from './answer.ts';
import { type Cell, modelled } from './cells.ts';
import { REVIEWERS_KEY } from './holds-in.ts';

/** Least and most over the scenarios of the volumes: nobody knows which of them is so. */
export type Between = { readonly least: number; readonly most: number };

/** A kind of thing in a series, as series.json names both. */
export type Thing = { readonly series: string; readonly holds: string };

/** How far somebody gets into one class of records on a day. */
export type Far = {
  /** The furthest, into what lies there at the day's end. */
  readonly reach: Reach;
  /** People of whom they read something of it. */
  readonly people: Between;
  readonly read: readonly Thing[];
  /** What they hold as bytes that open with nothing they can get. */
  readonly sealed: readonly Thing[];
  /** What the rules keep too, and of which nothing lies there at that day's end: what they would read of it while it is there. */
  readonly passing: { readonly reach: Reach; readonly things: readonly Thing[] };
};

/** Null where the program keeps none of a class. */
export type ReachOfOne = {
  readonly adversary: Adversary;
  readonly classes: Readonly<Record<RecordClass, Far | null>>;
};

const FURTHEST: readonly Reach[] = ['takes', 'hands', 'ciphertext', 'nothing'];
const furthest = (reaches: readonly Reach[]): Reach =>
  FURTHEST.find((reach) => reaches.includes(reach)) ?? 'nothing';

/** Everything of everybody, a class an item. */
export const EVERYTHING: Demand = {
  format: 'commonkey-demand-1',
  id: 'everything',
  instrument: { type: 'court-order', issuer: 'drill', served: '1970-01-01', gag: 'none' },
  items: RECORD_CLASSES.map((one) => ({ words: one, subjects: [], records: [one] })),
  source: { mark: 'OWN', note: 'drill' },
};

/**
 * How far each gets on a day: the answer to a demand for everything, as each of them. Told from what the rules keep alone, a
 * thing that is gone the same evening would speak for thousands of pictures that nobody but two officers opens.
 *
 * @throws Fault `forecast-ages-straddle`
 */
export function reachOn(rules: Program, volumes: Volumes, at: PlainDate): ReachOfOne[] {
  const there = volumes.scenarios.map((scenario) => alike(modelled(rules, volumes, scenario, dayNumber(at))));
  const kept = keptBy(rules, volumes);
  return ADVERSARIES.map((adversary) => {
    const answers = there.map((cells) => answer(EVERYTHING, cells, adversary, volumes).items);
    const far = (one: RecordClass) =>
      farInto(
        adversary,
        answers.flatMap((items) => items[RECORD_CLASSES.indexOf(one)] ?? []),
        kept.filter((thing) => thing.class === one),
      );
    return {
      adversary,
      classes: {
        application: far('application'),
        papers: far('papers'),
        pictures: far('pictures'),
        contact: far('contact'),
        'card-record': far('card-record'),
        'printing-waste': far('printing-waste'),
        'work-record': far('work-record'),
      },
    };
  });
}

/** No day is asked for: whoever the same lies there of is one cell, or each of sixteen would be asked about each day. */
function alike(cells: readonly Cell[]): Cell[] {
  const merged = new Map<string, Cell>();
  for (const cell of cells) {
    const lies = cell.bundles.map((bundle) => bundle.map(({ series }) => series.id).join('+')).join(' ');
    const key = `${cell.channel} ${lies}`;
    const before = merged.get(key);
    merged.set(key, before ? { ...before, people: before.people + cell.people } : cell);
  }
  return [...merged.values()];
}

type KeptThing = Thing & { class: RecordClass; form: HoldForm };

function farInto(adversary: Adversary, found: readonly ItemAnswer[], kept: readonly KeptThing[]): Far | null {
  const rows = found.flatMap((item) => item.rows.filter(({ asked }) => asked));
  if (rows.length === 0 && kept.length === 0) return null;
  const people = found.map(({ producible: { yes, reading, unknown } }) => yes + reading + unknown);
  const read = onceEach(rows.filter((row) => isRead(row.reach)));
  const isThere = (one: KeptThing) =>
    rows.some((row) => nameOf(row) === nameOf(one) && row.form === one.form);
  // What is read in one form says nothing new in another.
  const gone = kept.filter((one) => !isThere(one) && !read.some((row) => nameOf(row) === nameOf(one)));
  const reach = furthest(gone.map(({ form }) => reachOf(adversary, form)));
  return {
    reach: furthest(rows.map((row) => row.reach)),
    people: { least: Math.min(...people), most: Math.max(...people) },
    read,
    sealed: onceEach(rows.filter((row) => row.reach === 'ciphertext')),
    passing: { reach, things: onceEach(gone.filter(({ form }) => reachOf(adversary, form) === reach)) },
  };
}

const nameOf = ({ series, holds }: Thing): string => `${series} ${holds}`;

function onceEach(things: readonly Thing[]): Thing[] {
  const named = new Map(things.map(({ series, holds }) => [nameOf({ series, holds }), { series, holds }]));
  return [...named.values()];
}

function keptBy(rules: Program, volumes: Volumes): KeptThing[] {
  const channels = new Set(volumes.arrivals.map(({ channel }) => channel));
  return [...channels].flatMap((channel) => {
    const things = seriesOfChannel(rules, channel).flatMap((series) =>
      series.holds.map((holds) => ({
        ...holdOf(holds, series.medium),
        series: series.id,
        holds,
        of: series,
      })),
    );
    // For a time one reviewer opens what two officers open afterwards.
    const forOne = things.some(({ holds }) => holds === REVIEWERS_KEY);
    return things.flatMap(({ of, ...thing }): KeptThing[] => {
      if (thing.form !== 'sealed') return [thing];
      if (isDraft(of)) return [{ ...thing, form: 'own-code' }];
      return forOne ? [thing, { ...thing, form: 'under-review' }] : [thing];
    });
  });
}

/** What ends as it is sent is sealed to the resident's own code until then. */
const isDraft = (series: Series): boolean => endsOf(series).some(({ after }) => after === 'submission');

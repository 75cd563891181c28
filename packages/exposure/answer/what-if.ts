import type { PlainDate, Program } from '@commonkey/program';
import type { Adversary } from '../adversaries.ts';
import { dayNumber } from '../day-number.ts';
import type { Demand } from '../demand/schema.ts';
import { forecast, type ScenarioForecast } from '../forecast.ts';
import { seriesOfChannel } from '../schedule.ts';
import type { Volumes } from '../volumes-schema.ts';
import { answer, type ItemAnswer } from './answer.ts';
import { modelled } from './cells.ts';
import type { Between } from './drill.ts';
import { type Uncounted, uncountedIn } from './uncounted.ts';

/** Something that a city could do otherwise: the rules and the people as they would then be. */
export type Lever = { readonly name: string; readonly rules: Program; readonly volumes: Volumes };

export type Outcome = {
  readonly name: string;
  /** People of whom what the demand asks for could be read, all items together: the most of any one item. */
  readonly people: Between;
  /**
   * People of whom a clause cannot be determined and could still be guessed, from what leans to it: the most of any one clause.
   */
  readonly inferable: Between;
  /** Person-document-days held, 36 months back and 120 ahead of the day, of the kinds that somebody counted. */
  readonly documentDays: Between;
  /** Something is held of which nobody counted the documents: `documentDays` is the least. */
  readonly atLeast: boolean;
  /** The kinds of it, as series.json names them. */
  readonly uncounted: readonly string[];
  /** People who have to come to a desk, of all whom the volumes bring. */
  readonly atDesks: number;
  /** Hours that takes at desks; null where the volumes do not say how long one person takes. */
  readonly deskHours: Between | null;
  /** Hours that people wait before their turn: nobody has counted how long one does, and it is never nought. */
  readonly queueHours: null;
  /** Against the first of them, the rules as they are: what is gained in privacy and what it costs in access. */
  readonly change: Change;
};
/** The least and the most of what each scenario changes; `deskHours` null where the volumes do not say. */
export type Change = {
  /** What the demand gets is not the same: another row, form or day of what it asks for, or of other people. */
  readonly gets: boolean;
  readonly people: Between;
  readonly inferable: Between;
  /** Of the kinds that somebody counted. */
  readonly documentDays: Between;
  /** Kinds that nobody counted and that lie there of others or for another time. No document-days can be told of them. */
  readonly uncounted: readonly UncountedChange[];
  readonly atDesks: number;
  readonly deskHours: Between | null;
};
export type UncountedChange = {
  readonly holds: string;
  /** People of whom it lies there on the day. */
  readonly people: Between;
  /** Days on which it does, summed over people. */
  readonly personDays: Between;
};

/** The rules without applications online: whoever would have sent one comes to a desk instead. */
export function closingPortal(name: string, rules: Program, volumes: Volumes): Lever {
  const { portal: _, ...channels } = rules.channels;
  return {
    name,
    rules: { ...rules, channels },
    volumes: {
      ...volumes,
      arrivals: volumes.arrivals.map((one) => ({ ...one, channel: 'events' as const })),
    },
  };
}

/** The rules if one kind of thing were not kept in any series. */
export function withoutHolding(holds: string, name: string, rules: Program, volumes: Volumes): Lever {
  const series = rules.series.map((one) => ({ ...one, holds: one.holds.filter((other) => other !== holds) }));
  return { name, rules: { ...rules, series }, volumes };
}

/** One lever by itself: what a demand gets of it on a day, by scenario. @throws Fault of `ForecastCode` */
export function counted(demand: Demand, lever: Lever, as: Adversary, at: PlainDate): Counted {
  const { name, rules, volumes } = lever;
  const held = heldUnder(lever, at);
  const there = volumes.scenarios.flatMap((scenario, place) => {
    const forecast = held[place];
    return forecast ? [{ cells: modelled(rules, volumes, scenario, dayNumber(at)), forecast }] : [];
  });
  const answers = there.map(({ cells }) => answer(demand, cells, as, volumes).items);
  return {
    name,
    people: answers.map(producible),
    inferable: answers.map(guessable),
    gets: answers.map((items) => items.map(getsOf)),
    documentDays: there.map(({ forecast }) => forecast.all.area.documentDays),
    uncounted: uncountedIn(demand, lever, there),
    ...desksOf(volumes),
  };
}

/**
 * What each lever would change for a demand on a day: in what it gets, in how much is held for how long, and in how many have
 * to come to a desk. Every lever has a price in access, and is shown with it. The first is what they are held against; the
 * others come in the order of what they take away from person-document-days, the most first.
 */
export function compared(found: readonly Counted[]): Outcome[] {
  const [own] = found;
  if (!own) return [];
  const [first, ...others] = found.map((one): Outcome => {
    const { gets: _, uncounted, ...rest } = one;
    return {
      ...rest,
      people: between(one.people),
      inferable: between(one.inferable),
      documentDays: between(one.documentDays),
      atLeast: uncounted.length > 0,
      uncounted: uncounted.map(({ holds }) => holds),
      queueHours: null,
      change: changeOf(one, own),
    };
  });
  if (!first) return [];
  return [first, ...others.sort((a, b) => gained(a) - gained(b))];
}

/** All of them at once. @throws Fault of `ForecastCode` */
export const outcomes = (demand: Demand, levers: readonly Lever[], as: Adversary, at: PlainDate): Outcome[] =>
  compared(levers.map((lever) => counted(demand, lever, as, at)));

const gained = ({ change: { documentDays } }: Outcome): number => documentDays.least + documentDays.most;

/** Before it is held against the others; by scenario, as nobody knows which of them is so. */
export type Counted = Pick<Outcome, 'name' | 'atDesks' | 'deskHours'> & {
  readonly people: readonly number[];
  readonly inferable: readonly number[];
  readonly documentDays: readonly number[];
  readonly uncounted: readonly Uncounted[];
  /** What each item gets: two levers of which this is the same give the same. */
  readonly gets: readonly (readonly Gets[])[];
};
type Gets = Pick<ItemAnswer, 'producible' | 'atLeast' | 'objects' | 'documents' | 'ends' | 'rows'>;

function changeOf(one: Counted, own: Counted): Change {
  return {
    // Plain data of one maker, its fields in one order.
    gets: JSON.stringify(one.gets) !== JSON.stringify(own.gets),
    people: by(one.people, own.people),
    inferable: by(one.inferable, own.inferable),
    documentDays: by(one.documentDays, own.documentDays),
    uncounted: uncountedChange(one, own),
    atDesks: one.atDesks - own.atDesks,
    deskHours: hoursBetween(one.deskHours, own.deskHours),
  };
}

/** A kind that is in one of them alone is there of nobody in the other. */
function uncountedChange(one: Counted, own: Counted): UncountedChange[] {
  const none = one.people.map(() => 0);
  const of = ({ uncounted }: Counted, holds: string) =>
    uncounted.find((other) => other.holds === holds) ?? { people: none, personDays: none };
  return [...new Set([...own.uncounted, ...one.uncounted].map(({ holds }) => holds))]
    .map((holds) => {
      const [now, before] = [of(one, holds), of(own, holds)];
      return {
        holds,
        people: by(now.people, before.people),
        personDays: by(now.personDays, before.personDays),
      };
    })
    .filter(({ people, personDays }) => !isNone(people) || !isNone(personDays));
}

const by = (now: readonly number[], before: readonly number[]): Between =>
  between(now.map((value, place) => value - (before[place] ?? 0)));

export const isNone = ({ least, most }: Between): boolean => least === 0 && most === 0;

/** More people for as long as one of them takes at the least, and at the most. */
function hoursBetween(one: Between | null, own: Between | null): Between | null {
  if (one === null || own === null) return null;
  return between([one.least - own.least, one.most - own.most]);
}

const producible = (items: readonly ItemAnswer[]): number =>
  Math.max(0, ...items.map(({ producible: { yes, reading, unknown } }) => yes + reading + unknown));

const guessable = (items: readonly ItemAnswer[]): number =>
  Math.max(0, ...items.flatMap(({ clauses }) => clauses.map(({ inferable }) => inferable)));

const getsOf = ({ producible, atLeast, objects, documents, ends, rows }: ItemAnswer): Gets => ({
  producible,
  atLeast,
  objects,
  documents,
  ends,
  rows: rows.filter(({ asked }) => asked),
});

function heldUnder({ name, rules, volumes }: Lever, at: PlainDate): readonly ScenarioForecast[] {
  // With nothing of what it counts held the forecast would take the file for a slip of the pen.
  const documents = volumes.documents.filter(({ channel, holds }) =>
    seriesOfChannel(rules, channel).some((one) => one.holds.includes(holds)),
  );
  return forecast([{ name, rules }], { ...volumes, documents }, at).schedules[0]?.scenarios ?? [];
}

function desksOf({ arrivals, desk }: Volumes): Pick<Outcome, 'atDesks' | 'deskHours'> {
  const atDesks = arrivals
    .filter(({ channel }) => channel === 'events')
    .reduce((sum, { count }) => sum + count, 0);
  if (!desk) return { atDesks, deskHours: null };
  const { least, most } =
    typeof desk.minutes === 'number' ? { least: desk.minutes, most: desk.minutes } : desk.minutes;
  const hours = (minutes: number) => Math.round((atDesks * minutes) / 60);
  return { atDesks, deskHours: { least: hours(least), most: hours(most) } };
}

const between = (values: readonly number[]): Between => ({
  least: Math.min(...values),
  most: Math.max(...values),
});

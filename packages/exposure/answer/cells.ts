import type { Program, Series } from '@commonkey/program';
import { splitFirst } from '../apportion.ts';
import { dayByDay } from '../arrivals.ts';
import type { DayNumber } from '../day-number.ts';
import type { HoldForm } from '../holds.ts';
import { dueDay, lifeOf } from '../lives.ts';
import { pathsOf } from '../paths.ts';
import { registersBeside, seriesOfChannel } from '../schedule.ts';
import type { Channel, Scenario, Volumes } from '../volumes-schema.ts';

/** People of one day of whom the same lies there. */
export type Cell = {
  readonly channel: Channel;
  readonly people: number;
  /** Nobody counted them: there may be more, and `people` is the least. */
  readonly atLeast?: true;
  /** Between which days they applied, both included: one day where that is known. What a record tells of it is another question. */
  readonly applied: Days;
  /**
   * What lies there, parted by what is tied together: of two bundles nothing says that they are about the same person, so that
   * one tells nothing of the other. Empty: nothing is left of them.
   */
  readonly bundles: readonly Bundle[];
};
export type Days = { readonly first: DayNumber; readonly last: DayNumber };
export type Bundle = readonly [Alive, ...Alive[]];

export type Alive = {
  readonly series: Series;
  /** Where it lies in another form than what it holds lies elsewhere. */
  readonly form?: HoldForm;
  /** The first day without it; Infinity where nothing ends it. */
  readonly due: DayNumber;
  /** It stays past that day: under a hold until two people lift it, or until a certificate is through. */
  readonly waits?: 'hold' | 'certificate';
  /** Sealed files, rows or things of one person, where that was counted; one if nothing is said. */
  readonly objects?: number;
  /** A reviewers’ key beside which there are no halves for two: the only way to what it opens, and a hold keeps it. */
  readonly onlyKey?: true;
};

const CHANNELS: readonly Channel[] = ['events', 'portal'];

/**
 * What is there on a day of everybody whom the volumes bring until then: worked out from the rules alone, so that a program
 * can be asked before it has a first resident. Days of the same people are told apart, because a demand asks for days.
 *
 * @throws Fault `forecast-ages-straddle`
 */
export function modelled(rules: Program, volumes: Volumes, scenario: Scenario, at: DayNumber): Cell[] {
  return CHANNELS.flatMap((channel) => ofChannel(rules, volumes, scenario, channel, at));
}

function ofChannel(
  rules: Program,
  volumes: Volumes,
  scenario: Scenario,
  channel: Channel,
  at: DayNumber,
): Cell[] {
  const arrivals = volumes.arrivals.filter((one) => one.channel === channel);
  if (arrivals.length === 0) return [];
  const { split, paths } = pathsOf(channel, scenario, volumes);
  const kept = [...seriesOfChannel(rules, channel), ...registersBeside(rules, channel)];
  const lives = paths.map((path) =>
    kept.map((series) => ({ series, life: lifeOf(rules, series, path), path })),
  );
  const before = new Float64Array(paths.length);
  const until = new Float64Array(paths.length);
  const cells: Cell[] = [];
  let arrived = 0;
  for (const { day, count } of dayByDay(arrivals, at)) {
    arrived += count;
    before.set(until);
    splitFirst(split, arrived, until);
    lives.forEach((records, leaf) => {
      const people = (until[leaf] ?? 0) - (before[leaf] ?? 0);
      if (people === 0) return;
      const alive = records
        .filter(({ series, path }) => isThere(series, path.comes, day, at))
        .map(({ series, life }) => ({ series, due: dueDay(life, day) }))
        .filter(({ due }) => due > at);
      cells.push({ channel, people, applied: { first: day, last: day }, bundles: bundled(channel, alive) });
    });
  }
  return cells;
}

/**
 * All that somebody sends online is tied together by their application, and the row of their card is not tied to it. Nothing of
 * a desk is tied to anything: a ribbon, a spoiled card and a row each stand alone.
 */
function bundled(channel: Channel, alive: readonly Alive[]): Bundle[] {
  const tied = channel === 'portal' ? alive.filter(({ series }) => !isCardRegister(series)) : [];
  const [first, ...others] = tied;
  const alone = alive.filter((one) => !tied.includes(one)).map((one): Bundle => [one]);
  return first ? [[first, ...others], ...alone] : alone;
}

const isCardRegister = (series: Series): boolean => series.holds.includes('status-place');

/** A register of cards has a row from the day a card is made; everything else is there from the day it comes in. */
function isThere(series: Series, comes: { issue?: number }, day: DayNumber, at: DayNumber): boolean {
  if (!isCardRegister(series)) return true;
  return comes.issue !== undefined && day + comes.issue <= at;
}

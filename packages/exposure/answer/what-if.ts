import type { PlainDate, Program } from '@commonkey/program';
import type { Adversary } from '../adversaries.ts';
import { dayNumber } from '../day-number.ts';
import type { Demand } from '../demand/schema.ts';
import { forecast } from '../forecast.ts';
import { seriesOfChannel } from '../schedule.ts';
import type { Volumes } from '../volumes-schema.ts';
import { answer } from './answer.ts';
import { modelled } from './cells.ts';
import type { Between } from './drill.ts';

/** Something that a city could do otherwise: the rules and the people as they would then be. */
export type Lever = { readonly name: string; readonly rules: Program; readonly volumes: Volumes };

export type Outcome = {
  readonly name: string;
  /** People of whom what the demand asks for could be read, all items together: the most of any one item. */
  readonly people: Between;
  /** Person-document-days held, 36 months back and 120 ahead of the day. */
  readonly documentDays: Between;
  /** People who have to come to a desk, of all whom the volumes bring. */
  readonly atDesks: number;
  /** Hours that takes at desks; null where the volumes do not say how long one person takes. */
  readonly deskHours: number | null;
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

/**
 * What each lever would change for a demand on a day: in what it gets, in how much is held for how long, and in how many have
 * to stand in a queue. Every lever has a price in access, and is shown with it.
 *
 * @throws Fault of `ForecastCode`
 */
export function outcomes(demand: Demand, levers: readonly Lever[], as: Adversary, at: PlainDate): Outcome[] {
  return levers.map((lever) => ({
    name: lever.name,
    people: between(lever.volumes.scenarios.map((_, place) => producible(demand, lever, as, at, place))),
    documentDays: areaOf(lever, at),
    ...queueOf(lever.volumes),
  }));
}

function producible(
  demand: Demand,
  { rules, volumes }: Lever,
  as: Adversary,
  at: PlainDate,
  place: number,
): number {
  const scenario = volumes.scenarios[place];
  if (!scenario) return 0;
  const { items } = answer(demand, modelled(rules, volumes, scenario, dayNumber(at)), as, volumes);
  return Math.max(0, ...items.map(({ producible: { yes, reading, unknown } }) => yes + reading + unknown));
}

function areaOf({ name, rules, volumes }: Lever, at: PlainDate): Between {
  const held = volumes.documents.some(({ channel, holds }) =>
    seriesOfChannel(rules, channel).some((one) => one.holds.includes(holds)),
  );
  // With nothing to count the forecast would take the file for a slip of the pen.
  if (!held) return { least: 0, most: 0 };
  const [found] = forecast([{ name, rules }], volumes, at).schedules;
  return between((found?.scenarios ?? []).map(({ all }) => all.area.documentDays));
}

function queueOf({ arrivals, desk }: Volumes): Pick<Outcome, 'atDesks' | 'deskHours'> {
  const atDesks = arrivals
    .filter(({ channel }) => channel === 'events')
    .reduce((sum, { count }) => sum + count, 0);
  return { atDesks, deskHours: desk ? Math.round((atDesks * desk.minutes) / 60) : null };
}

const between = (values: readonly number[]): Between => ({
  least: Math.min(...values),
  most: Math.max(...values),
});

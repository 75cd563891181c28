import type { PlainDate, Series } from '@commonkey/program';
import { splitFirst } from './apportion.ts';
import { type DayOf, dayByDay } from './arrivals.ts';
import { Cohorts } from './cohorts.ts';
import { forecastFault } from './errors.ts';
import { lifeOf } from './lives.ts';
import { pathsOf } from './paths.ts';
import { registersBeside, type Schedule, seriesOfChannel } from './schedule.ts';
import type { Held } from './tally.ts';
import type { Channel, Scenario, Volumes } from './volumes-schema.ts';
import { type Window, windowAround } from './window.ts';
import { type Kept, withoutNumber } from './without-number.ts';

/** What is held, month by month and in all. Each list has a place for each month of the forecast. */
export type Holding = {
  /** On the last day of each month. */
  readonly people: readonly number[];
  readonly documents: readonly number[];
  /** In each month: people (documents) held, summed over its days. */
  readonly personDays: readonly number[];
  readonly documentDays: readonly number[];
  /** The block that never falls: of all that came before the end of the forecast, what nothing ever ends. */
  readonly endless: { readonly people: number; readonly documents: number };
  /** The area under both, over all months. */
  readonly area: { readonly personDays: number; readonly documentDays: number };
};

export type SeriesHolding = Holding & { readonly series: string; readonly channel: Channel };

export type ScenarioForecast = {
  readonly scenario: string;
  /** A person whose record lies in two series of a channel is one person. Documents are counted wherever they lie. */
  readonly all: Holding;
  readonly series: readonly SeriesHolding[];
  /** Rows of registers beside a channel, `people` and `personDays` being rows: not in `all`, and in no other list. */
  readonly registers: readonly SeriesHolding[];
};

export type ScheduleForecast = {
  readonly name: string;
  readonly program: string;
  readonly version: string;
  /** Channels that the volumes speak of and that the program does not have: nothing is held for them. */
  readonly without: readonly Channel[];
  /** Registers of cards in which people of the volumes get a row. They are counted apart and are no people: a row says no name. */
  readonly apart: readonly string[];
  /** Kinds of which nobody has said how many documents there are to a person: in no figure of documents, and no nought of them. */
  readonly uncounted: readonly Kept[];
  readonly scenarios: readonly ScenarioForecast[];
};

export type Forecast = {
  readonly on: PlainDate;
  readonly months: readonly string[];
  /** Place in `months` of the month of `on`. */
  readonly now: number;
  /** Kinds of documents of the volumes that none of the schedules' series holds. */
  readonly unheld: readonly string[];
  /** Everybody whom the volumes bring before the end of the forecast. */
  readonly arrived: number;
  readonly schedules: readonly ScheduleForecast[];
};

const CHANNELS: readonly Channel[] = ['events', 'portal'];

/**
 * What would be held by month, 36 back and 120 ahead of `on`, under each schedule and in each scenario of the volumes.
 *
 * @throws Fault of `ForecastCode`
 */
export function forecast(schedules: readonly Schedule[], volumes: Volumes, on: PlainDate): Forecast {
  const window = windowAround(on);
  const channels = CHANNELS.filter((channel) => volumes.arrivals.some((one) => one.channel === channel));
  const idle = unheld(schedules, volumes);
  // One file may count for programs that name things otherwise; all of them unknown is a slip of the pen.
  if (idle.length > 0 && idle.length === volumes.documents.length)
    throw forecastFault('forecast-holds-unknown', { holds: idle.join(', ') });
  return {
    on,
    months: window.months,
    now: window.now,
    unheld: idle,
    arrived: daysOf(volumes, window, CHANNELS).reduce((sum, { count }) => sum + count, 0),
    schedules: schedules.map((schedule) => ({
      name: schedule.name,
      program: schedule.rules.id,
      version: schedule.rules.version,
      without: channels.filter((channel) => seriesOfChannel(schedule.rules, channel).length === 0),
      apart: [
        ...new Set(
          channels.flatMap((channel) => registersBeside(schedule.rules, channel).map(({ id }) => id)),
        ),
      ],
      uncounted: withoutNumber(schedule.rules, volumes),
      scenarios: volumes.scenarios.map((scenario) => {
        const series = channels.map((channel) => ofChannel(schedule, channel, scenario, volumes, window));
        const all = series.flatMap((one) => one.series);
        return {
          scenario: scenario.id,
          all: together(
            series.map((one) => one.people),
            all,
            window,
          ),
          series: all,
          registers: channels.flatMap((channel) => rowsBeside(schedule, channel, scenario, volumes, window)),
        };
      }),
    })),
  };
}

/** Kinds of documents of the volumes that no series of these schedules holds: they count for nothing. */
function unheld(schedules: readonly Schedule[], { documents }: Volumes): string[] {
  return documents
    .filter(
      ({ channel, holds }) =>
        !schedules.some(({ rules }) =>
          seriesOfChannel(rules, channel).some((one) => one.holds.includes(holds)),
        ),
    )
    .map(({ holds }) => holds);
}

/** Those who come after the window are left out. */
function daysOf({ arrivals }: Volumes, window: Window, channels: readonly Channel[]): DayOf[] {
  const end = window.starts.at(-1) ?? 0;
  return dayByDay(
    arrivals.filter(({ channel }) => channels.includes(channel)),
    end - 1,
  );
}

/** The series of one channel, and its people: each as long as the last of their records. */
function ofChannel(
  { rules }: Schedule,
  channel: Channel,
  scenario: Scenario,
  volumes: Volumes,
  window: Window,
): { people: Held; series: SeriesHolding[] } {
  const { split, paths } = pathsOf(channel, scenario, volumes);
  const kept = seriesOfChannel(rules, channel);
  const lives = kept.map((series) => paths.map((path) => lifeOf(rules, series, path)));
  const lanes = lives.map(
    (one) =>
      new Cohorts(
        one.map((life) => [life]),
        window,
      ),
  );
  const everybody = new Cohorts(
    paths.map((_, leaf) => lives.flatMap((one) => one[leaf] ?? [])),
    window,
  );
  receiveAll([...lanes, everybody], { split, paths }, daysOf(volumes, window, [channel]));
  return {
    people: everybody.held(),
    series: kept.map((series, at) => ({
      series: series.id,
      channel,
      ...holdingOf((lanes[at] ?? everybody).held(), hundredths(series, channel, volumes)),
    })),
  };
}

/** Lets everybody come, day by day, each on one of the paths. */
function receiveAll(
  lanes: readonly Cohorts[],
  { split, paths }: ReturnType<typeof pathsOf>,
  days: readonly DayOf[],
): void {
  const after = new Float64Array(paths.length);
  const came = new Float64Array(paths.length);
  let arrived = 0;
  for (const { day, count } of days) {
    arrived += count;
    came.set(after);
    splitFirst(split, arrived, after);
    for (let leaf = 0; leaf < came.length; leaf++) came[leaf] = (after[leaf] ?? 0) - (came[leaf] ?? 0);
    for (const lane of lanes) lane.receive(day, came);
  }
}

/**
 * Rows of registers that a channel's people come into when a card is made for them. A row counts from the day on which its
 * application came, some days too early: what is not known errs towards holding longer.
 */
function rowsBeside(
  { rules }: Schedule,
  channel: Channel,
  scenario: Scenario,
  volumes: Volumes,
  window: Window,
): SeriesHolding[] {
  const { split, paths } = pathsOf(channel, scenario, volumes);
  return registersBeside(rules, channel).map((series) => {
    const rows = new Cohorts(
      paths.map((path) => (path.comes.issue === undefined ? [] : [lifeOf(rules, series, path)])),
      window,
    );
    receiveAll([rows], { split, paths }, daysOf(volumes, window, [channel]));
    return { series: series.id, channel, ...holdingOf(rows.held(), 0) };
  });
}

/** Documents with each record of a series, in hundredths: whole numbers add up to whole numbers. */
function hundredths(series: Series, channel: Channel, { documents }: Volumes): number {
  return documents
    .filter((one) => one.channel === channel && series.holds.includes(one.holds))
    .reduce((sum, { each }) => sum + Math.round(each * 100), 0);
}

function holdingOf({ count, days, endless }: Held, per: number): Holding {
  const personDays = sum(days);
  return {
    people: count,
    documents: count.map((people) => (people * per) / 100),
    personDays: days,
    documentDays: days.map((people) => (people * per) / 100),
    endless: { people: endless, documents: (endless * per) / 100 },
    area: { personDays, documentDays: (personDays * per) / 100 },
  };
}

function together(people: readonly Held[], series: readonly SeriesHolding[], { months }: Window): Holding {
  const add = (lists: readonly (readonly number[])[]) =>
    months.map((_, month) => sum(lists.map((list) => list[month] ?? 0)));
  const personDays = add(people.map(({ days }) => days));
  const documentDays = add(series.map((one) => one.documentDays));
  return {
    people: add(people.map(({ count }) => count)),
    documents: add(series.map(({ documents }) => documents)),
    personDays,
    documentDays,
    endless: {
      people: sum(people.map(({ endless }) => endless)),
      documents: sum(series.map(({ endless }) => endless.documents)),
    },
    area: { personDays: sum(personDays), documentDays: sum(documentDays) },
  };
}

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

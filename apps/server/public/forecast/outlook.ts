import {
  type Forecast,
  forecast,
  keptAfterExpiry,
  type Schedule,
  type ScheduleForecast,
  seriesOfChannel,
  type Volumes,
  withOverride,
} from '@commonkey/exposure';
import { addDays, addMonths, type PlainDate, type Program } from '@commonkey/program';

/** The rule that a newspaper reported of another city's online forms in 2025, and that this page is held against. */
const REPORTED = { years: 3 };

/** Rules beside the city's own: what to call them is in the catalogues, or came with the volumes. */
export type Named = { readonly schedule: Schedule; readonly words: Readonly<Record<string, string>> | null };

/** The city's own rules first, then those that the volumes bring, then the reported one where there is something online. */
export function schedulesOf(program: Program, volumes: Volumes): Named[] {
  const own = { schedule: { name: 'own', rules: program }, words: null };
  const shipped = (volumes.alternatives ?? []).map((one) => ({
    schedule: { name: one.id, rules: withOverride(program, one) },
    words: one.words,
  }));
  const online = volumes.arrivals.some(({ channel }) => channel === 'portal');
  if (!online || seriesOfChannel(program, 'portal').length === 0) return [own, ...shipped].slice(0, 4);
  const rules = keptAfterExpiry(program, 'portal', REPORTED);
  return [own, ...shipped.slice(0, 2), { schedule: { name: 'after-card', rules }, words: null }];
}

/** What the curves are of. */
export type Kind = 'people' | 'documents';
/** The least and the most over all scenarios, with a place for each month. */
export type Curve = { readonly least: readonly number[]; readonly most: readonly number[] };
export type Range = readonly [least: number, most: number];

/** What a page says of one schedule. */
export type Outlook = Readonly<Record<Kind, Curve>> & {
  readonly endless: Range;
  readonly personDays: Range;
  readonly documentDays: Range;
  /** The first end of a month on which nothing is left; null where something stays, or goes after the last month. */
  readonly gone: PlainDate | null;
};

export function outlookOf({ scenarios }: ScheduleForecast, { months }: Forecast): Outlook {
  const values = (of: (scenario: (typeof scenarios)[number]) => number): Range => {
    const all = scenarios.map(of);
    return [Math.min(...all), Math.max(...all)];
  };
  const curve = (kind: Kind): Curve => {
    const byMonth = months.map((_, month) => values(({ all }) => all[kind][month] ?? 0));
    return { least: byMonth.map(([low]) => low), most: byMonth.map(([, high]) => high) };
  };
  const people = curve('people');
  const after = months[people.most.findLastIndex((count) => count > 0) + 1];
  return {
    people,
    documents: curve('documents'),
    endless: values(({ all }) => all.endless.people),
    personDays: values(({ all }) => all.area.personDays),
    documentDays: values(({ all }) => all.area.documentDays),
    gone: after === undefined ? null : lastDayOf(after),
  };
}

/** The last day of a month written YYYY-MM. */
export function lastDayOf(month: string): PlainDate {
  return addDays(addMonths(`${month}-01`, 1), -1);
}

/** Forecasts of one city, made once a day: nothing in them changes before. */
export function dailyForecast(program: Program, volumesOn: (on: PlainDate) => Volumes) {
  let made: { on: PlainDate; volumes: Volumes; named: Named[]; found: Forecast } | undefined;
  return (on: PlainDate) => {
    if (made?.on === on) return made;
    const volumes = volumesOn(on);
    const named = schedulesOf(program, volumes);
    made = {
      on,
      volumes,
      named,
      found: forecast(
        named.map(({ schedule }) => schedule),
        volumes,
        on,
      ),
    };
    return made;
  };
}

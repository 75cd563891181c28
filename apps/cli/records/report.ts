import type { Forecast, ScheduleForecast, Volumes } from '@commonkey/exposure';
import type { Speak } from '@commonkey/words';

const STEP = 12;
const GAP = 3;

type Paper = { say: Speak; language: string; number: (value: number) => string };

/** The forecast as text: what it rests on, a table of every twelfth month, and the totals in words. */
export function report(found: Forecast, volumes: Volumes, say: Speak, language: string): string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 0, useGrouping: 'always' });
  const paper = { say, language, number: (value: number) => format.format(value) };
  const registers = [...new Set(found.schedules.flatMap(({ apart }) => apart))];
  return [
    say('records.head', { on: found.on, n: found.arrived }),
    '',
    ...basis(volumes, paper),
    '',
    say('records.table'),
    ...table(found, paper),
    '',
    ...found.schedules.flatMap((schedule) => totals(schedule, found, volumes, paper)),
    say('records.held-means'),
    ...(registers.length > 0 ? [say('records.registers', { series: registers.join(', ') })] : []),
    ...(found.unheld.length > 0 ? [say('records.unheld', { holds: found.unheld.join(', ') })] : []),
  ].join('\n');
}

function basis({ sources }: Volumes, { say }: Paper): string[] {
  const marks = ['PRESS', 'FOUND', 'COUNTED', 'INFER', 'ASSUMED'] as const;
  return [
    say('records.basis'),
    ...marks.flatMap((mark) =>
      Object.values(sources)
        .filter((source) => source.mark === mark)
        .map(
          ({ note, at }) => `  ${say(`records.mark.${mark}`)}: ${note}${at === undefined ? '' : ` (${at})`}`,
        ),
    ),
  ];
}

/** Least and most over the scenarios, as one text. */
function range(
  schedule: ScheduleForecast,
  of: (scenario: ScheduleForecast['scenarios'][number]) => number,
  { number }: Paper,
): string {
  const values = schedule.scenarios.map(of);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? number(least) : `${number(least)}–${number(most)}`;
}

function table(found: Forecast, paper: Paper): string[] {
  const { say } = paper;
  const months = found.months
    .map((month, at) => ({ month, at }))
    .filter(({ at }) => (at - found.now) % STEP === 0);
  const columns = found.schedules.flatMap((schedule) =>
    (['people', 'documents'] as const).map((kind) => [
      schedule.name,
      say(`records.${kind}`),
      ...months.map(({ at }) => range(schedule, ({ all }) => all[kind][at] ?? 0, paper)),
    ]),
  );
  const heads = ['', say('records.month'), ...months.map(({ month }) => month)];
  const rows = heads.map((head, row) => [head, ...columns.map((column) => column[row] ?? '')]);
  // A schedule's name stands over both of its columns.
  const [first = [], ...others] = rows;
  rows.splice(
    0,
    rows.length,
    first.map((name, at) => (at > 0 && at % 2 === 0 ? '' : name)),
    ...others,
  );
  const widths =
    heads.length === 0
      ? []
      : first.map((_, at) =>
          Math.max(
            ...rows.slice(1).map((row) => row[at]?.length ?? 0),
            at % 2 === 1 ? Math.ceil((first[at]?.length ?? 0) - GAP) : 0,
          ),
        );
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[at] ?? 0) + GAP)))
      .join('')
      .trimEnd(),
  );
}

function totals(schedule: ScheduleForecast, found: Forecast, volumes: Volumes, paper: Paper): string[] {
  const { say, language, number } = paper;
  const lines = schedule.scenarios.map(({ scenario, all, registers }) => {
    const words: Readonly<Record<string, string>> =
      volumes.scenarios.find(({ id }) => id === scenario)?.words ?? {};
    const last = all.people.findLastIndex((people) => people > 0);
    const peak = all.documents.indexOf(Math.max(...all.documents));
    const what = {
      peak: found.months[peak] ?? '',
      most: number(all.people[peak] ?? 0),
      mostDocuments: number(all.documents[peak] ?? 0),
      if: words[language] ?? words.en ?? scenario,
      month: found.months[last + 1] ?? '',
      people: number(all.endless.people),
      documents: number(all.endless.documents),
      personDays: number(all.area.personDays),
      documentDays: number(all.area.documentDays),
    };
    const end =
      all.endless.people > 0
        ? 'endless'
        : last < 0
          ? 'nothing'
          : last === all.people.length - 1
            ? 'later'
            : 'ends';
    const said = [end, ...(last < 0 ? [] : ['most', 'area'])].map(
      (key) => `    ${say(`records.${key}`, what)}`,
    );
    // Whoever reads that nothing is left would take the register to be gone as well.
    said.push(...registers.map((one) => `    ${register(one, found, paper)}`));
    return [`  ${say('records.if', what)}`, ...said].join('\n');
  });
  const without = schedule.without.map((channel) => `  ${say('records.without', { channel })}`);
  return [`${schedule.name} (${schedule.program} ${schedule.version})`, ...without, ...lines, ''];
}

/** Rows beside the people: how many at most, and until when. */
function register(
  { series, people, endless }: ScheduleForecast['scenarios'][number]['registers'][number],
  found: Forecast,
  { say, number }: Paper,
): string {
  const last = people.findLastIndex((rows) => rows > 0);
  const end = endless.people > 0 ? 'endless' : last === people.length - 1 ? 'later' : 'ends';
  return say('records.register', {
    series,
    end,
    most: number(Math.max(0, ...people)),
    month: found.months[last + 1] ?? '',
  });
}

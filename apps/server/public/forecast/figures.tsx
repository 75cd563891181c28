import type { Forecast, ScheduleForecast } from '@commonkey/exposure';
import type { Program } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import { cityWords } from '../../ui/city-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { number, range } from './numbers.ts';
import { type Kind, lastDayOf, type Range } from './outlook.ts';
import type { Telling } from './telling.ts';

type FiguresProps = Props & { kind: Kind; told: readonly Telling[] };
type Props = { say: Speak; language: string; found: Forecast };

/** The months that the table may tell: more of them in the first half-year, in which most of it happens. */
const NEAR = [1, 2, 3, 4, 5, 6];
const YEAR = 12;

/** The chart once more, in figures: who cannot see the one reads the other. */
export function Figures({ kind, say, language, found, told }: FiguresProps) {
  return (
    <section class="chart-figures" aria-labelledby={kind}>
      <h2 id={kind}>{say(`forecast.${kind}-table`)}</h2>
      <p>{say(`forecast.${kind}-note`)}</p>
      <DataTable
        labelledBy={kind}
        heads={[say('forecast.day'), ...told.map(({ letter }) => say('forecast.rules', { letter }))]}
        rows={rowsOf({ kind, found, told, language }).map(({ month, values }) => ({
          key: month,
          cells: [
            wordDay(language, lastDayOf(month)),
            ...values.map((value) => <span class="number">{value}</span>),
          ],
        }))}
      />
    </section>
  );
}

/** Where a curve begins, stands highest, and has come down: a table by the year alone would pass them over. */
function corners(values: readonly number[]): number[] {
  const first = values.findIndex((value) => value > 0);
  if (first < 0) return [];
  const last = values.findLastIndex((value) => value > 0);
  return [first - 1, first, values.indexOf(Math.max(...values)), last, last + 1];
}

/** Of months that are alike, the first and the last: between them nothing changes that the table would tell. */
function rowsOf({ kind, found, told, language }: Omit<FiguresProps, 'say'>) {
  const corner = new Set(
    told.flatMap(({ outlook }) => [...corners(outlook[kind].least), ...corners(outlook[kind].most)]),
  );
  const rows = found.months.flatMap((month, at) => {
    const from = at - found.now;
    if (from % YEAR !== 0 && !NEAR.includes(from) && !corner.has(at)) return [];
    const values = told.map(({ outlook }) =>
      range(language, [outlook[kind].least[at] ?? 0, outlook[kind].most[at] ?? 0]),
    );
    return [{ month, values, text: values.join(' ') }];
  });
  return rows.filter(({ text }, at) => rows[at - 1]?.text !== text || rows[at + 1]?.text !== text);
}

/** What each kind of record adds under the city's own rules; registers of cards too, which the figures of people leave out. */
export function Kinds({ say, language, found, program }: Props & { program: Program }) {
  const [own] = found.schedules;
  const kinds = own ? kindsOf(own, program) : [];
  if (kinds.length === 0) return null;
  const city = cityWords(program, language);
  return (
    <section aria-labelledby="kinds">
      <h2 id="kinds">{say('forecast.kinds')}</h2>
      <DataTable
        labelledBy="kinds"
        heads={['kind', 'most', 'last', 'kind-days'].map((key) => say(`forecast.${key}`))}
        rows={kinds.map(({ id, purpose, most, after, endless, days }) => ({
          key: id,
          cells: [
            city(purpose),
            <span class="number">{number(language, most)}</span>,
            endless
              ? say('forecast.never-short')
              : after < found.months.length
                ? wordDay(language, lastDayOf(found.months[after] ?? ''))
                : say('forecast.later-short'),
            <span class="number">{range(language, days)}</span>,
          ],
        }))}
      />
    </section>
  );
}

/** Those that are there at the end of some month. */
function kindsOf({ scenarios }: ScheduleForecast, program: Program) {
  return program.series
    .map(({ id, purpose }) => {
      const all = scenarios.flatMap(({ series, registers }) =>
        [...series, ...registers].filter((one) => one.series === id),
      );
      const areas = all.map(({ area }) => area.personDays);
      const days: Range = [Math.min(...areas), Math.max(...areas)];
      return {
        id,
        purpose,
        most: Math.max(0, ...all.flatMap(({ people }) => people)),
        after: Math.max(...all.map(({ people }) => people.findLastIndex((count) => count > 0))) + 1,
        endless: all.some(({ endless }) => endless.people > 0),
        days,
      };
    })
    .filter(({ most }) => most > 0);
}

import { type Curve, dateOf, wholeNumbers } from '@commonkey/exposure';
import { chartKey, type StepChart, stepChart } from '@commonkey/look';
import { direction, type Speak, wordDay } from '@commonkey/words';
import { DataTable } from '../../ui/data-table.tsx';

const LINES = ['free', 'held'] as const;
const LETTERS = { free: 'A', held: 'B' } as const;
const YEAR = 12;

/** How what is there today ends, with a hold and without, as a chart and in figures; the area under it in item-days. */
export function CurveView({
  say,
  language,
  id,
  curve,
}: {
  say: Speak;
  language: string;
  id: string;
  curve: Curve;
}) {
  const format = wholeNumbers(language);
  const number = (value: number) => format.format(value);
  const text = say('exposure.curve.text', {
    free: number(curve.free.objectDays),
    held: number(curve.held.objectDays),
    more: number(curve.held.objectDays - curve.free.objectDays),
  });
  const chart = (shape: StepChart['shape']) =>
    stepChart({
      id: `${id}-${shape}`,
      title: say('exposure.curve.title'),
      text,
      lines: LINES.map((line) => ({
        letter: LETTERS[line],
        least: curve[line].people,
        most: curve[line].people,
      })),
      ticks: curve.days.flatMap((day, at) =>
        at > 0 && dateOf(day).slice(5, 7) === '01' ? [{ at, label: dateOf(day).slice(0, 4) }] : [],
      ),
      now: { at: 0, label: say('exposure.curve.today') },
      number,
      rtl: direction(language) === 'rtl',
      shape,
    });
  return (
    <>
      <h3 id={`${id}-head`}>{say('exposure.curve')}</h3>
      <p>{text}</p>
      <figure class="chart-sheet">
        <figcaption>{say('exposure.curve.title')}</figcaption>
        <div dangerouslySetInnerHTML={{ __html: chart('wide') + chart('narrow') }} />
        <ul class="chart-keys">
          {LINES.map((line, place) => (
            <li key={line}>
              <span dangerouslySetInnerHTML={{ __html: chartKey(LETTERS[line], place) }} />
              <p class="chart-name">{say(`exposure.curve.${line}`)}</p>
            </li>
          ))}
        </ul>
      </figure>
      <p class="aside">{say('exposure.curve.note')}</p>
      <DataTable
        labelledBy={`${id}-head`}
        heads={[say('exposure.curve.day'), ...LINES.map((line) => say(`exposure.curve.${line}`))]}
        rows={rowsOf(curve).map((at) => ({
          key: String(at),
          cells: [
            wordDay(language, dateOf(curve.days[at] ?? 0)),
            ...LINES.map((line) => number(curve[line].people[at] ?? 0)),
          ],
        }))}
      />
    </>
  );
}

/** The first half-year month by month, then each year; what only repeats the row before is left out. */
function rowsOf({ days, free, held }: Curve): number[] {
  const told = days.map((_, at) => at).filter((at) => at <= 6 || at % YEAR === 0);
  return told.filter((at, place) => {
    const before = told[place - 1];
    if (before === undefined || place === told.length - 1) return true;
    return free.people[at] !== free.people[before] || held.people[at] !== held.people[before];
  });
}

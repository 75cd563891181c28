import { addDays, type PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { DataTable } from '../ui/data-table.tsx';
import type { Told } from './parts.tsx';
import { AHEAD_DAYS } from './standing.ts';

const HEIGHT = 96;
const STEP = 20;
const BAR = 14;

/** How many records come due on each of the next days: a drawing, and the same as a table beside it. */
export function DayBars({
  say,
  language,
  today,
  due,
}: Told & { today: PlainDate; due: ReadonlyMap<PlainDate, number> }) {
  const days = Array.from({ length: AHEAD_DAYS }, (_, n) => addDays(today, n));
  const count = (day: PlainDate) => due.get(day) ?? 0;
  const most = Math.max(...days.map(count));
  const total = days.reduce((sum, day) => sum + count(day), 0);
  if (total === 0) return <p class="nothing">{say('records.days-none')}</p>;
  const first = days.at(0) ?? today;
  const last = days.at(-1) ?? today;
  return (
    <>
      <svg
        class="day-bars"
        viewBox={`0 0 ${AHEAD_DAYS * STEP} ${HEIGHT + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say('records.days-chart', { most, total })}
      >
        {days.map((day, n) => {
          const height = count(day) === 0 ? 0 : Math.max(3, (count(day) / most) * HEIGHT);
          return <rect key={day} x={n * STEP + 3} y={HEIGHT - height} width={BAR} height={height} />;
        })}
        <line x1="0" y1={HEIGHT + 1} x2={AHEAD_DAYS * STEP} y2={HEIGHT + 1} />
      </svg>
      <p class="day-ends" aria-hidden="true">
        <span>{wordDay(language, first)}</span>
        <span>{wordDay(language, last)}</span>
      </p>
      <details>
        <summary id="days-table">{say('records.days-table')}</summary>
        <DataTable
          labelledBy="days-table"
          heads={[say('records.day'), say('records.count')]}
          rows={days
            .filter((day) => count(day) > 0)
            .map((day) => ({ key: day, cells: [wordDay(language, day), count(day)] }))}
        />
      </details>
    </>
  );
}

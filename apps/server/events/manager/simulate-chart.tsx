import { type BarChart, barChart, barKey, chartKey, type StepChart, stepChart } from '@commonkey/look';
import { direction, type Speak } from '@commonkey/words';
import { DataTable } from '../../ui/data-table.tsx';
import { wordMinute } from '../say-time.ts';
import { type HalfHourTold, halfHoursOf, type Tried } from './simulate.ts';

type Said = { say: Speak; language: string; tried: Tried };
type Shape = BarChart['shape'];

const whole = (language: string) => {
  const numbers = new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 0 });
  return (value: number) => numbers.format(value);
};

/** Half-hours between two words under a chart. */
const apart = (shape: Shape, count: number): number =>
  Math.max(1, Math.ceil(count / (shape === 'wide' ? 7 : 2)));

const ticksOf = (language: string, halves: readonly HalfHourTold[], shape: Shape) =>
  halves.flatMap(({ at }, place) =>
    place % apart(shape, halves.length) === 0 ? [{ at: place, label: wordMinute(language, at) }] : [],
  );

/** How long whoever comes then waits, and how long the line is: as charts, and as one table with all of it. */
export function SimulateCharts({ say, language, tried }: Said) {
  const halves = halfHoursOf(tried);
  const number = whole(language);
  const rtl = direction(language) === 'rtl';
  const waits = halves.flatMap(({ wait }) => (typeof wait === 'number' ? [wait] : []));
  const waited = (shape: Shape) =>
    barChart({
      ...{ id: `waits-${shape}`, number, rtl, shape },
      title: say('manager.sim-waits'),
      text: say('manager.sim-waits-text', { most: number(Math.max(0, ...waits)) }),
      bars: halves.map(({ wait }) => {
        if (wait === 'not-reached') return null;
        return { parts: [wait === 'none' ? 0 : Math.round(wait), 0] };
      }),
      ticks: ticksOf(language, halves, shape),
    });
  const line = (shape: StepChart['shape']) =>
    stepChart({
      ...{ id: `line-${shape}`, number, rtl, shape },
      title: say('manager.sim-line'),
      text: say('manager.sim-line-text', {
        most: number(Math.max(0, ...halves.map((one) => one.line.high))),
      }),
      lines: [
        {
          letter: 'A',
          least: halves.map((one) => one.line.low),
          most: halves.map((one) => one.line.high),
        },
      ],
      ticks: ticksOf(language, halves, shape),
      now: {
        at: Math.max(0, (tried.plan.opens - (halves[0]?.at ?? 0)) / 30),
        label: say('manager.sim-opens'),
      },
    });
  const missed = halves.some(({ wait }) => wait === 'not-reached');
  return (
    <>
      <figure class="chart-sheet">
        <figcaption>{say('manager.sim-waits')}</figcaption>
        <div dangerouslySetInnerHTML={{ __html: waited('wide') + waited('narrow') }} />
        <ul class="chart-keys">
          <Key html={barKey('key-waits', '0')} name={say('manager.sim-key-wait')} />
          {missed && <Key html={barKey('key-missed', 'untold')} name={say('manager.sim-key-missed')} />}
        </ul>
      </figure>
      <figure class="chart-sheet">
        <figcaption>{say('manager.sim-line')}</figcaption>
        <div dangerouslySetInnerHTML={{ __html: line('wide') + line('narrow') }} />
        <ul class="chart-keys">
          <Key html={chartKey('A', 0)} name={say('manager.sim-key-line')} />
        </ul>
      </figure>
      <section aria-labelledby="sim-table">
        <h2 id="sim-table">{say('manager.sim-table')}</h2>
        <DataTable
          labelledBy="sim-table"
          heads={['from', 'wait', 'line'].map((key) => say(`manager.sim-head-${key}`))}
          rows={halves.map((one) => ({
            key: `${one.at}`,
            cells: [
              wordMinute(language, one.at),
              typeof one.wait === 'number'
                ? say('manager.minutes', { count: Math.round(one.wait) })
                : say(`manager.sim-${one.wait}`),
              <bdi dir="ltr">{`${number(one.line.low)}–${number(one.line.high)}`}</bdi>,
            ],
          }))}
        />
      </section>
    </>
  );
}

const Key = ({ html, name }: { html: string; name: string }) => (
  <li>
    <span dangerouslySetInnerHTML={{ __html: html }} />
    <p class="chart-name">{name}</p>
  </li>
);

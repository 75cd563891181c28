import { type Bar, type BarChart, barChart, barKey } from '@commonkey/look';
import { direction, type Speak } from '@commonkey/words';
import type { SaidRelease } from './said.ts';
import { number, spokenQuarter } from './spoken.ts';

/** Years between the words under the chart, so that they do not touch. */
const YEARS = { wide: 1, narrow: 3 } as const;
type Told = SaidRelease['quarters'][number];

function barOf({ cards, inPerson, online }: Told): Bar {
  if (inPerson !== null && online !== null) return { parts: [inPerson, online] };
  return cards === null ? null : { whole: cards };
}

/** Cards by quarter, in two shapes of which the page's width shows one, and what its bars mean. */
export function QuarterChart({ say, language, said }: { say: Speak; language: string; said: SaidRelease }) {
  const bars = said.quarters.map(barOf);
  const kinds = [
    { kind: '0', name: 'in-person', isThere: true },
    { kind: '1', name: 'online', isThere: said.quarters.some(({ online }) => online !== null && online > 0) },
    { kind: 'whole', name: 'whole', isThere: bars.some((bar) => bar !== null && 'whole' in bar) },
    { kind: 'untold', name: 'untold', isThere: bars.includes(null) },
  ] as const;
  const chart = (shape: BarChart['shape']) =>
    barChart({
      id: `quarters-${shape}`,
      title: say('statistics.chart'),
      text: textOf(say, language, said),
      bars,
      ticks: said.quarters.flatMap(({ quarter }, at) => {
        const [year = '', part = ''] = quarter.split('-Q');
        return part === '1' && Number(year) % YEARS[shape] === 0 ? [{ at, label: year }] : [];
      }),
      number: (value) => number(language, value),
      rtl: direction(language) === 'rtl',
      shape,
    });
  return (
    <figure class="chart-sheet">
      <figcaption>{say('statistics.chart')}</figcaption>
      <div dangerouslySetInnerHTML={{ __html: chart('wide') + chart('narrow') }} />
      <ul class="chart-keys">
        {kinds
          .filter(({ isThere }) => isThere)
          .map(({ kind, name }) => (
            <li key={kind}>
              <span dangerouslySetInnerHTML={{ __html: barKey(`key-${kind}`, kind) }} />
              <div>
                <p class="chart-name">{say(`statistics.${name}`)}</p>
                <p class="quiet-text">{say(`statistics.${name}-note`)}</p>
              </div>
            </li>
          ))}
      </ul>
    </figure>
  );
}

function textOf(say: Speak, language: string, { quarters }: SaidRelease): string {
  const told = quarters.flatMap(({ quarter, cards }) => (cards === null ? [] : [{ quarter, cards }]));
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (!first || !last) return '';
  const span = say('statistics.chart-span', {
    from: spokenQuarter(first.quarter, say),
    until: spokenQuarter(last.quarter, say),
  });
  const most = told.reduce(
    (best, one) => (one.cards > best.cards ? one : best),
    told[0] ?? { quarter: '', cards: 0 },
  );
  if (most.quarter === '') return span;
  const peak = { quarter: spokenQuarter(most.quarter, say), most: number(language, most.cards) };
  return [span, say('statistics.chart-most', peak)].join(' ');
}

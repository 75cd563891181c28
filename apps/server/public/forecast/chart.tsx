import type { Forecast } from '@commonkey/exposure';
import { chartKey, type StepChart, stepChart } from '@commonkey/look';
import { direction, type Speak, wordDay } from '@commonkey/words';
import { number } from './numbers.ts';
import { type Kind, lastDayOf } from './outlook.ts';
import type { Telling } from './telling.ts';

/** Years between the words under the chart. */
const YEARS = { wide: 2, narrow: 4 } as const;

/**
 * The chart in two shapes, of which the page's width shows one, and beside it the same in words. The second chart of a page
 * says only what the first did not.
 */
export function ForecastChart({
  kind,
  say,
  language,
  found,
  told,
}: {
  kind: Kind;
  say: Speak;
  language: string;
  found: Forecast;
  told: readonly Telling[];
}) {
  const isBetween = told.some(({ outlook }) =>
    outlook[kind].most.some((value, month) => value !== outlook[kind].least[month]),
  );
  const chart = (shape: StepChart['shape']) =>
    stepChart({
      id: `forecast-${kind}-${shape}`,
      title: say(`forecast.${kind}-chart`),
      text: textOf(say, language, found, told),
      lines: told.map(({ letter, outlook }) => ({ letter, ...outlook[kind] })),
      ticks: found.months.flatMap((month, at) => {
        const [year = '', of] = month.split('-');
        return of === '01' && Number(year) % YEARS[shape] === 0 ? [{ at, label: year }] : [];
      }),
      now: { at: found.now, label: say('forecast.today') },
      number: (value) => number(language, value),
      rtl: direction(language) === 'rtl',
      shape,
    });
  return (
    <figure class="chart-sheet">
      <figcaption>{say(`forecast.${kind}-chart`)}</figcaption>
      <div dangerouslySetInnerHTML={{ __html: chart('wide') + chart('narrow') }} />
      <ul class="chart-keys">
        {told.map(({ letter, name, nameIn, end, sums }, place) => (
          <li key={letter}>
            <span dangerouslySetInnerHTML={{ __html: chartKey(letter, place) }} />
            <div>
              <p class="chart-name" {...(nameIn === null ? {} : { lang: nameIn })}>
                <span class="visually-hidden">{letter}: </span>
                {name}
              </p>
              {kind === 'people' && <p>{end}</p>}
              {sums[kind] !== null && <p class="quiet-text">{sums[kind]}</p>}
            </div>
          </li>
        ))}
      </ul>
      {kind === 'people' && (
        <div class="chart-note quiet-text">
          {isBetween && <p>{say('forecast.between')}</p>}
          <p>{say('forecast.days-note')}</p>
        </div>
      )}
    </figure>
  );
}

function textOf(say: Speak, language: string, found: Forecast, told: readonly Telling[]): string {
  const [first = '', last = ''] = [found.months[0], found.months.at(-1)];
  const span = say('forecast.chart-span', {
    from: wordDay(language, `${first}-01`),
    to: wordDay(language, lastDayOf(last)),
  });
  return [span, ...told.map(({ letter, name, end }) => `${letter}: ${name}. ${end}`)].join(' ');
}

import type { Forecast, Volumes } from '@commonkey/exposure';
import type { PlainDate, Program } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { cityWords } from '../../ui/city-words.ts';
import { HELD_STYLE } from '../../ui/held-style.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { ForecastChart } from './chart.tsx';
import { Figures, Kinds } from './figures.tsx';
import { number } from './numbers.ts';
import type { Kind, Named } from './outlook.ts';
import { FORECAST_PATH } from './path.ts';
import { tellings } from './telling.ts';
import { HUNDRED } from './volumes.ts';

export type ForecastProps = {
  context: Context;
  request: FastifyRequest;
  /** The city said how many people come. */
  given: boolean;
  on: PlainDate;
  volumes: Volumes;
  named: readonly Named[];
  found: Forecast;
};

/** How many people's records the city will hold, month by month: worked out from its rules, before it happens. */
export function ForecastPage(props: ForecastProps) {
  const { context, request, given, volumes, named, found } = props;
  const { say, language } = request;
  const { program } = context.program;
  const told = tellings(named, found, say, language);
  const hasDocuments = told.some(({ outlook }) => outlook.documentDays[1] > 0);
  const kinds: readonly Kind[] = hasDocuments ? ['people', 'documents'] : ['people'];
  return (
    <PublicPage {...{ context, request }} title="forecast.title" path={FORECAST_PATH}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('forecast.lead')}</p>
      {given ? (
        <p>{say('forecast.volumes', { n: number(language, found.arrived) })}</p>
      ) : (
        <Hundred {...{ say, language, volumes }} />
      )}
      {kinds.map((kind) => (
        <ForecastChart key={kind} {...{ kind, say, language, found, told }} />
      ))}
      {kinds.map((kind) => (
        <Figures key={kind} {...{ kind, say, language, found, told }} />
      ))}
      <Kinds {...{ say, language, program, found }} />
      <Basis {...props} />
      <section aria-labelledby="limits">
        <h2 id="limits">{say('forecast.limits')}</h2>
        <ul>
          <li>{say('forecast.limit-hold')}</li>
          <li>{say('forecast.limit-others')}</li>
          {volumes.arrivals.some(({ channel }) => channel === 'portal') && (
            <li>{say('forecast.limit-draft')}</li>
          )}
          {found.schedules.some(({ apart }) => apart.length > 0) && <li>{say('forecast.limit-register')}</li>}
          {given && <NotCounted {...{ say, language, found, program }} />}
          <li>{say('forecast.limit-count')}</li>
        </ul>
        <p>
          <a href={withLanguage('/what-we-hold', language)}>{say('forecast.now-link')}</a>
        </p>
        <p>
          <a href={`${FORECAST_PATH}.json`}>{say('forecast.data-link')}</a>
        </p>
      </section>
    </PublicPage>
  );
}

/** Records of which nobody said how many papers there are: left out of every sum, and said so. */
function NotCounted({
  say,
  language,
  found,
  program,
}: {
  say: Speak;
  language: string;
  found: Forecast;
  program: Program;
}) {
  const city = cityWords(program, language);
  const series = new Set(found.schedules.flatMap(({ uncounted }) => uncounted.map(({ series }) => series)));
  const kinds = program.series.filter(({ id }) => series.has(id)).map(({ purpose }) => city(purpose));
  if (kinds.length === 0) return null;
  return (
    <li>
      {say('forecast.not-counted-kinds')}
      <ul>
        {[...new Set(kinds)].map((kind) => (
          <li key={kind}>{kind}</li>
        ))}
      </ul>
    </li>
  );
}

function Hundred({ say, language, volumes }: { say: Speak; language: string; volumes: Volumes }) {
  const channel = volumes.arrivals[0]?.channel ?? 'events';
  return (
    <div class="notice">
      <p>{say('forecast.no-volumes', { n: number(language, HUNDRED) })}</p>
      <p>{say(`forecast.hundred-${channel}`)}</p>
    </div>
  );
}

/** Where the figures come from: the city's file says it in its own words, in one language. */
function Basis({ request: { say, language }, context, given, volumes, on }: ForecastProps) {
  const { program } = context.program;
  return (
    <section aria-labelledby="basis">
      <h2 id="basis">{say('forecast.basis')}</h2>
      <ul>
        <li>
          {say('forecast.basis-rules')} <code>{`${program.id} ${program.version}`}</code>
        </li>
        <li>{say('forecast.basis-day', { day: wordDay(language, on) })}</li>
        {given &&
          Object.entries(volumes.sources).map(([id, { mark, note, at }]) => (
            <li key={id}>
              <strong>{say(`forecast.mark.${mark}`)}</strong>{' '}
              <span class="chart-source" lang="en" dir="ltr">
                {at === undefined ? note : `${note} (${at})`}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}

import { leafOf } from '@commonkey/ledger';
import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { HELD_STYLE } from '../../ui/held-style.ts';
import { PublicPage } from '../../ui/public-page.tsx';
import { AgesTable } from './ages-table.tsx';
import { QuarterChart } from './chart.tsx';
import { STATISTICS_PATH } from './path.ts';
import { type PublishedRelease, releaseOpening } from './releases.ts';
import type { SaidRelease } from './said.ts';
import { capital, spokenCount, spokenQuarter } from './spoken.ts';

type Props = { request: FastifyRequest; releases: readonly PublishedRelease[] };
type Of = { request: FastifyRequest; said: SaidRelease };

/** How many cards the city has made: the newest release, and where every release is found in the ledger. */
export function StatisticsPage({ context, request, releases }: Props & { context: Context }) {
  const { say } = request;
  const newest = releases.at(-1);
  return (
    <PublicPage {...{ context, request }} title="statistics.title" path={STATISTICS_PATH}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('statistics.lead')}</p>
      {newest ? <Newest {...{ request }} one={newest} /> : <p class="notice">{say('statistics.none')}</p>}
      <section aria-labelledby="limits">
        <h2 id="limits">{say('statistics.limits')}</h2>
        <ul>
          {['small', 'seen', 'correction', 'nothing-finer'].map((one) => (
            <li key={one}>{say(`statistics.limit-${one}`)}</li>
          ))}
        </ul>
      </section>
      <Releases {...{ request, releases }} />
      <ul class="links">
        <li>
          <a href={`${STATISTICS_PATH}.json`}>{say('statistics.to-json')}</a>
        </li>
        {newest && (
          <li>
            <a href={`${STATISTICS_PATH}.csv`}>{say('statistics.to-csv')}</a>
          </li>
        )}
        {newest?.said.ages && (
          <li>
            <a href={`${STATISTICS_PATH}-ages.csv`}>{say('statistics.to-ages-csv')}</a>
          </li>
        )}
      </ul>
    </PublicPage>
  );
}

function Newest({ request, one: { said, row } }: { request: FastifyRequest; one: PublishedRelease }) {
  const { say, language } = request;
  return (
    <>
      <p>
        {say('statistics.until', {
          quarter: spokenQuarter(said.through, say),
          day: wordDay(language, row.published_on),
        })}
      </p>
      <QuarterChart {...{ say, language, said }} />
      <Table {...{ request, said }} />
      <AgesTable {...{ request, said }} />
      <Sources {...{ request, said }} />
    </>
  );
}

/** The chart once more, in figures, the newest quarter first; above them all quarters together. */
function Table({ request, said }: Of) {
  const { say, language } = request;
  const origins = new Set(said.quarters.map(({ from }) => from));
  const [origin = 'closed'] = origins.size === 1 ? origins : ['both'];
  const cells = (of: SaidRelease['together']) =>
    [of.cards, of.inPerson, of.online].map((value) => (
      <span class="number">{spokenCount(value, request)}</span>
    ));
  return (
    <section class="chart-figures" aria-labelledby="figures">
      <h2 id="figures">{say('statistics.table')}</h2>
      <p class="quiet-text">{say('statistics.quarter-note')}</p>
      <DataTable
        labelledBy="figures"
        heads={['quarter-head', 'cards', 'in-person', 'online', 'from'].map((key) =>
          say(`statistics.${key}`),
        )}
        rows={[
          {
            key: 'together',
            cells: [say('statistics.together'), ...cells(said.together), say(`statistics.from-${origin}`)],
          },
          ...said.quarters.toReversed().map((one) => ({
            key: one.quarter,
            cells: [
              capital(spokenQuarter(one.quarter, say), language),
              ...cells(one),
              say(`statistics.from-${one.from}`),
            ],
          })),
        ]}
      />
    </section>
  );
}

/** What this service did not count itself, and what nobody can count. */
function Sources({ request: { say }, said }: Of) {
  if (!said.imported && said.uncounted.length === 0) return null;
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">{say('statistics.sources')}</h2>
      {said.imported && (
        <>
          <p>
            {say('statistics.imported', {
              from: spokenQuarter(said.imported.from, say),
              until: spokenQuarter(said.imported.until, say),
            })}
          </p>
          <blockquote class="chart-source">
            <bdi>{said.imported.source}</bdi>
          </blockquote>
        </>
      )}
      {said.uncounted.length > 0 && (
        <>
          <p>{say('statistics.uncounted')}</p>
          <ul>
            {said.uncounted.map((one) => (
              <li key={one}>{spokenQuarter(one, say)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Releases({ request: { say, language }, releases }: Props) {
  if (releases.length === 0) return null;
  return (
    <section aria-labelledby="releases">
      <h2 id="releases">{say('statistics.releases')}</h2>
      <p>{say('statistics.releases-note')}</p>
      <ul>
        {releases.toReversed().map(({ row, said }) => (
          <li key={row.release}>
            <a href={`/ledger/receipt/${Buffer.from(leafOf(releaseOpening(row))).toString('hex')}`}>
              {say('statistics.release', {
                release: String(row.release),
                quarter: spokenQuarter(said.through, say),
                day: wordDay(language, row.published_on),
              })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

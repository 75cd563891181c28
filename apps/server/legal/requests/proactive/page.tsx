import type { Program } from '@commonkey/program';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../../context.ts';
import { cityWords } from '../../../ui/city-words.ts';
import { HELD_STYLE } from '../../../ui/held-style.ts';
import { withLanguage } from '../../../ui/layout.tsx';
import { PublicPage } from '../../../ui/public-page.tsx';
import { isConfirmed } from '../rules.ts';
import type { InTens, RequestCounts } from './counts.ts';

export const PUBLIC_RECORDS_PATH = '/public-records';

type Props = { context: Context; request: FastifyRequest; counts: RequestCounts };

/** What anybody would get by asking, without asking: schedules, contracts, demands, counts; and how to ask for the rest. */
export function PublicRecordsPage({ context, request, counts }: Props) {
  const { say, language } = request;
  const { program } = context.program;
  const city = cityWords(program, language);
  const flows = program.sharing?.flows ?? [];
  const link = (path: string, key: string) => (
    <p>
      <a href={withLanguage(path, language)}>{say(key)}</a>
    </p>
  );
  return (
    <PublicPage {...{ context, request }} title="public-records.title" path={PUBLIC_RECORDS_PATH}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('public-records.lead')}</p>
      <section aria-labelledby="schedules">
        <h2 id="schedules">{say('public-records.schedules')}</h2>
        <p>{say('public-records.schedules-lead')}</p>
        <ul>
          {program.series.map(({ id }) => (
            <li key={id}>{city(`series.${id}`)}</li>
          ))}
        </ul>
        {link('/what-we-hold', 'public-records.to-holdings')}
      </section>
      <section aria-labelledby="contracts">
        <h2 id="contracts">{say('public-records.contracts')}</h2>
        <p>{say('public-records.contracts-lead', { count: flows.length })}</p>
        {flows.length > 0 && (
          <ul>
            {[...new Set(flows.map(({ recipient }) => recipient))].map((recipient) => (
              <li key={recipient}>
                <bdi>{recipient}</bdi>
              </li>
            ))}
          </ul>
        )}
        {link('/sharing', 'public-records.to-sharing')}
      </section>
      <section aria-labelledby="statistics">
        <h2 id="statistics">{say('public-records.statistics')}</h2>
        <p>{say('public-records.statistics-lead')}</p>
        {link('/statistics', 'public-records.to-statistics')}
      </section>
      <section aria-labelledby="demands">
        <h2 id="demands">{say('public-records.demands')}</h2>
        <p>{say('public-records.demands-lead')}</p>
        {link('/demands', 'public-records.to-demands')}
      </section>
      <section aria-labelledby="counts">
        <h2 id="counts">{say('public-records.counts')}</h2>
        <ul>
          {(['came', 'waiting', 'answered'] as const).map((one) => (
            <li key={one}>
              {say(`public-records.${one}`)}: {spoken(counts[one], request)}
            </li>
          ))}
        </ul>
        <p class="quiet-text">{say('public-records.counts-why')}</p>
      </section>
      <section aria-labelledby="ask">
        <h2 id="ask">{say('public-records.ask')}</h2>
        <p>{say(asksPurpose(program) ? 'public-records.ask-lead-commercial' : 'public-records.ask-lead')}</p>
        <Clock {...{ program, request }} />
      </section>
      <ul class="links">
        <li>
          <a href={`${PUBLIC_RECORDS_PATH}.json`}>{say('public-records.to-data')}</a>
        </li>
      </ul>
    </PublicPage>
  );
}

/** The law knows a commercial purpose, with a period of its own: then that purpose, and no other, is to be said. */
const asksPurpose = ({ requests }: Program): boolean => requests?.commercial !== undefined;

/** The city's own clock, where somebody has established it. */
function Clock({ program, request: { say } }: { program: Program; request: FastifyRequest }) {
  const { requests } = program;
  if (!requests || !isConfirmed(program, requests.reply.source)) return null;
  const { reply, extension, commercial, review } = requests;
  return (
    <>
      <p>{say('public-records.clock', { days: reply.businessDays })}</p>
      {extension && isConfirmed(program, extension.source) && (
        <p>{say('public-records.extension', { days: extension.businessDays })}</p>
      )}
      {commercial && isConfirmed(program, commercial.source) && (
        <p>{say('public-records.commercial', { days: commercial.businessDays })}</p>
      )}
      {isConfirmed(program, review.source) && (
        <p>{say('public-records.review', { body: `\u2068${review.body}\u2069`, days: review.withinDays })}</p>
      )}
    </>
  );
}

function spoken(count: InTens, { say, language }: FastifyRequest): string {
  if ('none' in count) return '0';
  if ('fewer' in count) return say('public-records.fewer', { count: count.fewer });
  const people = new Intl.NumberFormat(`${language}-u-nu-latn`).format(count.about);
  return say('public-records.about', { count: people });
}

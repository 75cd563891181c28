import { leafOf } from '@commonkey/ledger';
import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { HELD_STYLE } from '../../ui/held-style.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { openingOf } from '../openings.ts';
import { REGISTER_PATH, REPORTS_PATH } from '../path.ts';
import type { PublicationRow } from '../publications.ts';
import { idOf, ReportChanges, ReportFigures } from './report-figures.tsx';
import { type SaidReport, saidReport } from './said-report.ts';

type Props = { context: Context; request: FastifyRequest; reports: readonly PublicationRow[] };
type Version = { row: PublicationRow; said: SaidReport };

/**
 * Every report there is, the newest first, and under each the versions that it corrects.
 * @param reports of each half-year its newest version first
 */
export function ReportsPage({ context, request, reports }: Props) {
  const { say, language } = request;
  const versions = reports.map((row): Version => ({ row, said: saidReport.parse(JSON.parse(row.said)) }));
  const halves = [...Map.groupBy(versions, ({ said }) => said.period).values()];
  return (
    <PublicPage {...{ context, request }} title="report.title" path={REPORTS_PATH}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('report.lead')}</p>
      <p>{say('report.small')}</p>
      {halves.length === 0 && <p>{say('report.none')}</p>}
      {halves.map((half) => (
        <HalfYear key={half[0]?.said.period} {...{ context, request, half }} />
      ))}
      <ul class="links">
        <li>
          <a href={withLanguage(REGISTER_PATH, language)}>{say('report.to-register')}</a>
        </li>
        <li>
          <a href={`${REPORTS_PATH}.json`}>{say('register.to-data')}</a>
        </li>
      </ul>
    </PublicPage>
  );
}

function HalfYear({ context, request, half }: Omit<Props, 'reports'> & { half: readonly Version[] }) {
  const { say, language } = request;
  const [newest, ...older] = half;
  if (!newest) return null;
  const { said, row } = newest;
  const id = idOf(said);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {say('report.one', { from: wordDay(language, said.from), until: wordDay(language, said.until) })}
      </h2>
      {older[0] && (
        <>
          <p>{say('report.corrected', { day: wordDay(language, row.published_on) })}</p>
          <ReportChanges {...{ context, request }} before={older[0].said} now={said} />
        </>
      )}
      <ReportFigures {...{ context, request, said }} />
      <Receipt {...{ request, row, id }} />
      {older.map((one, at) => (
        <details key={one.row.id} class="report-version">
          <summary id={idOf(one.said)}>
            {say('report.version', { day: wordDay(language, one.row.published_on) })}
          </summary>
          {older[at + 1] && (
            <ReportChanges
              {...{ context, request }}
              before={older[at + 1]?.said ?? one.said}
              now={one.said}
            />
          )}
          <ReportFigures {...{ context, request }} said={one.said} />
          <Receipt {...{ request, row: one.row, id: idOf(one.said) }} />
        </details>
      ))}
    </section>
  );
}

function Receipt({ request, row, id }: { request: FastifyRequest; row: PublicationRow; id: string }) {
  const leaf = Buffer.from(leafOf(openingOf(row))).toString('hex');
  return (
    <p>
      <a href={`/ledger/receipt/${leaf}`} aria-describedby={id}>
        {request.say('report.receipt')}
      </a>
    </p>
  );
}

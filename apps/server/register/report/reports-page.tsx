import { leafOf } from '@commonkey/ledger';
import { type Speak, wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { cityWords } from '../../ui/city-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { HELD_STYLE } from '../../ui/held-style.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { PublicPage } from '../../ui/public-page.tsx';
import { openingOf } from '../openings.ts';
import { REGISTER_PATH, REPORTS_PATH } from '../path.ts';
import type { PublicationRow } from '../publications.ts';
import { type SaidReport, saidReport } from './said-report.ts';

type Props = { context: Context; request: FastifyRequest; reports: readonly PublicationRow[] };

/** Every report there is, the newest first. */
export function ReportsPage({ context, request, reports }: Props) {
  const { say, language } = request;
  return (
    <PublicPage {...{ context, request }} title="report.title" path={REPORTS_PATH}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('report.lead')}</p>
      <p>{say('report.small')}</p>
      {reports.length === 0 && <p>{say('report.none')}</p>}
      {reports.map((row) => {
        const said = saidReport.parse(JSON.parse(row.said));
        return (
          <section key={row.id} aria-labelledby={`r${said.period}`}>
            <h2 id={`r${said.period}`}>
              {say('report.one', {
                from: wordDay(language, said.from),
                until: wordDay(language, said.until),
              })}
            </h2>
            <ReportFigures {...{ context, request, said }} />
            <p>
              <a
                href={`/ledger/receipt/${Buffer.from(leafOf(openingOf(row))).toString('hex')}`}
                aria-describedby={`r${said.period}`}
              >
                {say('report.receipt')}
              </a>
            </p>
          </section>
        );
      })}
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

const lines = (some: readonly Line[] | null): readonly Line[] => some ?? [];
type Line = readonly [key: string, name: string, count: number | null];

/** The tables of one report, for the public and for the two who sign it. */
export function ReportFigures({
  context,
  request,
  said,
}: {
  context: Context;
  request: FastifyRequest;
  said: SaidReport;
}) {
  const { say, language } = request;
  const { demands, destroyed, requests, period } = said;
  // A report says no more than it said on its day.
  const since = said.v === 1 ? null : said;
  const sought = said.v === 3 ? said.demands.sought : [];
  const named = cityWords(context.program.program, language);
  const series = (id: string) =>
    context.program.program.series.some((one) => one.id === id) ? named(`series.${id}`) : id;
  const table = (name: string, lines: readonly Line[]) => (
    <Figures {...{ say, language, lines }} id={`${period}-${name}`} title={say(`report.${name}`)} />
  );
  return (
    <>
      {table('demands', [
        ['received', say('report.received'), demands.received],
        ['told-late', say('report.told-late'), demands.toldLate],
        ...demands.kinds.map(
          ({ instrument, issuer, count }): Line => [
            `${instrument} ${issuer}`,
            `${say(`register.issuer-${issuer}`)}: ${say(`register.instrument-${instrument}`)}`,
            count,
          ],
        ),
        ...sought.map((one): Line => [one.sought, say(`report.sought-${one.sought}`), one.count]),
        ...demands.outcomes.map(
          ({ outcome, count }): Line => [
            outcome,
            `${say('register.answer')}: ${say(`register.outcome-${outcome}`)}`,
            count,
          ],
        ),
        ...lines(since && [['challenged', say('report.challenged'), since.demands.challenged]]),
        ['by-vendor', say('report.by-vendor'), demands.byVendor],
        ['silence-asked', say('report.silence-asked'), demands.silenceAsked],
        ['silence-ordered', say('report.silence-ordered'), demands.silenceOrdered],
        ...(demands.medianDays === null
          ? []
          : [['median', say('report.median'), demands.medianDays] as const]),
        ...lines(since && [['handed', say('report.handed-people'), since.handedOver.people]]),
      ])}
      <p class="quiet-text">{say('report.demands-note')}</p>
      {since &&
        table('emergencies', [
          ['received', say('report.received'), since.emergencies.received],
          ['told-late', say('report.told-late'), since.emergencies.toldLate],
          ...since.emergencies.outcomes.map(
            ({ outcome, count }): Line => [
              outcome,
              `${say('register.answer')}: ${say(`register.emergency-${outcome}`)}`,
              count,
            ],
          ),
        ])}
      {table('destroyed', [
        ['all', say('report.all'), destroyed.all],
        ...lines(since && [['certified', say('report.certified'), since.destroyed.certified]]),
        ...destroyed.series.map((one): Line => [one.series, series(one.series), one.count]),
      ])}
      {table('requests', [
        ['received', say('report.received'), requests.received],
        ...lines(since && [['holders', say('report.about-holders'), since.requests.aboutHolders]]),
        ...requests.letters.map(({ letter, count }): Line => [letter, say(`report.letter-${letter}`), count]),
      ])}
      {since &&
        table('own', [
          ['received', say('report.received'), since.ownRequests.received],
          ...since.ownRequests.answers.map(
            ({ answer, count }): Line => [answer, say(`report.own-${answer}`), count],
          ),
        ])}
      <p>
        {say('report.held-note')}{' '}
        <a href={withLanguage('/what-we-hold', language)}>{say('register.to-holdings')}</a>
      </p>
      <p>{say('report.holds-note')}</p>
    </>
  );
}

function Figures({
  say,
  language,
  id,
  title,
  lines,
}: {
  say: Speak;
  language: string;
  id: string;
  title: string;
  lines: readonly Line[];
}) {
  const number = new Intl.NumberFormat(`${language}-u-nu-latn`);
  return (
    <>
      <h3 id={id}>{title}</h3>
      <DataTable
        labelledBy={id}
        heads={[say('report.what'), say('report.how-many')]}
        rows={lines.map(([key, name, count]) => ({
          key,
          cells: [name, count === null ? say('report.not-told') : number.format(count)],
        }))}
      />
    </>
  );
}

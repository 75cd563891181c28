import type { Speak } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { seriesNames } from '../../ui/series-name.ts';
import { changedLines, type FigureTable, figureTables } from './figure-tables.ts';
import { type SaidReport, versionOf } from './said-report.ts';

type Props = { context: Context; request: FastifyRequest };

/** The tables of one report, for the public and for the two who sign it. */
export function ReportFigures({ context, request, said }: Props & { said: SaidReport }) {
  const { say, language } = request;
  return (
    <>
      {tablesIn({ context, request }, said).map((table) => (
        <div key={table.name}>
          <Figures {...{ say, language, table }} id={`${idOf(said)}-${table.name}`} />
          {table.name === 'demands' && <p class="quiet-text">{say('report.demands-note')}</p>}
        </div>
      ))}
      <p>
        {say('report.held-note')}{' '}
        <a href={withLanguage('/what-we-hold', language)}>{say('register.to-holdings')}</a>
      </p>
      <p>{say('report.holds-note')}</p>
    </>
  );
}

/** What a corrected report says otherwise than the version before it. */
export function ReportChanges({
  context,
  request,
  before,
  now,
}: Props & { before: SaidReport; now: SaidReport }) {
  const { say, language } = request;
  const tables = (said: SaidReport) => tablesIn({ context, request }, said);
  const id = `${idOf(now)}-changed`;
  const told = (count: number | null | undefined) =>
    count === undefined ? '–' : countIn(language, say, count);
  return (
    <>
      <h3 id={id}>{say('report.changed')}</h3>
      <DataTable
        labelledBy={id}
        heads={[say('report.what'), say('report.before'), say('report.now')]}
        rows={changedLines(tables(before), tables(now), { sameKind: before.v === now.v }).map((one) => ({
          key: `${one.table} ${one.key}`,
          cells: [`${say(`report.${one.table}`)}: ${one.name}`, told(one.before), told(one.now)],
        }))}
      />
    </>
  );
}

/** Of a version, within one page. */
export const idOf = (said: SaidReport): string => `r${said.period}-${versionOf(said)}`;

function tablesIn({ context: { program }, request }: Props, said: SaidReport): FigureTable[] {
  const seriesName = seriesNames(program.program, request.language);
  return figureTables(said, { say: request.say, seriesName });
}

const countIn = (language: string, say: Speak, count: number | null): string =>
  count === null ? say('report.not-told') : new Intl.NumberFormat(`${language}-u-nu-latn`).format(count);

function Figures({
  say,
  language,
  id,
  table,
}: {
  say: Speak;
  language: string;
  id: string;
  table: FigureTable;
}) {
  return (
    <>
      <h3 id={id}>{say(`report.${table.name}`)}</h3>
      <DataTable
        labelledBy={id}
        heads={[say('report.what'), say('report.how-many')]}
        rows={table.lines.map(([key, name, count]) => ({
          key,
          cells: [name, countIn(language, say, count)],
        }))}
      />
    </>
  );
}

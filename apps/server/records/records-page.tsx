import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { ClockNotice, StaffFrame, type Visit } from '../staff/service.ts';
import { DataTable } from '../ui/data-table.tsx';
import { withLanguage } from '../ui/layout.tsx';
import { seriesNames } from '../ui/series-name.ts';
import type { Certificate } from './certificates.ts';
import { DayBars } from './day-bars.tsx';
import { DraftForm } from './draft-form.tsx';
import { mood, Overdue, overdueOf, total } from './overdue.tsx';
import { RefusedNotice } from './parts.tsx';
import { certificatePath, RECORDS_PATH, RECORDS_STYLE, receiptPath } from './paths.ts';
import type { OfficeProps } from './props.ts';
import type { Receipt } from './receipts.ts';
import { RowsMissing } from './rows-missing.tsx';
import { opensIn } from './say-opening.ts';
import { SeriesSection } from './series-section.tsx';
import type { Standing } from './standing.ts';
import { isOver, lawfulDay, nextCode, spokenState, witnessRule } from './steps.ts';

/** Everything the city holds, in counts: what is due, what is kept and why, what is gone. */
export function RecordsPage(props: OfficeProps) {
  const { say } = props.request;
  const { refused } = props;
  return (
    <StaffFrame {...props} title={say('records.title')} path={RECORDS_PATH} failed={refused !== undefined}>
      <link rel="stylesheet" href={RECORDS_STYLE} />
      <RefusedNotice say={say} refused={refused} />
      <p class="lead">{say('records.lead')}</p>
      <ClockNotice {...props} clock={props.context.clock} />
      <RowsMissing {...props} />
      <Figures {...props} />
      <section aria-labelledby="days">
        <h2 id="days">{say('records.days-title')}</h2>
        <DayBars {...props.request} today={props.today} due={dueOfAll(props.standings)} />
      </section>
      <Papers {...props} />
      <SeriesSection {...props} />
      <Past {...props} />
    </StaffFrame>
  );
}

function dueOfAll(standings: ReadonlyMap<string, Standing>): Map<PlainDate, number> {
  const due = new Map<PlainDate, number>();
  for (const one of standings.values())
    for (const [day, count] of one.due) due.set(day, (due.get(day) ?? 0) + count);
  return due;
}

function Figures({ context, request: { say, language }, standings }: OfficeProps) {
  const all = [...standings.values()];
  const sum = (of: (one: Standing) => number) => all.reduce((total, one) => total + of(one), 0);
  const late = overdueOf(standings);
  const lateRecords = total(late.records);
  const soon = sum((one) => [...one.due.values()].reduce((total, count) => total + count, 0));
  const number = new Intl.NumberFormat(language);
  const figures = [
    ['now', sum((one) => one.total), ''],
    ['soon', soon, ''],
    ['on-hold', sum((one) => one.held), ''],
    ['awaiting', sum((one) => one.awaiting), ''],
    ['overdue', lateRecords, mood(late)],
  ] as const;
  return (
    <>
      <Overdue {...{ say, late, named: seriesNames(context.program.program, language) }} />
      <dl class="figures">
        {figures.map(([name, count, mood]) => (
          <div key={name} class={mood === '' ? undefined : mood}>
            <dt>{say(`records.${name}`)}</dt>
            <dd>{number.format(count)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Papers(props: OfficeProps) {
  const { say } = props.request;
  const needed = props.context.program.program.series.some(({ certificate }) => certificate !== undefined);
  const open = props.certificates.filter(({ state }) => !isOver(state));
  const over = props.certificates.filter(({ state }) => isOver(state));
  return (
    <section aria-labelledby="certificates">
      <h2 id="certificates">{say('records.certificates-title')}</h2>
      {!needed && <p class="nothing">{say('records.certificates-unneeded')}</p>}
      {needed && open.length === 0 && <p class="nothing">{say('records.certificates-none')}</p>}
      <PaperTable {...props} papers={open} labelledBy="certificates" />
      {needed && <DraftForm {...props} />}
      {over.length > 0 && (
        <details>
          <summary id="over">{say('records.over-title')}</summary>
          <PaperTable {...props} papers={over} labelledBy="over" />
        </details>
      )}
    </section>
  );
}

function PaperTable({
  request: { say, language },
  context,
  today,
  papers,
  labelledBy,
}: OfficeProps & { papers: readonly Certificate[]; labelledBy: string }) {
  if (papers.length === 0) return null;
  const day = (on: string) => wordDay(language, on);
  const named = seriesNames(context.program.program, language);
  const daysBefore = ({ series }: Certificate) =>
    context.program.program.series.find(({ id }) => id === series)?.certificate?.daysBefore ?? 0;
  const now = context.clock.earliest();
  const said = (paper: Certificate) => ({
    day: day(lawfulDay(paper, daysBefore(paper), today)),
    at: opensIn(context, language, paper),
  });
  return (
    <DataTable
      labelledBy={labelledBy}
      heads={['certificate', 'form-span', 'form-volume', 'state', 'next'].map((key) => say(`records.${key}`))}
      rows={papers.map((paper) => ({
        key: paper.id,
        cells: [
          <a href={withLanguage(certificatePath(paper.id), language)}>
            {say('records.certificate-name', { series: named(paper.series), item: paper.item_no })}
          </a>,
          say('records.span', { from: day(paper.due_from), through: day(paper.due_through) }),
          paper.volume,
          say(`records.state-${spokenState(paper, now)}`, said(paper)),
          say(
            nextCode(paper, witnessRule(context.program.program, paper.series), spokenState(paper, now)),
            said(paper),
          ),
        ],
      }))}
    />
  );
}

function Past(props: OfficeProps) {
  const { say } = props.request;
  const { receipts } = props;
  return (
    <section aria-labelledby="past">
      <h2 id="past">{say('records.past-title')}</h2>
      {receipts.length === 0 ? (
        <p class="nothing">{say('records.past-none')}</p>
      ) : (
        <>
          <p>{say('records.past-lead')}</p>
          <ReceiptTable {...props} labelledBy="past" />
        </>
      )}
    </section>
  );
}

export function ReceiptTable({
  context,
  request: { say, language },
  receipts,
  labelledBy,
}: Visit & { receipts: readonly Receipt[]; labelledBy: string }) {
  const named = seriesNames(context.program.program, language);
  return (
    <DataTable
      labelledBy={labelledBy}
      heads={['series', 'day', 'count', 'because', 'under', 'leaf'].map((key) => say(`records.${key}`))}
      rows={receipts.map((one) => ({
        key: one.id,
        cells: [
          named(one.series),
          wordDay(language, one.on),
          one.count,
          say(`records.because-${one.because}`),
          <Under {...{ say, language }} under={one.under} />,
          <>
            {/* The whole of it is in the receipt. */}
            <code class="leaf">{`${one.leaf.slice(0, 8)}…`}</code>{' '}
            <a href={receiptPath(one.id)}>{say('records.receipt-get')}</a>
          </>,
        ],
      }))}
    />
  );
}

function Under({
  say,
  language,
  under,
}: Pick<Visit['request'], 'say' | 'language'> & Pick<Receipt, 'under'>) {
  if (under === null) return <>{say('records.under-unsaid')}</>;
  if (under === 'schedule') return <>{say('records.under-schedule')}</>;
  const [number = ''] = under.certificate.split('-');
  return (
    <a href={withLanguage(certificatePath(under.certificate), language)}>
      {say('records.under-certificate', { number })}
    </a>
  );
}

import type { Series } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { ComponentChildren } from 'preact';
import { DataTable } from '../ui/data-table.tsx';
import { seriesNames } from '../ui/series-name.ts';
import { endsInWords, Facts } from './parts.tsx';
import type { OfficeProps } from './props.ts';
import { emptyStanding, type Standing } from './standing.ts';

const NONE = emptyStanding();

/** Every series of the city's rules with what is held of it, then those of the service itself. */
export function SeriesSection(props: OfficeProps) {
  const { say } = props.request;
  const { series } = props.context.program.program;
  const named = new Set(series.map(({ id }) => id));
  const house = [...props.standings].filter(([id]) => !named.has(id)).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <section aria-labelledby="all-series">
      <h2 id="all-series">{say('records.series-title')}</h2>
      <ul class="series-list">
        {series.map((one) => (
          <OneSeries key={one.id} {...props} series={one} standing={props.standings.get(one.id) ?? NONE} />
        ))}
      </ul>
      <h3 id="house">{say('records.house-title')}</h3>
      <p>{say('records.house-lead')}</p>
      <DataTable
        labelledBy="house"
        heads={['series', 'now', 'on-hold', 'overdue'].map((key) => say(`records.${key}`))}
        rows={house.map(([id, one]) => ({ key: id, cells: [id, one.total, one.held, one.overdue] }))}
      />
    </section>
  );
}

function OneSeries({
  context,
  request: { say, language },
  series,
  standing,
}: OfficeProps & { series: Series; standing: Standing }) {
  const { approval, certificate } = series;
  const soon = [...standing.due.values()].reduce((sum, count) => sum + count, 0);
  const facts: (readonly [string, ComponentChildren])[] = [
    [say('records.trigger'), endsInWords({ say }, series).join('; ')],
    [say('records.citation'), series.basis],
    [
      say('records.approval'),
      approval
        ? say('records.approved', {
            commission: approval.commission,
            application: approval.application,
            item: approval.item,
            on: wordDay(language, approval.on),
          })
        : say('records.approved-not'),
    ],
    [
      say('records.needs'),
      certificate
        ? say('records.needs-yes', { days: certificate.daysBefore, authority: certificate.authority })
        : say('records.needs-no'),
    ],
  ];
  if (standing.held > 0) facts.push([say('records.on-hold'), standing.held]);
  if (standing.untilDecided > 0)
    facts.push([
      say('records.until-decided'),
      say('records.until-decided-note', { count: standing.untilDecided }),
    ]);
  if (standing.awaiting > 0) facts.push([say('records.awaiting'), standing.awaiting]);
  if (standing.overdue > 0)
    facts.push([say('records.overdue'), <span class="state state-overdue">{standing.overdue}</span>]);
  const busy = standing.total > 0 || certificate !== undefined;
  return (
    <li>
      <details open={busy}>
        <summary class="series-head">
          <span class="series-name">{seriesNames(context.program.program, language)(series.id)}</span>{' '}
          <code class="series-id">{series.id}</code>
          <span class="quiet-text">
            {series.medium === 'physical' && `${say('records.at-desks-short')} · `}
            {`${say('records.volume', { count: standing.total })} · ${say('records.due-soon', { count: soon })}`}
          </span>
        </summary>
        <Facts facts={facts} />
        {series.medium === 'physical' && <p class="quiet-text">{say('records.at-desks')}</p>}
      </details>
    </li>
  );
}

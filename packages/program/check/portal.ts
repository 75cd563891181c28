import { boundOf, endsOf } from '../disposition.ts';
import { type PortalRules, portalRules, RECORD_KINDS } from '../portal.ts';
import type { Period, Program, RecordKind, Series, Trigger } from '../types.ts';
import type { Report } from './fault.ts';

const FIGURES = [
  'records',
  'draftDays',
  'decideDays',
  'secondLook',
  'appealDays',
  'outcomeDays',
  'pickUpDays',
  'openingDays',
] as const;

/** In which a message gets through a weekend, or a mail server that is down. */
const NEWS_DAYS = 3;

/** What ends a record, in days; `bound` counts from the day it is made. */
type Ends = { ends: Partial<Record<Trigger, number>>; bound?: number };

/** Days that the rules of the channel need for each kind, no more and no fewer. */
function neededEnds(rules: PortalRules, kind: RecordKind): Ends {
  const { draftDays, decideDays, secondLook, appealDays, outcomeDays, pickUpDays } = rules;
  if (kind === 'draft') return { ends: { receipt: draftDays, submission: 0, withdrawal: 0 } };
  if (kind === 'review-box') return { ends: { decision: 0, withdrawal: 0, lapse: 0 }, bound: decideDays };
  const over = { denial: appealDays, 'final-denial': 0, 'hand-over': 0, withdrawal: 0, lapse: 0 };
  if (kind === 'papers') {
    const bound = decideDays + Math.max(secondLook.days, appealDays);
    return { ends: { approval: secondLook.days, 'second-look': 0, ...over }, bound };
  }
  if (kind === 'application') {
    // The row alone stays behind what was sent, for as long as its owner may still read how it ended.
    const ends = { approval: pickUpDays, ...over, 'final-denial': outcomeDays, lapse: outcomeDays };
    return { ends, bound: decideDays + Math.max(pickUpDays, appealDays, outcomeDays) };
  }
  const ends = { approval: pickUpDays, ...over };
  const bound = decideDays + Math.max(pickUpDays, appealDays);
  if (kind !== 'contact') return { ends, bound };
  // It stays so much longer that the news of the outcome can still be sent, and never longer than that can be read.
  const news = Math.min(NEWS_DAYS, outcomeDays);
  return { ends: { ...ends, 'final-denial': news, lapse: news }, bound };
}

function daysOf(period: Period | undefined): number | null {
  return period !== undefined && 'days' in period ? period.days : null;
}

/** Each end must stand in the series as the channel's own figures have it: pages print the one and keys obey the other. */
function checkEnds(
  series: Series,
  kind: RecordKind,
  { ends, bound }: Ends,
  path: (string | number)[],
  report: Report,
) {
  const differ = (after: string, days: number | null, needed: number | null) =>
    report(path, 'portal-end-differs', {
      series: series.id,
      record: kind,
      after,
      days: days ?? 'none',
      needed: needed ?? 'none',
    });
  const written = endsOf(series);
  for (const [after, needed] of Object.entries(ends)) {
    const days = daysOf(written.find((end) => end.after === after)?.period);
    if (days !== needed) differ(after, days, needed);
  }
  for (const { after, period } of written) if (!(after in ends)) differ(after, daysOf(period), null);
  if (bound === undefined && series.atMost === undefined) return;
  const most = series.atMost?.after === 'receipt' ? daysOf(series.atMost.period) : null;
  if (bound === undefined || most !== bound) differ('atMost', most, bound ?? null);
}

/** Series of this channel that a pass for unbounded records must not let through: here, they are people's papers. */
function checkBounds(program: Program, report: Report): void {
  const { portal } = program.channels;
  if (!portal?.on) return;
  portal.series.forEach((name, place) => {
    const series = program.series.find(({ id }) => id === name);
    if (series && !boundOf(program, series).bounded)
      report(['channels', 'portal', 'series', place], 'portal-unbounded', { series: name });
  });
}

function checkNotices(program: Program, report: Report): void {
  for (const where of ['portal-start', 'portal-upload'] as const) {
    if (!program.notices.some((notice) => notice.where.includes(where)))
      report(['notices'], 'notice-missing', { where });
  }
}

/** The channel's figures, its series and its notices agree, or it does not open anywhere. */
export function checkPortal(program: Program, report: Report): void {
  const { portal } = program.channels;
  if (!portal) return;
  checkBounds(program, report);
  const rules = portalRules(program);
  if (!rules) {
    const some = FIGURES.some((figure) => portal[figure] !== undefined);
    for (const figure of FIGURES) {
      if ((portal.on || some) && portal[figure] === undefined)
        report(['channels', 'portal'], 'portal-figure-missing', { figure });
    }
    return;
  }
  if (portal.on) checkNotices(program, report);
  for (const kind of RECORD_KINDS) {
    const place = program.series.findIndex(({ id }) => id === rules.records[kind]);
    const series = program.series[place];
    if (!series) continue;
    const unfit = (because: string) =>
      report(['channels', 'portal', 'records', kind], 'portal-series-unfit', {
        series: series.id,
        record: kind,
        because,
      });
    if (!rules.series.includes(series.id)) unfit('unlisted');
    if (series.channel !== 'portal') unfit('channel');
    if (series.medium !== 'digital') unfit('medium');
    if (!series.personal) unfit('personal');
    checkEnds(series, kind, neededEnds(rules, kind), ['series', place], report);
  }
}

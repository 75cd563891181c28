import { boundOf, endsOf } from '../disposition.ts';
import type { PlainDate, Program, Series } from '../types.ts';
import { ageRanges } from './ages.ts';
import type { Report } from './fault.ts';

const sameItem = ({ approval: one }: Series, { approval: other }: Series): boolean =>
  one !== undefined &&
  other !== undefined &&
  spelled(one.commission) === spelled(other.commission) &&
  spelled(one.application) === spelled(other.application) &&
  spelled(one.item) === spelled(other.item);

/** As people write one and the same: without regard to capitals, spaces and noughts before a number. */
const spelled = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\b0+(?=\d)/g, '');

/** What a commission approved is one trigger and one period. */
const sameEnds = (one: Series, other: Series): boolean => endsText(one) === endsText(other);
const endsText = (series: Series): string =>
  JSON.stringify([endsOf(series).map(({ after, period }) => [after, period]), series.atMost]);

/** A record without a last day is the fault that no later care can mend: it waits for whoever asks. */
export function checkSeries(program: Program, report: Report): void {
  let unbounded = 0;
  program.series.forEach((series, place) => {
    const bound = boundOf(program, series);
    if (!bound.bounded) {
      unbounded++;
      const params = { series: series.id, after: bound.after, ages: ageRanges(bound.ages) };
      report(['series', place], 'series-unbounded', params);
    }
    endsOf(series).forEach(({ after }, end, ends) => {
      if (ends.findIndex((other) => other.after === after) < end)
        report(['series', place, 'alsoAfter', end - 1], 'series-end-twice', { series: series.id, after });
    });
    // Nothing could be filed for it, and what waits for a certificate would wait for ever.
    if (series.certificate && !series.approval && series.approvalOpen === undefined)
      report(['series', place, 'certificate'], 'certificate-without-approval', { series: series.id });
    const rival = program.series
      .slice(0, place)
      .find((other) => sameItem(other, series) && !sameEnds(other, series));
    if (rival)
      report(['series', place, 'approval'], 'schedule-item-twice', { series: series.id, other: rival.id });
    if (series.medium === 'physical' && series.object === undefined) {
      report(['series', place], 'series-object-missing', { series: series.id });
    }
  });
  program.overrides?.forEach((override, place) => {
    if (override === 'unbounded-series' && unbounded === 0)
      report(['overrides', place], 'override-idle', { override });
  });
}

/** What a commission has not approved yet is no rule of the city's. */
export function checkApprovals(program: Program, report: Report, on: PlainDate): void {
  program.series.forEach(({ id, approval }, place) => {
    if (approval && approval.on > on)
      report(['series', place, 'approval', 'on'], 'approval-ahead', { series: id, on: approval.on });
  });
}

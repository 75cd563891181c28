import type { Program } from '@commonkey/program';
import { type Certificate, stepOf } from './certificates.ts';
import { textOf } from './filed-text.ts';
import { toldAs } from './inclusive-dates.ts';

/** A spreadsheet would run these as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell (RFC 4180, section 2): quoted, and never a formula, whoever opens the file in whatever program. */
export function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const plain = FORMULA.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}

/** A table as CSV (RFC 4180): first the names of the columns, then a line for each row. */
export function csv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** In place of what today's rules do not say any more: an empty cell means that it has not happened yet. */
const LOST = 'not-in-current-rules';

/** What a certificate lists, for a machine to read, as it was filed. Medium, citation and authority are those of the rules on `rules_on`. */
export function certificateCsv(paper: Certificate, program: Program, at: Date): string {
  const text = textOf(paper, program, at);
  const facts: Readonly<Record<string, string | number | null>> = {
    agency: text.agency,
    series: paper.series,
    schedule_commission: text.commission ?? LOST,
    schedule_approved_on: text.scheduleOn ?? LOST,
    application: paper.application_no,
    item: paper.item_no,
    records_dates: paper.records_dates ?? 'not-stated',
    records_from: paper.records_from && toldAs(paper.records_from, paper.volume),
    records_through: paper.records_through && toldAs(paper.records_through, paper.volume),
    due_from: paper.due_from,
    due_through: paper.due_through,
    volume: paper.volume,
    medium: text.medium ?? LOST,
    method: paper.method,
    citation: text.basis ?? LOST,
    authority: text.authority ?? LOST,
    filed_on: stepOf(paper, 'filed')?.moved_on ?? null,
    disposal_on: paper.disposalOn,
    rules_on: text.rulesOn,
  };
  return csv(Object.keys(facts), [Object.values(facts)]);
}

/**
 * What became of it, a line for each step, oldest first. What a hold kept when the list was drafted was left out and is not in its volume;
 * of what was listed, what was destroyed and what stayed add up to the volume.
 */
export function stepsCsv({ steps }: Certificate): string {
  const columns = [
    'place',
    'step',
    'moved_on',
    'disposal_on',
    'approved_on',
    'reference',
    'left_out',
    'destroyed',
    'stayed',
    'why',
  ] as const;
  return csv(
    columns,
    steps.map(({ stayed, ...step }) => {
      const counts = {
        left_out: null,
        stayed: null,
        [step.step === 'drafted' ? 'left_out' : 'stayed']: stayed,
      };
      const cells = { ...step, ...counts };
      return columns.map((name) => cells[name]);
    }),
  );
}

import { type Program, plainDateIn } from '@commonkey/program';
import { type Certificate, stepOf } from './certificates.ts';
import { ruleOf } from './rule-of.ts';

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

/** What a certificate lists, for a machine to read. Medium, citation and authority are those of the rules on `rules_on`. */
export function certificateCsv(paper: Certificate, program: Program, at: Date): string {
  const rule = ruleOf(paper, program);
  const received = stepOf(paper, 'received');
  const facts: Readonly<Record<string, string | number | null>> = {
    series: paper.series,
    application: paper.application_no,
    item: paper.item_no,
    due_from: paper.due_from,
    due_through: paper.due_through,
    volume: paper.volume,
    medium: rule?.medium ?? LOST,
    method: paper.method,
    citation: rule?.basis ?? LOST,
    authority: rule?.certificate?.authority ?? LOST,
    filed_on: stepOf(paper, 'filed')?.moved_on ?? null,
    disposal_on: paper.disposalOn,
    approved_on: received?.approved_on ?? null,
    approval_reference: received?.reference ?? null,
    destroyed: stepOf(paper, 'destroyed')?.destroyed ?? null,
    state: paper.state,
    rules_on: plainDateIn(program.city.timeZone, at),
  };
  return csv(Object.keys(facts), [Object.values(facts)]);
}

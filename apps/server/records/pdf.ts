import { type Program, plainDateIn } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import { BOLD, openSheet } from '../paper/sheet.ts';
import { type Certificate, type Moved, stepOf } from './certificates.ts';
import { asFiled, type CertificateText, textOf } from './filed-text.ts';
import { toldAs } from './inclusive-dates.ts';
import { wordMonth } from './word-month.ts';

const MARGIN = 58;
const LABELS = 170;

type Parts = { say: Speak; language: string; program: Program; at: Date };
type Line = readonly [label: string, value: string];

/** What the certificate says, in the order of the form: for paper and for a screen alike. */
export function linesOf(
  paper: Certificate,
  text: CertificateText,
  { say, language }: Pick<Parts, 'say' | 'language'>,
): readonly Line[] {
  const lost = say('records.not-in-rules');
  const day = (on: string | null | undefined) => (on ? wordDay(language, on) : say('records.not-yet'));
  const received = stepOf(paper, 'received');
  return [
    ['records.form-agency', text.agency ?? lost],
    ['records.form-authority', text.authority ?? lost],
    ['records.form-series', paper.series],
    ['records.form-basis', text.basis ?? lost],
    [
      'records.form-schedule',
      text.commission && text.scheduleOn
        ? say('records.schedule-by', { commission: text.commission, on: day(text.scheduleOn) })
        : lost,
    ],
    ['records.form-application', paper.application_no],
    ['records.form-item', paper.item_no],
    ['records.form-dates', datesOf(paper, { say, language })],
    [
      'records.form-span',
      say('records.span', { from: day(paper.due_from), through: day(paper.due_through) }),
    ],
    ['records.form-volume', say('records.volume', { count: paper.volume })],
    ['records.form-medium', text.medium ? say(`records.medium-${text.medium}`) : lost],
    ['records.form-method', say(`records.method-${paper.method}`)],
    // How many a hold kept would tell, outside the city, of one that nobody may speak of.
    ['records.form-holds', say('records.held-out')],
    ['records.form-filed', day(stepOf(paper, 'filed')?.moved_on)],
    ['records.form-disposal', day(paper.disposalOn)],
    ['records.form-approved', day(received?.approved_on)],
  ].map(([label = '', value = '']): Line => [say(label), value]);
}

/** From when to when the records are, in months or in years, or why nobody can say. */
function datesOf(
  { records_dates: known, records_from: from, records_through: through, volume }: Certificate,
  { say, language }: Pick<Parts, 'say' | 'language'>,
): string {
  if (known === null) return say('records.dates-unasked');
  if (from === null || through === null) return say('records.dates-not-kept');
  const [first, last] = [from, through].map((end) => wordMonth(language, toldAs(end, volume)));
  return first === last
    ? say(`records.dates-${known}-one`, { when: first ?? '' })
    : say(`records.dates-${known}`, { from: first ?? '', through: last ?? '' });
}

/**
 * What the officer signs, true on the day it is filed: a list drafted ahead names days that are still to come.
 * @param today the day on which it would be filed, while it is not
 */
function statementOf(paper: Certificate, today: string, { say, language }: Pick<Parts, 'say' | 'language'>) {
  const on = stepOf(paper, 'filed')?.moved_on ?? today;
  return paper.due_through < on
    ? say('records.form-statement')
    : say('records.form-statement-ahead', { day: wordDay(language, paper.due_through) });
}

function withdrawalOf(
  { moved_on: day, why }: Moved,
  { say, language }: Pick<Parts, 'say' | 'language'>,
): string {
  const on = say('records.form-withdrawn', { day: wordDay(language, day) });
  return why === null ? on : `${on} ${say('records.form-withdrawn-why', { why: say(`records.why-${why}`) })}`;
}

/** The certificate as PDF. */
export async function certificatePdf(certificate: Certificate, parts: Parts): Promise<Buffer> {
  const { say, language, program } = parts;
  const { paper, at } = asFiled(certificate, parts.at);
  const text = textOf(paper, program, at);
  const today = plainDateIn(program.city.timeZone, at);
  const title = say('records.form-title');
  const margins = { top: 48, bottom: 36, left: MARGIN, right: MARGIN };
  const sheet = openSheet({ title, language, at, margins });
  const { doc } = sheet;
  sheet.write('H1', title, { face: BOLD, size: 20 });
  doc.moveDown(0.6);
  // Of all that comes later this alone is on the paper: with it the paper lists nothing any more.
  const over = stepOf(certificate, 'withdrawn');
  if (over) {
    sheet.write('P', withdrawalOf(over, parts), { face: BOLD, size: 11 });
    doc.moveDown(0.6);
  }
  sheet.rule();
  doc.moveDown(0.6);
  for (const [label, value] of linesOf(paper, text, parts)) sheet.fact(label, value, LABELS);
  doc.moveDown(0.4);
  sheet.rule();
  doc.moveDown(0.6);
  sheet.write('P', statementOf(paper, today, parts), { size: 10.5 });
  doc.moveDown(0.8);
  sheet.write('H2', say('records.form-signatures'), { face: BOLD, size: 12 });
  for (const who of ['records.form-sign-officer', 'records.form-sign-head', 'records.form-sign-commission']) {
    doc.moveDown(1.9);
    sheet.rule();
    doc.moveDown(0.25);
    sheet.write('P', say(who), { size: 9.5 });
  }
  doc.moveDown(1.2);
  sheet.write('P', say('records.form-number', { id: paper.id }), { size: 8.5 });
  sheet.write('P', say('records.form-rules-on', { day: wordDay(language, text.rulesOn) }), { size: 8.5 });
  return sheet.finish();
}

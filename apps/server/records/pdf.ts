import { createRequire } from 'node:module';
import { type Program, plainDateIn } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import PDFDocument from 'pdfkit';
import { type Certificate, stepOf } from './certificates.ts';
import { asFiled, type CertificateText, textOf } from './filed-text.ts';

const { resolve } = createRequire(import.meta.url);
const font = (weight: string) => resolve(`@expo-google-fonts/noto-sans/${weight}/NotoSans_${weight}.ttf`);
const PLAIN = font('400Regular');
const BOLD = font('700Bold');

const INK = '#16233B';
const LINE = '#B9B4A4';
const MARGIN = 64;
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
  const drafted = paper.steps[0];
  const received = stepOf(paper, 'received');
  return [
    ['records.form-agency', text.agency ?? lost],
    ['records.form-authority', text.authority ?? lost],
    ['records.form-series', paper.series],
    ['records.form-basis', text.basis ?? lost],
    ['records.form-application', paper.application_no],
    ['records.form-item', paper.item_no],
    [
      'records.form-span',
      say('records.span', { from: day(paper.due_from), through: day(paper.due_through) }),
    ],
    ['records.form-volume', say('records.volume', { count: paper.volume })],
    ['records.form-medium', text.medium ? say(`records.medium-${text.medium}`) : lost],
    ['records.form-method', say(`records.method-${paper.method}`)],
    ['records.form-holds', say('records.held-out', { count: drafted.stayed ?? 0 })],
    ['records.form-filed', day(stepOf(paper, 'filed')?.moved_on)],
    ['records.form-disposal', day(paper.disposalOn)],
    ['records.form-approved', day(received?.approved_on)],
  ].map(([label = '', value = '']): Line => [say(label), value]);
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

/**
 * The certificate as a tagged PDF (PDF 1.7, ISO 32000-1, section 14.8): headings and paragraphs in reading order, with the
 * language and the title said, so that a screen reader reads it as it stands.
 */
export async function certificatePdf(certificate: Certificate, parts: Parts): Promise<Buffer> {
  const { say, language, program } = parts;
  const { paper, at } = asFiled(certificate, parts.at);
  const text = textOf(paper, program, at);
  const today = plainDateIn(program.city.timeZone, at);
  const title = say('records.form-title');
  const doc = new PDFDocument({
    size: 'LETTER',
    margin: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: language,
    info: { Title: title, CreationDate: at, ModDate: at, Producer: 'Commonkey', Creator: 'Commonkey' },
  });
  const done = new Promise<Buffer>((resolve, reject) => {
    const pieces: Buffer[] = [];
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
    doc.on('error', reject);
  });
  const body = doc.struct('Document');
  doc.addStructure(body);
  const paragraph = (type: 'H1' | 'H2' | 'P', draw: () => void) => body.add(doc.struct(type, {}, draw));
  const rule = () => {
    doc.markContent('Artifact', { type: 'Layout' });
    doc
      .moveTo(MARGIN, doc.y)
      .lineTo(doc.page.width - MARGIN, doc.y)
      .lineWidth(0.75)
      .stroke(LINE);
    doc.endMarkedContent();
  };

  paragraph('H1', () => void doc.font(BOLD).fontSize(20).fillColor(INK).text(title));
  doc.moveDown(0.6);
  rule();
  doc.moveDown(0.6);
  for (const [label, value] of linesOf(paper, text, parts))
    paragraph('P', () => {
      const { y } = doc;
      doc
        .font(BOLD)
        .fontSize(10)
        .text(label, MARGIN, y, { width: LABELS - 12 });
      const below = doc.y;
      doc
        .font(PLAIN)
        .fontSize(10.5)
        .text(value, MARGIN + LABELS, y - 0.5, { width: doc.page.width - 2 * MARGIN - LABELS });
      doc.y = Math.max(doc.y, below) + 5;
    });
  doc.x = MARGIN;
  doc.moveDown(0.4);
  rule();
  doc.moveDown(0.6);
  paragraph(
    'P',
    () =>
      void doc
        .font(PLAIN)
        .fontSize(10.5)
        .text(statementOf(paper, today, parts), MARGIN),
  );
  doc.moveDown(0.8);
  paragraph('H2', () => void doc.font(BOLD).fontSize(12).text(say('records.form-signatures')));
  for (const who of ['records.form-sign-officer', 'records.form-sign-head', 'records.form-sign-commission']) {
    doc.moveDown(2.2);
    rule();
    doc.moveDown(0.25);
    paragraph('P', () => void doc.font(PLAIN).fontSize(9.5).text(say(who)));
  }
  doc.moveDown(1.2);
  paragraph('P', () => void doc.fontSize(8.5).text(say('records.form-number', { id: paper.id })));
  const rulesOn = say('records.form-rules-on', { day: wordDay(language, text.rulesOn) });
  paragraph('P', () => void doc.fontSize(8.5).text(rulesOn));
  body.end();
  doc.end();
  return done;
}

import PDFDocument from 'pdfkit';
import { BOLD, PLAIN } from './fonts.ts';
import { isMixed } from './lines.ts';
import { type Look, mixedHeight, writeMixed } from './mixed.ts';

export { BOLD, PLAIN };

export const INK = '#16233B';
export const QUIET = '#4A5568';
const LINE = '#B9B4A4';

export type SheetOf = {
  /** Shown by a reader in place of a file name; it names no person. */
  title: string;
  language: string;
  at: Date;
  margins: { top: number; bottom: number; left: number; right: number };
};
type Element = 'H1' | 'H2' | 'P';

/** One paper being written: what is drawn, and the order in which a screen reader reads it. */
export type Sheet = {
  readonly doc: PDFKit.PDFDocument;
  /** Text over the whole width, below what is there. */
  write(element: Element, text: string, look: Look): void;
  /** Whatever `draw` draws is one element for whoever hears the page. */
  element(element: Element, draw: () => void): void;
  /** A list of one point. */
  point(text: string, look: Look): void;
  /** A label and, beside it, what it says. */
  fact(label: string, value: string, labelWidth: number): void;
  /** A line across; nothing to anybody who hears the page. */
  rule(): void;
  /** A new page where less than this is left, so that a heading stays with what follows it. */
  room(points: number): void;
  finish(): Promise<Buffer>;
};

/**
 * A tagged PDF (PDF 1.7, ISO 32000-1, section 14.8) of one city paper: language and title are said, and headings, lists and
 * paragraphs stand in reading order, so that a screen reader reads it as it stands. Pages are numbered where there are several.
 */
export function openSheet({ title, language, at, margins }: SheetOf): Sheet {
  const doc = new PDFDocument({
    size: 'LETTER',
    margins,
    bufferPages: true,
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
  const width = () => doc.page.width - margins.left - margins.right;
  const set = ({ face = PLAIN, size, colour = INK }: Look) => doc.font(face).fontSize(size).fillColor(colour);
  const element = (kind: Element, draw: () => void, heard = {}) =>
    void body.add(doc.struct(kind, heard, draw));
  // Letters that are drawn as parts, in another order than they are read in, are told as the text they are.
  const heard = (text: string, { face = PLAIN }: Look, before = '') =>
    isMixed(text, face) ? { actual: `${before}${text}` } : {};
  const text = (text: string, look: Look, at: { x: number; y: number; width: number }) => {
    set(look);
    if (isMixed(text, look.face ?? PLAIN)) writeMixed(doc, text, { ...look, ...at });
    else doc.text(text, at.x, at.y, { width: at.width, ...lineGapOf(look) });
  };
  const room = (points: number) => {
    if (doc.y > doc.page.height - margins.bottom - points) doc.addPage();
  };
  return {
    doc,
    element,
    room,
    write: (kind, words, look) =>
      element(
        kind,
        () => text(words, look, { x: margins.left, y: doc.y, width: width() }),
        heard(words, look),
      ),
    point(words, look) {
      const list = doc.struct('L');
      body.add(list);
      const draw = () => {
        room(look.size * 2);
        set(look).text('•', margins.left, doc.y, { width: 12 });
        doc.moveUp();
        text(words, look, { x: margins.left + 14, y: doc.y, width: width() - 14 });
      };
      list.add(doc.struct('LI', {}, [doc.struct('LBody', heard(words, look), draw)]));
      list.end();
      doc.x = margins.left;
    },
    fact: (label, value, labelWidth) =>
      element(
        'P',
        () => {
          const inside = { width: width() - labelWidth };
          set(VALUE);
          const high = isMixed(value, PLAIN)
            ? mixedHeight(doc, value, { ...VALUE, ...inside })
            : doc.heightOfString(value, inside);
          room(Math.min(high + 4, 120));
          const { y } = doc;
          set({ face: BOLD, size: 10 }).text(label, margins.left, y, { width: labelWidth - 12 });
          const below = doc.y;
          text(value, VALUE, { x: margins.left + labelWidth, y: y - 0.5, ...inside });
          // Where it went on overleaf, the label stayed behind.
          doc.y = (doc.y < y ? doc.y : Math.max(doc.y, below)) + 4;
          doc.x = margins.left;
        },
        heard(value, VALUE, `${label}: `),
      ),
    rule() {
      doc.markContent('Artifact', { type: 'Layout' });
      doc
        .moveTo(margins.left, doc.y)
        .lineTo(doc.page.width - margins.right, doc.y)
        .lineWidth(0.75)
        .stroke(LINE);
      doc.endMarkedContent();
    },
    finish() {
      body.end();
      numberPages(doc, margins);
      doc.end();
      return done;
    },
  };
}

const VALUE = { size: 10.5 };
const lineGapOf = ({ lineGap }: Look) => (lineGap === undefined ? {} : { lineGap });

function numberPages(doc: PDFKit.PDFDocument, { right, bottom }: SheetOf['margins']): void {
  const { start, count } = doc.bufferedPageRange();
  if (count < 2) return;
  for (let at = start; at < start + count; at += 1) {
    doc.switchToPage(at);
    // Below the margin pdfkit would begin another page.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    doc
      .font(PLAIN)
      .fontSize(8.5)
      .fillColor(QUIET)
      .text(`${at + 1} / ${count}`, doc.page.width - right - 60, doc.page.height - bottom * 0.6, {
        width: 60,
        align: 'right',
        lineBreak: false,
      });
    doc.endMarkedContent();
    doc.page.margins.bottom = bottom;
  }
}

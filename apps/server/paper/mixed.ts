import { PLAIN } from './fonts.ts';
import { linesOf, type Piece } from './lines.ts';

export type Look = {
  face?: string;
  size: number;
  colour?: string;
  lineGap?: number;
  /** What goes from right to left begins at the right margin; else it stands where the others stand. */
  byDirection?: boolean;
};

type Doc = PDFKit.PDFDocument;
type Place = Look & { width: number };

/** From a line's top to where its letters stand, in parts of the size: of the sheet's own type, whatever letters follow. */
const STANDS = 1.069;
/** Given any list of features the library shapes a piece as a whole, and not word by word from left to right. */
const WHOLE: PDFKit.Mixins.OpenTypeFeatures[] = [];

const lines = (doc: Doc, text: string, { face = PLAIN, size, width }: Place) =>
  text
    .split('\n')
    .flatMap((one) =>
      linesOf(one, face, width, (piece: Piece) =>
        doc.font(piece.face).fontSize(size).widthOfString(piece.text, { features: WHOLE }),
      ),
    );

const lineHeight = (doc: Doc, { face = PLAIN, size, lineGap = 0 }: Look): number =>
  doc.font(face).fontSize(size).currentLineHeight(true) + lineGap;

/** How high a text of several scripts stands. */
export const mixedHeight = (doc: Doc, text: string, look: Place): number =>
  lines(doc, text, look).length * lineHeight(doc, look);

/** Writes a text of several scripts as `text` of the library writes one: below what is there, and over the page's end. */
export function writeMixed(doc: Doc, text: string, look: Place & { x: number; y: number }): void {
  const high = lineHeight(doc, look);
  doc.y = look.y;
  for (const { pieces, width, rightToLeft } of lines(doc, text, look)) {
    if (doc.y + high > doc.page.maxY()) doc.continueOnNewPage();
    const top = doc.y;
    let x = look.x + (rightToLeft && look.byDirection ? look.width - width : 0);
    if (look.colour) doc.fillColor(look.colour);
    for (const piece of pieces) {
      const options = { features: WHOLE, lineBreak: false } as const;
      doc.font(piece.face).fontSize(look.size);
      doc.text(piece.text, x, top + STANDS * look.size, { ...options, baseline: 'alphabetic' });
      x += doc.widthOfString(piece.text, options);
    }
    doc.y = top + high;
  }
  doc.x = look.x;
}

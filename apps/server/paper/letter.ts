import { requirePrintable } from './printable.ts';
import { BOLD, openSheet, PLAIN, QUIET } from './sheet.ts';

export type Block =
  | { kind: 'heading' | 'paragraph' | 'item' | 'own'; text: string }
  /** A list of people, one a line: they stand under each other, whatever script a name is in. */
  | { kind: 'names'; text: string }
  /** A label and, beside it, what it says. */
  | { kind: 'fact'; label: string; text: string };

/** A paper that the city writes, in order: for a sheet and for a screen alike. */
export type LetterText = {
  title: string;
  from: string;
  reference: string;
  day: string;
  /** Lines of the address, as the person gave them; none on a log. */
  to: readonly string[];
  blocks: readonly Block[];
};

const MARGIN = 72;
const BODY = 10.5;
const TEXT = { size: BODY, lineGap: 2 };
const LABELS = 140;

/**
 * A letter or a log as PDF. Its title names no person.
 * @throws Fault `paper-unprintable`: it would show empty boxes
 */
export async function letterPdf(
  { title, from, reference, day, to, blocks }: LetterText,
  { language, at }: { language: string; at: Date },
): Promise<Buffer> {
  requirePrintable({ none: wordsOf({ title, from, reference, day, to, blocks }).join('\n') });
  const margins = { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN };
  const sheet = openSheet({ title, language, at, margins });
  const { doc } = sheet;
  sheet.write('P', from, { face: BOLD, size: 12, lineGap: 2 });
  doc.moveDown(0.4);
  sheet.rule();
  doc.moveDown(1);
  for (const line of to) sheet.write('P', line, TEXT);
  if (to.length > 0) doc.moveDown(1);
  sheet.write('P', day, { ...TEXT, colour: QUIET });
  sheet.write('P', reference, { ...TEXT, colour: QUIET });
  doc.moveDown(1);
  sheet.write('H1', title, { face: BOLD, size: 17, lineGap: 2 });
  doc.moveDown(0.6);
  for (const [at, block] of blocks.entries()) {
    const { kind, text } = block;
    if (kind !== 'fact' && blocks[at - 1]?.kind === 'fact') doc.moveDown(0.4);
    if (kind === 'heading') {
      sheet.room(76);
      doc.font(PLAIN).fontSize(BODY).moveDown(0.7);
      sheet.write('H2', text, { face: BOLD, size: 12, lineGap: 2 });
      doc.moveDown(0.25);
    } else if (kind === 'fact') sheet.fact(block.label, text, LABELS);
    else if (kind === 'item') {
      sheet.point(text, TEXT);
      doc.moveDown(0.3);
    } else {
      // What an officer typed keeps its lines, and the room between its paragraphs.
      for (const line of kind === 'own' || kind === 'names' ? text.trim().split(/\r?\n/) : [text]) {
        if (line.trim() === '') doc.font(PLAIN).fontSize(BODY).moveDown(0.6);
        else sheet.write('P', line, { ...TEXT, byDirection: kind !== 'names' });
      }
      doc.moveDown(0.5);
    }
  }
  return sheet.finish();
}

/** Every word of a paper. */
export const wordsOf = ({
  title,
  from,
  reference,
  day = '',
  to,
  blocks,
}: Omit<LetterText, 'day'> & { day?: string }): string[] => [
  title,
  from,
  reference,
  day,
  ...to,
  ...blocks.flatMap((block) => (block.kind === 'fact' ? [block.label, block.text] : [block.text])),
];

import { groupSerial, groupSlip } from '@commonkey/credential';
import type { Speak } from '@commonkey/words';
import type { PrintableCard } from '../machine/steps.ts';
import { cardPaper, type PaperSize, type PrintPage, printPages } from '../print/print-pages.ts';

const SLIP: PaperSize = { name: 'slip', width: 85.6, height: 53.98 };
const SLIP_STYLE =
  'dl { font: 11pt "Public Sans", sans-serif; margin: 5mm; } dt { font-size: 8pt; } dd { margin: 0 0 2mm; font-weight: 700; font-size: 13pt; }';

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** Both faces and, where the program has one, the holder's slip: number and secret, no name. One print job. */
export async function printFaces(card: PrintableCard, sayTo: Speak, cardName: string): Promise<void> {
  const pages: PrintPage[] = [
    { paper: cardPaper, picture: copy(card.front) },
    { paper: cardPaper, picture: copy(card.back) },
  ];
  if (card.slip) {
    const rows: [string, string][] = [
      [sayTo('slip.number', { card: cardName }), groupSerial(card.serial)],
      [sayTo('slip.secret'), groupSlip(card.slip.secret)],
    ];
    const list = document.createElement('dl');
    for (const [label, value] of rows) {
      const term = document.createElement('dt');
      term.textContent = label;
      const said = document.createElement('dd');
      said.textContent = value;
      list.append(term, said);
    }
    const advice = document.createElement('dt');
    advice.textContent = sayTo('slip.advice');
    list.append(advice);
    pages.push({ paper: SLIP, content: list, style: SLIP_STYLE });
  }
  await printPages(pages);
  for (const page of pages) if ('picture' in page) page.picture.fill(0);
}

import { cardFault } from './faults.ts';
import { mm, pt } from './geometry.ts';
import { groupedSerial, type Labels } from './labels.ts';
import type { Mark } from './mark.ts';
import { BRASS, SMALL_INK } from './paper.ts';
import { CAP_HEIGHT, type Pen, tidy } from './pen.ts';
import type { CardPerson, CardSettings } from './settings.ts';

const LABEL_WIDTH = mm(15.4);
const LEADING = 1.2;
const TALL_LEADING = 1.1;
/** Height of a row; five of them are lower, their small type smaller. */
const ROW = mm(5.25);
/** Height of a row of two lines that may wrap, and of the four beside it. */
const TALL = mm(6.6);
const BESIDE_TALL = mm(4.4);
const ADDRESS_LINES = 2;

type Row = { role: string; labels: string[]; value: string; below?: string; tall?: true };
type Place = { readonly x: number; readonly width: number; readonly bottom: number };

/** The ruled lines of dates and numbers, standing on `bottom`; `top` is where they begin. */
export function rowMarks(
  pen: Pen,
  say: Labels,
  settings: CardSettings,
  person: CardPerson,
  place: Place,
): { marks: Mark[]; top: number } {
  const rows = rowsOf(say, settings, person);
  const height = rows.length <= 4 ? ROW : rows.some((row) => row.tall) ? BESIDE_TALL : mm(4.6);
  const heights = rows.map((row) => (row.tall ? TALL : height));
  const top = place.bottom - heights.reduce((sum, each) => sum + each, 0);
  let y = top;
  const marks = rows.flatMap((row, i) => {
    const own = heights[i] ?? height;
    y += own;
    return drawRow(pen, settings, row, place, y - own, own);
  });
  return { marks, top };
}

function rowsOf(say: Labels, settings: CardSettings, person: CardPerson): Row[] {
  const row = (role: string, key: string, value: string): Row => ({ role, labels: say.all(key), value });
  return [
    row('birth', 'card.birth', say.date(person.birthDate)),
    ...(settings.issued ? [row('issued', 'card.issued', say.date(person.issued))] : []),
    person.expires === null ? never(say) : row('expires', 'card.expires', say.date(person.expires)),
    ...(settings.careOfSide === 'front' && person.careOf
      ? [row('care-of', 'card.care-of', person.careOf)]
      : []),
    ...addressRow(say, settings, person),
    row('number', 'card.number', groupedSerial(person.serial, settings.numberGroups)),
  ];
}

/** Never beside a care-of line, on whichever side that is: who has their mail taken has given no address. */
function addressRow(say: Labels, settings: CardSettings, person: CardPerson): Row[] {
  const lines = (person.address ?? '').split('\n').map(tidy).filter(Boolean);
  const careOf = settings.careOfSide !== null && person.careOf;
  if (!settings.address || careOf || lines.length === 0) return [];
  if (lines.length > ADDRESS_LINES) throw cardFault('card-does-not-fit', { letters: lines.join('').length });
  return [{ role: 'address', labels: say.all('card.address'), value: lines.join('\n'), tall: true }];
}

function never(say: Labels): Row {
  const [value = '', below] = say.all('card.never');
  return { role: 'expires', labels: say.all('card.expires'), value, ...(below ? { below } : {}) };
}

function drawRow(
  pen: Pen,
  settings: CardSettings,
  row: Row,
  place: Place,
  y: number,
  height: number,
): Mark[] {
  const { ink } = settings.colours;
  const middle = y + height / 2 + 1;
  const write = (
    role: string,
    text: string,
    x: number,
    base: number,
    points: number,
    font: 'sans-400' | 'sans-600',
    fill: string,
    width: number,
  ) => pen.line(text, x, base, points, { role, font, fill, lang: 'und' }, width);
  const label = (name: string, text: string, base: number, points: number, fill: string): Mark =>
    write(`${row.role}-${name}`, text, place.x, base, points, 'sans-400', fill, LABEL_WIDTH);
  const k = row.tall ? BESIDE_TALL / ROW : height / ROW;
  const [first = '', second] = row.labels;
  const labels =
    second === undefined
      ? [label('label', first, middle + mm(0.75), 6, ink)]
      : [
          label('label', first, middle - mm(0.28) * k, 5.6 * k, ink),
          label('label-2', second, middle + mm(1.78) * k, 5.2 * k, SMALL_INK),
        ];
  const x = place.x + LABEL_WIDTH + mm(0.6);
  const width = place.x + place.width - x;
  const values = row.below
    ? [
        write(row.role, row.value, x, middle - mm(0.12) * k, 8 * k, 'sans-600', ink, width),
        write(`${row.role}-2`, row.below, x, middle + mm(1.9) * k, 5.2 * k, 'sans-400', ink, width),
      ]
    : centred(pen, settings, row, { x, width, middle, height: height - mm(0.3) });
  return [
    { kind: 'rect', x: place.x, y: Math.round(y), width: place.width, height: 1, fill: BRASS },
    ...labels,
    ...values,
  ];
}

function centred(
  pen: Pen,
  settings: CardSettings,
  row: Row,
  room: { x: number; width: number; middle: number; height: number },
): Mark[] {
  const leading = row.tall ? TALL_LEADING : LEADING;
  const parts = row.value.split('\n');
  const set = (part: string, largest: number) =>
    pen.block(
      part,
      room.x,
      0,
      {
        width: room.width,
        height: room.height / parts.length,
        largest,
        comfortable: Math.min(largest, row.tall ? 6.5 : 8.5),
        smallest: row.tall ? 4 : 4.5,
        step: 0.5,
        leading,
      },
      { role: row.role, font: 'sans-600', fill: settings.colours.ink, lang: 'und' },
    );
  // All parts as small as the one that needs it most.
  const size = Math.min(...parts.map((part) => set(part, row.tall ? 8 : 10).fitted.size));
  const blocks = parts.map((part) => set(part, size / pt(1)));
  const lines = blocks.reduce((sum, { fitted }) => sum + fitted.lines.length, 0);
  const tall = size * (CAP_HEIGHT + (lines - 1) * leading);
  let y = room.middle - tall / 2;
  return blocks.flatMap(({ marks, fitted }) => {
    const above = y;
    y += fitted.lines.length * size * leading;
    return marks.map((mark) => ({ ...mark, y: mark.y + above }));
  });
}

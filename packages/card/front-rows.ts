import { mm } from './geometry.ts';
import { groupedSerial, type Labels } from './labels.ts';
import type { Mark } from './mark.ts';
import { BRASS, SMALL_INK } from './paper.ts';
import { CAP_HEIGHT, type Pen } from './pen.ts';
import type { CardPerson, CardSettings } from './settings.ts';

const LABEL_WIDTH = mm(15.4);
const LEADING = 1.2;
/** Height of a row; five of them are lower, their small type smaller. */
const ROW = mm(5.25);

type Row = { role: string; labels: string[]; value: string; below?: string };
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
  const height = rows.length > 4 ? mm(4.6) : ROW;
  const top = place.bottom - rows.length * height;
  const marks = rows.flatMap((row, i) => drawRow(pen, settings, row, place, top + i * height, height));
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
    row('number', 'card.number', groupedSerial(person.serial, settings.numberGroups)),
  ];
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
  const k = height / ROW;
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
  const { marks, fitted } = pen.block(
    row.value,
    room.x,
    0,
    {
      width: room.width,
      height: room.height,
      largest: 10,
      comfortable: 8.5,
      smallest: 4.5,
      step: 0.5,
      leading: LEADING,
    },
    { role: row.role, font: 'sans-600', fill: settings.colours.ink, lang: 'und' },
  );
  const tall = fitted.size * (CAP_HEIGHT + (fitted.lines.length - 1) * LEADING);
  return marks.map((mark) => ({ ...mark, y: mark.y + room.middle - tall / 2 }));
}

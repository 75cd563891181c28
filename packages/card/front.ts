import { keyMarkPaths } from '@commonkey/look';
import { FACE, mm, pt } from './geometry.ts';
import type { Labels } from './labels.ts';
import { groupedSerial } from './labels.ts';
import type { Mark } from './mark.ts';
import { BAND_HEIGHT, BRASS, band, MARGIN, microtext, SMALL_INK, sheet } from './paper.ts';
import { CAP_HEIGHT, type Pen } from './pen.ts';
import { portraitUri } from './portrait-image.ts';
import type { CardPerson, CardSettings } from './settings.ts';

const PHOTO = { x: MARGIN, y: Math.round(mm(13.2)), width: mm(28.6), height: mm((28.6 * 45) / 35) } as const;
const COLUMN = { x: mm(36.2), width: FACE.width - MARGIN - mm(36.2) } as const;
const FOOT = PHOTO.y + PHOTO.height;
const LABEL_WIDTH = mm(15);

/** Lays out the front. */
export function frontMarks(pen: Pen, say: Labels, settings: CardSettings, person: CardPerson): Mark[] {
  const rows = rowsOf(say, settings, person);
  const rowHeight = rows.length > 4 ? mm(4.45) : mm(5.25);
  const rowsTop = FOOT - rows.length * rowHeight;
  return [
    ...sheet(settings, 'front'),
    ...band(settings, person.child),
    ...heading(pen, say, settings, person.child),
    microtext(pen, settings, BAND_HEIGHT + mm(1.5), settings.colours.ink),
    ...photo(person),
    ...names(pen, settings, person, rowsTop - mm(1.2)),
    ...rows.flatMap((row, i) => drawRow(pen, settings, row, rowsTop + i * rowHeight, rowHeight)),
    microtext(pen, settings, FACE.height - mm(1.9), settings.colours.accent),
  ];
}

function heading(pen: Pen, say: Labels, settings: CardSettings, child: boolean): Mark[] {
  const over = child ? settings.colours.onChildBand : settings.colours.onBand;
  const size = mm(7.2);
  const x = MARGIN + size + mm(1.6);
  const lang = say.languages[0] ?? 'und';
  const room = FACE.width - MARGIN - x;
  return [
    { kind: 'drawing', x: MARGIN, y: (BAND_HEIGHT - size) / 2, size, units: 64, svg: keyMarkPaths(over) },
    pen.line(
      settings.cardName,
      x,
      mm(5),
      11,
      { role: 'card-name', font: 'sans-600', fill: over, lang },
      room,
    ),
    pen.line(
      [settings.cityName, ...say.all('card.title')].join(' · '),
      x,
      mm(8.15),
      6,
      { role: 'city', font: 'sans-400', fill: over, lang, tracking: 0.02 },
      room,
    ),
  ];
}

function photo(person: CardPerson): Mark[] {
  const rim = 2;
  return [
    {
      kind: 'rect',
      x: PHOTO.x - rim,
      y: PHOTO.y - rim,
      width: PHOTO.width + 2 * rim,
      height: PHOTO.height + 2 * rim,
      radius: mm(1) + rim,
      fill: BRASS,
    },
    { kind: 'image', ...PHOTO, radius: mm(1), href: portraitUri(person.portrait) },
  ];
}

/** The name and, if asked for, the holder's own script below it, above `bottom`. */
function names(pen: Pen, settings: CardSettings, person: CardPerson, bottom: number): Mark[] {
  const top = PHOTO.y - mm(0.1);
  const second = settings.secondScript ? person.secondName : undefined;
  const leading = 1.2;
  const room = { width: COLUMN.width, largest: 14, comfortable: 10, smallest: 6, step: 0.5, leading };
  const secondHeight = second ? mm(5.6) : 0;
  const height = bottom - top - secondHeight;
  const fill = settings.colours.ink;
  const name = pen.block(
    person.name,
    COLUMN.x,
    top,
    { ...room, height: height + pt(2) },
    { role: 'name', font: 'sans-600', fill, lang: 'und' },
  );
  if (!second) return name.marks;
  const after = top + name.fitted.size * (CAP_HEIGHT + (name.fitted.lines.length - 1) * leading);
  const own = pen.line(
    second.text,
    COLUMN.x,
    after + mm(5.1),
    11.5,
    { role: 'second-name', font: scriptFont(second.lang), fill, lang: second.lang },
    COLUMN.width,
  );
  return [...name.marks, own];
}

const SCRIPT_FONTS = {
  ar: 'arabic-500',
  fa: 'arabic-500',
  ps: 'arabic-500',
  ur: 'arabic-500',
  zh: 'sc-500',
  yue: 'sc-500',
} as const;

const scriptFont = (lang: string) =>
  SCRIPT_FONTS[(lang.split('-')[0] ?? '') as keyof typeof SCRIPT_FONTS] ?? 'sans-600';

type Row = { role: string; labels: string[]; value: string; below?: string };

function rowsOf(say: Labels, settings: CardSettings, person: CardPerson): Row[] {
  const never = say.all('card.never');
  const expires: Row =
    person.expires === null
      ? {
          role: 'expires',
          labels: say.all('card.expires'),
          value: never[0] ?? '',
          ...(never[1] ? { below: never[1] } : {}),
        }
      : { role: 'expires', labels: say.all('card.expires'), value: say.date(person.expires) };
  return [
    { role: 'birth', labels: say.all('card.birth'), value: say.date(person.birthDate) },
    ...(settings.issued
      ? [{ role: 'issued', labels: say.all('card.issued'), value: say.date(person.issued) }]
      : []),
    expires,
    ...(settings.careOfSide === 'front' && person.careOf
      ? [{ role: 'care-of', labels: say.all('card.care-of'), value: person.careOf }]
      : []),
    {
      role: 'number',
      labels: say.all('card.number'),
      value: groupedSerial(person.serial, settings.numberGroups),
    },
  ];
}

function drawRow(pen: Pen, settings: CardSettings, row: Row, y: number, height: number): Mark[] {
  const lang = 'und';
  const rule: Mark = {
    kind: 'rect',
    x: COLUMN.x,
    y: Math.round(y),
    width: COLUMN.width,
    height: 1,
    fill: BRASS,
  };
  const [first = '', second] = row.labels;
  const middle = y + height / 2;
  const label = { font: 'sans-400', lang } as const;
  const labels: Mark[] = second
    ? [
        pen.line(
          first,
          COLUMN.x,
          middle - mm(0.25),
          5.6,
          { ...label, role: `${row.role}-label`, fill: settings.colours.ink },
          LABEL_WIDTH,
        ),
        pen.line(
          second,
          COLUMN.x,
          middle + mm(1.75),
          5.2,
          { ...label, role: `${row.role}-label-2`, fill: SMALL_INK },
          LABEL_WIDTH,
        ),
      ]
    : [
        pen.line(
          first,
          COLUMN.x,
          middle + mm(0.7),
          6,
          { ...label, role: `${row.role}-label`, fill: settings.colours.ink },
          LABEL_WIDTH,
        ),
      ];
  const x = COLUMN.x + LABEL_WIDTH + mm(0.8);
  const width = COLUMN.x + COLUMN.width - x;
  const value = { font: 'sans-600', fill: settings.colours.ink, lang, role: row.role } as const;
  if (row.below)
    return [
      rule,
      ...labels,
      pen.line(row.value, x, middle + mm(0.1), 8.5, value, width),
      pen.line(
        row.below,
        x,
        middle + mm(2),
        5.2,
        { ...value, role: `${row.role}-2`, font: 'sans-400' },
        width,
      ),
    ];
  return [rule, ...labels, pen.line(row.value, x, middle + pt(10) * CAP_HEIGHT * 0.5, 10, value, width)];
}

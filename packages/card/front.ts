import { keyMarkPaths } from '@commonkey/look';
import type { FontName } from './fonts.ts';
import { rowMarks } from './front-rows.ts';
import { FACE, mm } from './geometry.ts';
import type { Labels } from './labels.ts';
import type { Mark } from './mark.ts';
import { BAND_HEIGHT, BRASS, band, MARGIN, microtext, sheet } from './paper.ts';
import { CAP_HEIGHT, type Pen } from './pen.ts';
import { portraitUri } from './portrait-image.ts';
import type { CardPerson, CardSettings } from './settings.ts';

const PHOTO = { x: MARGIN, y: Math.round(mm(13.2)), width: mm(28.6), height: mm((28.6 * 45) / 35) } as const;
const COLUMN = { x: mm(36.2), width: FACE.width - MARGIN - mm(36.2) } as const;
const FOOT = PHOTO.y + PHOTO.height;

/** Lays out the front. */
export function frontMarks(pen: Pen, say: Labels, settings: CardSettings, person: CardPerson): Mark[] {
  const rows = rowMarks(pen, say, settings, person, { ...COLUMN, bottom: FOOT });
  return [
    ...sheet(settings, 'front'),
    ...band(settings, person.child),
    ...heading(pen, say, settings, person.child),
    microtext(pen, settings, BAND_HEIGHT + mm(1.5), settings.colours.ink),
    ...photo(person),
    ...names(pen, settings, person, rows.top - mm(1.4)),
    ...rows.marks,
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
  const top = PHOTO.y;
  const height = bottom - top;
  const shared = { width: COLUMN.width, step: 0.5 };
  const own = settings.secondScript ? person.secondName : undefined;
  const second = own
    ? pen.block(
        own.text,
        COLUMN.x,
        0,
        { ...shared, height: height * 0.46, largest: 11.5, comfortable: 9, smallest: 5.5, leading: 1.3 },
        { role: 'second-name', font: scriptFont(own.text), fill: settings.colours.ink, lang: own.lang },
      )
    : undefined;
  const taken = second ? second.fitted.size * second.fitted.lines.length * 1.3 : 0;
  const leading = 1.34;
  const name = pen.block(
    person.name,
    COLUMN.x,
    top,
    { ...shared, height: height - taken, largest: 14, comfortable: 10, smallest: 6, leading },
    { role: 'name', font: 'sans-600', fill: settings.colours.ink, lang: 'und' },
  );
  if (!second) return name.marks;
  const below = top + name.fitted.size * (CAP_HEIGHT + (name.fitted.lines.length - 1) * leading);
  const drop = below + name.fitted.size * 0.3 + second.fitted.size * 0.3;
  return [...name.marks, ...second.marks.map((mark) => ({ ...mark, y: mark.y + drop }))];
}

/** By the letters and not by the language: names travel further than languages. */
function scriptFont(text: string): FontName {
  if (/\p{Script=Arabic}/u.test(text)) return 'arabic-500';
  if (/\p{Script=Han}/u.test(text)) return 'sc-500';
  return 'sans-600';
}

import { keyMarkPaths } from '@commonkey/look';
import { CODABAR_QUIET, codabar } from './codabar.ts';
import { cardFault } from './faults.ts';
import { FACE, mm, pt } from './geometry.ts';
import type { Labels } from './labels.ts';
import type { Mark, TextMark } from './mark.ts';
import { MARGIN, microtext, SMALL_INK, sheet } from './paper.ts';
import type { Pen, Style } from './pen.ts';
import { QR_PLACE, QR_SQUARE, qrMarks, qrMatrix } from './qr-square.ts';
import type { CardPerson, CardSettings, Marking } from './settings.ts';

const LEFT = { x: MARGIN, width: QR_PLACE.x - MARGIN - mm(2.6) } as const;
const FOOT_TOP = QR_PLACE.y + QR_SQUARE + mm(2.2);
const FOOT_BOTTOM = FACE.height - mm(3);
/** Millimetres between paragraphs, from a base line to the next capital. */
const BETWEEN = 2.9;
const BARS_HEIGHT = Math.round(mm(8.2));

/** Lays out the back. Throws `card-qr-missing` where a card that is no practice card has no signed code. */
export function backMarks(
  pen: Pen,
  say: Labels,
  settings: CardSettings,
  person: CardPerson,
  marking: Marking,
): Mark[] {
  return [
    ...sheet(settings, 'back'),
    ...square(person, settings, marking),
    ...words(pen, say, settings, person),
    ...library(pen, say, settings, person),
    ...benefits(pen, say, settings, person),
    microtext(pen, settings, FACE.height - mm(1.2), settings.colours.accent),
  ];
}

function square(person: CardPerson, settings: CardSettings, marking: Marking): Mark[] {
  if (person.qr !== null) return qrMarks(qrMatrix(person.qr), QR_PLACE);
  if (marking !== 'practice') throw cardFault('card-qr-missing');
  const size = mm(14);
  return [
    { kind: 'rect', ...QR_PLACE, width: QR_SQUARE, height: QR_SQUARE, fill: '#ffffff' },
    {
      kind: 'drawing',
      x: QR_PLACE.x + (QR_SQUARE - size) / 2,
      y: QR_PLACE.y + (QR_SQUARE - size) / 2,
      size,
      units: 64,
      svg: keyMarkPaths(settings.colours.ink),
    },
  ];
}

type Paragraph = { role: string; label?: string[]; texts: string[]; strong?: boolean };

function paragraphs(say: Labels, settings: CardSettings, person: CardPerson): Paragraph[] {
  const check = settings.verifier
    ? say.all('card.check', { address: settings.verifier })
    : say.all('card.check-no-address');
  const lost = say.languages.map((language, i) => settings.lost[language] ?? say.all('card.lost')[i] ?? '');
  const found = say.all('card.found');
  return [
    { role: 'check', texts: check },
    ...(person.child && person.emergencyContact
      ? [
          {
            role: 'emergency',
            label: [say.joined('card.emergency')],
            texts: [person.emergencyContact],
            strong: true,
          },
        ]
      : []),
    ...(settings.careOfSide === 'back' && person.careOf
      ? [{ role: 'care-of', label: [say.joined('card.care-of')], texts: [person.careOf], strong: true }]
      : []),
    { role: 'lost', texts: lost.map((text, i) => `${text} ${found[i] ?? ''}`) },
  ];
}

/** Sentences beside the square, as large as all of them fit together. */
function words(pen: Pen, say: Labels, settings: CardSettings, person: CardPerson): Mark[] {
  const list = paragraphs(say, settings, person);
  const bottom = (settings.library && person.libraryNumber ? FOOT_TOP : FOOT_BOTTOM) - mm(1.2);
  for (let scale = 1; scale >= 0.6; scale -= 0.02) {
    const { marks, y } = stack(pen, say, settings, list, scale);
    if (y <= bottom) return marks;
  }
  throw cardFault('card-does-not-fit', { letters: list.flatMap((each) => each.texts).join('').length });
}

function stack(pen: Pen, say: Labels, settings: CardSettings, list: readonly Paragraph[], scale: number) {
  const marks: Mark[] = [];
  let y = QR_PLACE.y;
  const put = (text: string, points: number, style: Style, gap: number) => {
    const size = points * scale;
    const room = {
      width: LEFT.width,
      height: mm(60),
      largest: size,
      comfortable: size,
      smallest: size * 0.8,
      step: 0.25,
      leading: 1.24,
    };
    const block = pen.block(text, LEFT.x, y, room, style);
    marks.push(...block.marks);
    y += block.fitted.size * (0.72 + (block.fitted.lines.length - 1) * 1.24) + mm(gap) * scale;
  };
  for (const each of list) {
    const lang = say.languages[0] ?? 'und';
    for (const label of each.label ?? [])
      put(label, 6, { role: `${each.role}-label`, font: 'sans-400', fill: SMALL_INK, lang }, 1.3);
    each.texts.forEach((text, i) => {
      const first = i === 0;
      put(
        text,
        each.strong ? 9 : first ? 7 : 6.2,
        {
          role: first ? each.role : `${each.role}-${i + 1}`,
          font: each.strong || (first && each.role === 'check') ? 'sans-600' : 'sans-400',
          fill: first ? settings.colours.ink : SMALL_INK,
          lang: say.languages[i] ?? lang,
        },
        i === each.texts.length - 1 ? BETWEEN : 1.75,
      );
    });
  }
  return { marks, y: y - mm(BETWEEN) * scale };
}

function library(pen: Pen, say: Labels, settings: CardSettings, person: CardPerson): Mark[] {
  if (!settings.library || person.libraryNumber === undefined) return [];
  const { bars, width } = codabar(person.libraryNumber);
  const top = Math.round(FOOT_TOP + mm(0.6));
  const left = Math.round(MARGIN - mm(1.2)) + CODABAR_QUIET;
  const base = top + BARS_HEIGHT;
  const d = bars.map((bar) => `M${left + bar.x} ${top}h${bar.width}v${BARS_HEIGHT}h${-bar.width}z`).join('');
  const digits = person.libraryNumber.replace(/(\d)(\d{4})(\d{8})(\d)/, '$1 $2 $3 $4');
  const style = { font: 'sans-400', fill: settings.colours.ink, lang: 'und' } as const;
  return [
    {
      kind: 'rect',
      x: left - CODABAR_QUIET,
      y: top - 8,
      width: width + 2 * CODABAR_QUIET,
      height: BARS_HEIGHT + mm(4),
      radius: 6,
      fill: '#ffffff',
    },
    { kind: 'path', d, fill: '#000000', crisp: true },
    pen.line(
      say.joined('card.library'),
      left,
      base + mm(2.5),
      5.8,
      { ...style, role: 'library-label', fill: SMALL_INK },
      mm(20),
    ),
    {
      ...pen.line(digits, left + width, base + mm(2.6), 7.5, { ...style, role: 'library', font: 'sans-600' }),
      anchor: 'end',
    },
  ];
}

/** Pharmacy group and transit number right of the barcode, as large as all of them fit. */
function benefits(pen: Pen, say: Labels, settings: CardSettings, person: CardPerson): Mark[] {
  for (let scale = 1; scale >= 0.6; scale -= 0.02) {
    const { marks, y } = benefitLines(pen, say, settings, person, scale);
    if (y <= FOOT_BOTTOM) return marks;
  }
  throw cardFault('card-does-not-fit', { letters: 0 });
}

function benefitLines(pen: Pen, say: Labels, settings: CardSettings, person: CardPerson, scale: number) {
  const x = mm(54.2);
  const width = FACE.width - MARGIN - x;
  const marks: TextMark[] = [];
  let y = FOOT_TOP - mm(0.4);
  const put = (role: string, text: string, points: number, strong: boolean) => {
    y += pt(points * scale) * 1.24;
    const style: Style = {
      role,
      font: strong ? 'sans-600' : 'sans-400',
      fill: strong ? settings.colours.ink : SMALL_INK,
      lang: 'und',
    };
    marks.push(pen.line(text, x, y, points * scale, style, width));
  };
  const { pharmacy } = settings;
  if (pharmacy) {
    const { bin, pcn, group, member, phone } = pharmacy;
    const pieces = [
      `RxBIN ${bin}`,
      `PCN ${pcn}`,
      `RxGRP ${group}`,
      `ID ${member}`,
      ...(phone ? [phone] : []),
    ];
    const fits = (text: string) => pen.width(text, 6.4 * scale, 'sans-600') <= width;
    put('pharmacy-label', say.joined('card.pharmacy'), 5.8, false);
    flow(pieces, fits).forEach((line, i) => {
      put(`pharmacy-${i + 1}`, line, 6.4, true);
    });
    put('not-insurance', say.joined('card.not-insurance', ' '), 5.8, false);
  }
  if (settings.transit && person.transitSerial) {
    y += pharmacy ? mm(0.8) * scale : 0;
    put('transit-label', say.joined('card.transit'), 5.8, false);
    put('transit', person.transitSerial, 6.4, true);
  }
  return { marks, y };
}

/** Pieces side by side while a line holds them; a piece is never torn. */
function flow(pieces: readonly string[], fits: (text: string) => boolean): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} · ${piece}`)) lines[lines.length - 1] = `${last} · ${piece}`;
    else lines.push(piece);
  }
  return lines;
}

import { direction } from '@commonkey/words';
import { type Fitted, fitText, type Room } from './fit.ts';
import type { FontName, Typefaces } from './fonts.ts';
import { pt } from './geometry.ts';
import type { TextMark } from './mark.ts';
import { measure } from './measure.ts';

export type Style = {
  readonly role: string;
  readonly font: FontName;
  readonly fill: string;
  readonly lang: string;
  readonly tracking?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
};

export type Pen = {
  /** One line at a size in points, narrowed to at most `width` dots if given. Throws `card-does-not-fit`. */
  line(text: string, x: number, y: number, points: number, style: Style, width?: number): TextMark;
  /** A text set into a room (sizes in points there), first base line one ascent below `y`. */
  block(text: string, x: number, y: number, room: Room, style: Style): { marks: TextMark[]; fitted: Fitted };
  /** Width of a line in dots. */
  width(text: string, points: number, font: FontName, tracking?: number): number;
};

/** Height of a capital above the base line, in em of Noto Sans. */
export const CAP_HEIGHT = 0.714;

export function pen(faces: Typefaces): Pen {
  // Fitting asks for the same beginnings of a line again and again, at every size it tries.
  const known = new Map<string, number>();
  const widthEm = (text: string, font: FontName, tracking = 0): number => {
    const key = `${font} ${tracking} ${text}`;
    const width =
      known.get(key) ?? measure(faces, font, text).width + tracking * Math.max(0, [...text].length - 1);
    known.set(key, width);
    return width;
  };

  const mark = (
    text: string,
    x: number,
    y: number,
    size: number,
    style: Style,
    squeeze: number,
  ): TextMark => ({
    kind: 'text',
    role: style.role,
    text: isolate(text, style.lang),
    x,
    y,
    size,
    width: widthEm(text, style.font, style.tracking) * size * squeeze,
    squeeze,
    fonts: measure(faces, style.font, text).fonts,
    fill: style.fill,
    anchor: style.anchor ?? 'start',
    tracking: (style.tracking ?? 0) * size,
    lang: style.lang,
  });

  return {
    line(text, x, y, points, style, width) {
      const clean = tidy(text);
      const room = {
        width: width ?? Number.POSITIVE_INFINITY,
        height: pt(points) * 2,
        largest: pt(points),
        comfortable: pt(points),
        smallest: pt(points) * 0.6,
        step: pt(0.25),
        leading: 1,
        maxLines: 1,
      };
      const fitted = fitText(clean, room, (part) => widthEm(part, style.font, style.tracking));
      return mark(clean, x, y, fitted.size, style, fitted.lines[0]?.squeeze ?? 1);
    },
    block(text, x, y, room, style) {
      const inDots = {
        ...room,
        largest: pt(room.largest),
        comfortable: pt(room.comfortable),
        smallest: pt(room.smallest),
        step: pt(room.step),
      };
      const fitted = fitText(tidy(text), inDots, (part) => widthEm(part, style.font, style.tracking));
      const marks = fitted.lines.map((line, i) =>
        mark(
          line.text,
          x,
          y + fitted.size * (CAP_HEIGHT + i * room.leading),
          fitted.size,
          style,
          line.squeeze,
        ),
      );
      return { marks, fitted };
    },
    width: (text, points, font, tracking) => widthEm(tidy(text), font, tracking) * pt(points),
  };
}

/** Explicit embeddings, overrides and isolates: in a typed name they could only turn it into another. */
const STEERING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** One code point a letter where Unicode has one, single spaces, no control characters. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(STEERING, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * The renderer takes every line as left-to-right; an isolate (Unicode Annex #9: RLI or FSI, to PDI) gives a
 * right-to-left name its own base direction, so that digits, Latin words and brackets in it fall where its reader
 * looks for them.
 */
function isolate(text: string, lang: string): string {
  if (direction(lang) === 'rtl') return `\u2067${text}\u2069`;
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

import { FACE, mm } from './geometry.ts';
import type { Labels } from './labels.ts';
import type { Mark } from './mark.ts';
import type { Pen } from './pen.ts';
import { QR_PLACE } from './qr-square.ts';
import type { Marking } from './settings.ts';

const BRICK = '#A32A1E';

/**
 * Words over the whole card, photo included, so that no part cut out of a specimen passes for a card. On the back
 * they keep clear of the square: a specimen's code must scan to say that it is one.
 */
export function watermark(pen: Pen, say: Labels, marking: Marking, side: 'front' | 'back'): Mark[] {
  if (marking === 'none') return [];
  const text = say.joined(`card.${marking}`);
  const place =
    side === 'front'
      ? { x: FACE.width / 2, y: FACE.height / 2 + mm(6), points: 40, turn: -24, room: mm(84) }
      : { x: (QR_PLACE.x + mm(1)) / 2, y: mm(24), points: 24, turn: -24, room: mm(46) };
  const style = {
    role: 'marking',
    font: 'sans-600',
    fill: BRICK,
    lang: 'und',
    anchor: 'middle',
    tracking: 0.04,
  } as const;
  return [
    { ...pen.line(text, place.x, place.y, place.points, style, place.room), turn: place.turn, opacity: 0.3 },
  ];
}

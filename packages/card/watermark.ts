import { FACE, mm, pt } from './geometry.ts';
import type { Labels } from './labels.ts';
import type { Mark } from './mark.ts';
import type { Pen } from './pen.ts';
import { QR_PLACE } from './qr-square.ts';
import type { Marking } from './settings.ts';

const BRICK = '#A32A1E';
const TURN = -24;

/**
 * Words over the whole card, photo included, so that no part cut out of a specimen passes for a card. On the back
 * they keep clear of the square: a specimen's code must scan to say that it is one.
 */
export function watermark(pen: Pen, say: Labels, marking: Marking, side: 'front' | 'back'): Mark[] {
  if (marking === 'none') return [];
  const words = [...new Set(say.all(`card.${marking}`))];
  const place =
    side === 'front'
      ? { x: FACE.width / 2, y: FACE.height / 2 + mm(5), points: 36, room: mm(80) }
      : { x: QR_PLACE.x / 2, y: mm(23), points: 19, room: mm(42) };
  const style = {
    role: 'marking',
    font: 'sans-600',
    fill: BRICK,
    lang: 'und',
    anchor: 'middle',
    tracking: 0.04,
  } as const;
  // Lines of a turned block follow each other at right angles to the turn.
  const turn = (TURN * Math.PI) / 180;
  return words.map((word, i) => {
    const drop = pt(place.points) * 1.15 * (i - (words.length - 1) / 2);
    const x = place.x - drop * Math.sin(turn);
    const y = place.y + drop * Math.cos(turn);
    return { ...pen.line(word, x, y, place.points, style, place.room), turn: TURN, opacity: 0.32 };
  });
}

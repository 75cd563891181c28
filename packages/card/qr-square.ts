import encodeQR from 'qr';
import { cardFault } from './faults.ts';
import { FACE, mm } from './geometry.ts';
import type { Mark } from './mark.ts';

/** Fewest dots a module at 300 dpi: 3 dots are 0.254 mm. */
export const LEAST_DOTS = 3;
/** ISO/IEC 18004 section 9.1: four modules of light on every side. */
export const QUIET_MODULES = 4;
/** The square on the card, quiet zone included: 32 mm. */
export const QR_SQUARE = Math.floor(mm(32));
/** 117 modules (version 25) with their quiet zone are 375 of the square's 377 dots. */
export const MOST_MODULES = 117;

/** Characters of the alphanumeric mode, which Base45 (RFC 9285) is made of. */
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]+$/;

/**
 * Modules of a text at level M, true is dark, without quiet zone.
 * Throws `card-qr-bad-text` for a text outside the alphanumeric set, `card-qr-too-large` for more than 117 a side.
 */
export function qrMatrix(text: string): boolean[][] {
  if (!ALPHANUMERIC.test(text)) throw cardFault('card-qr-bad-text');
  if (text.length > 3391) throw cardFault('card-qr-too-large', { most: MOST_MODULES });
  const bordered = encodeQR(text, 'raw', { ecc: 'medium', encoding: 'alphanumeric', border: 1 });
  const modules = bordered.slice(1, -1).map((row) => row.slice(1, -1));
  if (modules.length > MOST_MODULES)
    throw cardFault('card-qr-too-large', { modules: modules.length, most: MOST_MODULES });
  return modules;
}

export type QrGrid = { readonly x: number; readonly y: number; readonly dots: number };

/**
 * Top left dot of the first module and whole dots a module: the symbol in the middle of its square, as large as the
 * square holds with its quiet zone.
 */
export function qrGrid(square: { x: number; y: number }, modules: number): QrGrid {
  const dots = Math.floor(QR_SQUARE / (modules + 2 * QUIET_MODULES));
  const margin = Math.floor((QR_SQUARE - modules * dots) / 2);
  return { x: square.x + margin, y: square.y + margin, dots };
}

/** Where the square lies on the back. */
export const QR_PLACE = {
  x: FACE.width - Math.round(mm(3.6)) - QR_SQUARE,
  y: Math.round(mm(3.6)),
} as const;

/** A white square and the dark modules, each run of a row one rectangle on whole dots. */
export function qrMarks(matrix: readonly (readonly boolean[])[], square: { x: number; y: number }): Mark[] {
  const { x: originX, y: originY, dots } = qrGrid(square, matrix.length);
  const runs = matrix.flatMap((row, y) => {
    const drawn: string[] = [];
    for (let x = 0; x < row.length; ) {
      let end = x;
      while (row[end] === true) end++;
      if (end > x) {
        const left = originX + x * dots;
        const top = originY + y * dots;
        drawn.push(`M${left} ${top}h${(end - x) * dots}v${dots}H${left}z`);
      }
      x = Math.max(end, x + 1);
    }
    return drawn;
  });
  return [
    { kind: 'rect', x: square.x, y: square.y, width: QR_SQUARE, height: QR_SQUARE, fill: '#ffffff' },
    { kind: 'path', d: runs.join(''), fill: '#000000', crisp: true },
  ];
}

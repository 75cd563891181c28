import encodeQR from 'qr';
import { fault } from './fault.ts';

/** Error correction levels and the most alphanumeric characters version 40 holds at each (ISO/IEC 18004 table 7). */
const LEVELS = {
  L: { ecc: 'low', most: 4296 },
  M: { ecc: 'medium', most: 3391 },
  Q: { ecc: 'quartile', most: 2420 },
} as const;

/**
 * Modules of the QR code of a Base45 text (ISO/IEC 18004, alphanumeric mode), true for dark, without quiet zone.
 * Fault: `qr-does-not-fit` (longer than any QR code holds at that level).
 */
export function qrModules(text: string, level: keyof typeof LEVELS = 'M'): boolean[][] {
  const { ecc, most } = LEVELS[level];
  if (text.length > most) throw fault('qr-does-not-fit', { most });
  // The encoder draws no symbol without a border; one module of it is cut off again.
  const bordered = encodeQR(text, 'raw', { ecc, encoding: 'alphanumeric', border: 1 });
  return bordered.slice(1, -1).map((row) => row.slice(1, -1));
}

/** Version and number of modules a side, at level M. Fault: `qr-does-not-fit`. */
export function fitQr(text: string): { version: number; modules: number } {
  const modules = qrModules(text).length;
  return { version: (modules - 17) / 4, modules };
}

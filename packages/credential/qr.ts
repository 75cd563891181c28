import encodeQR from 'qr';
import { fault } from './fault.ts';

/**
 * Modules of the QR code of a Base45 text (ISO/IEC 18004, alphanumeric mode), true for dark, without quiet zone.
 * Fault: `qr-does-not-fit` (longer than any QR code holds at that level).
 */
export function qrModules(text: string, level: 'L' | 'M' | 'Q' = 'M'): boolean[][] {
  const ecc = ({ L: 'low', M: 'medium', Q: 'quartile' } as const)[level];
  try {
    return encodeQR(text, 'raw', { ecc, encoding: 'alphanumeric', border: 0 });
  } catch (error) {
    throw fault('qr-does-not-fit', {}, error);
  }
}

/** Version and number of modules a side, at level M. Fault: `qr-does-not-fit`. */
export function fitQr(text: string): { version: number; modules: number } {
  const modules = qrModules(text).length;
  return { version: (modules - 17) / 4, modules };
}

import { decodeQR } from 'qr/decode.js';
import type { RgbaImage } from './image.ts';
import type { Patience } from './patience.ts';

const milliseconds: Record<Patience, number> = { frame: 30, picture: 800 };

/** The same in plain JavaScript (`qr`): slower on hard pictures, but it runs where WebAssembly may not. */
export function readWithQr(image: RgbaImage, patience: Patience): string | null {
  try {
    const text = decodeQR(
      { data: image.data, width: image.width, height: image.height },
      { format: 'RGBA', timeLimit: milliseconds[patience], ...(patience === 'picture' ? { effort: 4 } : {}) },
    );
    return text || null;
  } catch {
    return null; // the library throws its reason for "found nothing"; to a caller they are all the same answer
  }
}

import { kindOf } from '../../uploads/magic.ts';
import type { Grey } from './grey.ts';
import { LOOK_AT } from './quality.ts';

/** Long edge of what is sent: small print is legible, and half a megabyte goes through a slow line in ten seconds. */
const LONG_EDGE = 2400;
const JPEG_QUALITY = 0.88;

export type Opened =
  | { kind: 'picture'; canvas: HTMLCanvasElement; shortEdge: number }
  | { kind: 'pdf' | 'heic' | 'unreadable' };

/**
 * A chosen file as plain pixels, upright, in memory alone. What this browser cannot read is told by its first bytes: a
 * name or a type says what a phone calls it, and not what it is.
 */
export async function openPicture(file: Blob): Promise<Opened> {
  const head = new Uint8Array(await file.slice(0, 32).arrayBuffer());
  const kind = kindOf(head);
  if (kind === 'pdf') return { kind };
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONG_EDGE / Math.max(bitmap.width, bitmap.height));
    const canvas = draw(bitmap, bitmap.width * scale, bitmap.height * scale);
    const shortEdge = Math.min(bitmap.width, bitmap.height);
    bitmap.close();
    return { kind: 'picture', canvas, shortEdge };
  } catch {
    return { kind: kind === 'heic' ? kind : 'unreadable' };
  }
}

function draw(source: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  pen(canvas).drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

export function pen(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return context;
}

export function greyOf(canvas: HTMLCanvasElement): Grey {
  const scale = Math.min(1, LOOK_AT / Math.max(canvas.width, canvas.height));
  const small = draw(canvas, canvas.width * scale, canvas.height * scale);
  const { data } = pen(small).getImageData(0, 0, small.width, small.height);
  const values = new Uint8ClampedArray(small.width * small.height);
  // Rec. 601 luma.
  for (let at = 0; at < values.length; at += 1)
    values[at] =
      0.299 * (data[at * 4] ?? 0) + 0.587 * (data[at * 4 + 1] ?? 0) + 0.114 * (data[at * 4 + 2] ?? 0);
  return { width: small.width, height: small.height, values };
}

/** The pixels and nothing else: no name, no place, no time, no camera. */
export function asJpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/jpeg', JPEG_QUALITY),
  );
}

/** Pixels of a picture that is done with do not wait for the collector. */
export function wipe(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}

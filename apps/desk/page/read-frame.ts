import { readQr } from '@commonkey/scan';
import type { Pixels } from '../picture/pixels.ts';
import { asset } from './assets.ts';

/** The QR text in a camera picture, or null. */
export async function readFrame(image: Pixels): Promise<string | null> {
  return readQr(image, await asset('wasm/zxing-reader.wasm'), { patience: 'frame' });
}

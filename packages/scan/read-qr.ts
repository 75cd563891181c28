import { type RgbaImage, soundImage } from './image.ts';
import type { Patience } from './patience.ts';
import { readWithQr } from './with-qr.ts';
import { readWithZxing, type Wasm } from './with-zxing.ts';

export type { Patience } from './patience.ts';
export type { Wasm } from './with-zxing.ts';

export type ReadOptions = { readonly patience?: Patience };

/**
 * The text of the QR code in a picture, or null when no code can be read in it.
 *
 * `wasm` is the reader's WebAssembly (`zxing-wasm/reader/zxing_reader.wasm`) as bytes; keep handing in the same
 * object, it is compiled once. Without it, or where WebAssembly is forbidden, a slower reader in plain JavaScript
 * answers. Nothing is fetched and nothing of the picture outlives the call except in the reader's own memory.
 *
 * @throws Fault `scan-picture-malformed` | `scan-picture-too-large`
 */
export async function readQr(
  image: RgbaImage,
  wasm?: Wasm,
  { patience = 'picture' }: ReadOptions = {},
): Promise<string | null> {
  soundImage(image);
  const found = wasm ? await readWithZxing(image, wasm, patience) : undefined;
  if (found) return found;
  // A frame that zxing searched in vain is not worth a second search: the next frame is a better one.
  if (found === null && patience === 'frame') return null;
  return readWithQr(image, patience);
}

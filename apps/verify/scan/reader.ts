import { type ReadOptions, type RgbaImage, readQr, type Wasm } from '@commonkey/scan';

// Asked for when the page opens, never while a card is checked: from then on a check makes no request.
const wasm: Promise<Wasm | undefined> = fetch('/reader.wasm')
  .then(async (response) => (response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined))
  .catch(() => undefined);

export async function readCode(image: RgbaImage, options?: ReadOptions): Promise<string | null> {
  return readQr(image, await wasm, options);
}

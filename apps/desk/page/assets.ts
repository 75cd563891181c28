import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import { openFaceEncoder } from '../picture/face-encoder.ts';

const made = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** A file that was built with the page; the service worker has it when the network does not. */
export function asset(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const before = made.get(path);
  if (before) return before;
  const bytes = fetch(`./${path}`).then(async (response) => {
    if (!response.ok) throw new Fault<DeskCode>('desk-unexpected', { code: 'asset-missing' });
    return new Uint8Array(await response.arrayBuffer());
  });
  // A failed load must not be remembered as the answer.
  bytes.catch(() => made.delete(path));
  made.set(path, bytes);
  return bytes;
}

let encoder: ReturnType<typeof openFaceEncoder> | undefined;

export function faceEncoder(): ReturnType<typeof openFaceEncoder> {
  encoder ??= asset('wasm/avif-encoder.wasm').then(openFaceEncoder);
  return encoder;
}

/** The QR reader's WebAssembly: always the same object, so that it is compiled once. */
export const readerBytes = () => asset('wasm/zxing-reader.wasm');

import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import { type FaceEncoder, openFaceEncoder } from '../picture/face-encoder.ts';
import { remembered } from '../remembered.ts';

const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** A file that was built with the page; the service worker has it when the network does not. @throws Fault `desk-files-missing` */
export function asset(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return remembered(files, path, () => load(path));
}

async function load(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(`./${path}`);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new Fault<DeskCode>('desk-files-missing', {}, { cause });
  }
  throw new Fault<DeskCode>('desk-files-missing');
}

const encoders = new Map<'face', Promise<FaceEncoder>>();

/** @throws Fault `desk-files-missing` | `picture-encoder-unusable` */
export function faceEncoder(): Promise<FaceEncoder> {
  return remembered(encoders, 'face', async () => openFaceEncoder(await asset('wasm/avif-encoder.wasm')));
}

/** The QR reader's WebAssembly: always the same object, so that it is compiled once. */
export const readerBytes = () => asset('wasm/zxing-reader.wasm');

import { type Bytes, concat } from './bytes.ts';
import { fault } from './fault.ts';

const LENGTH = 4;

/**
 * Size to which Padmé pads (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PoPETs 2019, section 4):
 * at most 12 % more, and sizes fall into so few classes that they tell O(log log) bits.
 */
export function padme(size: number): number {
  if (size < 2) return size;
  const exponent = Math.floor(Math.log2(size));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** Math.max(0, exponent - kept);
  return Math.ceil(size / step) * step;
}

/** Smallest record: what a resident typed into a form shall not differ by size. */
const SMALLEST = 1024;

/** Length of the plain bytes (u32, big-endian), the bytes, zeros up to a Padmé size of at least 1 KiB. */
export function pad(plain: Uint8Array): Bytes {
  const padded = new Uint8Array(padme(Math.max(SMALLEST, LENGTH + plain.length)));
  new DataView(padded.buffer).setUint32(0, plain.length);
  padded.set(plain, LENGTH);
  return padded;
}

/** Fault `record-unopenable`: bytes that `pad` never makes. */
export function unpad(padded: Bytes): Bytes {
  if (padded.length < LENGTH) throw fault('record-unopenable');
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length - LENGTH) throw fault('record-unopenable');
  return concat(padded.subarray(LENGTH, LENGTH + length));
}

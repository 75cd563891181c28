import { type Bytes, concat, utf8 } from './bytes.ts';
import { fault } from './fault.ts';

/** One thing among others that are sealed as one record, so that their number does not show. */
export type BundlePart = { kind: string; bytes: Uint8Array };

const MAGIC = 'CKB1';
const KIND = /^[a-z][a-z0-9-]{0,31}$/;

/**
 * `"CKB1" | u16 parts`, then for each `u8 length | kind | u32 length | bytes`, big-endian. Fault `vault-input-invalid`: a
 * kind that is no kebab-case word of at most 32 letters, more than 65,535 parts.
 */
export function packBundle(parts: readonly BundlePart[]): Bytes {
  if (parts.length > 0xffff || parts.some(({ kind }) => !KIND.test(kind))) throw fault('vault-input-invalid');
  const pieces = [utf8(MAGIC), number(2, parts.length)];
  for (const { kind, bytes } of parts)
    pieces.push(number(1, kind.length), utf8(kind), number(4, bytes.length), concat(bytes));
  const whole = concat(...pieces);
  for (const piece of pieces) piece.fill(0);
  return whole;
}

/** @throws Fault `bundle-malformed`: anything that `packBundle` does not make */
export function unpackBundle(bundle: Uint8Array): { kind: string; bytes: Bytes }[] {
  let at = 0;
  const take = (size: number): Bytes => {
    if (at + size > bundle.length) throw fault('bundle-malformed');
    at += size;
    return concat(bundle.subarray(at - size, at));
  };
  const value = (size: number) => take(size).reduce((sum, byte) => sum * 256 + byte, 0);
  const text = (size: number) => new TextDecoder().decode(take(size));
  if (text(MAGIC.length) !== MAGIC) throw fault('bundle-malformed');
  const parts = Array.from({ length: value(2) }, () => {
    const kind = text(value(1));
    if (!KIND.test(kind)) throw fault('bundle-malformed');
    return { kind, bytes: take(value(4)) };
  });
  if (at !== bundle.length) throw fault('bundle-malformed');
  return parts;
}

function number(size: 1 | 2 | 4, value: number): Bytes {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return concat(new Uint8Array(view.buffer, 4 - size));
}

import fc from 'fast-check';
import type { Random } from '../index.ts';

export const key = () => fc.uint8Array({ minLength: 32, maxLength: 32 });
export const recordId = () => fc.uuid();
export const epoch = () => fc.stringMatching(/^[a-z0-9.:-]{1,120}$/);
export const plain = () => fc.uint8Array({ maxLength: 4000 });

/** Bytes that count up from `first`: for known answers, never for keys. */
export function counting(first = 0): Random {
  let next = first;
  return (size) => Uint8Array.from({ length: size }, () => next++ & 255);
}

import type { Bytes } from './bytes.ts';
import { fault } from './fault.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const VALUES = new Map(Array.from(ALPHABET, (c, i) => [c, i]));

/** Base45 text of bytes (RFC 9285 section 4.1): three characters for two bytes. */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const high = bytes[i] ?? 0;
    const low = bytes[i + 1];
    let rest = low === undefined ? high : high * 256 + low;
    for (let k = 0; k < (low === undefined ? 2 : 3); k++) {
      text += ALPHABET.charAt(rest % 45);
      rest = Math.floor(rest / 45);
    }
  }
  return text;
}

/**
 * Bytes of a Base45 text (RFC 9285 section 4.2).
 * Faults: `qr-not-base45` (a character outside the alphabet, or a group beyond two bytes), `qr-truncated` (the last
 * group is too short for its value: a whole group stood there).
 */
export function fromBase45(text: string): Bytes {
  const values = Array.from(text, (c) => {
    const value = VALUES.get(c);
    if (value === undefined) throw fault('qr-not-base45');
    return value;
  });
  if (values.length % 3 === 1) throw fault('qr-truncated');
  const bytes = new Uint8Array(Math.floor(values.length / 3) * 2 + (values.length % 3 === 2 ? 1 : 0));
  for (let i = 0, at = 0; i < values.length; i += 3) {
    const [c = 0, d = 0, e] = values.slice(i, i + 3);
    const value = c + d * 45 + (e ?? 0) * 2025;
    if (e === undefined) {
      if (value > 0xff) throw fault('qr-truncated');
      bytes[at++] = value;
    } else {
      if (value > 0xffff) throw fault('qr-not-base45');
      bytes[at++] = value >> 8;
      bytes[at++] = value & 0xff;
    }
  }
  return bytes;
}

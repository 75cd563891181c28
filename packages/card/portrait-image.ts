import { cardFault } from './faults.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** A portrait as a data URI. Throws `card-not-a-picture` for anything but PNG and JPEG. */
export function portraitUri(bytes: Uint8Array): string {
  if (bytes.length > 64 && startsWith(bytes, PNG)) return `data:image/png;base64,${base64(bytes)}`;
  if (bytes.length > 64 && startsWith(bytes, JPEG)) return `data:image/jpeg;base64,${base64(bytes)}`;
  throw cardFault('card-not-a-picture');
}

const CHUNK = 0x8000;

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(binary);
}

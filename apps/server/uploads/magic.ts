export type DocumentKind = 'jpeg' | 'png' | 'pdf';

const SIGNATURES: readonly [DocumentKind, readonly number[]][] = [
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  // %PDF-
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];
/** Brands of HEIF (ISO/IEC 23008-12) and of AVIF, its cousin: phones write the one, and save the other from messages. */
const HEIF_BRANDS = new Set([
  ...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'],
  ...['heif', 'mif1', 'mif2', 'msf1', 'miaf', 'avif', 'avis'],
]);

/**
 * What the first bytes say, looked at before any decoder: the only three kinds let in, `heic` because it has its own way
 * out, or null. The name and the type that a browser sends along are never asked. Runs in a browser too.
 */
export function kindOf(bytes: Uint8Array): DocumentKind | 'heic' | null {
  for (const [kind, signature] of SIGNATURES)
    if (signature.every((byte, place) => bytes[place] === byte)) return kind;
  const isHeic = text(bytes, 4, 8) === 'ftyp' && HEIF_BRANDS.has(text(bytes, 8, 12));
  return isHeic ? 'heic' : null;
}

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

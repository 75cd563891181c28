export type DocumentKind = 'jpeg' | 'png' | 'pdf';

const SIGNATURES: readonly [DocumentKind, Buffer][] = [
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['pdf', Buffer.from('%PDF-')],
];
/** Brands of ISO/IEC 23008-12 that phones write. AVIF is not among them: no phone's camera makes it. */
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1']);

/**
 * What the first bytes say, looked at before any decoder: the only three kinds let in, `heic` because it has its own way
 * out, or null. The name and the type that a browser sends along are never asked.
 */
export function kindOf(bytes: Uint8Array): DocumentKind | 'heic' | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12));
  for (const [kind, signature] of SIGNATURES)
    if (head.subarray(0, signature.length).equals(signature)) return kind;
  const isHeic = head.toString('latin1', 4, 8) === 'ftyp' && HEIC_BRANDS.has(head.toString('latin1', 8, 12));
  return isHeic ? 'heic' : null;
}

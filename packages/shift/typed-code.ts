// Crockford's base 32: no I, L, O, U.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 15;
const HEX_DIGITS = Math.ceil((LETTERS * 5) / 4);

/** A continuation code on the wire from a desk: 75 bits in lower-case hexadecimal, which no name fits (see shapes.ts). */
export const WIRE_CODE = /^[0-7][0-9a-f]{18}$/;

/**
 * The letters of a code as somebody typed it: any case, blanks and hyphens anywhere, O for 0, I and L for 1. Undefined where it is
 * not as many letters of that alphabet. Whether they are a code's is not looked at.
 * @param count 15 for a continuation code
 */
export function typedCode(typed: string, count = LETTERS): string | undefined {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .replace(/[IL]/g, '1')
    .replaceAll('O', '0');
  if (letters.length !== count) return undefined;
  return [...letters].every((letter) => ALPHABET.includes(letter)) ? letters : undefined;
}

/** @param letters what `typedCode` gives */
export function codeToWire(letters: string): string {
  let bits = 0n;
  for (const letter of letters) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(letter));
  return bits.toString(16).padStart(HEX_DIGITS, '0');
}

/** @param hex of the shape `WIRE_CODE` */
export function codeFromWire(hex: string): string {
  const bits = BigInt(`0x${hex}`);
  return Array.from({ length: LETTERS }, (_, at) =>
    ALPHABET.charAt(Number((bits >> BigInt((LETTERS - 1 - at) * 5)) & 31n)),
  ).join('');
}

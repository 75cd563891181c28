import { typedCode } from '@commonkey/shift/typed-code.ts';
import { letterFault } from './errors.ts';
import { LETTER_KINDS, type LetterKind, type LetterVersion } from './letter.ts';

// Crockford's base 32: no I, L, O, U.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NEWEST = 2;
/** Beside the kind: the paper prints an address. */
const WITH_ADDRESS = 8;
const KEY_BYTES = 3;
const SIGNATURE_BYTES = 64;
/** Version and kind, day, beginning of the key's name, signature: 560 bits, eight lines of fourteen letters. */
const BYTES = 1 + 2 + KEY_BYTES + SIGNATURE_BYTES;
const LINE = 14;
export const LINES = (BYTES * 8) / (5 * LINE);
const FIRST_DAY = Date.UTC(2020, 0, 1);
const DAY_MS = 86_400_000;

/** What a code says by itself. Who the letter is about is not in it. */
export type CodeParts = {
  version: LetterVersion;
  kind: LetterKind;
  /** Whether the paper prints an address, which is signed as well. */
  address: boolean;
  /** YYYY-MM-DD */
  day: string;
  /** Beginning of the name of the key that signed it. */
  key: Uint8Array;
  signature: Uint8Array<ArrayBuffer>;
};

/** The code as lines of fifteen letters, the last of each a check letter, so that whoever types it is told which line is wrong. */
export function writeCode({ kind, address, day, key, signature }: Omit<CodeParts, 'version'>): string[] {
  const days = (Date.parse(`${day}T00:00:00Z`) - FIRST_DAY) / DAY_MS;
  const bytes = Uint8Array.of(
    NEWEST * 16 + (address ? WITH_ADDRESS : 0) + LETTER_KINDS.indexOf(kind),
    days >> 8,
    days & 255,
    ...key.subarray(0, KEY_BYTES),
    ...signature,
  );
  if (bytes.length !== BYTES || !(days >= 0 && days < 65_536)) throw letterFault('letter-code-unknown');
  const values = inFives(bytes);
  return Array.from({ length: LINES }, (_, at) => {
    const line = values.slice(at * LINE, (at + 1) * LINE);
    return [...line, checkOf(line, at)].map((value) => ALPHABET.charAt(value)).join('');
  });
}

/** In groups of five, as printed. */
export const groupLine = (line: string): string => line.replace(/(.{5})(?=.)/g, '$1 ');

/**
 * Faults: `letter-code-incomplete` {letters, of}, `letter-line-wrong` {line}, `letter-code-unknown`
 * @param typed scanned, or typed in any case with blanks, hyphens and line ends anywhere
 */
export function readCode(typed: string): CodeParts {
  const of = LINES * (LINE + 1);
  const whole = typedCode(typed, of);
  if (whole === undefined) throw letterFault('letter-code-incomplete', { letters: lettersIn(typed), of });
  const values = Array.from({ length: LINES }, (_, at) =>
    valuesOf(whole.slice(at * (LINE + 1), (at + 1) * (LINE + 1)), at),
  ).flat();
  const bytes = fromFives(values);
  const head = headOf(bytes[0] ?? 0);
  if (!head) throw letterFault('letter-code-unknown');
  const days = ((bytes[1] ?? 0) << 8) | (bytes[2] ?? 0);
  return {
    ...head,
    day: new Date(FIRST_DAY + days * DAY_MS).toISOString().slice(0, 10),
    key: bytes.slice(3, 3 + KEY_BYTES),
    signature: bytes.slice(3 + KEY_BYTES),
  };
}

function headOf(byte: number): Pick<CodeParts, 'version' | 'kind' | 'address'> | undefined {
  const version = byte >> 4;
  if (version !== 1 && version !== 2) return undefined;
  const address = version === 2 && (byte & WITH_ADDRESS) !== 0;
  const kind = LETTER_KINDS[(byte & 15) - (address ? WITH_ADDRESS : 0)];
  return kind && { version, kind, address };
}

/**
 * One line as somebody types it, whose check letter fits; so that eight lines can be typed one after the other.
 *
 * Faults: `letter-code-incomplete` {letters, of}, `letter-line-wrong` {line}
 * @param at 0 to 7
 */
export function readLine(typed: string, at: number): string {
  const of = LINE + 1;
  const line = typedCode(typed, of);
  if (line === undefined) throw letterFault('letter-code-incomplete', { letters: lettersIn(typed), of });
  valuesOf(line, at);
  return line;
}

/** How much of a code somebody typed, right or wrong. */
export const lettersIn = (typed: string): number => typed.replace(/[^\p{L}\p{N}]/gu, '').length;

function valuesOf(line: string, at: number): number[] {
  const read = [...line].map((letter) => ALPHABET.indexOf(letter));
  const data = read.slice(0, LINE);
  if (checkOf(data, at) !== read[LINE]) throw letterFault('letter-line-wrong', { line: at + 1 });
  return data;
}

function inFives(bytes: Uint8Array): number[] {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => Number.parseInt(five, 2));
}

function fromFives(values: readonly number[]): Uint8Array<ArrayBuffer> {
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** A weighted sum in GF(32) that begins with the number of the line, so that two lines cannot change places unseen. */
function checkOf(values: readonly number[], line: number): number {
  let sum = line + 1;
  for (const value of values) sum = timesTwo(sum ^ value);
  return sum;
}

/** Multiplied by the primitive element of GF(32), x^5 + x^2 + 1. */
function timesTwo(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}

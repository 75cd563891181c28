import { argon2, createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { typedCode } from '@commonkey/shift';
import type { Random } from '../clock.ts';

// Crockford's base 32: no I, L, O, U.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 70 random bits; NIST SP 800-63A-4 asks for 64 in a continuation code. */
const LETTERS = 14;

/**
 * The code that a resident keeps and nobody else has: 14 letters of Crockford's base 32 and a check letter, 15 in all.
 * It is stored nowhere. Two things come of it that lead to neither each other nor back: a tag that finds the row, and a key
 * that opens the shares in it.
 */
export function newCode(random: Random): string {
  const values = Array.from(random(LETTERS), (byte) => byte & 31);
  return [...values, checkOf(values)].map((value) => ALPHABET.charAt(value)).join('');
}

/** In groups, as shown and printed. */
export const groupCode = (code: string): string => code.replace(/(.{5})(?=.)/g, '$1-');

/**
 * The code of what somebody typed: any case, blanks and hyphens anywhere, O for 0, I and L for 1. Undefined where letters
 * are missing, or one is wrong, or two neighbours changed places: that tells nothing of which codes exist.
 */
export function readCode(typed: string): string | undefined {
  const letters = typedCode(typed);
  if (letters === undefined) return undefined;
  const values = Array.from(letters, (letter) => ALPHABET.indexOf(letter));
  return checkOf(values.slice(0, LETTERS)) === values[LETTERS] ? letters : undefined;
}

/**
 * A weighted sum in GF(32). The weights are different powers of the primitive element, so that every wrong letter and
 * every swap of neighbours changes it; a sum of integers modulo 32 would miss some.
 */
function checkOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum = timesTwo(sum ^ value);
  return sum;
}

/** Multiplied by the primitive element of GF(32), x^5 + x^2 + 1. */
function timesTwo(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}

/** Finds an application's row: HMAC-SHA256 under a key of the service, 32 bytes. A copy of the database tries no codes. */
export function tagOf(secret: Uint8Array, code: string): Uint8Array {
  return new Uint8Array(createHmac('sha256', secret).update(`commonkey-tag-v1\0${code}`).digest());
}

/**
 * OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane; RFC 9106 section 4 names larger ones for
 * passwords. A code is 70 random bits and no password: the cost is there to slow a thief of database and server key.
 */
const ARGON = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const derive = promisify(argon2);

/**
 * The key, 32 bytes, that wraps an application's shares: Argon2id (RFC 9106) of the code. Its salt comes from the code's
 * tag, so that a code that was never issued costs exactly the same work (CC-03).
 */
export async function codeKey(secret: Uint8Array, code: string): Promise<Uint8Array> {
  const salt = createHmac('sha256', secret).update('commonkey-code-salt-v1\0').update(tagOf(secret, code));
  const key = await derive('argon2id', { message: code, nonce: salt.digest().subarray(0, 16), ...ARGON });
  return new Uint8Array(key);
}

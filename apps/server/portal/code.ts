import { argon2, createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../clock.ts';
import { drawCode, groupsOfFive, readDrawn } from '../code-letters.ts';

/** 70 random bits; NIST SP 800-63A-4 asks for 64 in a continuation code. */
const LETTERS = 14;

/**
 * The code that a resident keeps and nobody else has: 14 letters of Crockford's base 32 and a check letter, 15 in all.
 * It is stored nowhere. Two things come of it that lead to neither each other nor back: a tag that finds the row, and a key
 * that opens the shares in it.
 */
export const newCode = (random: Random): string => drawCode(random, LETTERS);

/** In groups, as shown and printed. */
export const groupCode = groupsOfFive;

/**
 * The code of what somebody typed: any case, blanks and hyphens anywhere, O for 0, I and L for 1. Undefined where letters
 * are missing, or one is wrong, or two neighbours changed places: that tells nothing of which codes exist.
 */
export const readCode = (typed: string): string | undefined => readDrawn(typed, LETTERS);

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

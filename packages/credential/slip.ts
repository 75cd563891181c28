import { sha256 } from '@noble/hashes/sha2.js';
import { type Random, toHex } from './bytes.ts';

// Crockford's base 32: no I, L, O, U.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 16;
const DOMAIN = 'commonkey-slip-v1';

/** The holder's secret on the paper slip: 80 random bits as 16 characters of Crockford's base 32. */
export function newSlipSecret(random: Random): string {
  return Array.from(random(LETTERS), (byte) => ALPHABET.charAt(byte & 31)).join('');
}

/** In groups of four, as printed on the slip. */
export function groupSlip(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * The secret of what a person typed (lower case, hyphens, and I, L, O for 1, 1, 0 as Crockford allows), or undefined
 * where it is none.
 */
export function readSlipSecret(typed: string): string | undefined {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0');
  return letters.length === LETTERS && Array.from(letters).every((c) => ALPHABET.includes(c))
    ? letters
    : undefined;
}

/** SHA-256('commonkey-slip-v1' ‖ serial ‖ secret) in hex: all that the register knows of a slip. */
export function slipHash(serial: string, secret: string): string {
  return toHex(sha256(new TextEncoder().encode(DOMAIN + serial + secret)));
}

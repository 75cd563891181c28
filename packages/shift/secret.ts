import { Fault } from '@commonkey/words';
import { WIRE_SECRET } from './shapes.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The slip's secret as a person reads it (16 letters of Crockford's base32, any case, hyphens and blanks
 * ignored, I and L read as 1, O as 0) → 20 hexadecimal digits, the only form that leaves a desk.
 * Throws `statement-bad-shape` when it is no such secret.
 */
export function secretToWire(secret: string): string {
  const letters = secret.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  let bits = 0n;
  for (const letter of letters) {
    const value = CROCKFORD.indexOf(letter);
    if (value < 0) throw new Fault('statement-bad-shape', { path: 'secret' });
    bits = (bits << 5n) | BigInt(value);
  }
  if (letters.length !== 16) throw new Fault('statement-bad-shape', { path: 'secret' });
  return bits.toString(16).padStart(20, '0');
}

/** 20 hexadecimal digits → 16 letters of Crockford's base32, as printed on the slip. */
export function secretFromWire(wire: string): string {
  if (!WIRE_SECRET.test(wire)) throw new Fault('statement-bad-shape', { path: 'secret' });
  let bits = BigInt(`0x${wire}`);
  let letters = '';
  for (let i = 0; i < 16; i++) {
    letters = (CROCKFORD[Number(bits & 31n)] ?? '') + letters;
    bits >>= 5n;
  }
  return letters;
}

/*
 * GF(2^8) as `shamir-secret-sharing` computes in it: bytes as polynomials over GF(2), reduced by x^8 + x^4 + x^3 + x + 1
 * (FIPS 197, section 4.2). Addition is XOR. Neither branches nor looks anything up by what it multiplies.
 */

const REDUCE = 0x1b;

/** Product of two bytes. */
export function times(a: number, b: number): number {
  let product = 0;
  let shifted = a;
  for (let bit = 0; bit < 8; bit++) {
    product ^= shifted & -((b >> bit) & 1);
    shifted = ((shifted << 1) ^ (REDUCE & -(shifted >> 7))) & 255;
  }
  return product;
}

/** `1 / a` as `a^254`; of 0 it is 0. */
export function inverse(a: number): number {
  let power = 1;
  for (let step = 0; step < 7; step++) power = times(times(power, power), a);
  return times(power, power);
}

/** A fraction in lowest terms; `d` is above zero. */
export type Rational = { readonly n: bigint; readonly d: bigint };

export const ZERO: Rational = { n: 0n, d: 1n };

export function rational(n: bigint | number, d: bigint = 1n): Rational {
  const top = BigInt(n);
  const common = gcd(top < 0n ? -top : top, d);
  return { n: top / common, d: d / common };
}

export const minus = (a: Rational, b: Rational): Rational => rational(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const over = (a: Rational, b: Rational): Rational =>
  b.n < 0n ? rational(-a.n * b.d, a.d * -b.n) : rational(a.n * b.d, a.d * b.n);
export const sign = ({ n }: Rational): number => (n < 0n ? -1 : n > 0n ? 1 : 0);
export const isLess = (a: Rational, b: Rational): boolean => a.n * b.d < b.n * a.d;

function gcd(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b];
  while (other !== 0n) [one, other] = [other, one % other];
  return one === 0n ? 1n : one;
}

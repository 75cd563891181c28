/** Numbers in [0, 1) that a seed repeats, for trying out days. Never for a choice among people. */
export type Chance = () => number;

/** Sfc32, a small fast counter generator (C. Doty-Humphrey, PractRand), as published without rights reserved. */
export function seeded(seed: number): Chance {
  let [a, b, c, count] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = (): number => {
    const out = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return (out >>> 0) / 2 ** 32;
  };
  // Seeds that lie side by side have nothing in common from here on.
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** One number of the normal distribution, by the polar method (Marsaglia). */
export function normal(chance: Chance): number {
  for (;;) {
    const x = 2 * chance() - 1;
    const y = 2 * chance() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

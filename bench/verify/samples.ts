/** One series of measurements, in milliseconds, in the order in which they were taken. */
export type Series = {
  readonly runs: number;
  readonly median: number;
  readonly p95: number;
  readonly raw: readonly number[];
};

/** Runs each piece of work once, one after the other, and times each; the first `warm` of them are not counted. */
export async function timed<T>(
  work: readonly T[],
  warm: number,
  run: (one: T) => Promise<void>,
): Promise<Series> {
  const raw: number[] = [];
  for (const [at, one] of work.entries()) {
    const from = performance.now();
    await run(one);
    const took = performance.now() - from;
    if (at >= warm) raw.push(Math.round(took * 1000) / 1000);
  }
  return { runs: raw.length, median: quantile(raw, 0.5), p95: quantile(raw, 0.95), raw };
}

/** Nearest rank: the smallest measurement that at least this share of all does not exceed. */
export function quantile(raw: readonly number[], share: number): number {
  const sorted = raw.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * How many of the first `n` of `total` things have come after `step` of `steps` equal steps: whole things, the same number
 * of them in every step but for one, and all of them at the end.
 */
export function cameBy(total: number, step: number, steps: number): number {
  return Math.floor((total * step) / steps);
}

/** Parts of a whole, each with the parts of it that follow. A leaf is numbered by its place. */
export type Split = { readonly leaf: number } | { readonly parts: readonly Part[] };
export type Part = { readonly parts: number; readonly of: Split };

/**
 * Of the first `n` records, how many are at each leaf: whole numbers that add up to `n`, none of which falls when `n`
 * grows, so that the records of a day are the difference of two answers and no rounding is lost from day to day.
 *
 * @param into one place for each leaf; what stood there is replaced
 */
export function splitFirst(split: Split, n: number, into: Float64Array): void {
  if ('leaf' in split) {
    into[split.leaf] = n;
    return;
  }
  let people = n;
  let parts = 0;
  for (const part of split.parts) parts += part.parts;
  for (const part of split.parts) {
    // Half up, in whole numbers: the last part with a share takes what is left.
    const taken = parts === 0 ? 0 : Math.floor((2 * people * part.parts + parts) / (2 * parts));
    splitFirst(part.of, taken, into);
    people -= taken;
    parts -= part.parts;
  }
}

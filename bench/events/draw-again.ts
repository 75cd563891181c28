import { drawPlaces } from '@commonkey/events';

/**
 * Draws the same lots over and over with new seeds, and counts who wins by the tenth of the minute in which they entered.
 * @param lots in the order in which they entered
 * @returns wins of each tenth, chi-square with nine degrees of freedom, and how rare that is for a fair draw
 */
export function drawAgain(
  lots: readonly string[],
  places: number,
  draws: number,
  random: (size: number) => Uint8Array,
): { tenths: number[]; chiSquare: number; p: number } {
  const tenth = new Map(lots.map((id, at) => [id, Math.floor((at * 10) / lots.length)]));
  const entries = lots.map((id) => ({ id, party: 1, wish: [] }));
  const tenths = new Array<number>(10).fill(0);
  let wins = 0;
  for (let n = 0; n < draws; n += 1)
    for (const { id, starts } of drawPlaces(random(32), entries, [{ starts: 540, free: places }]))
      if (starts !== null) {
        const at = tenth.get(id) ?? 0;
        tenths[at] = (tenths[at] ?? 0) + 1;
        wins += 1;
      }
  const expected = wins / 10;
  // Without replacement the wins of a draw vary a little less than chi-square supposes: the test is on the safe side.
  const chiSquare = tenths.reduce((sum, won) => sum + (won - expected) ** 2 / expected, 0);
  return { tenths, chiSquare, p: tailOfNine(chiSquare) };
}

/** Upper tail of chi-square with nine degrees of freedom, by the closed form for odd ones (Abramowitz and Stegun 26.4.4). */
function tailOfNine(x: number): number {
  const root = Math.sqrt(x);
  const density = Math.exp(-x / 2) / Math.sqrt(2 * Math.PI);
  let [term, sum] = [root, root];
  for (const odd of [3, 5, 7]) {
    term *= x / odd;
    sum += term;
  }
  return 2 * upperNormal(root) + 2 * density * sum;
}

/** 1 − Φ(z) for z ≥ 0 (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
function upperNormal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}

import { isLess, minus, over, type Rational, rational, sign, times, ZERO } from './rational.ts';

/** A published number: the sum of some atoms, each counted once. */
export type Sum = { readonly atoms: readonly string[]; readonly value: number };
/** Whole numbers between which something must lie; `most` is Infinity where nothing bounds it. */
export type Interval = { readonly least: number; readonly most: number };

/**
 * What somebody who has every published number can work out of a sum of atoms that are counts, and so not below zero: exact,
 * by the simplex method in whole fractions with Bland's rule, which ends. The relaxation to fractions is rounded inwards.
 *
 * @returns null where the published numbers contradict each other
 */
export function intervalOf(published: readonly Sum[], of: readonly string[]): Interval | null {
  const most = extreme(published, of, 1);
  if (most === null) return null;
  const least = extreme(published, of, -1);
  if (least === null) return null;
  return {
    // Not minus nought.
    least: least === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : 0 - least,
    most,
  };
}

/** Rows of a tableau: coefficients, then the value. The first atoms are real, the rest stand in for each equation. */
type Tableau = { rows: Rational[][]; basis: number[]; real: number };

/** The most that `toward` times the sum can be: rounded down; Infinity where it is unbounded; null where nothing fits. */
function extreme(published: readonly Sum[], of: readonly string[], toward: 1 | -1): number | null {
  const names = [...new Set([...published.flatMap(({ atoms }) => atoms), ...of])];
  const place = new Map(names.map((name, at) => [name, at]));
  const real = names.length;
  const width = real + published.length;
  const rows = published.map(({ atoms, value }, at) => {
    const row = new Array<Rational>(width + 1).fill(ZERO);
    for (const atom of new Set(atoms)) row[place.get(atom) ?? 0] = rational(1);
    row[real + at] = rational(1);
    row[width] = rational(value);
    return row;
  });
  const tableau: Tableau = { rows, basis: published.map((_, at) => real + at), real };
  const standIns = new Array<Rational>(width).fill(ZERO);
  for (let at = real; at < width; at += 1) standIns[at] = rational(-1);
  const start = climb(tableau, standIns, width);
  if (start === null || sign(start) !== 0) return null;
  dropStandIns(tableau, width);
  const goal = new Array<Rational>(width).fill(ZERO);
  for (const atom of new Set(of)) goal[place.get(atom) ?? 0] = rational(toward);
  const top = climb(tableau, goal, real);
  if (top === null) return Number.POSITIVE_INFINITY;
  return Number(floorOf(top));
}

/** Raises the goal to its greatest value, entering columns below `columns` alone; null where it has none. */
function climb({ rows, basis }: Tableau, goal: readonly Rational[], columns: number): Rational | null {
  for (;;) {
    const entering = firstGain(rows, basis, goal, columns);
    if (entering === null) return worthOf(rows, basis, goal);
    const leaving = tightest(rows, basis, entering);
    if (leaving === null) return null;
    pivot(rows, leaving, entering);
    basis[leaving] = entering;
  }
}

function firstGain(
  rows: readonly Rational[][],
  basis: readonly number[],
  goal: readonly Rational[],
  columns: number,
): number | null {
  for (let column = 0; column < columns; column += 1) {
    if (basis.includes(column)) continue;
    let gain = goal[column] ?? ZERO;
    rows.forEach((row, at) => {
      const cost = goal[basis[at] ?? 0] ?? ZERO;
      const entry = row[column] ?? ZERO;
      if (sign(cost) !== 0 && sign(entry) !== 0) gain = minus(gain, times(cost, entry));
    });
    if (sign(gain) > 0) return column;
  }
  return null;
}

function tightest(rows: readonly Rational[][], basis: readonly number[], column: number): number | null {
  let found: { row: number; ratio: Rational } | null = null;
  rows.forEach((row, at) => {
    const entry = row[column] ?? ZERO;
    if (sign(entry) <= 0) return;
    const ratio = over(row.at(-1) ?? ZERO, entry);
    const tie = found !== null && !isLess(ratio, found.ratio) && !isLess(found.ratio, ratio);
    const first = tie && (basis[at] ?? 0) < (basis[found?.row ?? 0] ?? 0);
    if (found === null || isLess(ratio, found.ratio) || first) found = { row: at, ratio };
  });
  return (found as { row: number } | null)?.row ?? null;
}

function pivot(rows: Rational[][], at: number, column: number): void {
  const own = rows[at] ?? [];
  const by = own[column] ?? rational(1);
  const scaled = own.map((entry) => (sign(entry) === 0 ? entry : over(entry, by)));
  rows[at] = scaled;
  rows.forEach((row, other) => {
    const factor = row[column] ?? ZERO;
    if (other === at || sign(factor) === 0) return;
    rows[other] = row.map((entry, place) => {
      const part = scaled[place] ?? ZERO;
      return sign(part) === 0 ? entry : minus(entry, times(factor, part));
    });
  });
}

/** A stand-in that is still in the basis is worth nothing: another takes its place, or its equation said nothing new. */
function dropStandIns(tableau: Tableau, width: number): void {
  const { rows, basis, real } = tableau;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    if ((basis[at] ?? 0) < real) continue;
    const column = (rows[at] ?? []).findIndex((entry, place) => place < real && sign(entry) !== 0);
    if (column < 0) {
      rows.splice(at, 1);
      basis.splice(at, 1);
      continue;
    }
    pivot(rows, at, column);
    basis[at] = column;
  }
  for (const row of rows) for (let place = real; place < width; place += 1) row[place] = ZERO;
}

function worthOf(rows: readonly Rational[][], basis: readonly number[], goal: readonly Rational[]): Rational {
  let total = ZERO;
  rows.forEach((row, at) => {
    const part = times(goal[basis[at] ?? 0] ?? ZERO, row.at(-1) ?? ZERO);
    total = minus(total, rational(-part.n, part.d));
  });
  return total;
}

const floorOf = ({ n, d }: Rational): bigint => (n >= 0n ? n / d : -((-n + d - 1n) / d));

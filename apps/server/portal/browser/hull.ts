type Point = readonly [x: number, y: number];

/**
 * Area of the smallest convex shape around cells of 1 × 1 (Andrew's monotone chain, 1979).
 *
 * @param cells their upper left corners
 */
export function hullArea(cells: readonly Point[]): number {
  const corners = cells
    .flatMap(([x, y]): Point[] => [
      [x, y],
      [x + 1, y],
      [x, y + 1],
      [x + 1, y + 1],
    ])
    .sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const hull = [...chain(corners), ...chain(corners.toReversed())];
  let doubled = 0;
  for (const [at, [x, y]] of hull.entries()) {
    const [nextX, nextY] = hull[(at + 1) % hull.length] ?? [x, y];
    doubled += x * nextY - nextX * y;
  }
  return Math.abs(doubled) / 2;
}

function chain(points: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of points) {
    for (;;) {
      const [before, last] = hull.slice(-2);
      if (!before || !last || turn(before, last, point) > 0) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull.slice(0, -1);
}

/** Above 0 for a turn to one side, below for the other. */
const turn = ([ox, oy]: Point, [ax, ay]: Point, [bx, by]: Point): number =>
  (ax - ox) * (by - oy) - (ay - oy) * (bx - ox);

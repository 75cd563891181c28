export type FreeTime = { starts: number; free: number };

/**
 * A time for each slip, so that none gets fewer places than it has people. First so that groups are spread over the day; where that
 * leaves a large slip without a time, into the fullest times that still have room.
 * @param sizes people of each slip
 * @returns the times in the order of `sizes`; null where they do not fit
 */
export function spreadSlips(times: readonly FreeTime[], sizes: readonly number[]): number[] | null {
  return place(times, sizes, (a, b) => b.free - a.free) ?? place(times, sizes, (a, b) => a.free - b.free);
}

function place(
  times: readonly FreeTime[],
  sizes: readonly number[],
  better: (a: FreeTime, b: FreeTime) => number,
): number[] | null {
  const left = times.map((time) => ({ ...time }));
  const given = new Map<number, number>();
  const largestFirst = sizes.map((_, at) => at).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  for (const at of largestFirst) {
    const size = sizes[at] ?? 0;
    const [best] = left
      .filter(({ free }) => free >= size)
      .sort((a, b) => better(a, b) || a.starts - b.starts);
    if (!best) return null;
    best.free -= size;
    given.set(at, best.starts);
  }
  return sizes.map((_, at) => given.get(at) ?? 0);
}

/** What is still to happen, the soonest first; at the same moment, what was added first. A binary heap. */
export function soonestFirst<What>(): {
  add(at: number, what: What): void;
  take(): { at: number; what: What } | undefined;
} {
  const heap: { at: number; order: number; what: What }[] = [];
  let added = 0;
  const before = (one: number, other: number): boolean => {
    const [a, b] = [heap[one], heap[other]];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  };
  const swap = (one: number, other: number): void => {
    const [a, b] = [heap[one], heap[other]];
    if (a && b) [heap[one], heap[other]] = [b, a];
  };
  return {
    add(at, what) {
      let place = heap.push({ at, order: added++, what }) - 1;
      for (let above = (place - 1) >> 1; place > 0 && before(place, above); above = (place - 1) >> 1) {
        swap(place, above);
        place = above;
      }
    },
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last || heap.length === 0) return first;
      heap[0] = last;
      for (let place = 0; ; ) {
        const [left, right] = [2 * place + 1, 2 * place + 2];
        const below = before(right, left) ? right : left;
        if (!before(below, place)) return first;
        swap(place, below);
        place = below;
      }
    },
  };
}

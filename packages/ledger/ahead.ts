/** Does `work` for each item, up to `width` at once, and hands the results on in the items' order. */
export async function* ahead<T, R>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  for (const item of items) {
    const one = work(item);
    // Its failure is told in its turn; when an earlier one ended everything, nobody is left to be told.
    one.catch(() => {});
    begun.push(one);
    const [first] = begun;
    if (begun.length >= width && first) {
      yield await first;
      void begun.shift();
    }
  }
  for (const one of begun) yield await one;
}

/**
 * What was made under this name before, or what `make` makes now. A failure is not remembered as the answer: the next
 * who asks has it made anew.
 */
export function remembered<K, T>(made: Map<K, Promise<T>>, name: K, make: () => Promise<T>): Promise<T> {
  const before = made.get(name);
  if (before) return before;
  const making = make();
  made.set(name, making);
  making.catch(() => {
    if (made.get(name) === making) made.delete(name);
  });
  return making;
}

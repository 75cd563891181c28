import type { Needle } from './markers.ts';

export type Found = Readonly<{ needle: Needle; offset: number }>;

export type Search = {
  /** Bytes of the longest needle: how much of a chunk must be seen again with the next. */
  readonly longest: number;
  in(bytes: Uint8Array): Found[];
};

/** Looks for all needles in one pass: a table of three-byte beginnings says where it is worth comparing. */
export function openSearch(needles: readonly Needle[]): Search {
  const begins = new Uint8Array(1 << 24);
  const byBegin = new Map<number, Needle[]>();
  for (const needle of needles) {
    const [a = 0, b = 0, c = 0] = needle.bytes;
    const key = (a << 16) | (b << 8) | c;
    begins[key] = 1;
    byBegin.set(key, [...(byBegin.get(key) ?? []), needle]);
  }
  return {
    longest: needles.reduce((most, one) => Math.max(most, one.bytes.length), 3),
    in(bytes) {
      const found: Found[] = [];
      let key = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
      for (let at = 2; at < bytes.length; at += 1) {
        key = ((key << 8) | (bytes[at] ?? 0)) & 0xffffff;
        if (begins[key] === 0) continue;
        for (const needle of byBegin.get(key) ?? [])
          if (standsAt(bytes, needle.bytes, at - 2)) found.push({ needle, offset: at - 2 });
      }
      return found;
    },
  };
}

function standsAt(bytes: Uint8Array, needle: Uint8Array, from: number): boolean {
  if (from + needle.length > bytes.length) return false;
  for (let at = 3; at < needle.length; at += 1) if (bytes[from + at] !== needle[at]) return false;
  return true;
}

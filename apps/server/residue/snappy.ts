/**
 * Opens a raw Snappy stream (google/snappy, format_description.txt); undefined if it is none. With `as far as it goes`
 * the stream may be cut or have anything behind it, and what came out until then is returned.
 */
export function unsnap(packed: Uint8Array, manner: 'whole' | 'as far as it goes'): Uint8Array | undefined {
  const header = varint(packed, 0);
  if (header === undefined || header.value > 64 * 1024 * 1024 || header.value === 0) return undefined;
  const out = new Uint8Array(header.value);
  let [from, to] = [header.next, 0];
  while (to < out.length && from < packed.length) {
    const tag = packed[from] ?? 0;
    from += 1;
    if ((tag & 3) === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const width = length - 59;
        length = little(packed, from, width);
        from += width;
      }
      length += 1;
      if (from + length > packed.length || to + length > out.length) break;
      out.set(packed.subarray(from, from + length), to);
      from += length;
      to += length;
      continue;
    }
    const kind = tag & 3;
    const width = kind === 1 ? 1 : kind === 2 ? 2 : 4;
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = kind === 1 ? ((tag >> 5) << 8) | (packed[from] ?? 0) : little(packed, from, width);
    from += width;
    if (back === 0 || back > to || to + length > out.length) break;
    // Byte by byte: a copy may overlap what it writes.
    for (let at = 0; at < length; at += 1) out[to + at] = out[to + at - back] ?? 0;
    to += length;
  }
  if (manner === 'whole') return to === out.length ? out : undefined;
  return to === 0 ? undefined : out.subarray(0, to);
}

/** Little-endian base-128 number, as Snappy and LevelDB write lengths. */
export function varint(bytes: Uint8Array, at: number): { value: number; next: number } | undefined {
  let value = 0;
  for (let place = 0; place < 5; place += 1) {
    const byte = bytes[at + place];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 128 ** place;
    if (byte < 0x80) return { value, next: at + place + 1 };
  }
  return undefined;
}

function little(bytes: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let place = 0; place < width; place += 1) value += (bytes[at + place] ?? 0) * 256 ** place;
  return value;
}

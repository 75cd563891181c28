import { cardFault } from './faults.ts';

/** What laying out a line needs of a typeface; lengths in em. */
export type FontMetrics = {
  /** Advance width of a character, or null where the typeface has no glyph for it. */
  advance(codePoint: number): number | null;
};

/**
 * Reads character map and advance widths from a TrueType font (OpenType 1.9, tables `cmap` formats 4 and 12, `head`,
 * `hhea`, `hmtx`). Both renderers shape with the same code, so widths read from the file hold in both. Kerning is left
 * out: it nearly always draws letters together.
 *
 * Throws `card-bad-font`.
 */
export function readFontMetrics(bytes: Uint8Array): FontMetrics {
  try {
    return read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (cause) {
    throw cardFault('card-bad-font', {}, cause);
  }
}

function read(font: DataView): FontMetrics {
  const table = tables(font);
  const unitsPerEm = font.getUint16(table('head') + 18);
  if (unitsPerEm === 0) throw new RangeError('unitsPerEm');
  const longMetrics = font.getUint16(table('hhea') + 34);
  const hmtx = table('hmtx');
  const glyphOf = characterMap(font, table('cmap'));
  return {
    advance(codePoint) {
      const glyph = glyphOf(codePoint);
      if (glyph === 0) return null;
      return font.getUint16(hmtx + 4 * Math.min(glyph, longMetrics - 1)) / unitsPerEm;
    },
  };
}

function tables(font: DataView): (tag: string) => number {
  const offsets = new Map<string, number>();
  const count = font.getUint16(4);
  for (let i = 0; i < count; i++) {
    const record = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((letter) => font.getUint8(record + letter)));
    offsets.set(tag, font.getUint32(record + 8));
  }
  return (tag) => {
    const offset = offsets.get(tag);
    if (offset === undefined) throw new RangeError(tag);
    return offset;
  };
}

type GlyphOf = (codePoint: number) => number;

function characterMap(font: DataView, cmap: number): GlyphOf {
  const subtables = Array.from({ length: font.getUint16(cmap + 2) }, (_, i) => {
    const at = cmap + font.getUint32(cmap + 4 + 8 * i + 4);
    return { at, format: font.getUint16(at) };
  });
  const whole = subtables.find((each) => each.format === 12);
  if (whole) return segmentedCoverage(font, whole.at);
  const basic = subtables.find((each) => each.format === 4);
  if (basic) return segmentMapping(font, basic.at);
  throw new RangeError('cmap');
}

/** Format 12: sorted groups of code points that map to consecutive glyphs. */
function segmentedCoverage(font: DataView, at: number): GlyphOf {
  const groups = font.getUint32(at + 12);
  return (codePoint) => {
    let low = 0;
    let high = groups - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const group = at + 16 + 12 * middle;
      if (codePoint < font.getUint32(group)) high = middle - 1;
      else if (codePoint > font.getUint32(group + 4)) low = middle + 1;
      else return font.getUint32(group + 8) + codePoint - font.getUint32(group);
    }
    return 0;
  };
}

/** Format 4: segments of the basic plane with a delta or an offset into a glyph array. */
function segmentMapping(font: DataView, at: number): GlyphOf {
  const doubled = font.getUint16(at + 6);
  const ends = at + 14;
  const starts = ends + doubled + 2;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    for (let i = 0; i < doubled; i += 2) {
      if (codePoint > font.getUint16(ends + i)) continue;
      const start = font.getUint16(starts + i);
      if (codePoint < start) return 0;
      const delta = font.getUint16(starts + doubled + i);
      const rangeAt = starts + 2 * doubled + i;
      const range = font.getUint16(rangeAt);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = font.getUint16(rangeAt + range + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

import { type Layout, layouts, type Span } from './layout.ts';

/** What people and scanners type where the zone has `<`. */
const fillers = /[‹«»›≤＜]/g;

/** Letters that cannot stand where only digits can, and the digit meant; and the way back in names. */
const digitFor: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  G: '6',
  B: '8',
};
const letterFor: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'I',
  '2': 'Z',
  '5': 'S',
  '6': 'G',
  '8': 'B',
};

export type Tidied = Readonly<{ layout: Layout; lines: readonly string[] }>;
export type Untidy = Readonly<
  { code: 'mrz-empty' | 'mrz-shape' } | { code: 'mrz-length'; line: number; expected: number; found: number }
>;

/**
 * Typed or scanned text → the lines of a zone: case, blanks, look-alike fillers and a missing line break are
 * forgiven, and the name line may lack its closing fillers.
 */
export function tidyLines(text: string): Tidied | Untidy {
  const rows = text
    .toUpperCase()
    .replace(fillers, (one) => (one === '«' || one === '»' ? '<<' : '<'))
    .split(/[\r\n]+/)
    .map((row) => row.replace(/\s+/g, ''))
    .filter((row) => row !== '');
  if (rows.length === 0) return { code: 'mrz-empty' };
  const layout = layoutOf(rows);
  if (layout === undefined) return { code: 'mrz-shape' };
  const lines = rows.length === 1 ? chop(rows[0] ?? '', layout.width) : rows;
  const padded = lines.map((line, at) =>
    at + 1 === layout.names[0]
      ? line.padEnd(layout.width, '<').replace(new RegExp(`(?<=^.{${layout.width}})<+$`), '')
      : line,
  );
  for (const [at, line] of padded.entries())
    if (line.length !== layout.width)
      return { code: 'mrz-length', line: at + 1, expected: layout.width, found: line.length };
  return { layout, lines: unconfuse(padded, layout) };
}

function layoutOf(rows: readonly string[]): Layout | undefined {
  const [first = '', second = ''] = rows;
  const visa = first.startsWith('V');
  if (rows.length === 3) return layouts.td1;
  if (rows.length === 1) {
    if (first.length === 90) return layouts.td1;
    if (first.length === 88) return visa ? layouts.visaA : layouts.td3;
    if (first.length === 72) return visa ? layouts.visaB : layouts.td2;
    return undefined;
  }
  if (rows.length !== 2) return undefined;
  // The second line has no closing fillers to lose, so its length tells the size; 40 lies midway between 36 and 44.
  if (second.length > 40) return visa ? layouts.visaA : layouts.td3;
  return visa ? layouts.visaB : layouts.td2;
}

function chop(text: string, width: number): string[] {
  return Array.from({ length: text.length / width }, (_, at) => text.slice(at * width, (at + 1) * width));
}

function unconfuse(lines: readonly string[], layout: Layout): string[] {
  const result = lines.map((line) => [...line]);
  const replace = ([line, first, last]: Span, by: Readonly<Record<string, string>>) => {
    const row = result[line - 1];
    if (row === undefined) return;
    for (let at = first - 1; at < last; at += 1) row[at] = by[row[at] ?? ''] ?? row[at] ?? '';
  };
  replace(layout.names, letterFor);
  for (const [line, first, last] of [layout.birth, layout.expiry]) replace([line, first, last + 1], digitFor);
  const [line, , last] = layout.number;
  replace([line, last + 1, last + 1], digitFor);
  if (layout.composite) replace(layout.composite.at, digitFor);
  return result.map((row) => row.join(''));
}

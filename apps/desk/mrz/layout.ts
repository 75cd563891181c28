/** A stretch of one line: `[line, first position, last position]`, all counted from 1 as Doc 9303 counts them. */
export type Span = readonly [line: number, first: number, last: number];

/** Where each checked field of one size of machine-readable zone stands. */
export type Layout = Readonly<{
  lines: number;
  width: number;
  names: Span;
  number: Span;
  /** Where a number of more than nine characters goes on, if this size lets it. */
  numberOverflow?: Span;
  birth: Span;
  expiry: Span;
  /** Personal number with a check digit of its own (passports only). */
  optional?: Span;
  /** Stretches under the overall check digit, and the digit's own place. Visas have none. */
  composite?: Readonly<{ over: readonly Span[]; at: Span }>;
}>;

/** ICAO Doc 9303-5, TD1: cards. */
const td1: Layout = {
  lines: 3,
  width: 30,
  names: [3, 1, 30],
  number: [1, 6, 14],
  numberOverflow: [1, 16, 30],
  birth: [2, 1, 6],
  expiry: [2, 9, 14],
  composite: {
    over: [
      [1, 6, 30],
      [2, 1, 7],
      [2, 9, 15],
      [2, 19, 29],
    ],
    at: [2, 30, 30],
  },
};

/** ICAO Doc 9303-6, TD2. */
const td2: Layout = {
  lines: 2,
  width: 36,
  names: [1, 6, 36],
  number: [2, 1, 9],
  numberOverflow: [2, 29, 35],
  birth: [2, 14, 19],
  expiry: [2, 22, 27],
  composite: {
    over: [
      [2, 1, 10],
      [2, 14, 20],
      [2, 22, 35],
    ],
    at: [2, 36, 36],
  },
};

/** ICAO Doc 9303-4, TD3: passport books. */
const td3: Layout = {
  lines: 2,
  width: 44,
  names: [1, 6, 44],
  number: [2, 1, 9],
  birth: [2, 14, 19],
  expiry: [2, 22, 27],
  optional: [2, 29, 42],
  composite: {
    over: [
      [2, 1, 10],
      [2, 14, 20],
      [2, 22, 43],
    ],
    at: [2, 44, 44],
  },
};

/** ICAO Doc 9303-7: visas have the passport's or TD2's lines without the last check digits. */
function asVisa({ composite: _, optional: __, numberOverflow: ___, ...layout }: Layout): Layout {
  return layout;
}

export const layouts = { td1, td2, td3, visaA: asVisa(td3), visaB: asVisa(td2) } as const;

export function slice(lines: readonly string[], [line, first, last]: Span): string {
  return (lines[line - 1] ?? '').slice(first - 1, last);
}

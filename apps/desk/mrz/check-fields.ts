import { checkDigit } from './check-digit.ts';
import { type Layout, type Span, slice } from './layout.ts';

export type CheckFault = Readonly<{
  code:
    | 'mrz-check-number'
    | 'mrz-check-birth'
    | 'mrz-check-expiry'
    | 'mrz-check-optional'
    | 'mrz-check-overall';
  line: number;
  first: number;
  last: number;
  /** The place where swapping letter and digit (O and 0, I and 1 …) would make the sum come out; 0 if none would. */
  look: number;
}>;

/** Every check digit that does not agree with its field. The overall digit is judged only if the others agree. */
export function checkFields(lines: readonly string[], layout: Layout): CheckFault[] {
  const faults: CheckFault[] = [];
  const judge = (code: CheckFault['code'], [line, first, last]: Span, digit: string, field: string) => {
    if (agrees(field, digit)) return;
    const swap = code === 'mrz-check-number' ? swapThatHelps(field, digit) : undefined;
    faults.push({ code, line, first, last, look: swap === undefined ? 0 : first + swap });
  };
  const simple = (code: CheckFault['code'], span: Span) =>
    judge(code, span, slice(lines, after(span)), slice(lines, span));

  const number = numberOf(lines, layout);
  judge('mrz-check-number', layout.number, number.digit, number.field);
  simple('mrz-check-birth', layout.birth);
  simple('mrz-check-expiry', layout.expiry);
  if (layout.optional) simple('mrz-check-optional', layout.optional);
  if (layout.composite && faults.length === 0) {
    const { over, at } = layout.composite;
    judge('mrz-check-overall', at, slice(lines, at), over.map((span) => slice(lines, span)).join(''));
  }
  return faults;
}

function after([line, , last]: Span): Span {
  return [line, last + 1, last + 1];
}

// A number longer than nine characters leaves `<` in place of its digit and goes on in the next field, where its
// last character before a filler is the digit (Doc 9303-5, note j; 9303-6, note j).
function numberOf(lines: readonly string[], layout: Layout): { field: string; digit: string } {
  const field = slice(lines, layout.number);
  const digit = slice(lines, after(layout.number));
  if (digit !== '<' || !layout.numberOverflow) return { field, digit };
  const rest = slice(lines, layout.numberOverflow).split('<')[0] ?? '';
  if (rest === '') return { field, digit };
  return { field: field + rest.slice(0, -1), digit: rest.slice(-1) };
}

// An empty field may carry `<` or `0` as its digit (Doc 9303-4, section 4.2.2.2).
function agrees(field: string, digit: string): boolean {
  if (digit === '<') return /^<*$/.test(field);
  return checkDigit(field) === digit;
}

const swaps: Readonly<Record<string, string>> = {
  O: '0',
  '0': 'O',
  I: '1',
  '1': 'I',
  B: '8',
  '8': 'B',
  S: '5',
  '5': 'S',
  Z: '2',
  '2': 'Z',
  G: '6',
  '6': 'G',
};

function swapThatHelps(field: string, digit: string): number | undefined {
  for (const [at, character] of [...field].entries()) {
    const other = swaps[character];
    if (other !== undefined && agrees(field.slice(0, at) + other + field.slice(at + 1), digit)) return at;
  }
  return undefined;
}

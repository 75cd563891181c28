import { mayBeTold } from './ages.ts';
import type { ShiftCode, ShiftFault } from './codes.ts';
import { BARCODE, DIGEST, MONTH, RECORD_ID, SERIAL, SHIFT_ID, SPOIL_REASONS, WIRE_SECRET } from './shapes.ts';
import { type ClosingStatement, statementText } from './statement.ts';

/** Longest statement read, in UTF-16 units: a block of 2,000 serials takes about a quarter of it. */
export const LONGEST_STATEMENT = 1_000_000;
const MOST_ENTRIES = 5_000;
const MOST_FEES = 64;

type Check = (value: unknown, path: string) => ShiftFault[];
const bad = (path: string, code: ShiftCode = 'statement-bad-shape'): ShiftFault[] => [{ code, path }];

const text =
  (shape: RegExp): Check =>
  (value, path) =>
    typeof value === 'string' && shape.test(value) ? [] : bad(path);
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, path) =>
    allowed.includes(value) ? [] : bad(path);
const orNull =
  (inner: Check): Check =>
  (value, path) =>
    value === null ? [] : inner(value, path);
const count: Check = (value, path) =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 100_000 ? [] : bad(path);

const MOST_BANDS = 8;
const age: Check = (value, path) =>
  Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 120 ? [] : bad(path);

const object =
  (fields: Record<string, Check>, absent: readonly string[] = []): Check =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad(path);
    const given = Object.entries(value);
    // A foreign key's own name may be a person's: the fault says where, not what.
    if (given.some(([key]) => !Object.hasOwn(fields, key))) return bad(path);
    return Object.entries(fields).flatMap(([key, check]) =>
      Object.hasOwn(value, key)
        ? check(Reflect.get(value, key), path ? `${path}.${key}` : key)
        : absent.includes(key)
          ? []
          : bad(path ? `${path}.${key}` : key),
    );
  };

const list =
  (item: Check, most = MOST_ENTRIES): Check =>
  (value, path) =>
    Array.isArray(value) && value.length <= most
      ? value.flatMap((entry, i) => item(entry, `${path}[${i}]`))
      : bad(path);

const ascending =
  (item: Check, keyOf: (entry: unknown) => unknown = (entry) => entry): Check =>
  (value, path) => {
    const faults = list(item)(value, path);
    if (faults.length > 0 || !Array.isArray(value)) return faults;
    const keys = value.map((entry) => String(keyOf(entry)));
    return keys.some((key, i) => i > 0 && key <= (keys[i - 1] ?? '')) ? bad(path, 'statement-unsorted') : [];
  };

const serialOf = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'serial') : undefined;
const revocation: Check = (value, path) => {
  const by = typeof value === 'object' && value !== null ? Reflect.get(value, 'by') : undefined;
  return by === 'slip'
    ? object({ serial: text(SERIAL), by: oneOf('slip'), secret: text(WIRE_SECRET) })(value, path)
    : object({ serial: text(SERIAL), by: oneOf('card') })(value, path);
};

/** Small numbers are refused before anything is read of them: not even by mistake do they come in. */
const ages: Check = (value, path) => {
  const faults = object({ from: list(age, MOST_BANDS), cards: list(count, MOST_BANDS + 1) })(value, path);
  if (faults.length > 0) return faults;
  const { from, cards } = value as { from: number[]; cards: number[] };
  const rises = from.every((first, at) => at === 0 || first > (from[at - 1] ?? 0));
  const fits = from.length > 0 && cards.length === from.length + 1;
  return rises && fits && mayBeTold({ cards }) ? [] : bad(path);
};

const fields: Record<keyof ClosingStatement, Check> = {
  v: oneOf(1),
  shift: text(SHIFT_ID),
  head: text(DIGEST),
  cards: ascending(
    object({
      serial: text(SERIAL),
      issueMonth: text(MONTH),
      expiryMonth: orNull(text(MONTH)),
      slip: orNull(text(DIGEST)),
    }),
    serialOf,
  ),
  spoiled: ascending(object({ serial: text(SERIAL), reason: oneOf(...SPOIL_REASONS) }), serialOf),
  void: ascending(text(SERIAL)),
  unused: ascending(text(SERIAL)),
  revocations: ascending(revocation, serialOf),
  counts: object({
    refused: count,
    corrected: count,
    replaced: count,
    renewed: count,
    fees: list(count, MOST_FEES),
  }),
  barcodes: object({ used: ascending(text(BARCODE)), unused: ascending(text(BARCODE)) }),
  handedOver: ascending(text(RECORD_ID)),
  ages,
};
const statement = object(fields, ['ages']);

/**
 * Reads a statement's text. Anything but the one canonical text of a well-shaped statement is refused:
 * a second key of the same name, blanks, escapes or an unknown field could each carry something unseen.
 */
export function parseStatement(
  input: string,
): { statement: ClosingStatement; faults: [] } | { statement?: undefined; faults: ShiftFault[] } {
  if (input.length > LONGEST_STATEMENT) return { faults: bad('') };
  let value: unknown;
  try {
    value = JSON.parse(input);
  } catch {
    return { faults: bad('', 'statement-not-json') };
  }
  const faults = statement(value, '');
  if (faults.length > 0) return { faults };
  const read = value as ClosingStatement;
  if (statementText(read) !== input) return { faults: bad('', 'statement-not-canonical') };
  return { statement: read, faults: [] };
}

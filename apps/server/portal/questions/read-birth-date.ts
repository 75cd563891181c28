import { readTypedDate } from '@commonkey/card/typed/typed-date.ts';
import { ageOn, isPlainDate, type PlainDate } from '@commonkey/program';
import type { Typed } from './question.ts';

/** Nobody is older. */
const OLDEST = 130;

export type BirthDate =
  | { day: PlainDate }
  | {
      field: 'day' | 'month' | 'year';
      fault: 'date-missing' | 'date-unread' | 'year-short' | 'date-future' | 'date-old';
    };

/**
 * The day of three fields. Forgiving (UX-10): figures of any script, blanks, a month by its name, the year first, all of
 * it in one field. What could be two days is asked again, and a two-digit year is never guessed.
 */
export function readBirthDate(
  typed: Typed,
  { on, languages }: { on: PlainDate; languages: readonly string[] },
): BirthDate {
  const [day, month, year] = (['day', 'month', 'year'] as const).map((part) =>
    plainDigits(typed[part] ?? ''),
  );
  const missing = (['day', 'month', 'year'] as const).find((_, place) => [day, month, year][place] === '');
  const whole = [day, month, year].filter(Boolean).join(' ');
  if (whole === '') return { field: 'day', fault: 'date-missing' };
  const given = missing === undefined ? inFields(day, month, year) : undefined;
  const read = given ?? oneDay(whole, languages);
  if (read === undefined) {
    if (missing !== undefined && whole.split(/\s+/).length < 3)
      return { field: missing, fault: 'date-missing' };
    if (missing === undefined && /^\d{1,3}$/.test(year ?? '') && /^\d{1,2}$/.test(day ?? ''))
      return { field: 'year', fault: 'year-short' };
    return { field: missing ?? 'day', fault: 'date-unread' };
  }
  if (read > on) return { field: 'year', fault: 'date-future' };
  if (ageOn(read, on) > OLDEST) return { field: 'year', fault: 'date-old' };
  return { day: read };
}

/** Each figure in its own field, as asked. */
function inFields(day = '', month = '', year = ''): PlainDate | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(date) ? date : undefined;
}

/** Fields filled in their own way, but with one meaning only: a month's name, the year first, a whole date in one. */
function oneDay(whole: string, languages: readonly string[]): PlainDate | undefined {
  // Three figures in the asked order that are no day must not become one by another order.
  if (/^\d{1,2} \d{1,2} \d{1,4}$/.test(whole)) return undefined;
  const read = readTypedDate(whole, languages);
  return read.kind === 'day' ? read.day : undefined;
}

/** ASCII figures for those of any script, without the marks that some keyboards put around them. */
function plainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/\p{Cf}/gu, '')
    .replace(/^[\s.,/-]+|[\s.,/-]+$/gu, '')
    .trim();
}

/** Each script has its ten figures in a row, beginning with zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

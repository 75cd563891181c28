/** A day as `YYYY-MM-DD`. */
export type Day = string;
export type TypedDate =
  | { readonly kind: 'day'; readonly day: Day }
  /** Both readings are real days: 3/4 is a March and an April. */
  | { readonly kind: 'either'; readonly days: readonly [Day, Day] }
  | { readonly kind: 'unread' };

const UNREAD: TypedDate = { kind: 'unread' };

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const monthNames = new Map<string, readonly (readonly string[])[]>();

/** Each month as it stands alone and as it stands in a date: "березень" and "3 березня". */
function monthsIn(language: string): readonly (readonly string[])[] {
  let names = monthNames.get(language);
  if (!names) {
    const common = { month: 'long', timeZone: 'UTC', calendar: 'gregory' } as const;
    const alone = new Intl.DateTimeFormat(language, common);
    const inDate = new Intl.DateTimeFormat(language, { ...common, day: 'numeric' });
    names = Array.from({ length: 12 }, (_, m) => {
      const day = Date.UTC(2024, m, 15);
      const part = inDate.formatToParts(day).find(({ type }) => type === 'month');
      return [plain(alone.format(day)), plain(part?.value ?? '')].filter(Boolean);
    });
    monthNames.set(language, names);
  }
  return names;
}

function monthNamed(word: string, languages: readonly string[]): number | null {
  if (word.length < 3) return null;
  for (const language of languages) {
    const hits = monthsIn(language).flatMap((names, m) =>
      names.some((name) => name.startsWith(word)) ? [m + 1] : [],
    );
    if (hits.length === 1) return hits[0] ?? null;
  }
  return null;
}

function realDay(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1000 || year > 9999)
    return null;
  return date.toISOString().slice(0, 10);
}

function settle(candidates: readonly (Day | null)[]): TypedDate {
  const [first, second] = [...new Set(candidates.filter((d) => d !== null))];
  if (first === undefined) return UNREAD;
  return second === undefined ? { kind: 'day', day: first } : { kind: 'either', days: [first, second] };
}

/**
 * Reads a date in the order people write it: 1990-03-07, 7 March 1990, marzo 7 de 1990, 03/07/1990, 07031990.
 * Where two readings are possible both are given back and the clerk asks; a two-digit year is never guessed.
 */
export function readTypedDate(typed: string, languages: readonly string[] = ['en', 'es']): TypedDate {
  const parts = plain(typed).match(/\p{L}+|\d+/gu) ?? [];
  const words = parts.filter((p) => /\p{L}/u.test(p) && !/^(de|del|of|the|st|nd|rd|th)$/.test(p));
  const numbers = parts.filter((p) => /\d/.test(p));
  if (words.length === 1 && numbers.length === 2) {
    const month = monthNamed(words[0] ?? '', languages);
    const year = numbers.find((n) => n.length === 4);
    const day = numbers.find((n) => n.length <= 2);
    if (month === null || year === undefined || day === undefined) return UNREAD;
    return settle([realDay(Number(year), month, Number(day))]);
  }
  if (words.length > 0) return UNREAD;
  const [a, b, c] = numbers.length === 1 ? splitEight(numbers[0] ?? '') : numbers;
  if (a === undefined || b === undefined || c === undefined || numbers.length > 3) return UNREAD;
  if (a.length === 4) return settle([realDay(Number(a), Number(b), Number(c))]);
  if (c.length !== 4) return UNREAD;
  return settle([realDay(Number(c), Number(a), Number(b)), realDay(Number(c), Number(b), Number(a))]);
}

function splitEight(digits: string): string[] {
  if (digits.length !== 8) return [];
  return /^(1[89]|20)/.test(digits)
    ? [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)]
    : [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
}

/** Months of languages that JavaScript engines bring no dates for; without them a Haitian page would say "December". */
const MONTHS: Readonly<Record<string, readonly string[]>> = {
  ht: [
    'janvye',
    'fevriye',
    'mas',
    'avril',
    'me',
    'jen',
    'jiyè',
    'out',
    'septanm',
    'oktòb',
    'novanm',
    'desanm',
  ],
};

/** To make one takes longer than to make a page; there are as many as languages. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A day in words, as a reader of the language writes it: "December 3, 2026", "3 grudnia 2026". Western digits in every
 * language, so that a day on the page and the one on the card or in a letter look alike.
 *
 * @param day year-month-day, such as 2026-12-03
 */
export function wordDay(language: string, day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const months = MONTHS[language.split('-')[0] ?? ''];
  if (months) return `${date} ${months[month - 1]} ${year}`;
  const format =
    formats.get(language) ??
    new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, { dateStyle: 'long', timeZone: 'UTC' });
  formats.set(language, format);
  return format.format(Date.UTC(year, month - 1, date));
}

/** To make one takes longer than to make a page; there are as many as languages. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** A minute of the city's day as readers of the language write it; Western digits in every language. */
export function wordMinute(language: string, minute: number): string {
  // Of Haitian Creole JavaScript engines know no clock; it is written as in French.
  const known = language.startsWith('ht') ? 'fr' : language;
  const clock =
    clocks.get(known) ??
    new Intl.DateTimeFormat(`${known}-u-nu-latn`, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  clocks.set(known, clock);
  return clock.format(minute * 60_000);
}

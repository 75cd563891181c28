/** A minute of the city's day as readers of the language write it; Western digits in every language. */
export function wordMinute(language: string, minute: number): string {
  // Of Haitian Creole JavaScript engines know no clock; it is written as in French.
  const known = language.startsWith('ht') ? 'fr' : language;
  return new Intl.DateTimeFormat(`${known}-u-nu-latn`, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(minute * 60_000);
}

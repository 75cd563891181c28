/** A month as people write it; the day is not said. @param day YYYY-MM-DD */
export function wordMonth(language: string, day: string): string {
  const format = new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}

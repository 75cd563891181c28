/** A month or a year as people write it. @param month YYYY-MM or YYYY */
export function wordMonth(language: string, month: string): string {
  const format = new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, {
    ...(month.length > 4 && { month: 'long' }),
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(month));
}

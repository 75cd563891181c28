/** The calendar day at a moment in an IANA time zone, YYYY-MM-DD. */
export function dayIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/**
 * The whole days a desk certificate must cover for a shift: those of UTC, which certificates count in, and those of the
 * city, which cards are dated by.
 */
export function certificateDays(timeZone: string, from: Date, until: Date): { from: string; until: string } {
  const [first = ''] = [dayIn('UTC', from), dayIn(timeZone, from)].sort();
  const [, last = ''] = [dayIn('UTC', until), dayIn(timeZone, until)].sort();
  return { from: first, until: last };
}

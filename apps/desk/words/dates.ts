import type { Speak } from '@commonkey/words';

/** A `YYYY-MM-DD` as the reader's language writes it. Noon, so that no time zone moves the day. */
export function shortDate(day: string, say: Speak): string {
  return say('date.short', { date: Date.parse(`${day}T12:00:00`) });
}

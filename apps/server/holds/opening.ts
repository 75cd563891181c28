import type { PlainDate } from '@commonkey/program';

/** Nowhere on earth has a day begun later than twelve hours after it did in UTC: no certificate opens early. */
export const LATEST_MIDNIGHT = 12 * 3_600_000;

/** When a certificate opens: its disposal day has begun everywhere on earth. */
export const opensAt = (opensOn: PlainDate): Date =>
  new Date(Date.parse(`${opensOn}T00:00:00Z`) + LATEST_MIDNIGHT);

export const hasOpened = (opensOn: PlainDate, now: Date): boolean => opensAt(opensOn) <= now;

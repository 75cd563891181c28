import type { Speak } from '@commonkey/words';
import type { KnownService } from '../learned.ts';

/** Whether the minutes at a station were learned at desks or are a supposition of ours; for staff. */
export const sayService = (say: Speak, { median, slow, days }: KnownService): string =>
  days === null
    ? say('calendar.looks-assumed', { median, slow })
    : say('calendar.looks-learned', { median, slow, days });

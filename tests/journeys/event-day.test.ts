import { test } from 'node:test';
import { eventDay } from './event-day.ts';

/** The day of 400 people in small: `npm run test:event-day` runs it in full. */
test(
  'an event day: 2 tables, 12 people, one printer jam, one hour without a network',
  {
    timeout: 580_000,
  },
  (t) =>
    eventDay(t, {
      ...{ people: 12, tables: 2, cards: 12, comeUntil: 575, rush: 1 },
      plan: {
        ...{ opens: 540, closes: 660, person: { least: 12, most: 14 } },
        ...{ jam: 2, lost: { from: 560, minutes: 60 }, atOnce: 2, looks: 0, seed: 1428 },
      },
    }),
);

import { test } from 'node:test';
import { eventDay } from './event-day.ts';

// `npm run test:event-day`: some half an hour on two processors. The test of every day is event-day.test.ts.
test(
  'an event day: 6 tables, 400 people, one printer jam, one hour without a network',
  {
    timeout: 90 * 60_000,
  },
  (t) =>
    eventDay(t, {
      ...{ people: 400, tables: 6, cards: 110, comeUntil: 930, rush: 1.6, aloud: true },
      plan: {
        ...{ opens: 540, closes: 960, person: { least: 4, most: 6 } },
        ...{ jam: 61, lost: { from: 720, minutes: 60 }, atOnce: 3, looks: 20, seed: 400 },
      },
    }),
);

import { addDays } from '@commonkey/program';
import type { TestContext } from '../../testing/context.ts';
import { announceDay, type DayWish, newDayId } from '../calendar/make-day.ts';
import { cityNow } from '../days.ts';

/** A day a week ahead in a library, from nine to one: everything can be booked at once. */
export const aDay = (context: TestContext, change: Partial<DayWish> = {}): DayWish => ({
  ...{ id: newDayId(), day: addDays(cityNow(context).day, 7), opens: 540, closes: 780 },
  ...{ place: 'North Branch Library', address: '1 Example Street' },
  ...{ access: ['step-free', 'seats'], languages: ['en', 'es'] },
  ...{ stations: 4, printers: 4, slotMinutes: 30, walkInShare: 30, helperShare: 10 },
  releases: [30],
  drawDays: null,
  ...change,
});

/** Announces it. */
export const announced = async (context: TestContext, change: Partial<DayWish> = {}): Promise<string> =>
  announceDay(context, aDay(context, change));

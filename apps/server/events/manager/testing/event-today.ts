import { randomUUID } from 'node:crypto';
import type { TestContext } from '../../../testing/context.ts';
import type { DayWish } from '../../calendar/make-day.ts';
import { cityNow } from '../../days.ts';
import { aDay } from '../../testing/day.ts';

/** An event on the day that it is in the city, as if it had been announced before; its hours are over, whatever the hour of the test is. */
export async function eventToday(
  context: TestContext,
  change: Partial<DayWish> = {},
): Promise<{ mark: string; id: string; day: string }> {
  const { day, minute } = cityNow(context);
  if (minute < 1) context.setTime(new Date(context.clock.now().getTime() + 60_000));
  const id = randomUUID();
  const wish = aDay(context, { day, opens: 0, closes: 1, ...change });
  const mark = Buffer.from(context.random(3)).toString('hex').toUpperCase();
  await context.store.write((tx) =>
    tx
      .insertInto('event_days')
      .values({
        ...{ id, mark, version: 1, state: 'announced', reason: null, day: wish.day },
        ...{ opens: wish.opens, closes: wish.closes, place: wish.place, address: wish.address },
        ...{ access: [...wish.access], languages: [...wish.languages] },
        ...{ stations: wish.stations, printers: wish.printers, slot_minutes: wish.slotMinutes },
        ...{ walk_in_share: wish.walkInShare, helper_share: wish.helperShare, releases: [1] },
      })
      .execute(),
  );
  return { mark, id, day: wish.day };
}

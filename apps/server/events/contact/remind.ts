import { addDays } from '@commonkey/program';
import type { Context } from '../../context.ts';
import { cityNow } from '../days.ts';
import { tellNews } from './queue.ts';

/** From this minute of the day before a drawn day those who have not said yes are asked once more. */
const FROM_MINUTE = 9 * 60;

/** Asks winners of a draw who have not said yes, once, on the day before. */
export async function remindWinners(context: Pick<Context, 'store' | 'clock' | 'program'>): Promise<void> {
  const { store, clock } = context;
  const now = cityNow(context);
  if (now.minute < FROM_MINUTE) return;
  const due = () =>
    store.read
      .selectFrom('event_contacts as c')
      .innerJoin('event_days as e', 'e.id', 'c.event')
      .innerJoin('event_draws as d', 'd.event', 'e.id')
      .innerJoin('event_bookings as b', 'b.tag', 'c.tag')
      .innerJoin('event_seats as s', 's.booking', 'b.id')
      .select('c.id')
      .distinct()
      .where('e.day', '=', addDays(now.day, 1))
      .where('e.state', '=', 'announced')
      .where('b.state', '=', 'kept')
      .where('s.kept_until', '>', clock.now())
      .where('c.reminded', '=', false)
      .execute();
  for (const { id } of await due())
    await store.write(async (tx) => {
      const row = await tx
        .updateTable('event_contacts')
        .set({ reminded: true })
        .where('id', '=', id)
        .where('reminded', '=', false)
        .where('tag', 'is not', null)
        .returning('tag')
        .executeTakeFirst();
      if (row?.tag) await tellNews(context, tx, { tag: row.tag }, 'say-yes');
    });
}

import type { Reader } from '../../store/store.ts';

/** `places`: booked, or waiting for a yes. `asked`: in a draw that is to come. `waits`: for places that are given back. `lost`: drawn, and without places. */
export type Standing = { event: string; as: 'places' | 'asked' | 'waits' | 'lost' };

/** What a code still stands for; null where there is nothing left of which anybody could be told. */
export async function standingOf(read: Reader, tag: Uint8Array): Promise<Standing | null> {
  const booking = await read
    .selectFrom('event_bookings as b')
    .innerJoin('event_seats as s', 's.booking', 'b.id')
    .select('b.event')
    .where('b.tag', '=', tag)
    .where('b.state', 'in', ['kept', 'booked'])
    .limit(1)
    .executeTakeFirst();
  if (booking) return { event: booking.event, as: 'places' };
  const entry = await read
    .selectFrom('event_entries')
    .select(['event', 'rank', 'given'])
    .where('tag', '=', tag)
    .where('withdrawn', '=', false)
    .executeTakeFirst();
  const wait = await read
    .selectFrom('event_waits')
    .select('event')
    .where('tag', '=', tag)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (wait) return { event: wait.event, as: 'waits' };
  if (!entry || entry.given !== null) return null;
  return { event: entry.event, as: entry.rank === null ? 'asked' : 'lost' };
}

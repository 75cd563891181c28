import { addDays, instantIn, type PlainDate, wallClockIn } from '@commonkey/program';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import type { EventNews } from '../../store/tables/event-contacts.ts';
import { cityNow } from '../days.ts';

type Parts = Pick<Context, 'clock' | 'program'>;

/** Whoever is on the way to a day has to hear of it soon; nobody's telephone lights up at night. */
const FIRST_MINUTE = 7 * 60;
const LAST_MINUTE = 21 * 60;

/** Now, or the next morning. @param timeZone the city's */
export function soonest(timeZone: string, now: Date): Date {
  const { day, minute } = wallClockIn(timeZone, now);
  if (minute >= FIRST_MINUTE && minute < LAST_MINUTE) return now;
  return instantIn(timeZone, minute < FIRST_MINUTE ? day : addDays(day, 1), FIRST_MINUTE);
}

/**
 * There is news of a day, for everybody who left a contact with a place there, or for one code: in the transaction in which
 * it becomes so. What waits to be told already is told once, with this.
 */
export async function tellNews(
  parts: Parts,
  tx: Writer,
  whom: { event: string } | { tag: Uint8Array },
  about: EventNews,
): Promise<void> {
  const due = soonest(parts.program.program.city.timeZone, parts.clock.now());
  const telling = tx
    .updateTable('event_contacts')
    .set({
      about,
      news: sql`news + 1`,
      due_at: sql`case when trying is null then ${due}::timestamptz else greatest(due_at, ${due}::timestamptz) end`,
      tries: 0,
    })
    .where('tag', 'is not', null)
    .where('ends_on', '>', cityNow(parts).day);
  await ('event' in whom
    ? telling.where('event', '=', whom.event)
    : telling.where('tag', '=', whom.tag)
  ).execute();
}

/**
 * A day comes sooner: so does the end of its contacts. Where it comes later they end as was said when they were left, and whoever
 * wants to be told on can leave theirs again.
 */
export async function nearerContacts(
  { vault }: Pick<Context, 'vault'>,
  tx: Writer,
  whose: { event: string } | { tag: Uint8Array },
  endsOn: PlainDate,
): Promise<void> {
  const ending = tx.updateTable('event_contacts').set({ ends_on: endsOn }).where('ends_on', '>', endsOn);
  const rows = await ('event' in whose
    ? ending.where('event', '=', whose.event)
    : ending.where('tag', '=', whose.tag)
  )
    .returning('id')
    .execute();
  for (const { id } of rows) await vault.bringNearer(tx, { matter: id }, endsOn);
}

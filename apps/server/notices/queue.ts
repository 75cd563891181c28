import { addDays, type PlainDate, plainDateIn } from '@commonkey/program';
import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';
import { drawHour, drawHourOn } from './hours.ts';

type Parts = Pick<Context, 'clock' | 'holds' | 'program' | 'random'>;

/** Days before a card that nobody fetched dies, on which its owner is told once more. */
const LAST_DAYS = 7;

const timeZoneOf = ({ program }: Pick<Parts, 'program'>): string => program.program.city.timeZone;
export const todayOf = (parts: Pick<Parts, 'clock' | 'program'>): PlainDate =>
  plainDateIn(timeZoneOf(parts), parts.clock.now());

/**
 * Something happened that an application's owner may want to know: in the transaction in which it does, after every date was
 * settled. Where they gave no contact, or it has ended, nothing is stored.
 */
export async function tellNews(parts: Parts, tx: Writer, application: string): Promise<void> {
  const endsOn = await endOf(parts, tx, application, 'contact');
  if (endsOn === null) return;
  await queue(tx, application, drawHour(timeZoneOf(parts), parts.clock.now(), parts.random), endsOn);
}

/** A card waits to be fetched: its owner is told again some days before it dies, if it is still there then. */
export async function tellLastDays(parts: Parts, tx: Writer, application: string): Promise<void> {
  const card = await endOf(parts, tx, application, 'card');
  const contact = await endOf(parts, tx, application, 'contact');
  if (card === null || contact === null) return;
  const day = addDays(card, -LAST_DAYS);
  if (contact <= day || day <= todayOf(parts)) return;
  await queue(tx, application, drawHourOn(timeZoneOf(parts), day, parts.random), contact);
}

/** Nothing that waits is sent any more, whatever a hold keeps of the rows. */
export async function endNotices(
  parts: Parts,
  tx: Writer,
  which: { application: string } | { ids: readonly string[] },
  because: 'used' | 'withdrawn' | 'superseded' | 'handed-over',
): Promise<void> {
  const today = todayOf(parts);
  const ending = tx.updateTable('notices').set({ ends_on: today }).where('ends_on', '>', today);
  if ('ids' in which) await ending.where('id', 'in', [...which.ids]).execute();
  else await ending.where('application', '=', which.application).execute();
  const where = 'ids' in which ? { id: which.ids } : which;
  await parts.holds.destroy(tx, { table: 'notices', where, because });
}

/** The day on which a living record ends; null where there is none that may still be used. */
async function endOf(
  parts: Parts,
  tx: Writer,
  application: string,
  kind: 'card' | 'contact',
): Promise<PlainDate | null> {
  const row = await tx
    .selectFrom('vault_records')
    .select('ends_on')
    .where('application', '=', application)
    .where('kind', '=', kind)
    .where('tombstoned_on', 'is', null)
    .where('ends_on', '>', todayOf(parts))
    .executeTakeFirst();
  return row?.ends_on ?? null;
}

async function queue(tx: Writer, application: string, dueAt: Date, endsOn: PlainDate): Promise<void> {
  await tx
    .insertInto('notices')
    .values({ id: crypto.randomUUID(), application, due_at: dueAt, ends_on: endsOn })
    .execute();
}

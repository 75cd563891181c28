import { randomUUID } from 'node:crypto';
import { addDays } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { type Selectable, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { EventTables } from '../../store/tables/events.ts';
import { bookingTag, codeOfForm, type FormId, readBookingCode } from '../booking/code.ts';
import { isOpenDraw } from '../days.ts';
import type { EventsCode } from '../errors.ts';

export type Draw = Selectable<EventTables['event_draws']>;
export type Entry = Selectable<EventTables['event_entries']>;

type Parts = Pick<Context, 'store' | 'secrets' | 'random' | 'clock' | 'program'>;

export const drawOf = (read: Reader, event: string): Promise<Draw | undefined> =>
  read.selectFrom('event_draws').selectAll().where('event', '=', event).executeTakeFirst();

/**
 * Puts somebody into the draw of a day. When they enter counts for nothing, as long as it is not closed.
 * @param wish times that suit; none: any
 * @throws Fault `event-unknown` | `event-gives-no-places` | `party-too-large` {most} | `party-over-times` {most} | `time-unknown` | `draw-closed`
 */
export async function enterDraw(
  { store, secrets, random, clock, program }: Parts,
  { mark, form, party, wish }: { mark: string; form?: FormId; party: number; wish: readonly number[] },
): Promise<{ code: string }> {
  const most = program.program.desk.partyMax;
  if (party < 1 || party > most) throw new Fault<EventsCode>('party-too-large', { most });
  const code = codeOfForm({ secrets, random }, form, ['draw', mark, party, ...wish]);
  if (form !== undefined && (await findEntry({ secrets }, store.read, code))) return { code };
  await store.write(async (tx) => {
    const found = await tx.selectFrom('event_days').select('id').where('mark', '=', mark).executeTakeFirst();
    if (!found) throw new Fault<EventsCode>('event-unknown');
    // Whoever draws waits until this one is in, or this one sees that it is drawn. The draw before its day, as whoever moves it does.
    const draw = await tx
      .selectFrom('event_draws')
      .selectAll()
      .where('event', '=', found.id)
      .forShare()
      .executeTakeFirst();
    const day = await tx
      .selectFrom('event_days')
      .select(['id', 'day', 'state'])
      .where('id', '=', found.id)
      .forShare()
      .executeTakeFirstOrThrow();
    if (day.state !== 'announced') throw new Fault<EventsCode>('event-gives-no-places');
    if (!draw || !isOpenDraw(draw, clock.now())) throw new Fault<EventsCode>('draw-closed');
    const times = await tx.selectFrom('event_times').select('starts').where('event', '=', day.id).execute();
    if (wish.some((starts) => times.every((one) => one.starts !== starts)))
      throw new Fault<EventsCode>('time-unknown');
    const room = await mostDrawn(tx, day.id, wish);
    if (party > room) throw new Fault<EventsCode>('party-over-times', { most: room });
    await tx
      .insertInto('event_entries')
      .values({
        ...{ id: randomUUID(), event: day.id, party, withdrawn: false },
        wish: [...new Set(wish)].sort((a, b) => a - b),
        tag: bookingTag(secrets.codes, code),
        ends_on: addDays(day.day, 1),
      })
      .onConflict((one) => one.column('tag').doNothing())
      .execute();
  });
  return { code };
}

/** The most places that a time which suits has in the draw. */
async function mostDrawn(tx: Writer, event: string, wish: readonly number[]): Promise<number> {
  const rows = await tx
    .selectFrom('event_seats')
    .select(['starts', sql<number>`count(*)::integer`.as('places')])
    .where('event', '=', event)
    .where('pool', '=', 'open')
    .groupBy('starts')
    .execute();
  const suiting = rows.filter(({ starts }) => wish.length === 0 || wish.includes(starts));
  return Math.max(0, ...suiting.map(({ places }) => places));
}

/** The entry that a code opens; undefined where there is none. */
export async function findEntry(
  { secrets }: Pick<Context, 'secrets'>,
  read: Reader,
  typed: string,
): Promise<Entry | undefined> {
  const code = readBookingCode(typed);
  if (code === undefined) return undefined;
  return read
    .selectFrom('event_entries')
    .selectAll()
    .where('tag', '=', bookingTag(secrets.codes, code))
    .executeTakeFirst();
}

/** Takes somebody out of a draw that is still to come. @throws Fault `draw-closed` */
export async function leaveDraw({ store }: Pick<Parts, 'store'>, entry: Entry): Promise<void> {
  await store.write(async (tx) => {
    const draw = await tx
      .selectFrom('event_draws')
      .select('drawn_on')
      .where('event', '=', entry.event)
      .forShare()
      .executeTakeFirstOrThrow();
    if (draw.drawn_on !== null) throw new Fault<EventsCode>('draw-closed');
    await tx.updateTable('event_entries').set({ withdrawn: true }).where('id', '=', entry.id).execute();
  });
}

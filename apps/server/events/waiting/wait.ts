import { randomUUID } from 'node:crypto';
import { addDays } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import type { Reader } from '../../store/store.ts';
import type { EventWaitTables } from '../../store/tables/event-waits.ts';
import { bookingTag, codeOfForm, type FormId, readBookingCode } from '../booking/code.ts';
import { bookable, mostTogether, type OpenDay, oneDay } from '../days.ts';
import type { EventsCode } from '../errors.ts';

export type Wait = Selectable<EventWaitTables['event_waits']>;
type Parts = Pick<Context, 'store' | 'secrets' | 'random' | 'clock' | 'program'>;

/** Whether somebody can wait for places of a day: its places are not to be drawn, and some time that has places is still to come. */
export const takesWaits = (parts: Parts, day: OpenDay): boolean =>
  (day.draw === null || day.draw.drawn_on !== null) && mostTogether(parts, day) > 0;

/** Whether nothing that can be booked now has room for so many. */
export const isFull = (parts: Parts, day: OpenDay, party: number, wish: readonly number[] = []): boolean =>
  bookable(parts, day).every(
    ({ starts, free }) => free < party || (wish.length > 0 && !wish.includes(starts)),
  );

/**
 * Lets somebody wait for places of a full day. Who waits longer is not offered places sooner: their lot decides.
 * @param wish times that suit; none: any
 * @throws Fault `event-unknown` | `event-gives-no-places` | `party-too-large` {most} | `party-over-times` {most} | `time-unknown` | `waiting-needless`
 */
export async function waitForPlaces(
  parts: Parts,
  { mark, form, party, wish }: { mark: string; form?: FormId; party: number; wish: readonly number[] },
): Promise<{ code: string }> {
  const { store, secrets, random, program } = parts;
  const code = codeOfForm({ secrets, random }, form, ['wait', mark, party, ...wish]);
  if (form !== undefined && (await findWait(parts, store.read, code))) return { code };
  const most = program.program.desk.partyMax;
  if (party < 1 || party > most) throw new Fault<EventsCode>('party-too-large', { most });
  const day = await oneDay(parts, store.read, mark);
  if (!takesWaits(parts, day)) throw new Fault<EventsCode>('event-gives-no-places');
  if (wish.some((starts) => day.times.every((one) => one.starts !== starts)))
    throw new Fault<EventsCode>('time-unknown');
  const room = mostTogether(parts, day, wish);
  if (party > room) throw new Fault<EventsCode>('party-over-times', { most: room });
  if (!isFull(parts, day, party, wish)) throw new Fault<EventsCode>('waiting-needless');
  await store.write(async (tx) => {
    const now = await tx
      .selectFrom('event_days')
      .select(['day', 'state'])
      .where('id', '=', day.id)
      .forShare()
      .executeTakeFirstOrThrow();
    if (now.state !== 'announced') throw new Fault<EventsCode>('event-gives-no-places');
    await tx
      .insertInto('event_waits')
      .values({
        ...{ id: randomUUID(), event: day.id, party, state: 'waiting' },
        wish: [...new Set(wish)].sort((a, b) => a - b),
        tag: bookingTag(secrets.codes, code),
        ends_on: addDays(now.day, 1),
      })
      .onConflict((one) => one.column('tag').doNothing())
      .execute();
  });
  return { code };
}

/** What a code waits, or waited, for; undefined where it does not. */
export async function findWait(
  { secrets }: Pick<Context, 'secrets'>,
  read: Reader,
  typed: string,
): Promise<Wait | undefined> {
  const code = readBookingCode(typed);
  if (code === undefined) return undefined;
  return read
    .selectFrom('event_waits')
    .selectAll()
    .where('tag', '=', bookingTag(secrets.codes, code))
    .executeTakeFirst();
}

/** Takes somebody off the list. Who was offered places meanwhile keeps the offer. */
export async function stopWaiting({ store }: Pick<Parts, 'store'>, { id }: Wait): Promise<void> {
  await store.write((tx) =>
    tx
      .updateTable('event_waits')
      .set({ state: 'left' })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute(),
  );
}

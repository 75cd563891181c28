import { randomUUID } from 'node:crypto';
import { addDays } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { Reader, Writer } from '../../store/store.ts';
import { bookingTag, readBookingCode } from '../booking/code.ts';
import { findBooking } from '../booking/find.ts';
import { cityNow } from '../days.ts';
import type { EventsCode } from '../errors.ts';
import { type EventContact, packContact } from './file.ts';
import { standingOf } from './standing.ts';

type Parts = Pick<Context, 'store' | 'secrets' | 'vault' | 'holds' | 'clock' | 'program'>;

/**
 * Leaves a contact with a code, in place of one that was left before. It is sealed before anything of it is stored, and its
 * key dies the night after the day.
 * @throws Fault `booking-unknown` | `event-over`, and those of the key process
 */
export async function leaveContact(parts: Parts, code: string, contact: EventContact): Promise<void> {
  const { store, vault } = parts;
  const tag = tagOf(parts, code);
  const { event, endsOn } = await whereLeft(parts, store.read, tag);
  const id = randomUUID();
  const plain = packContact(contact);
  const sealed = await vault
    .seal({ matter: id, kind: 'event-contact', endsOn, plain, share: null })
    .finally(() => plain.fill(0));
  let before: string | null = null;
  try {
    await store.write(async (tx) => {
      // Two tabs at once: the second waits here, and its contact is the one that stays.
      const { day } = await tx
        .selectFrom('event_days')
        .select('day')
        .where('id', '=', event)
        .forShare()
        .executeTakeFirstOrThrow();
      // It was moved meanwhile, or the places were: the contact was sealed for another night.
      const standing = await standingOf(tx, tag);
      if (addDays(day, 1) !== endsOn || standing?.event !== event)
        throw new Fault<EventsCode>('event-changed');
      before = await endLeft(parts, tx, tag, 'superseded');
      await tx
        .insertInto('event_contacts')
        .values({ id, event, tag, about: 'changed', ends_on: endsOn })
        .execute();
      await vault.keep(tx, sealed);
    });
  } catch (error) {
    await vault.discard([sealed]);
    throw error;
  }
  if (before) await vault.finish({ matter: before });
}

/** Takes it back: from then on nobody reads it. None is left of a code that opens nothing. */
export async function forgetContact(parts: Parts, code: string): Promise<void> {
  const tag = tagOf(parts, code);
  const before = await parts.store.write((tx) => endLeft(parts, tx, tag, 'withdrawn'));
  if (before) await parts.vault.finish({ matter: before });
}

/**
 * Its people have come, so there is nothing more to tell them. Of a slip it stays until the night: a group that kept its code would see by
 * the contact's end that somebody came.
 */
export async function endContactOfComer(parts: Parts, typed: string): Promise<void> {
  const { state, slip } = await findBooking(parts, parts.store.read, typed);
  if (state !== 'came' || slip) return;
  const before = await parts.store.write((tx) => endLeft(parts, tx, tagOf(parts, typed), 'used'));
  if (before) await parts.vault.finish({ matter: before });
}

/** The last day on which a contact of a code may be used; null: none was left. */
export async function contactOf(parts: Parts, read: Reader, code: string): Promise<string | null> {
  const row = await read
    .selectFrom('event_contacts')
    .select('ends_on')
    .where('tag', '=', tagOf(parts, code))
    .where('ends_on', '>', cityNow(parts).day)
    .executeTakeFirst();
  return row ? addDays(row.ends_on, -1) : null;
}

/** @throws Fault `booking-unknown` */
export function tagOf({ secrets }: Pick<Context, 'secrets'>, typed: string): Uint8Array {
  const code = readBookingCode(typed);
  if (code === undefined) throw new Fault<EventsCode>('booking-unknown');
  return bookingTag(secrets.codes, code);
}

async function whereLeft(
  parts: Parts,
  read: Reader,
  tag: Uint8Array,
): Promise<{ event: string; endsOn: string }> {
  const standing = await standingOf(read, tag);
  if (!standing || standing.as === 'lost') throw new Fault<EventsCode>('booking-unknown');
  const { day } = await read
    .selectFrom('event_days')
    .select('day')
    .where('id', '=', standing.event)
    .executeTakeFirstOrThrow();
  if (day < cityNow(parts).day) throw new Fault<EventsCode>('event-over');
  return { event: standing.event, endsOn: addDays(day, 1) };
}

/**
 * Ends the contact of a code. What a hold keeps of it is of no code any more, so that nobody is told by it.
 * @returns its id
 */
async function endLeft(
  { vault, holds, clock, program }: Parts,
  tx: Writer,
  tag: Uint8Array,
  because: 'superseded' | 'withdrawn' | 'used',
): Promise<string | null> {
  const today = cityNow({ clock, program }).day;
  const row = await tx
    .selectFrom('event_contacts')
    .select(['id', 'news'])
    .where('tag', '=', tag)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  await tx
    .updateTable('event_contacts')
    .set({ tag: null, told: row.news, trying: null, due_at: null, ends_on: today })
    .where('id', '=', row.id)
    .execute();
  await vault.end(tx, { matter: row.id }, because);
  await holds.destroy(tx, { table: 'event_contacts', where: { id: row.id }, because });
  return row.id;
}

import { addDays } from '@commonkey/program';
import { Fault, isFault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import type { Reader } from '../../store/store.ts';
import type { BookingState, EventTables } from '../../store/tables/events.ts';
import { confirmPlaces } from '../booking/book.ts';
import { bookingTag } from '../booking/code.ts';
import { giveBack, lockTimes } from '../booking/seats.ts';
import { cityNow } from '../days.ts';
import { blockTag, readBlockCode, slipCode } from './code.ts';
import type { HelpersCode } from './errors.ts';

type Parts = Pick<Context, 'store' | 'secrets' | 'random' | 'clock' | 'program'>;
type Row = Selectable<EventTables['event_blocks']>;

/**
 * Of a slip, what the group did with it or may do. `out` stays so whether its people came, stayed away or gave their places back: that
 * is theirs to tell. `late`: anybody can take the places now, and the group still can as long as nobody does. `gone`: somebody did.
 * `today`: on the day itself nothing is told, since a slip that is used at the door would no longer be `late`.
 */
export type SlipState = 'here' | 'out' | 'back' | 'late' | 'gone' | 'today';
export type Slip = {
  number: number;
  code: string;
  party: number;
  /** null: its places are not its own any more, and the page says no time. */
  starts: number | null;
  state: SlipState;
};
export type Block = Omit<Row, 'tag'> & { code: string; entries: readonly Slip[] };

type Found = Slip & { booking: string; stored: BookingState };

/**
 * What a group's code opens: its own slips and nobody else's. One answer for a code that never was, one that was withdrawn, one that is
 * over and gone, and one with a wrong letter.
 * @throws Fault `block-unknown`
 */
export async function openBlock(
  parts: Pick<Parts, 'secrets' | 'clock' | 'program'>,
  read: Reader,
  typed: string,
): Promise<Block> {
  const { block, code, found } = await look(parts, read, typed);
  const { tag: _, ...row } = block;
  const entries = found.map(({ booking, stored, ...slip }) => slip);
  return { ...row, code, entries };
}

async function look(
  { secrets, clock, program }: Pick<Parts, 'secrets' | 'clock' | 'program'>,
  read: Reader,
  typed: string,
): Promise<{ block: Row; code: string; found: Found[] }> {
  const code = readBlockCode(typed);
  const block =
    code &&
    (await read
      .selectFrom('event_blocks')
      .selectAll()
      .where('tag', '=', blockTag(secrets, code))
      .where('withdrawn', '=', false)
      .executeTakeFirst());
  if (!block) throw new Fault<HelpersCode>('block-unknown');
  const codes = Array.from({ length: block.slips }, (_, at) => slipCode(secrets, code, at + 1));
  const tags = codes.map((slip) => bookingTag(secrets.codes, slip));
  const bookings = await read
    .selectFrom('event_bookings as b')
    .leftJoin('event_seats as s', 's.booking', 'b.id')
    .select(({ fn }) => [
      ...(['b.id', 'b.tag', 'b.party', 'b.state'] as const),
      fn.min('s.starts').as('starts'),
      fn.count<string>('s.seat').as('seats'),
    ])
    .where('b.tag', 'in', tags)
    .groupBy(['b.id', 'b.tag', 'b.party', 'b.state'])
    .execute();
  const late = clock.now() >= block.returns_at;
  const today = cityNow({ clock, program }).day >= addDays(block.ends_on, -1);
  const found = codes.flatMap((slip, at) => {
    const number = at + 1;
    const row = bookings.find(({ tag }) => Buffer.compare(tag, tags[at] ?? tag) === 0);
    if (!row) return [];
    const whole = Number(row.seats) === row.party;
    const state = stateOf(row.state, { back: block.back.includes(number), whole, late, today });
    const own = state !== 'back' && state !== 'gone';
    const starts = own && whole ? row.starts : null;
    return [{ number, code: slip, party: row.party, starts, state, booking: row.id, stored: row.state }];
  });
  return { block, code, found };
}

function stateOf(
  stored: BookingState,
  { back, whole, late, today }: { back: boolean; whole: boolean; late: boolean; today: boolean },
): SlipState {
  if (back) return 'back';
  if (stored === 'kept' && !whole) return 'gone';
  if (today) return 'today';
  if (stored !== 'kept') return 'out';
  return late ? 'late' : 'here';
}

/** Says yes for slips that the group gave to somebody. What cannot be had any more is on the page that follows. */
export async function giveOut(parts: Parts, typed: string, numbers: readonly number[]): Promise<void> {
  const { found } = await look(parts, parts.store.read, typed);
  const chosen = found.filter(({ number }) => numbers.includes(number));
  if (chosen.length === 0) throw new Fault<HelpersCode>('slips-none');
  for (const { code } of chosen.filter(({ stored }) => stored === 'kept')) {
    try {
      await confirmPlaces(parts, code);
    } catch (error) {
      if (!isFault(error) || !['booking-lapsed', 'booking-cancelled', 'booking-used'].includes(error.code))
        throw error;
    }
  }
}

/** Gives slips back that nobody has said yes to: the event manager can give their places to another group at once. */
export async function giveSlipsBack(parts: Parts, typed: string, numbers: readonly number[]): Promise<void> {
  await parts.store.write(async (tx) => {
    const before = await look(parts, tx, typed);
    const times = timesOf(before.found, numbers);
    if (!before.found.some(({ number }) => numbers.includes(number)))
      throw new Fault<HelpersCode>('slips-none');
    if (times.length > 0) await lockTimes(tx, before.block.event, times);
    // Two tabs come one after the other, so that the second forgets nothing of the first.
    await tx.selectFrom('event_blocks').select('id').where('id', '=', before.block.id).forUpdate().execute();
    const { block, found } = await look(parts, tx, typed);
    const back = found.filter(
      ({ number, stored, starts }) =>
        numbers.includes(number) && stored === 'kept' && (starts === null || times.includes(starts)),
    );
    for (const { booking, starts } of back) {
      if (starts !== null) await giveBack(tx, booking, starts, parts.clock.now());
      await tx.updateTable('event_bookings').set({ state: 'cancelled' }).where('id', '=', booking).execute();
    }
    const all = new Set([...block.back, ...back.map(({ number }) => number)]);
    await tx
      .updateTable('event_blocks')
      .set({ back: [...all].sort((a, b) => a - b) })
      .where('id', '=', block.id)
      .execute();
  });
}

const timesOf = (found: readonly Found[], numbers: readonly number[]): number[] => [
  ...new Set(
    found.flatMap(({ number, starts }) => (numbers.includes(number) && starts !== null ? [starts] : [])),
  ),
];

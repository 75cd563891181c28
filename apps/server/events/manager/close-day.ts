import type { PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { dayEnd, joinShifts } from '../../desks/service.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import { tellNews } from '../contact/queue.ts';
import { cityNow, type EventDay, hasBegun } from '../days.ts';
import { lockDoor } from '../door/change.ts';
import type { EventsCode } from '../errors.ts';
import { type Closing, closedDayEvent, shiftsDigest } from './closed-day.ts';
import type { ManagerCode } from './errors.ts';
import { stillOpen } from './still-open.ts';
import { sumCounts } from './sum-counts.ts';

type Parts = Pick<Context, 'store' | 'clock' | 'program' | 'random'>;
export type ClosingWish = {
  /** Shifts that worked at this place. */
  shifts: readonly string[];
  /** How many desks worked there: those that have not reported are the rest. */
  desks: number;
  /** Whoever closes was shown what is still open, and closes it all the same. */
  early?: boolean;
};

/** More desks than a place has stations for. */
export const MOST_DESKS = 200;

/**
 * Closes an event day, or adds to one that is closed: what the desks reported is added up and written into the ledger, once. A desk that is
 * missing keeps no day open; what it reports later is a supplement.
 * @param version what the page showed; of two managers who press at once the second is told
 * Closed early it is closed for good all the same, so that is asked once more, and whoever left a contact is told as of a stop.
 * @throws Fault `event-unknown` | `closing-too-early` {day} | `closing-not-begun` | `closing-cancelled` | `closing-changed` | `closing-open` |
 *   `closing-desk-gone` | `closing-nothing-new` | `closing-desks-impossible` {least, most}
 */
export async function closeDay(
  parts: Parts,
  { mark, version }: { mark: string; version: number },
  wish: ClosingWish,
): Promise<{ turn: number }> {
  const now = cityNow(parts);
  const today = now.day;
  return parts.store.write(async (tx) => {
    await lockDoor(tx, mark);
    const day = await lockDay(tx, mark);
    requireClosable(day, now);
    if (day.version !== version) throw new Fault<ManagerCode>('closing-changed');
    const before = await tx.selectFrom('event_closings').selectAll().where('event', '=', day.id).execute();
    if (before.length > 0 && wish.shifts.length === 0) throw new Fault<ManagerCode>('closing-nothing-new');
    const open = before.length === 0 ? await stillOpen(parts, tx, day) : null;
    if (open && wish.early !== true) throw new Fault<ManagerCode>('closing-open');
    const row = await joined(parts, tx, { day, today, before }, wish);
    const { salt } = await record(tx, closedDayEvent(row), parts.random);
    await tx
      .insertInto('event_closings')
      .values({ ...row, counts: JSON.stringify(row.counts), ledger_salt: salt })
      .execute();
    // A cancelled day stays so in what everybody reads.
    const ended = day.state === 'cancelled' ? {} : ({ state: 'over', reason: null } as const);
    await tx
      .updateTable('event_days')
      .set({ ...ended, version: version + 1 })
      .where('id', '=', day.id)
      .execute();
    if (open) await tellNews(parts, tx, { event: day.id }, 'changed');
    return { turn: row.turn };
  });
}

type Standing = { day: EventDay; today: PlainDate; before: readonly Closing[] };

async function joined(
  parts: Parts,
  tx: Writer,
  { day, today, before }: Standing,
  wish: ClosingWish,
): Promise<Omit<Closing, 'ledger_salt'>> {
  const found = await joinShifts(tx, { event: day.id, day: day.day }, wish.shifts);
  if (!found) throw new Fault<ManagerCode>('closing-desk-gone');
  const desks = found.shifts.length;
  const all = before.reduce((sum, one) => sum + one.desks, desks);
  const least = Math.max(1, all);
  if (!(wish.desks >= least && wish.desks <= MOST_DESKS))
    throw new Fault<ManagerCode>('closing-desks-impossible', { least, most: MOST_DESKS });
  return {
    event: day.id,
    turn: before.length + 1,
    closed_on: today,
    desks,
    missing: wish.desks - all,
    shifts: shiftsDigest(found.statements),
    counts: sumCounts(found.shifts),
    ends_on: found.endsOn ?? dayEnd(parts, day.day),
  };
}

async function lockDay(tx: Writer, mark: string): Promise<EventDay> {
  const day = await tx
    .selectFrom('event_days')
    .selectAll()
    .where('mark', '=', mark)
    .forUpdate()
    .executeTakeFirst();
  if (!day) throw new Fault<EventsCode>('event-unknown');
  return day;
}

function requireClosable(
  { day, state, begun, opens }: EventDay,
  now: { day: PlainDate; minute: number },
): void {
  if (state === 'cancelled' && !begun) throw new Fault<ManagerCode>('closing-cancelled');
  if (day > now.day) throw new Fault<ManagerCode>('closing-too-early', { day });
  if (state !== 'over' && !begun && !hasBegun(now, day, opens))
    throw new Fault<ManagerCode>('closing-not-begun');
}

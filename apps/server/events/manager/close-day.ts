import type { PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { dayEnd, joinShifts } from '../../desks/service.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import { cityNow, type EventDay } from '../days.ts';
import type { EventsCode } from '../errors.ts';
import { type Closing, closedDayEvent, shiftsDigest } from './closed-day.ts';
import type { ManagerCode } from './errors.ts';
import { sumCounts } from './sum-counts.ts';

type Parts = Pick<Context, 'store' | 'clock' | 'program' | 'random'>;
export type ClosingWish = {
  /** Shifts that worked at this place. */
  shifts: readonly string[];
  /** How many desks worked there: those that have not reported are the rest. */
  desks: number;
};

/** More desks than a place has stations for. */
export const MOST_DESKS = 200;

/**
 * Closes an event day, or adds to one that is closed: what the desks reported is added up and written into the ledger, once. A desk that is
 * missing keeps no day open; what it reports later is a supplement.
 * @param version what the page showed; of two managers who press at once the second is told
 * @throws Fault `event-unknown` | `closing-too-early` {day} | `closing-cancelled` | `closing-changed` | `closing-desk-gone` |
 *   `closing-nothing-new` | `closing-desks-impossible` {least, most}
 */
export async function closeDay(
  parts: Parts,
  { mark, version }: { mark: string; version: number },
  wish: ClosingWish,
): Promise<{ turn: number }> {
  const today = cityNow(parts).day;
  return parts.store.write(async (tx) => {
    const day = await lockDay(tx, mark);
    requireClosable(day, today);
    if (day.version !== version) throw new Fault<ManagerCode>('closing-changed');
    const before = await tx.selectFrom('event_closings').selectAll().where('event', '=', day.id).execute();
    if (before.length > 0 && wish.shifts.length === 0) throw new Fault<ManagerCode>('closing-nothing-new');
    const row = await joined(parts, tx, { day, today, before }, wish);
    const { salt } = await record(tx, closedDayEvent(row), parts.random);
    await tx
      .insertInto('event_closings')
      .values({ ...row, counts: JSON.stringify(row.counts), ledger_salt: salt })
      .execute();
    await tx
      .updateTable('event_days')
      .set({ state: 'over', reason: null, version: version + 1 })
      .where('id', '=', day.id)
      .execute();
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

function requireClosable({ day, state }: EventDay, today: PlainDate): void {
  if (state === 'cancelled') throw new Fault<ManagerCode>('closing-cancelled');
  if (day > today) throw new Fault<ManagerCode>('closing-too-early', { day });
}

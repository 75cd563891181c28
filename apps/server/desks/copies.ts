import { dispositionDate, type PlainDate, type Program, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { DisposalAnswer } from '../holds/may-destroy.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { DeskTables } from '../store/tables/desks.ts';
import type { DeskOfficeCode } from './errors.ts';

/**
 * Things at a desk that keep a copy by themselves. Each is a row from the day somebody asks about it until somebody says that
 * it is destroyed: so it can stand on a certificate, a hold finds it, and its end has a receipt like any other.
 */
type Copy = Selectable<DeskTables['desk_copies']>;
/** What a desk did with each of its shift, by record series. */
export type Settled = Readonly<Record<string, 'destroyed' | 'sealed'>>;
/** One that is still there, and what may be done with it now. */
export type WaitingCopy = Pick<Copy, 'id' | 'series' | 'shift'> & {
  day: PlainDate;
  due: PlainDate;
  answer: DisposalAnswer['answer'];
};

/** The things at a desk that hold copies by themselves: ribbons, spools, camera cards, spoiled cards. */
export function physicalSeries(program: Pick<Program, 'series'>): string[] {
  return program.series.filter((series) => series.medium === 'physical').map(({ id }) => id);
}

const today = ({ program, clock }: Context): PlainDate =>
  plainDateIn(program.program.city.timeZone, clock.now());

/** Its latest day, where the shift closes on the given one. */
function lastDay({ program }: Context, series: string, closed: PlainDate): PlainDate {
  const rule = program.program.series.find(({ id }) => id === series);
  if (!rule) return closed;
  const facts = { 'shift-close': closed, 'event-end': closed, receipt: closed, issue: closed };
  return dispositionDate(rule, facts);
}

/** Writes a thing down, or brings its day nearer. */
export async function noteCopy(
  context: Context,
  tx: Writer,
  { shift, series, day, closed }: { shift: string; series: string; day: PlainDate; closed: PlainDate },
): Promise<Copy> {
  return tx
    .insertInto('desk_copies')
    .values({
      id: crypto.randomUUID(),
      series,
      shift,
      recorded_on: day,
      ends_on: lastDay(context, series, closed),
    })
    .onConflict((conflict) =>
      conflict.columns(['shift', 'series']).doUpdateSet(({ fn, ref }) => ({
        ends_on: fn<string>('least', [ref('desk_copies.ends_on'), ref('excluded.ends_on')]),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Asked as for any record: a certificate speaks of its own day, an event of today. */
export function askOfCopy(context: Context, read: Reader, copy: Copy): Promise<DisposalAnswer> {
  const { series, recorded_on: date, ends_on, disposal_certificate: certificate } = copy;
  const due = ends_on < today(context) ? ends_on : today(context);
  return context.holds.mayDestroy(read, { series, date, due, certificate });
}

/**
 * What the desk says of its things when it closes: each is written down with the day that the close gives it, and ends with a
 * receipt where somebody destroyed it. What a hold has taken since, or what waits for a certificate, stays on the list.
 */
export async function settleCopies(
  context: Context,
  tx: Writer,
  { shift, day }: { shift: string; day: PlainDate },
  settled: Settled,
): Promise<void> {
  const known = Object.keys(settled).filter((one) => physicalSeries(context.program.program).includes(one));
  for (const series of known) await noteCopy(context, tx, { shift, series, day, closed: today(context) });
  const gone = known.filter((one) => settled[one] === 'destroyed');
  if (gone.length > 0)
    await context.holds.destroy(tx, {
      table: 'desk_copies',
      where: { shift, series: gone },
      because: 'by-hand',
    });
}

/** Everything that nobody has said to be destroyed, what is due first first. */
export async function waitingCopies(context: Context): Promise<WaitingCopy[]> {
  const { read } = context.store;
  const rows = await read
    .selectFrom('desk_copies')
    .selectAll()
    .orderBy('ends_on')
    .orderBy('shift')
    .orderBy('series')
    .execute();
  const found: WaitingCopy[] = [];
  for (const row of rows) {
    const { answer } = await askOfCopy(context, read, row);
    found.push({
      id: row.id,
      series: row.series,
      shift: row.shift,
      day: row.recorded_on,
      due: row.ends_on,
      answer,
    });
  }
  return found;
}

/** Somebody destroyed a thing that had waited. Faults `copy-unknown`, `copy-must-stay`: it is held, or waits for a certificate. */
export async function sayDestroyed(context: Context, id: string): Promise<void> {
  await context.store.write(async (tx) => {
    const { destroyed, held, awaiting } = await context.holds.destroy(tx, {
      table: 'desk_copies',
      where: { id },
      because: 'by-hand',
    });
    if (held + awaiting > 0) throw new Fault<DeskOfficeCode>('copy-must-stay');
    if (destroyed === 0) throw new Fault<DeskOfficeCode>('copy-unknown');
  });
}

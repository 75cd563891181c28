import { createHmac } from 'node:crypto';
import type { Context } from '../context.ts';
import { dropHandedOver, handedOver } from '../portal/service.ts';
import type { Reader, Writer } from '../store/store.ts';

/**
 * Waiting cards that a shift handed over. Several desks hold the same sealed cards, and a desk with no network cannot know
 * what another has done: whichever report comes first stands, and its application ends with it (docs/adr/0017).
 *
 * A report that comes again, by a line that came back and by the closing statement, is the same report.
 *
 * @returns `ended`: applications, for `dropHandedOver` after the transaction; `second`: those of `records` that another shift
 *   had reported before
 */
export async function claimHandOvers(
  context: Context,
  tx: Writer,
  shift: string,
  records: readonly string[],
): Promise<{ ended: string[]; second: string[] }> {
  if (records.length === 0) return { ended: [], second: [] };
  const ends_on = await lastReportDay(context, tx);
  // In one order, so that two shifts that report the same records never wait for each other.
  const marks = marksOf(context, shift, records).sort((a, b) => Buffer.compare(a.record, b.record));
  await tx
    .insertInto('hand_overs')
    .values(marks.map(({ record, shift }) => ({ record, shift, ends_on })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const second = await secondOf(context, tx, shift, records);
  const first = records.filter((record) => !second.includes(record));
  return { ended: await handedOver(context, tx, first), second };
}

/** Those of `records` that another shift had reported before. Changes nothing. */
export async function secondOf(
  context: Context,
  read: Reader,
  shift: string,
  records: readonly string[],
): Promise<string[]> {
  if (records.length === 0) return [];
  const marks = marksOf(context, shift, records);
  const rows = await read
    .selectFrom('hand_overs')
    .selectAll()
    .where(
      'record',
      'in',
      marks.map(({ record }) => record),
    )
    .execute();
  const by = new Map(rows.map((row) => [hex(row.record), hex(row.shift)]));
  return marks.flatMap(({ name, record, shift }) => {
    const reported = by.get(hex(record));
    return reported === undefined || reported === hex(shift) ? [] : [name];
  });
}

/**
 * Cards went to their holders; their applications end now, not at close-down. After the shift has closed it only says again
 * what it had said. For a clerk or supervisor, whoever opened the shift: a laptop is also closed by somebody else.
 *
 * @returns those of `records` that another shift had reported before
 */
export async function reportHandOvers(
  context: Context,
  shift: string,
  records: readonly string[],
): Promise<string[] | undefined> {
  const { store } = context;
  const answer = await store.write(async (tx) => {
    const row = await tx
      .selectFrom('desk_shifts')
      .select('statement_digest')
      .where('shift', '=', shift)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return undefined;
    if (row.statement_digest === null) return claimHandOvers(context, tx, shift, records);
    return { ended: [], second: await secondOf(context, tx, shift, records) };
  });
  await dropHandedOver(context, answer?.ended ?? []);
  return answer?.second;
}

/** With the last shift that could have reported a hand-over a second time, what tells a second time from a first ends. */
export async function forgetHandOvers(context: Context, tx: Writer): Promise<void> {
  const open = await openBlocks(tx).select('s.serial').limit(1).executeTakeFirst();
  if (!open) await context.holds.destroy(tx, { table: 'hand_overs', where: {}, because: 'shift-closed' });
}

/** The latest day on which a shift that is open now can still close: when its block of serials ends. */
async function lastReportDay(context: Context, tx: Writer): Promise<string> {
  const row = await openBlocks(tx)
    .select((columns) => columns.fn.max('s.ends_on').as('last'))
    .executeTakeFirst();
  return row?.last ?? context.clock.now().toISOString().slice(0, 10);
}

const openBlocks = (tx: Writer) =>
  tx
    .selectFrom('shift_serials as s')
    .innerJoin('desk_shifts as d', 'd.shift', 's.shift')
    .where('d.statement_digest', 'is', null);

/** Fingerprints under a key of the service: the table alone tells neither a record nor a shift, nor what is of one shift. */
function marksOf({ secrets }: Context, shift: string, records: readonly string[]) {
  const mark = (use: string, ...of: string[]): Uint8Array =>
    new Uint8Array(
      createHmac('sha256', secrets.codes)
        .update([use, ...of].join('\0'))
        .digest(),
    );
  return [...new Set(records)].map((name) => ({
    name,
    record: mark('commonkey-hand-over-v1', name),
    shift: mark('commonkey-hand-over-by-v1', name, shift),
  }));
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

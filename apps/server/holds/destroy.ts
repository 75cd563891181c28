import type { Selectable } from 'kysely';
import { type RawBuilder, sql } from 'kysely';
import type { Random } from '../clock.ts';
import type { Database, TableName } from '../store/database.ts';
import { type Disposition, lastDayColumn, rowsNameSeries } from '../store/holdings/holding.ts';
import { HOLDINGS } from '../store/holdings.ts';
import { type Reader, type Writer, wholeTransaction } from '../store/store.ts';
import { dayOfEnding } from './day.ts';
import { endOrSetAside } from './isolate.ts';
import { lockForDestroying } from './locks.ts';
import type { DisposalAnswer, RecordRef, SeriesRule } from './may-destroy.ts';
import { keepOutliving } from './outliving.ts';
import { authorityOf, receipt } from './receipt.ts';
import { stillReferredTo } from './referred.ts';
import type { RoomClock } from './steady-clock.ts';
import type { DisposalTrigger } from './triggers.ts';

export { DISPOSAL_TRIGGERS, type DisposalTrigger } from './triggers.ts';

/** Tables whose rows end here. Sealed records end in the vault room, because their key must die first. */
export type EndingTable = Exclude<TableName, 'vault_records'>;

type Where<Row> = { readonly [C in keyof Row]?: Row[C] | readonly Row[C][] };
export type Disposal<T extends EndingTable = EndingTable> = {
  table: T;
  /** Rows whose columns equal all of these, or one of the values where a list is given. */
  where: Where<Selectable<Database[T]>>;
  because: DisposalTrigger;
};
/** `setAside`: rows that the database itself would not let go, left for the next time; absent where there are none. */
export type Outcome = { destroyed: number; held: number; awaiting: number; setAside?: number };

type TableFacts = { series: string; disposition: Disposition; ephemeral?: true; recorded?: string };
type Found = {
  ctid: string;
  series: string;
  due: string;
  date: string | null;
  age: number | null;
  certificate: string | null;
};

export const tableFacts = (table: TableName): TableFacts => HOLDINGS[table];

/** `RecordRef.date` of a table's rows. */
export function spokenDay(table: TableName): RawBuilder<string | null> {
  const { recorded } = tableFacts(table);
  return recorded ? sql`${sql.ref(recorded)}::text` : sql`null::text`;
}

/** `RecordRef.age` of a table's rows. */
export const spokenAge = (table: TableName): RawBuilder<number | null> =>
  'age' in HOLDINGS[table].columns ? sql`${sql.ref('age')}` : sql`null::integer`;

/** What a city's program and the manifest say about ending. */
export type Schedule = {
  rules: ReadonlyMap<string, SeriesRule>;
  /** The record series of a table's rows. */
  seriesOf(table: TableName): string;
};
/** A schedule, and what stands against it. */
export type Ending = Schedule & { ask(tx: Reader, record: RecordRef): Promise<DisposalAnswer> };

/**
 * Ends rows: the only way anything is deleted. Under the destroyers' lock each row is locked, asked for again, and only a
 * *yes* is carried out; what ends is receipted, and the receipt committed to, in the same transaction, and so is
 * what must outlive it.
 *
 * A row under hold stays. Callers whose rows also mean something while they stay (a session) end that meaning first, by
 * moving their date.
 */
export async function destroy<T extends EndingTable>(
  tx: Writer,
  disposal: Disposal<T>,
  { ask, seriesOf }: Ending,
  {
    clock,
    random,
    timeZone,
    limit = 10_000,
  }: { clock: RoomClock; random: Random; timeZone: string; limit?: number },
): Promise<Outcome> {
  const { table, where, because } = disposal;
  const facts = tableFacts(table);
  const ofTable = seriesOf(table);
  const now = clock.now();
  await lockForDestroying(tx);
  const found = await findRows(
    tx,
    table,
    facts,
    ofTable,
    where,
    because === 'due' ? clock.earliest() : null,
    now,
    timeZone,
    limit,
  );
  const asked = new Map<string, DisposalAnswer>();
  const yes: (Found & { under: string | null })[] = [];
  const outcome: Outcome = { destroyed: 0, held: 0, awaiting: 0 };
  for (const row of found) {
    // Rows alike in everything the answer rests on are asked for once.
    const { series, due, date, age, certificate } = row;
    const key = `${series} ${due} ${date} ${age} ${certificate}`;
    const known = asked.get(key);
    const answer = known ?? (await ask(tx, { series, due, date, age, certificate }));
    asked.set(key, answer);
    if (answer.answer === 'yes')
      yes.push({ ...row, under: answer.authority === 'certificate' ? certificate : null });
    else if (answer.answer === 'held') outcome.held += 1;
    else outcome.awaiting += 1;
  }
  let left = 0;
  for (const rows of Map.groupBy(yes, ({ series, under }) => `${series} ${under}`).values()) {
    const [{ series, under } = { series: ofTable, under: null }] = rows;
    const setAside = await endOrSetAside(
      tx,
      rows.map(({ ctid }) => ctid),
      async (some) => {
        await keepOutliving(tx, table, some, now);
        await sql`delete from ${sql.table(table)} where ctid = any(${some}::tid[])`.execute(
          wholeTransaction(tx),
        );
      },
    );
    const destroyed = rows.length - setAside;
    if (destroyed > 0 && !facts.ephemeral)
      await receipt(
        tx,
        { series, count: destroyed, because, under: authorityOf(because, under) },
        now,
        random,
      );
    outcome.destroyed += destroyed;
    left += setAside;
  }
  return { ...outcome, ...(left > 0 ? { setAside: left } : {}) };
}

async function findRows(
  tx: Writer,
  table: TableName,
  facts: TableFacts,
  ofTable: string,
  where: Readonly<Record<string, unknown>>,
  dueBy: Date | null,
  now: Date,
  timeZone: string,
  limit: number,
): Promise<readonly Found[]> {
  const today = now.toISOString().slice(0, 10);
  const by = 'by' in facts.disposition ? facts.disposition.by : null;
  const conditions = Object.entries(where).map(([column, value]) =>
    Array.isArray(value) ? sql`${sql.ref(column)} = any(${value})` : sql`${sql.ref(column)} = ${value}`,
  );
  if (dueBy) {
    if (by === null) return [];
    conditions.push(sql`${sql.ref(by)} <= ${dueBy}`);
    const day = dayOfEnding(timeZone, dueBy);
    conditions.push(
      sql`(pg_typeof(${sql.ref(by)}) <> 'date'::regtype or ${sql.ref(by)}::date <= ${day}::date)`,
    );
  }
  const needed = stillReferredTo(table);
  if (needed) conditions.push(sql`not ${needed}`);
  // Events bring a record's end to today; only then does its own date not say when it is due.
  const due = by !== null && dueBy ? sql`${sql.ref(by)}::date::text` : onEvent(facts.disposition, today);
  const date = spokenDay(table);
  const listed = 'disposal_certificate' in HOLDINGS[table].columns;
  const certificate = listed ? sql`disposal_certificate::text` : sql`null::text`;
  const series = rowsNameSeries(facts.disposition) ? sql`series` : sql`${ofTable}::text`;
  const { rows } = await sql<Found>`
    select ctid::text as ctid, ${series} as series, ${due} as due, ${date} as date, ${spokenAge(table)} as age,
      ${certificate} as certificate from ${sql.table(table)}
    where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    limit ${limit} for update`.execute(wholeTransaction(tx));
  return rows;
}

/** A thing outside may be destroyed long after its day, which its certificate speaks of. */
function onEvent(disposition: Disposition, today: string): RawBuilder<unknown> {
  const last = 'hands' in disposition ? lastDayColumn(disposition) : null;
  return last === null ? sql`${today}::text` : sql`least(${sql.ref(last)}, ${today}::date)::text`;
}

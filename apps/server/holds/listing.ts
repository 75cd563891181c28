import type { PlainDate } from '@commonkey/program';
import { type RawBuilder, sql } from 'kysely';
import type { TableName } from '../store/database.ts';
import { lastDayColumn, rowsNameSeries } from '../store/holdings/holding.ts';
import { HOLDINGS } from '../store/holdings.ts';
import { type Reader, type Writer, wholeTransaction } from '../store/store.ts';
import type { DestructionMethod } from '../store/tables/records.ts';
import { type Schedule, spokenAge, spokenDay, tableFacts } from './destroy.ts';
import type { DisposalAnswer, RecordRef } from './may-destroy.ts';

/**
 * Which records a disposal certificate lists: they bear its id. So it opens these and no others, however many come to be
 * due on the same days meanwhile, and no list of records outlives the records.
 */
const COLUMN = 'disposal_certificate';

/** Tables whose rows a certificate can list. */
export const listableTables = (): TableName[] =>
  (Object.keys(HOLDINGS) as TableName[]).filter((table) => COLUMN in HOLDINGS[table].columns);

type Ask = (tx: Reader, record: RecordRef) => Promise<DisposalAnswer>;
type Group = { due: string; date: string | null; age: number | null; count: number };
export type Listed = {
  volume: number;
  /** What a hold left out. */
  held: number;
  dueFrom: PlainDate;
  dueThrough: PlainDate;
  method: DestructionMethod;
};

/**
 * Puts every record of a series that is due by a day, waits for a certificate and is on none, on this one. The caller
 * holds the destroyers' lock, so that no hold arrives in between, and stores the certificate in the same transaction.
 * @returns null where there is nothing to list
 */
export async function listOn(
  tx: Writer,
  certificate: string,
  { series, through }: { series: string; through: PlainDate },
  { seriesOf, ask }: Pick<Schedule, 'seriesOf'> & { ask: Ask },
): Promise<Listed | null> {
  const found = { volume: 0, held: 0, days: [] as string[], keys: false, rows: false, things: false };
  for (const table of listableTables()) {
    const rows = rowsOf(table, series, seriesOf);
    if (!rows) continue;
    const { due, date, age } = daysOf(table);
    const where = sql`${rows} and ${sql.ref(COLUMN)} is null and ${due} <= ${through}`;
    for (const group of await groups(tx, table, where)) {
      const { answer } = await ask(tx, { series, due: group.due, date: group.date, age: group.age });
      if (answer === 'held') found.held += group.count;
      if (answer !== 'awaiting-certificate') continue;
      // In the order in which the destroyer locks them, so that neither waits for the other.
      const order = sql.ref(table === 'vault_records' ? 'id' : 'ctid');
      const { numAffectedRows = 0n } = await sql`
        update ${sql.table(table)} set ${sql.ref(COLUMN)} = ${certificate} where ctid = any(array(
          select ctid from ${sql.table(table)} where ${where} and ${due} = ${group.due}
            and ${date} is not distinct from ${group.date}
            and ${age} is not distinct from ${group.age}::integer order by ${order} for update))`.execute(
        wholeTransaction(tx),
      );
      if (numAffectedRows === 0n) continue;
      found.volume += Number(numAffectedRows);
      found.days.push(group.due);
      found[formOf(table)] = true;
    }
  }
  const [dueFrom] = found.days.sort();
  const dueThrough = found.days.at(-1);
  if (dueFrom === undefined || dueThrough === undefined) return null;
  return { volume: found.volume, held: found.held, dueFrom, dueThrough, method: methodOf(found) };
}

type Forms = Record<'keys' | 'rows' | 'things', boolean>;
const formOf = (table: TableName): keyof Forms =>
  table === 'vault_records' ? 'keys' : 'hands' in tableFacts(table).disposition ? 'things' : 'rows';

/** A series is of things or of data, never of both. */
function methodOf({ keys, rows, things }: Forms): DestructionMethod {
  if (things) return 'things-destroyed';
  return keys ? (rows ? 'keys-and-rows' : 'keys-destroyed') : 'rows-deleted';
}

/** Takes what is left of a certificate's list off it again: it waits for another one. */
export async function unlist(tx: Writer, certificate: string): Promise<void> {
  for (const table of listableTables())
    await sql`update ${sql.table(table)} set ${sql.ref(COLUMN)} = null
      where ${sql.ref(COLUMN)} = ${certificate}`.execute(wholeTransaction(tx));
}

/** What is still there of a certificate's list, by what may be done with it now. */
export async function leftOf(
  read: Reader,
  { id, series }: { id: string; series: string },
  ask: Ask,
): Promise<{ left: number; held: number }> {
  const standing = { left: 0, held: 0 };
  for (const table of listableTables())
    for (const { due, date, age, count } of await groups(read, table, sql`${sql.ref(COLUMN)} = ${id}`)) {
      standing.left += count;
      const { answer } = await ask(read, { series, due, date, age, certificate: id });
      if (answer === 'held') standing.held += count;
    }
  return standing;
}

/** How much of a certificate's list has ended, or has begun to. */
export async function begunOf(read: Reader, { id, volume }: { id: string; volume: number }): Promise<number> {
  let untouched = 0;
  for (const table of listableTables()) {
    const whole = table === 'vault_records' ? sql`tombstoned_on is null` : sql`true`;
    const { count } = await read
      .selectFrom(
        sql<{ count: number }>`(select count(*)::int as count from ${sql.table(table)}
          where ${sql.ref(COLUMN)} = ${id} and ${whole})`.as('found'),
      )
      .select('found.count')
      .executeTakeFirstOrThrow();
    untouched += count;
  }
  return volume - untouched;
}

/** Rows of a table that belong to a series; null where none can. */
function rowsOf(
  table: TableName,
  series: string,
  seriesOf: Schedule['seriesOf'],
): RawBuilder<unknown> | null {
  // What has begun to end was allowed to before.
  if (table === 'vault_records') return sql`series = ${series} and tombstoned_on is null`;
  if (rowsNameSeries(tableFacts(table).disposition)) return sql`series = ${series}`;
  return seriesOf(table) === series ? sql`true` : null;
}

function daysOf(table: TableName) {
  const by = lastDayColumn(tableFacts(table).disposition);
  return {
    due: by === null ? sql<string>`null::text` : sql<string>`${sql.ref(by)}::date::text`,
    date: spokenDay(table),
    age: spokenAge(table),
  };
}

async function groups(read: Reader, table: TableName, where: RawBuilder<unknown>): Promise<Group[]> {
  const { due, date, age } = daysOf(table);
  return read
    .selectFrom(
      sql<Group>`(select ${due} as due, ${date} as date, ${age} as age, count(*)::int as count
        from ${sql.table(table)} where ${where} group by 1, 2, 3)`.as('found'),
    )
    .select(['found.due', 'found.date', 'found.age', 'found.count'])
    .orderBy('found.due')
    .execute();
}

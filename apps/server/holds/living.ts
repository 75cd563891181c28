import { createHmac } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { TableName } from '../store/database.ts';
import { lastDayColumn, rowsNameSeries } from '../store/holdings/holding.ts';
import { HOLDINGS } from '../store/holdings.ts';
import type { Reader } from '../store/store.ts';
import { type EndingTable, type Schedule, tableFacts } from './destroy.ts';
import { listableTables } from './listing.ts';

/** Rows that a certificate can list, by what tells one from another. */
export const KEY_OF = {
  vault_records: 'id',
  applications: 'id',
  cards: 'serial',
  desk_shifts: 'shift',
  desk_copies: 'id',
} as const satisfies { readonly [T in TableName]?: string };
export type ListableTable = keyof typeof KEY_OF;
export const isListable = (table: TableName): table is ListableTable => table in KEY_OF;

/** Rows alike in everything that their end is decided by. `due`: their last day. */
export type LivingGroup = { table: string; series: string; due: string; date: string | null };

/**
 * What lives at one moment: which days of which series still have rows, and which rows the certificates under way still list.
 * Nothing of what has ended is in it, and of what lives no name: a row that a certificate lists is a keyed hash.
 */
export type Living = {
  groups: readonly LivingGroup[];
  /** By certificate. */
  listed: Readonly<Record<string, readonly string[]>>;
};

/** Tables whose ends are receipted and that are no sealed records: of those the key process knows what lives. */
export const plainTables = (): EndingTable[] =>
  (Object.keys(HOLDINGS) as TableName[]).filter((table): table is EndingTable => {
    const { disposition, ephemeral } = tableFacts(table);
    return table !== 'vault_records' && !ephemeral && lastDayColumn(disposition) !== null;
  });

/** Hides which row is meant from whoever has not the service's own secret. */
export const tagOf = (secret: Uint8Array, table: string, key: string): string =>
  createHmac('sha256', secret).update(`listed ${table} ${key}`).digest('base64url').slice(0, 22);

/**
 * Tables whose groups are told apart by the day they speak of too. Those of others by their last day alone: a list that an
 * earlier version kept outside is compared with rows of today, and a finer group would be in none of them.
 */
const TOLD_APART: ReadonlySet<TableName> = new Set(['desk_copies']);

export function groupColumns(table: TableName, seriesOf: Schedule['seriesOf']) {
  const { disposition, recorded } = tableFacts(table);
  const told = recorded !== undefined && TOLD_APART.has(table);
  return {
    series: rowsNameSeries(disposition) ? sql<string>`series` : sql<string>`${seriesOf(table)}::text`,
    due: sql<string>`${sql.ref(lastDayColumn(disposition) ?? '')}::date::text`,
    date: told ? sql<string | null>`${sql.ref(recorded)}::date::text` : sql<null>`null::text`,
  };
}

/** In one statement, and so of one moment. */
export async function living(
  read: Reader,
  { seriesOf }: Pick<Schedule, 'seriesOf'>,
  secret: Uint8Array,
): Promise<Living> {
  const groups = plainTables().map((table) => {
    const { series, due, date } = groupColumns(table, seriesOf);
    return sql`select distinct ${table}::text as "table", ${series} as series, ${due} as due, ${date} as date
      from ${sql.table(table)}`;
  });
  const listed = listableTables()
    .filter(isListable)
    .map(
      (table) => sql`select ${table}::text as "table", disposal_certificate::text as certificate,
        ${sql.ref(KEY_OF[table])}::text as key from ${sql.table(table)} where disposal_certificate is not null`,
    );
  const found = await read
    .selectNoFrom([
      asList<LivingGroup>(groups).as('groups'),
      asList<{ table: string; certificate: string; key: string }>(listed).as('listed'),
    ])
    .executeTakeFirstOrThrow();
  const byCertificate: Record<string, string[]> = {};
  for (const { table, certificate, key } of found.listed) {
    byCertificate[certificate] ??= [];
    byCertificate[certificate].push(tagOf(secret, table, key));
  }
  for (const tags of Object.values(byCertificate)) tags.sort();
  return { groups: found.groups, listed: byCertificate };
}

const asList = <T>(selects: readonly RawBuilder<unknown>[]): RawBuilder<T[]> =>
  sql<T[]>`(select coalesce(json_agg(one), '[]') from (${sql.join(selects, sql` union all `)}) as one)`;

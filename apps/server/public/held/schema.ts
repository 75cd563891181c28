import { sql } from 'kysely';
import { QUEUE_HOLDINGS } from '../../store/holdings/jobs.ts';
import { HOLDINGS } from '../../store/holdings.ts';
import type { Reader } from '../../store/store.ts';
import type { Difference } from './difference.ts';

export type LiveColumn = { schema: string; table: string; column: string; type: string; nullable: boolean };
type Described = Readonly<Record<string, Readonly<Record<string, { type: string; nullable?: boolean }>>>>;

/** Our own tables, and the job queue's where there is one. */
const SCHEMAS: Readonly<Record<string, Described>> = {
  public: Object.fromEntries(Object.entries(HOLDINGS).map(([table, { columns }]) => [table, columns])),
  pgboss: QUEUE_HOLDINGS,
};

/** Every column of every table, views and partitions left out as they hold nothing of their own. One query of the catalogue. */
export async function liveColumns(read: Reader): Promise<readonly LiveColumn[]> {
  return read
    .selectFrom(
      sql<LiveColumn>`(select n.nspname::text as schema, c.relname::text as "table", a.attname::text as "column",
        case when t.typcategory = 'A' then 'ARRAY' when t.typtype = 'e' then 'USER-DEFINED'
          else format_type(a.atttypid, null) end as type, not a.attnotnull as nullable
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        join pg_type t on t.oid = a.atttypid
        where c.relkind in ('r', 'p', 'f', 'm') and not c.relispartition
          and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)')`.as(
        'live',
      ),
    )
    .selectAll()
    .execute();
}

/** What differs between the live schema and the manifest, both ways. The queue's schema may be missing as a whole. */
export function schemaDifferences(live: readonly LiveColumn[]): Difference[] {
  const found: Difference[] = [];
  const seen = new Map<string, LiveColumn[]>();
  for (const one of live) {
    const name = nameOf(one);
    seen.set(name, [...(seen.get(name) ?? []), one]);
  }
  for (const [name, columns] of seen) {
    const [first] = columns;
    const described = first && SCHEMAS[first.schema]?.[first.table];
    if (!described) found.push({ kind: 'table-unknown', table: name });
    else found.push(...columnDifferences(name, described, columns));
  }
  for (const [schema, tables] of Object.entries(SCHEMAS)) {
    if (schema !== 'public' && !live.some((one) => one.schema === schema)) continue;
    for (const table of Object.keys(tables))
      if (!seen.has(nameOf({ schema, table })))
        found.push({ kind: 'table-missing', table: nameOf({ schema, table }) });
  }
  return found;
}

function columnDifferences(
  table: string,
  described: Described[string],
  columns: readonly LiveColumn[],
): Difference[] {
  const found: Difference[] = [];
  for (const { column, type, nullable } of columns) {
    const known = described[column];
    if (!known) found.push({ kind: 'column-unknown', table, column });
    else if (known.type !== type || (known.nullable ?? false) !== nullable)
      found.push({ kind: 'column-other', table, column });
  }
  for (const column of Object.keys(described))
    if (!columns.some((one) => one.column === column)) found.push({ kind: 'column-missing', table, column });
  return found;
}

/** As a reader would look for it: our own tables by their names alone. */
const nameOf = ({ schema, table }: Pick<LiveColumn, 'schema' | 'table'>): string =>
  schema === 'public' ? table : `${schema}.${table}`;

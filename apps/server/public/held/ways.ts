import { sql } from 'kysely';
import { MADE_FUNCTIONS, MADE_TRIGGERS } from '../../store/made-here.ts';
import type { Reader } from '../../store/store.ts';
import type { Difference } from './difference.ts';

/** From this number on the server gives what somebody made; below it stands what came with the server. */
const FIRST_MADE = 16_384;

/**
 * What lies beside the tables and may show or copy what is in them: triggers and functions that are not as ours were made,
 * extensions, views, rules, event triggers, publications to other servers, places kept for other servers that follow this one,
 * a command that files the write-ahead log away, other servers this one asks, and objects that stand in no table. What other
 * databases of the same server hold is not seen from here.
 */
export async function unknownWays(read: Reader): Promise<Difference[]> {
  const functions = await strangeFunctions(read);
  const triggers = await strangeTriggers(read, new Set(functions));
  const names = [...functions.map((name) => `${name}()`), ...triggers, ...(await otherWays(read))];
  return names.sort().map((name) => ({ kind: 'way-unknown', name }));
}

/** By schema and name. An extension's own are not named one by one: the extension is. */
async function strangeFunctions(read: Reader): Promise<string[]> {
  const rows = await read
    .selectFrom(
      sql<{ name: string; body: string; plain: boolean }>`(
        select format('%s.%s', n.nspname, p.proname) as name, p.prosrc as body,
          not p.prosecdef and p.proconfig is null and p.probin is null and l.lanname in ('plpgsql', 'sql') as plain
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
        where p.oid >= ${sql.lit(FIRST_MADE)} and not exists (
          select from pg_depend d join pg_extension e on e.oid = d.refobjid and d.refclassid = 'pg_extension'::regclass
          where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e' and e.extname <> 'plpgsql'))`.as(
        'functions',
      ),
    )
    .selectAll()
    .execute();
  return rows
    .filter(({ name, body, plain }) => !plain || MADE_FUNCTIONS.get(name) !== body)
    .map(({ name }) => name);
}

const MADE = new Set(MADE_TRIGGERS.map(({ table, name, calls }) => `public.${table}.${name}: ${calls}`));

/** Also one of ours that calls something else, is switched off, or is made to run where it should not. */
async function strangeTriggers(read: Reader, strange: ReadonlySet<string>): Promise<string[]> {
  const rows = await read
    .selectFrom(
      sql<{ name: string; table: string; schema: string; calls: string; enabled: boolean }>`(
        select t.tgname as name, c.relname as table, n.nspname as schema, format('%s.%s', f.nspname, p.proname) as calls,
          t.tgenabled = 'O' and t.tgnargs = 0 as enabled
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
          join pg_proc p on p.oid = t.tgfoid join pg_namespace f on f.oid = p.pronamespace
        where not t.tgisinternal)`.as('triggers'),
    )
    .selectAll()
    .execute();
  return rows
    .filter(
      ({ name, table, schema, calls, enabled }) =>
        !enabled || strange.has(calls) || !MADE.has(`${schema}.${table}.${name}: ${calls}`),
    )
    .map(({ name, table }) => `${name}, ${table}`);
}

async function otherWays(read: Reader): Promise<string[]> {
  const rows = await read
    .selectFrom(
      sql<{ name: string }>`(
        select c.relname::text as name from pg_class c where c.relkind = 'v' and c.oid >= ${sql.lit(FIRST_MADE)}
        union all select format('%s, %s', r.rulename, c.relname) from pg_rewrite r
          join pg_class c on c.oid = r.ev_class where c.relkind <> 'v' and c.relkind <> 'm'
        union all select extname::text from pg_extension where extname <> 'plpgsql'
        union all select pubname::text from pg_publication
        union all select slot_name::text from pg_replication_slots
          where database is null or database = current_database()
        union all select srvname::text from pg_foreign_server
        union all select evtname::text from pg_event_trigger
        union all select name from pg_settings where name in ('archive_command', 'archive_library')
          and setting not in ('', '(disabled)') and current_setting('archive_mode') <> 'off'
        union all select 'pg_largeobject' from (select 1 from pg_largeobject_metadata limit 1) as large)`.as(
        'ways',
      ),
    )
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}

import { sql } from 'kysely';
import type { Reader } from '../../store/store.ts';
import type { Difference } from './difference.ts';

/** What our own triggers do: each refuses a change, and none writes anything anywhere. */
const OUR_TRIGGERS = [
  'refuse_change',
  'notice_decided_once',
  'second_of_two',
  'only_what_two_decided',
  'keep_certificates',
  'publish_once',
  'keep_second_word',
];

/**
 * What lies beside the tables and may show or copy what is in them: triggers that are not ours, views, rules, publications to
 * other servers, other servers this one asks, and objects that stand in no table. What other databases of the same
 * server hold is not seen from here.
 */
export async function unknownWays(read: Reader): Promise<Difference[]> {
  const rows = await read
    .selectFrom(
      sql<{ name: string }>`(
        select format('%s, %s', t.tgname, c.relname) as name from pg_trigger t
          join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
          where not t.tgisinternal and p.proname <> all(${OUR_TRIGGERS}::text[])
        union all select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema')
        union all select format('%s, %s', r.rulename, c.relname) from pg_rewrite r
          join pg_class c on c.oid = r.ev_class where c.relkind <> 'v' and c.relkind <> 'm'
        union all select pubname::text from pg_publication
        union all select srvname::text from pg_foreign_server
        union all select evtname::text from pg_event_trigger
        union all select 'pg_largeobject' from (select 1 from pg_largeobject_metadata limit 1) as large)`.as(
        'ways',
      ),
    )
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => ({ kind: 'way-unknown', name }));
}

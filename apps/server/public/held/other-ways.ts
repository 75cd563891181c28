import { sql } from 'kysely';
import type { DeclaredCopies } from '../../config/copies.ts';
import type { Reader } from '../../store/store.ts';

/** From this number on the server gives what somebody made; below it stands what came with the server. */
export const FIRST_MADE = 16_384;

/** `log`: the command, or library, that files the write-ahead log away. `base-backup`: one is being taken. A city may declare the first four. */
export type OtherWay = { is: 'replica' | 'log' | 'base-backup' | 'extension' | 'other'; name: string };

/** What a base backup is called: the place that its tool keeps for the log has a new name each time. */
export const BASE_BACKUP = 'pg_basebackup';

/**
 * Where copies of what stands in the database can be, as its city says. The keys of what is sealed are in none of them, so that
 * what has died opens there neither; what is not sealed is in a copy as long as that lasts.
 */
export type Declaration =
  | { is: 'replica' | 'extension'; name: string }
  | { is: 'log' | 'base-backup'; days: number };

/** The place in the log that the tool keeps for as long as it works, and no longer. */
const FOR_BASE_BACKUP = sql`(temporary and slot_name ~ '^pg_basebackup_[0-9]+$')`;

/** What is there beside tables, triggers and functions. A replica without a slot tells its name to those who may see it. */
export async function otherWays(read: Reader): Promise<readonly OtherWay[]> {
  return read
    .selectFrom(
      sql<OtherWay>`(
        select 'other' as "is", c.relname::text as name from pg_class c
          where c.relkind = 'v' and c.oid >= ${sql.lit(FIRST_MADE)} and not exists (
            select from pg_depend d join pg_extension e on e.oid = d.refobjid and d.refclassid = 'pg_extension'::regclass
            where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e' and e.extname <> 'plpgsql')
        union all select 'other', format('%s, %s', r.rulename, c.relname) from pg_rewrite r
          join pg_class c on c.oid = r.ev_class where c.relkind <> 'v' and c.relkind <> 'm'
        union all select 'extension', extname::text from pg_extension where extname <> 'plpgsql'
        union all select 'other', pubname::text from pg_publication
        union all select case slot_type when 'physical' then 'replica' else 'other' end, slot_name::text
          from pg_replication_slots where (database is null or database = current_database()) and not ${FOR_BASE_BACKUP}
        union all select 'replica', coalesce(nullif(s.application_name, ''), 'walsender') from pg_stat_replication s
          where not exists (select from pg_replication_slots r where r.active_pid = s.pid)
            and s.application_name is distinct from ${sql.lit(BASE_BACKUP)}
            and not exists (select from pg_stat_progress_basebackup b where b.pid = s.pid)
        union all select 'base-backup', ${sql.lit(BASE_BACKUP)} where exists (select from pg_stat_progress_basebackup)
          or exists (select from pg_replication_slots where ${FOR_BASE_BACKUP})
          or exists (select from pg_stat_replication where application_name = ${sql.lit(BASE_BACKUP)})
        union all select 'other', srvname::text from pg_foreign_server
        union all select 'other', evtname::text from pg_event_trigger
        union all select 'log', name from pg_settings where name in ('archive_command', 'archive_library')
          and setting not in ('', '(disabled)') and current_setting('archive_mode') <> 'off'
        union all select 'other', 'pg_largeobject' from (select 1 from pg_largeobject_metadata limit 1) as large)`.as(
        'ways',
      ),
    )
    .selectAll()
    .execute();
}

/** Whether the city said so. */
export function isDeclared({ is, name }: OtherWay, declared: DeclaredCopies): boolean {
  if (is === 'replica') return declared.replicas.includes(name);
  if (is === 'extension') return declared.extensions.includes(name);
  if (is === 'base-backup') return declared.baseBackupDays !== null;
  return is === 'log' && declared.archiveDays !== null;
}

export function declarations(declared: DeclaredCopies): Declaration[] {
  const { replicas, archiveDays, baseBackupDays, extensions } = declared;
  return [
    ...replicas.map((name) => ({ is: 'replica' as const, name })),
    ...(archiveDays === null ? [] : [{ is: 'log' as const, days: archiveDays }]),
    ...(baseBackupDays === null ? [] : [{ is: 'base-backup' as const, days: baseBackupDays }]),
    ...extensions.map((name) => ({ is: 'extension' as const, name })),
  ];
}

/** Declared, and not there now: a replica may be away, or somebody forgot what was declared. A base backup is there while it is taken. */
export function absentOf(declared: DeclaredCopies, there: readonly OtherWay[]): Declaration[] {
  return declarations(declared).filter(
    (one) => one.is !== 'base-backup' && !there.some((way) => isThere(one, way)),
  );
}

const isThere = (one: Declaration, way: OtherWay): boolean =>
  one.is === way.is && ('days' in one || one.name === way.name);

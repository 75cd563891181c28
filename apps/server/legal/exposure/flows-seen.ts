import { sql } from 'kysely';
import { LOG_FIELDS } from '../../http/log.ts';
import { JOB_HOLDINGS } from '../../store/holdings/jobs.ts';
import { LOG_HOLDINGS } from '../../store/holdings/log.ts';
import type { Reader } from '../../store/store.ts';

/** What flows through the service without a row of its own, against what the manifest says of it. */
export type FlowMismatch =
  | { kind: 'log-field-unknown' | 'log-field-missing'; field: string }
  | { kind: 'queue-unknown'; queue: string }
  /** Of a payload it is told how many fields, never their names: whoever put them there may have named somebody. */
  | { kind: 'payload-unknown'; queue: string; count: number };

/** Fields that the log lets through, both ways. `fields`: of the code that runs. */
export function logMismatches(fields: readonly string[] = LOG_FIELDS): FlowMismatch[] {
  const declared = Object.keys(LOG_HOLDINGS);
  return [
    ...fields
      .filter((field) => !declared.includes(field))
      .map((field) => ({ kind: 'log-field-unknown' as const, field })),
    ...declared
      .filter((field) => !fields.includes(field))
      .map((field) => ({ kind: 'log-field-missing' as const, field })),
  ];
}

/** The queue keeps some of its own work in queues of its own. */
const OWN = /^__pgboss__/;

/**
 * Queues that are there and fields of what is in them, waiting, done or on the clock. Names of queues and fields alone are read; the
 * database keeps what a payload says.
 */
export async function queueMismatches(read: Reader): Promise<FlowMismatch[]> {
  const { there } = await read
    .selectNoFrom(sql<boolean>`to_regclass('pgboss.job') is not null`.as('there'))
    .executeTakeFirstOrThrow();
  if (!there) return [];
  const rows = await read
    .selectFrom(
      sql<{ queue: string; fields: string[] }>`(
        select queue, array_agg(distinct field) filter (where field is not null) as fields from (
          select name as queue, null as field from pgboss.queue
          union select name, null from pgboss.job
          union select name, jsonb_object_keys(case jsonb_typeof(data) when 'object' then data else jsonb_build_object('', data) end)
            from pgboss.job where data is not null
          union select name, jsonb_object_keys(case jsonb_typeof(data) when 'object' then data else jsonb_build_object('', data) end)
            from pgboss.schedule where data is not null
        ) seen group by queue order by queue)`.as('queues'),
    )
    .selectAll()
    .execute();
  return rows.flatMap(({ queue, fields }): FlowMismatch[] => {
    if (OWN.test(queue)) return [];
    const declared = declaredOf(queue);
    if (declared === null) return [{ kind: 'queue-unknown', queue }];
    const count = (fields ?? []).filter((field) => !declared.includes(field)).length;
    return count > 0 ? [{ kind: 'payload-unknown', queue, count }] : [];
  });
}

const declaredOf = (queue: string): readonly string[] | null =>
  Object.hasOwn(JOB_HOLDINGS, queue) ? Object.keys(JOB_HOLDINGS[queue as keyof typeof JOB_HOLDINGS]) : null;

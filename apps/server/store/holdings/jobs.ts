import type { JobPayloads } from '../jobs.ts';
import type { Holding } from './holding.ts';
import type { Basis, Form, Inference, Purpose } from './vocabulary.ts';

/** What each field of each job payload is for; every payload field is an opaque id (T3, T9). */
export const JOB_HOLDINGS = {
  'ledger.sequence': {},
  'ledger.say': {},
  'records.sweep': {},
  'cards.publish': {},
  'cards.settle': {},
  'notices.send': {},
  'events.draw': {},
  'events.tell': {},
} as const satisfies {
  readonly [J in keyof JobPayloads]-?: { readonly [F in keyof JobPayloads[J]]-?: Holding<JobPayloads[J][F]> };
};

/** A column of a table that a library makes and we only fill: described as ours are, its type as PostgreSQL says it. */
export type ForeignHolding = {
  type: string;
  nullable: boolean;
  purpose: Purpose;
  basis: Basis;
  /** Rows are deleted by the queue itself within a day of their job's end; standing ones hold settings. */
  clock: 'a-day-after' | 'standing';
  form: Form;
  proxyFor: readonly Inference[];
};

const operation = {
  purpose: 'run-the-service',
  basis: 'security-of-the-service',
  form: 'plain',
  proxyFor: ['when-the-service-ran'],
} as const;
const passing = { ...operation, clock: 'a-day-after' } as const;
const setting = { ...operation, clock: 'standing', proxyFor: ['nothing'] } as const;
const counting = { ...operation, clock: 'standing', purpose: 'count-work', form: 'count' } as const;

/** `name:type` words, `?` for nullable, `_` for a space in a type. */
function columns(described: Omit<ForeignHolding, 'type' | 'nullable'>, words: string) {
  return Object.fromEntries(
    words
      .trim()
      .split(/\s+/)
      .map((word): [string, ForeignHolding] => {
        const [name = '', type = ''] = word.split(':');
        return [
          name,
          { ...described, type: type.replace('?', '').replaceAll('_', ' '), nullable: type.endsWith('?') },
        ];
      }),
  );
}

/** The queue's own schema (pg-boss 12.35). What jobs carry in `data` is `JOB_HOLDINGS`, in `output` a fault's code. */
export const QUEUE_HOLDINGS: Readonly<Record<string, Readonly<Record<string, ForeignHolding>>>> = {
  job: columns(
    passing,
    `id:uuid name:text priority:integer data:jsonb? state:USER-DEFINED retry_limit:integer retry_count:integer
     retry_delay:integer retry_backoff:boolean retry_delay_max:integer? expire_seconds:integer deletion_seconds:integer
     singleton_key:text? singleton_on:timestamp_without_time_zone? group_id:text? group_tier:text?
     start_after:timestamp_with_time_zone created_on:timestamp_with_time_zone started_on:timestamp_with_time_zone?
     completed_on:timestamp_with_time_zone? keep_until:timestamp_with_time_zone output:jsonb? dead_letter:text?
     policy:text? heartbeat_on:timestamp_with_time_zone? heartbeat_seconds:integer? blocked:boolean blocking:boolean
     pending_dependencies:integer source_name:text? source_id:uuid? source_created_on:timestamp_with_time_zone?
     source_retry_count:integer? source_output:jsonb? source_root_id:uuid?`,
  ),
  job_dependency: columns(passing, 'child_name:text child_id:uuid parent_name:text parent_id:uuid'),
  queue: {
    ...columns(
      setting,
      `name:text policy:text retry_limit:integer retry_delay:integer retry_backoff:boolean retry_delay_max:integer?
       expire_seconds:integer retention_seconds:integer deletion_seconds:integer dead_letter:text? partition:boolean
       table_name:text warning_queued:integer heartbeat_seconds:integer? notify:boolean singletons_active:ARRAY?
       created_on:timestamp_with_time_zone updated_on:timestamp_with_time_zone`,
    ),
    ...columns(
      counting,
      `deferred_count:integer queued_count:integer ready_count:integer active_count:integer failed_count:integer
       total_count:integer created_delta:integer completed_delta:integer failed_delta:integer
       delta_on:timestamp_with_time_zone? delta_seconds:integer? ready_history:ARRAY
       monitor_claim_on:timestamp_with_time_zone? monitor_on:timestamp_with_time_zone?
       maintain_on:timestamp_with_time_zone?`,
    ),
  },
  queue_stats: columns(
    counting,
    `id:uuid name:text deferred_count:integer queued_count:integer ready_count:integer active_count:integer
     failed_count:integer total_count:integer created_delta:integer? completed_delta:integer? failed_delta:integer?
     delta_seconds:integer? delta_on:timestamp_with_time_zone? captured_on:timestamp_with_time_zone`,
  ),
  schedule: columns(
    setting,
    `name:text key:text kind:text cron:text timezone:text? data:jsonb? options:jsonb?
     created_on:timestamp_with_time_zone updated_on:timestamp_with_time_zone last_job_id:uuid?`,
  ),
  subscription: columns(
    setting,
    'event:text name:text created_on:timestamp_with_time_zone updated_on:timestamp_with_time_zone',
  ),
  version: columns(
    setting,
    `version:integer cron_on:timestamp_with_time_zone? bam_on:timestamp_with_time_zone?
     flow_on:timestamp_with_time_zone? reindex_on:timestamp_with_time_zone?
     monitor_backoff_on:timestamp_with_time_zone?`,
  ),
  bam: columns(
    setting,
    `id:uuid name:text version:integer status:text queue:text? table_name:text command:text error:text?
     created_on:timestamp_with_time_zone started_on:timestamp_with_time_zone? completed_on:timestamp_with_time_zone?`,
  ),
  warning: columns(setting, 'id:uuid type:text message:text data:jsonb? created_on:timestamp_with_time_zone'),
};

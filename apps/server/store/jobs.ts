import { isFault } from '@commonkey/words';
import { CompiledQuery } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { Log } from '../http/log.ts';
import { type DatabaseAddress, openPool } from './connect.ts';
import { guarded } from './guard.ts';
import { type Writer, wholeTransaction } from './store.ts';

/**
 * What each job carries: opaque ids and nothing else. Every field is described in `holdings/jobs.ts`, which does not
 * compile without it (T3).
 */
export interface JobPayloads {
  'ledger.sequence': NoPayload;
  'ledger.say': NoPayload;
  'records.sweep': NoPayload;
  'cards.publish': NoPayload;
  'cards.settle': NoPayload;
  'notices.send': NoPayload;
  'events.draw': NoPayload;
  'events.tell': NoPayload;
}
export type JobName = keyof JobPayloads;
export type NoPayload = Readonly<Record<never, never>>;
declare const opaque: unique symbol;
/** A random id that means nothing outside its table. */
export type OpaqueId = string & { readonly [opaque]: true };

export type Jobs = {
  /** Queues a job in the transaction that makes it needed. */
  send<J extends JobName>(tx: Writer, job: J, payload: JobPayloads[J]): Promise<void>;
  /** Runs `work` for each job of that name, in one process at a time. */
  on<J extends JobName>(job: J, work: (payload: JobPayloads[J]) => Promise<void>): Promise<void>;
  /** Queues the job by the clock (cron, UTC). */
  every<J extends JobName>(job: J, cron: string, payload: JobPayloads[J]): Promise<void>;
  stop(): Promise<void>;
};

/** Jobs end within a day whatever happens: their rows tell when the service worked. */
const QUEUE = { retryLimit: 3, expireInSeconds: 900, deleteAfterSeconds: 86_400, retentionSeconds: 86_400 };

export async function openJobs(address: DatabaseAddress, log: Log): Promise<Jobs> {
  const pool = openPool(address, { max: 3, readOnly: false });
  const executeSql = (text: string, values: unknown[] = []) => guarded(() => pool.query(text, values));
  const boss = new PgBoss({ db: { executeSql }, persistWarnings: false });
  boss.on('error', (error) => log({ event: 'fault', code: isFault(error) ? error.code : 'jobs' }));
  try {
    await guarded(async () => void (await boss.start()));
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    async send(tx, job, payload) {
      const whole = wholeTransaction(tx);
      const inside = (text: string, values: unknown[] = []) =>
        whole.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values)) as Promise<{
          rows: unknown[];
        }>;
      await boss.createQueue(job, QUEUE);
      await boss.send(job, payload, { db: { executeSql: inside } });
    },
    async on(job, work) {
      await boss.createQueue(job, QUEUE);
      await boss.work(job, async (batch) => {
        for (const { data } of batch) await run(job, () => work(data as JobPayloads[typeof job]), log);
      });
    },
    async every(job, cron, payload) {
      await boss.createQueue(job, QUEUE);
      await boss.schedule(job, cron, payload, { tz: 'UTC' });
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 10_000 });
      await pool.end();
    },
  };
}

/** pg-boss keeps what a failed job threw: it gets a code, never a message. */
async function run(job: JobName, work: () => Promise<void>, log: Log): Promise<void> {
  const from = performance.now();
  const ms = () => Math.round(performance.now() - from);
  try {
    await work();
    log({ event: 'job', job, outcome: 'done', ms: ms() });
  } catch (error) {
    const code = isFault(error) ? error.code : 'unexpected';
    log({ event: 'job', job, outcome: 'failed', ms: ms(), code });
    const bare = new Error(code);
    bare.stack = '';
    throw bare;
  }
}

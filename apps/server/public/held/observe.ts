import { sql } from 'kysely';
import type { CityClock, Clock } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { pastDay } from '../../records/service.ts';
import type { TableName } from '../../store/database.ts';
import type { Reader } from '../../store/store.ts';
import { type HowMany, inSteps, type TableCounts, tableCounts } from './counts.ts';
import type { Difference } from './difference.ts';
import { filesSeen } from './files.ts';
import { type Declaration, declarations } from './other-ways.ts';
import { liveColumns, schemaDifferences } from './schema.ts';
import { holdAnswers, type OnHold } from './spoken-holds.ts';
import { wayDifferences } from './ways.ts';

/** What is really there, at one moment. */
export type Observed = {
  at: Date;
  counts: TableCounts;
  /** Of the job queue. */
  jobs: HowMany;
  onHold: (table: TableName) => OnHold;
  /** Records past their day and the published lag that nothing keeps. */
  overdue: number;
  /** The city does not trust its clock: what came to its day meanwhile is not counted as overdue. */
  dayInDoubt: boolean;
  /** Records whose day has come and whose certificate is not through. */
  waiting: HowMany;
  differences: readonly Difference[];
  /** Where copies can be, as the city says of its own server. */
  declared: readonly Declaration[];
};

type Parts = Pick<Context, 'store' | 'program'> & {
  clock: Clock & Partial<Pick<CityClock, 'trusted'>>;
  config: Pick<Context['config'], 'dataFolder' | 'copies'>;
};

const MINUTE = 60_000;

/** A look at what is there that many readers share: at most one a minute, and one at a time. */
export function observer(context: Parts): () => Promise<Observed> {
  let last: { at: number; seen: Promise<Observed> } | undefined;
  return () => {
    const now = context.clock.now().getTime();
    if (last && Math.abs(now - last.at) < MINUTE) return last.seen;
    const seen = observe(context);
    last = { at: now, seen };
    seen.catch(() => {
      if (last?.seen === seen) last = undefined;
    });
    return seen;
  };
}

export async function observe({ store, program, clock, config }: Parts): Promise<Observed> {
  const { read } = store;
  const at = clock.now();
  const live = await liveColumns(read);
  const there = new Set(live.filter(({ schema }) => schema === 'public').map(({ table }) => table));
  const jobs = live.some(({ schema, table }) => schema === 'pgboss' && table === 'job');
  const { unknown } = await filesSeen(config.dataFolder);
  const differences = [...schemaDifferences(live), ...(await wayDifferences(read, config.copies))];
  const { overdue, uncertified } = await pastDay(read, { program, clock });
  return {
    at,
    counts: await tableCounts(read, there),
    jobs: jobs ? { exactly: await jobCount(read) } : { exactly: 0 },
    onHold: await holdAnswers(read, program.program, at),
    overdue,
    dayInDoubt: clock.trusted?.() === false,
    waiting: inSteps(uncertified),
    declared: declarations(config.copies),
    differences:
      unknown.length > 0 ? [...differences, { kind: 'files-unknown', count: unknown.length }] : differences,
  };
}

async function jobCount(read: Reader): Promise<number> {
  const { n } = await read
    .selectFrom(sql<{ n: number }>`(select count(*)::float8 as n from pgboss.job)`.as('jobs'))
    .selectAll()
    .executeTakeFirstOrThrow();
  return n;
}

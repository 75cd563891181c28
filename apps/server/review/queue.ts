import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Database } from '../store/database.ts';
import type { Reader } from '../store/store.ts';
import { holdersOf } from './evidence/holders.ts';
import { STAGE_NAMES } from './stages.ts';

const HOUR_MS = 3_600_000;

/** Who asks, and whether nobody else could decide: then what they decided first comes back to them, and the page says so. */
export type Asker = { staffId: string; sole: boolean };

export async function askerOf(read: Reader, staffId: string): Promise<Asker> {
  const holders = await holdersOf(read, 'reviewer');
  return { staffId, sole: holders.length === 1 && holders[0]?.staffId === staffId };
}

/**
 * What this reviewer may open: it waits, its reviewers' key lives, nobody else has it in hand, and a second look or an appeal
 * is not of their own decision.
 */
export function mayOpen({ staffId, sole }: Asker, now: Date): Expression<SqlBool> {
  const { and, or, eb, exists, selectFrom, not } = expressionBuilder<Database, 'applications'>();
  const box = selectFrom('vault_records as r')
    .select('r.id')
    .whereRef('r.application', '=', 'applications.id')
    .where('r.kind', '=', 'review-box')
    .where('r.tombstoned_on', 'is', null);
  const own = and([eb('state', '<>', 'waiting'), eb('first_reviewer', '=', staffId)]);
  return and([
    eb('state', 'in', STAGE_NAMES),
    or([eb('reserved_by', 'is', null), eb('reserved_until', '<=', now), eb('reserved_by', '=', staffId)]),
    exists(box),
    ...(sole ? [] : [or([eb('first_reviewer', 'is', null), not(own)])]),
  ]);
}

/** Full hours that each of them has waited, the longest first. The queue shows this and nothing else. */
export async function waitingHours(read: Reader, asker: Asker, now: Date): Promise<number[]> {
  const rows = await read
    .selectFrom('applications')
    .select('waiting_since as since')
    .where(mayOpen(asker, now))
    .orderBy('waiting_since')
    .execute();
  return rows.map(({ since }) =>
    since === null ? 0 : Math.max(0, Math.floor((now.getTime() - since.getTime()) / HOUR_MS)),
  );
}

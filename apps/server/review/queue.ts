import type { BoxPublicKey } from '@commonkey/vault';
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../store/database.ts';
import type { Reader } from '../store/store.ts';
import { worksAlone } from './evidence/holders.ts';
import { keysOf } from './evidence/keys.ts';
import { liesIn } from './keys-lost.ts';
import { STAGE_NAMES } from './stages.ts';

const HOUR_MS = 3_600_000;

/** Who asks, with which keys, and whether they are all of city hall: then what they decided may come back, and pages say so. */
export type Asker = { staffId: string; keys: readonly BoxPublicKey[]; alone: boolean };

export async function askerOf(read: Reader, staffId: string): Promise<Asker> {
  const keys = (await keysOf(read, staffId)).map(({ publicKey }) => publicKey);
  return { staffId, keys, alone: await worksAlone(read) };
}

/**
 * What this reviewer may open: it waits, its reviewers' key lives and is sealed to a key of theirs, nobody else has it in
 * hand, and a second look or an appeal is not of their own decision.
 * @param lost `lostToReview`: what nobody can open stands in nobody's way
 */
export function mayOpen(
  { staffId, keys, alone }: Asker,
  now: Date,
  lost: readonly string[],
): Expression<SqlBool> {
  const { and, or, eb } = expressionBuilder<Database, 'applications'>();
  const own = eb('first_reviewer', '=', staffId);
  return and([
    waits(lost),
    or([eb('reserved_by', 'is', null), eb('reserved_until', '<=', now), eb('reserved_by', '=', staffId)]),
    or([eb('review_keys', 'is', null), sql<SqlBool>`review_keys && ${[...keys]}::text[]`]),
    ...(alone ? [] : [or([eb('state', '=', 'waiting'), eb('first_reviewer', 'is', null), eb.not(own)])]),
  ]);
}

/** It waits for a reviewer, and its reviewers' key has neither died nor been lost. */
export function waits(lost: readonly string[]): Expression<SqlBool> {
  const { and, eb, exists, not, selectFrom } = expressionBuilder<Database, 'applications'>();
  const box = selectFrom('vault_records as r')
    .select('r.id')
    .whereRef('r.application', '=', 'applications.id')
    .where('r.kind', '=', 'review-box')
    .where('r.tombstoned_on', 'is', null);
  return and([
    eb('state', 'in', STAGE_NAMES),
    exists(box),
    ...(lost.length === 0 ? [] : [not(liesIn(lost))]),
  ]);
}

/** Full hours that each of them has waited, the longest first. The queue shows this and nothing else. */
export async function waitingHours(
  read: Reader,
  asker: Asker,
  now: Date,
  lost: readonly string[] = [],
): Promise<number[]> {
  const rows = await read
    .selectFrom('applications')
    .select('waiting_since as since')
    .where(mayOpen(asker, now, lost))
    .orderBy('waiting_since')
    .execute();
  return rows.map(({ since }) =>
    since === null ? 0 : Math.max(0, Math.floor((now.getTime() - since.getTime()) / HOUR_MS)),
  );
}

import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Database } from '../store/database.ts';
import type { Reader } from '../store/store.ts';
import type { VaultKind } from '../vault/vault.ts';
import { STAGE_NAMES } from './stages.ts';

/** What a reviewer is handed of an application, all of it or nothing. */
export const HANDED = ['review-box', 'papers', 'card'] as const satisfies readonly VaultKind[];

/** Tables declared lost with their key process in which something lies that reviewers wait for. */
export const lostToReview = (
  { vault }: { vault: Pick<Context['vault'], 'lostTables'> },
  read: Reader,
): Promise<readonly string[]> => vault.lostTables(read, { states: STAGE_NAMES, kinds: HANDED });

/** Something of it was sealed under such keys: it opens for no reviewer, whoever comes, and ends on its date. */
export function liesIn(lost: readonly string[]): Expression<SqlBool> {
  const { exists, selectFrom } = expressionBuilder<Database, 'applications'>();
  return exists(
    selectFrom('vault_records as r')
      .select('r.id')
      .whereRef('r.application', '=', 'applications.id')
      .where('r.tombstoned_on', 'is', null)
      .where(sql<SqlBool>`r.kind = any(${[...HANDED]}) and r.epoch = any(${[...lost]})`),
  );
}

/** How many would wait for a reviewer if the city still had their keys. */
export async function countLost(read: Reader, lost: readonly string[]): Promise<number> {
  if (lost.length === 0) return 0;
  const { count } = await read
    .selectFrom('applications')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', 'in', STAGE_NAMES)
    .where(liesIn(lost))
    .executeTakeFirstOrThrow();
  return Number(count);
}

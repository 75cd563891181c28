import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader } from '../store/store.ts';

/**
 * Of a row of `vault_records`: the one-reviewer box of a file that nobody decides about any more, or that has begun to end,
 * where the halves for two officers are sealed. What it opens a hold keeps, under two people; the box would keep it under one
 * (T10). Without halves it is the only way to what a hold keeps, and so is no second key (docs/adr/0029-review-box-and-holds.md).
 */
export const isSecondKey = sql<SqlBool>`(${isBoxBeside(sql`
    and (vault_records.tombstoned_on is not null or opened.state in ('approved', 'denied', 'withdrawn', 'lapsed'))`)})`;

/** The same box while somebody may still decide: it ends with the decision, hold or not, and no hold is said to keep it. */
export const endsWithDecision = sql<SqlBool>`(${isBoxBeside(sql``)})`;

function isBoxBeside(more: RawBuilder<unknown>) {
  return sql`vault_records.kind = 'review-box' and exists (
  select 1 from applications as opened where opened.id = vault_records.application and opened.dual_boxes is not null${more})`;
}

/** Those of some sealed records, as things stand in this transaction. */
export async function secondKeys(
  tx: Reader,
  rows: readonly { id: string; kind: string }[],
): Promise<ReadonlySet<string>> {
  const boxes = rows.filter(({ kind }) => kind === 'review-box').map(({ id }) => id);
  if (boxes.length === 0) return new Set();
  const found = await tx
    .selectFrom('vault_records')
    .select('id')
    .where('id', 'in', boxes)
    .where(isSecondKey)
    .execute();
  return new Set(found.map(({ id }) => id));
}

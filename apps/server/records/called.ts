import type { Reader } from '../store/store.ts';

/** What colleagues call members of staff, by id; those who have left are not in it. */
export async function calledOf(read: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await read
    .selectFrom('staff_members')
    .select(['id', 'called'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.flatMap(({ id, called }) => (called === null ? [] : [[id, called] as const])));
}

import type { Reader } from '../store/store.ts';
import type { Role } from './roles.ts';

/** Ids of those who can sign in and have at least one of these roles. */
export async function ableTo(read: Reader, roles: readonly Role[]): Promise<ReadonlySet<string>> {
  const able = await read
    .selectFrom('staff_roles as r')
    .innerJoin('staff_passkeys as p', 'p.staff_id', 'r.staff_id')
    .select('r.staff_id as id')
    .distinct()
    .where('r.role', 'in', [...roles])
    .where('r.active', '=', true)
    .where('p.active', '=', true)
    .execute();
  return new Set(able.map(({ id }) => id));
}

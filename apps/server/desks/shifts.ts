import type { NotNull } from 'kysely';
import type { Reader } from '../store/store.ts';
import type { ShiftCounts } from '../store/tables/desks.ts';

export type OpenShift = {
  shift: string;
  kid: string;
  distrusted: boolean;
  until: Date;
  quota: number;
  overdue: boolean;
};
export type ClosedShift = { shift: string; day: string; counts: ShiftCounts };

/** Shifts that have not reported, the longest overdue first: each may have signed cards that nobody can revoke yet. */
export async function openShifts(read: Reader, now: Date): Promise<OpenShift[]> {
  const rows = await read
    .selectFrom('desk_shifts')
    .leftJoin('distrusted_keys', 'distrusted_keys.kid', 'desk_shifts.kid')
    .select(['shift', 'desk_shifts.kid', 'since_month', 'window_until', 'quota'])
    .where('statement_digest', 'is', null)
    .where('window_until', 'is not', null)
    .where('desk_shifts.kid', 'is not', null)
    .$narrowType<{ window_until: NotNull; kid: NotNull }>()
    .orderBy('window_until')
    .execute();
  return rows.map(({ shift, kid, since_month, window_until, quota }) => ({
    shift,
    kid,
    distrusted: since_month !== null,
    until: window_until,
    quota,
    overdue: window_until <= now,
  }));
}

/** The newest closed shifts, with what they counted. */
export async function closedShifts(read: Reader, most = 50): Promise<ClosedShift[]> {
  const rows = await read
    .selectFrom('desk_shifts')
    .select(['shift', 'worked_on', 'counts'])
    .where('statement_digest', 'is not', null)
    .orderBy('worked_on', 'desc')
    .limit(most)
    .execute();
  return rows.flatMap(({ shift, worked_on, counts }) =>
    counts && worked_on !== null ? [{ shift, day: worked_on, counts }] : [],
  );
}

import type { Reader } from '../store/store.ts';
import type { ShiftCounts } from '../store/tables/desks.ts';

export type OpenShift = { shift: string; until: Date; quota: number; overdue: boolean };
export type ClosedShift = { shift: string; from: Date; counts: ShiftCounts };

/** Shifts that have not reported, the longest overdue first: each may have signed cards that nobody can revoke yet. */
export async function openShifts(read: Reader, now: Date): Promise<OpenShift[]> {
  const rows = await read
    .selectFrom('desk_shifts')
    .select(['shift', 'window_until', 'quota'])
    .where('statement_digest', 'is', null)
    .orderBy('window_until')
    .execute();
  return rows.map(({ shift, window_until, quota }) => ({
    shift,
    until: window_until,
    quota,
    overdue: window_until <= now,
  }));
}

/** The newest closed shifts, with what they counted. */
export async function closedShifts(read: Reader, most = 50): Promise<ClosedShift[]> {
  const rows = await read
    .selectFrom('desk_shifts')
    .select(['shift', 'window_from', 'counts'])
    .where('statement_digest', 'is not', null)
    .orderBy('window_from', 'desc')
    .limit(most)
    .execute();
  return rows.flatMap(({ shift, window_from, counts }) =>
    counts ? [{ shift, from: window_from, counts }] : [],
  );
}

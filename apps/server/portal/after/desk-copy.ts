import type { Context } from '../../context.ts';
import { openShifts } from '../../desks/service.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';

/**
 * For how many hours at most a desk with no network may keep a locked copy of a waiting card, whatever becomes of the
 * application (docs/adr/0017-pick-up-at-any-desk.md). Null where no desk has one: no card waits, or no shift is open. Which
 * desk took which card along is written nowhere.
 */
export async function deskCopyHours(
  { store, clock, program }: Pick<Context, 'store' | 'clock' | 'program'>,
  state: ApplicationState,
): Promise<number | null> {
  if (state !== 'approved') return null;
  const shifts = await openShifts(store.read, clock.now());
  return shifts.some(({ overdue }) => !overdue) ? program.program.desk.maxHours : null;
}

import type { Program } from '@commonkey/program';
import type { Context } from '../context.ts';
import type { DisposalAnswer } from '../holds/may-destroy.ts';
import { dayIn } from './days.ts';

/** The things at a desk that hold copies by themselves: ribbons, spools, camera cards, spoiled cards. */
export function physicalSeries(program: Pick<Program, 'series'>): string[] {
  return program.series.filter((series) => series.medium === 'physical').map(({ id }) => id);
}

/**
 * Whether what a shift left behind in one physical series may be destroyed now. A shift that cannot be found has no day,
 * and then every hold of the series covers it.
 */
export async function askDisposal(
  context: Context,
  wish: { shift: string; series: string },
): Promise<DisposalAnswer> {
  const { timeZone } = context.program.program.city;
  const shift = await context.store.read
    .selectFrom('desk_shifts')
    .select(['window_from', 'worked_on'])
    .where('shift', '=', wish.shift)
    .executeTakeFirst();
  return context.holds.mayDestroy(context.store.read, {
    series: wish.series,
    date: shift?.worked_on ?? (shift?.window_from ? dayIn(timeZone, shift.window_from) : null),
    due: dayIn(timeZone, context.clock.now()),
  });
}

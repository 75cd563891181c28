import type { Context } from '../context.ts';
import type { DisposalAnswer } from '../holds/may-destroy.ts';
import { askOfCopy, noteCopy } from './copies.ts';
import { dayIn } from './days.ts';
import { latestClose } from './open-shift.ts';

export { physicalSeries } from './copies.ts';

/**
 * Whether what a shift left behind in one physical series may be destroyed now; from then on it is on the list, until the
 * desk says what became of it. A shift that cannot be found has no day, and then every hold of the series covers it.
 */
export async function askDisposal(
  context: Context,
  wish: { shift: string; series: string },
): Promise<DisposalAnswer> {
  const { timeZone } = context.program.program.city;
  return context.store.write(async (tx) => {
    const shift = await tx
      .selectFrom('desk_shifts')
      .select(['window_from', 'window_until', 'worked_on', 'statement_digest'])
      .where('shift', '=', wish.shift)
      .executeTakeFirst();
    const day = shift?.worked_on ?? (shift?.window_from ? dayIn(timeZone, shift.window_from) : null);
    // What a closed shift left is on the list already, or gone.
    if (shift?.window_until && day !== null && shift.statement_digest === null) {
      const closed = latestClose(dayIn(timeZone, shift.window_until));
      return askOfCopy(context, tx, await noteCopy(context, tx, { ...wish, day, closed }));
    }
    const known = await tx
      .selectFrom('desk_copies')
      .selectAll()
      .where('shift', '=', wish.shift)
      .where('series', '=', wish.series)
      .executeTakeFirst();
    if (known) return askOfCopy(context, tx, known);
    const due = dayIn(timeZone, context.clock.now());
    return context.holds.mayDestroy(tx, { series: wish.series, date: day, due });
  });
}

import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';
import { dayOf, type Stage, type Verdict } from './stages.ts';

/** Adds a verdict to the month's counts. A second look that does not approve disagrees with the first. */
export async function countDecision(
  context: Pick<Context, 'clock' | 'program'>,
  tx: Writer,
  stage: Stage,
  verdict: Verdict,
): Promise<void> {
  const month = dayOf(context).slice(0, 7);
  const second = stage === 'second-look';
  const more = {
    decided: verdict === 'ask' || second ? 0 : 1,
    second_looks: second ? 1 : 0,
    disagreed: second && verdict !== 'approve' ? 1 : 0,
  };
  await tx
    .insertInto('review_counts')
    .values({ month, ...more })
    .onConflict((conflict) =>
      conflict.column('month').doUpdateSet((eb) => ({
        decided: eb('review_counts.decided', '+', more.decided),
        second_looks: eb('review_counts.second_looks', '+', more.second_looks),
        disagreed: eb('review_counts.disagreed', '+', more.disagreed),
      })),
    )
    .execute();
}

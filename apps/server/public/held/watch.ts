import type { Context } from '../../context.ts';
import { observe } from './observe.ts';

/** For whoever reads the log: the two things that the public page would tell in red. */
export async function watchHeld(
  context: Pick<Context, 'store' | 'program' | 'clock' | 'config' | 'log'>,
): Promise<void> {
  const { overdue, differences } = await observe(context);
  if (overdue > 0) context.log({ event: 'fault', code: 'records-overdue' });
  if (differences.length > 0) context.log({ event: 'fault', code: 'held-not-as-described' });
}

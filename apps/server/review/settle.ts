import { endOf, type Facts } from '@commonkey/program';
import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';
import { dayOf } from './stages.ts';

const KINDS = ['papers', 'card', 'contact', 'review-box'] as const;

/**
 * Moves every date of an application to where the program puts it after what has just happened, and begins the end of what is
 * due by that. The day of submission is taken as today, which is never too early: dates only come nearer.
 */
export async function settleDates(
  context: Context,
  tx: Writer,
  application: string,
  happened: Facts,
  kinds: readonly (typeof KINDS)[number][] = KINDS,
): Promise<void> {
  const { program } = context.program;
  const today = dayOf(context);
  const facts = { submission: today, ...happened };
  for (const kind of kinds) {
    const endsOn = endOf(program, kind, facts);
    const which = { application, kinds: [kind] };
    if (endsOn <= today) await context.vault.end(tx, which, 'decided');
    else await context.vault.bringNearer(tx, which, endsOn);
  }
  if (kinds.length < KINDS.length) return;
  const endsOn = endOf(program, 'application', facts);
  await tx
    .updateTable('applications')
    .set({ ends_on: endsOn })
    .where('id', '=', application)
    .where('ends_on', '>', endsOn)
    .execute();
}

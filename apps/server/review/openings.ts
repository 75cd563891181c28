import { randomUUID } from 'node:crypto';
import { openingEndsOn } from '@commonkey/program';
import type { Context } from '../context.ts';
import { record } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import { dayOf } from './stages.ts';

/** An audit asks for no finer time, and a finer one could be laid beside what else moved in that second. */
const KEPT_MS = 60_000;

/**
 * That somebody of staff opened sealed evidence, or their halves of keys for a newcomer's: who, when, what for, never whose,
 * for the days that the program says. The ledger learns that it happened.
 */
export async function recordOpening(
  context: Pick<Context, 'clock' | 'random' | 'program'>,
  tx: Writer,
  staffId: string,
  purpose: 'review' | 'second-look' | 'appeal' | 'order' | 'half-begun' | 'half-finished',
): Promise<void> {
  const now = context.clock.now();
  await tx
    .insertInto('evidence_openings')
    .values({
      id: randomUUID(),
      staff_id: staffId,
      purpose,
      opened_at: new Date(Math.floor(now.getTime() / KEPT_MS) * KEPT_MS),
      ends_on: openingEndsOn(context.program.program, dayOf(context)),
    })
    .execute();
  const kind = purpose.startsWith('half-') ? 'half-given' : 'evidence-opened';
  await record(tx, { kind, purpose }, context.random);
}

import { randomUUID } from 'node:crypto';
import type { LedgerEvent } from '@commonkey/ledger';
import { openingEndsOn } from '@commonkey/program';
import type { Context } from '../context.ts';
import { actedBy, newActedSalt } from '../store/acted-by.ts';
import { record } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import { dayOf } from './stages.ts';

/** An audit asks for no finer time, and a finer one could be laid beside what else moved in that second. */
const KEPT_MS = 60_000;

/**
 * That somebody of staff opened sealed evidence, or their halves of keys for a newcomer's: who, when, what for, never whose,
 * for the days that the program says. The ledger learns that it happened; while the row is there an auditor can be shown
 * what for and on which day, and with the second salt who of staff it was.
 */
export async function recordOpening(
  context: Pick<Context, 'clock' | 'random' | 'program'>,
  tx: Writer,
  staffId: string,
  purpose: 'review' | 'second-look' | 'appeal' | 'order' | 'half-begun' | 'half-finished' | 'half-handed',
): Promise<void> {
  const now = context.clock.now();
  const opened = {
    staff_id: staffId,
    purpose,
    opened_at: new Date(Math.floor(now.getTime() / KEPT_MS) * KEPT_MS),
    by_salt: newActedSalt(context.random),
  };
  const { salt } = await record(tx, openedEvent(opened), context.random);
  await tx
    .insertInto('evidence_openings')
    .values({
      ...opened,
      id: randomUUID(),
      ends_on: openingEndsOn(context.program.program, dayOf(context)),
      ledger_salt: salt,
    })
    .execute();
}

/** What the ledger's leaf of an opening commits to: what for, the day, who of staff, hidden; nothing of whose it was. */
export const openedEvent = (opened: {
  staff_id: string;
  purpose: string;
  opened_at: Date;
  by_salt: Uint8Array;
}): LedgerEvent => ({
  kind: opened.purpose.startsWith('half-') ? 'half-given' : 'evidence-opened',
  purpose: opened.purpose,
  on: opened.opened_at.toISOString().slice(0, 10),
  by: actedBy(opened.by_salt, { staff: opened.staff_id }),
});

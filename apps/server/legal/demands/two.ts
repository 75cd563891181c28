import type { LedgerEvent } from '@commonkey/ledger';
import type { PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { ableTo } from '../../staff/service.ts';
import { newActedSalt } from '../../store/acted-by.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import { today } from '../review.ts';
import type { DemandCode } from './errors.ts';

/** Whoever decides holds the office at this moment, whatever a page said before. Fault `decision-needs-law-officer`. */
export async function mustBeLaw({ store }: Pick<Context, 'store'>, by: string): Promise<void> {
  const law = await ableTo(store.read, ['law-officer']);
  if (!law.has(by)) throw new Fault<DemandCode>('decision-needs-law-officer');
}

/** Whose word a row has, and whose it waits for. */
type OfTwo = { proposed_by: string; decided_by: string | null };

/** A row that waits for its second person, who is not the first. Faults as `refusals` name them. */
export function waitsFor<Row extends OfTwo>(
  by: string,
  row: Row | undefined,
  refusals: { unknown: DemandCode; already: DemandCode; alone: DemandCode },
): Row {
  if (row === undefined) throw new Fault<DemandCode>(refusals.unknown);
  if (row.decided_by !== null) throw new Fault<DemandCode>(refusals.already);
  if (row.proposed_by === by) throw new Fault<DemandCode>(refusals.alone);
  return row;
}

/** Who the second person is, on which day, and what hides both in the leaf. */
export type Second = { decided_on: PlainDate; decided_by: string; by_salt: Uint8Array };

/**
 * What the second person adds to a row, with its leaf in the same transaction. Nothing of the row changes afterwards: the
 * database refuses it.
 */
export async function secondWord(
  { clock, program, random }: Context,
  tx: Writer,
  by: string,
  eventOf: (second: Second) => LedgerEvent,
): Promise<Second & { ledger_salt: Uint8Array }> {
  const second = { decided_on: today({ clock, program }), decided_by: by, by_salt: newActedSalt(random) };
  const { salt } = await record(tx, eventOf(second), random);
  return { ...second, ledger_salt: salt };
}

import type { LedgerEvent } from '@commonkey/ledger';
import type { ShiftCounts } from '../store/tables/desks.ts';

/** What the register keeps of a shift that closed. */
export type ClosedRow = { statement: string; head: string; counts: ShiftCounts; worked_on: string };

/**
 * What the ledger commits to of a closed shift: the statement, which nobody keeps, and beside its digest what the row goes on
 * saying of it. The counts are small; the salt that hides them lies in the row and ends with it.
 */
export const closedEvent = ({ statement, head, counts, worked_on }: ClosedRow): LedgerEvent => ({
  kind: 'shift-closed',
  statement,
  head,
  worked_on,
  ...flat('counted', counts),
});

/** As shifts were committed to before their counts were. */
export const closedBefore = (statement: string): LedgerEvent => ({ kind: 'shift-closed', statement });

/** Facts of an event are flat: `counted-spoiled-smeared`, `counted-fees-0`. Nothing is left out, so that nothing can be put in. */
function flat(name: string, counted: unknown): Record<string, number | string> {
  if (typeof counted === 'object' && counted !== null)
    return Object.assign({}, ...Object.entries(counted).map(([key, one]) => flat(`${name}-${key}`, one)));
  return { [name]: Number.isSafeInteger(counted) ? Number(counted) : String(counted) };
}

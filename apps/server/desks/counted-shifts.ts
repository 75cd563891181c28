import { type LedgerEvent, leafOf } from '@commonkey/ledger';
import type { PlainDate } from '@commonkey/program';
import type { AgeTally } from '@commonkey/shift';
import { committedLeaves } from '../store/committed.ts';
import type { Reader } from '../store/store.ts';
import type { ShiftCounts } from '../store/tables/desks.ts';
import { closedBefore, closedEvent } from './closed-event.ts';

/**
 * What one closed shift adds to the counts of the city. `altered`: its row opens no entry of the ledger. `uncounted`: it closed
 * before the ledger committed to all that is counted here.
 */
export type CountedShift = { readonly day: PlainDate } & (
  | {
      readonly as: 'counted';
      readonly inPerson: number;
      readonly online: number;
      /** Of a round of shifts that ended with this one. */
      readonly ages: AgeTally | null;
    }
  | { readonly as: 'uncounted' | 'altered' }
);

const AT_ONCE = 5_000;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Every closed shift whose row is still there, with what the ledger committed to of it. */
export async function countedShifts(read: Reader): Promise<CountedShift[]> {
  const rows = await read
    .selectFrom('desk_shifts')
    .select(['statement_digest', 'head', 'counts', 'worked_on', 'close_salt'])
    .where('worked_on', 'is not', null)
    .execute();
  const shifts = rows.map(({ statement_digest: statement, head, counts, worked_on, close_salt }) => {
    const day = worked_on ?? '';
    if (statement === null || close_salt === null) return { day, counts: null, leaves: null };
    const leaf = (event: LedgerEvent) => leafOf({ salt: new Uint8Array(close_salt), event });
    const now =
      head === null || counts === null ? null : closedEvent({ statement, head, counts, worked_on: day });
    return { day, counts, leaves: { now: now && leaf(now), before: leaf(closedBefore(statement)) } };
  });
  const there = new Set<string>();
  for (let at = 0; at < shifts.length; at += AT_ONCE) {
    const some = shifts
      .slice(at, at + AT_ONCE)
      .flatMap(({ leaves }) => [leaves?.now ?? [], leaves?.before ?? []].flat());
    for (const leaf of await committedLeaves(read, some)) there.add(leaf);
  }
  const isThere = (leaf: Uint8Array | null | undefined) => !!leaf && there.has(hex(leaf));
  return shifts.map(({ day, counts, leaves }): CountedShift => {
    if (isThere(leaves?.now) && counts) return { day, ...addedBy(counts) };
    return { day, as: isThere(leaves?.before) ? 'uncounted' : 'altered' };
  });
}

/** A second card of one application is the same card to its holder, and is counted once. */
function addedBy({ cards, handedOver, second = 0, ages }: ShiftCounts) {
  if (handedOver === undefined) return { as: 'uncounted' } as const;
  const online = Math.max(0, handedOver - second);
  return { as: 'counted', inPerson: cards - handedOver, online, ages: ages ?? null } as const;
}

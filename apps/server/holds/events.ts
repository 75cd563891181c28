import type { LedgerEvent } from '@commonkey/ledger';
import type { PlainDate } from '@commonkey/program';
import { actedBy } from '../store/acted-by.ts';
import { type StoredScope, scopeFacts } from './scope.ts';

/** Who acted and what hides it; null in holds from before their leaves said so. */
type Actor = { staff: string; salt: Uint8Array } | null;
const byFact = (actor: Actor) => actor && { by: actedBy(actor.salt, { staff: actor.staff }) };

/** What was done by whom, on which day of the city's; no day where nobody knows it, or in leaves from before they said it. */
type Done = { by: Actor; on: PlainDate | null };

/** What the ledger commits to of a hold's life: its opaque id, its scope, its reason, the day and, hidden once more, who placed it. */
export const placedEvent = (
  hold: string,
  scope: StoredScope,
  reason: string | null,
  { by, on }: Done,
): LedgerEvent => ({
  kind: 'hold-placed',
  hold,
  ...scopeFacts(scope),
  reason,
  ...byFact(by),
  ...(on && { placed_on: on }),
});

export const confirmedEvent = (
  hold: string,
  narrowed: StoredScope | null,
  { by, on }: Done,
): LedgerEvent => ({
  kind: 'hold-confirmed',
  hold,
  narrowed: narrowed !== null,
  ...(narrowed && scopeFacts(narrowed)),
  ...byFact(by),
  ...(on && { confirmed_on: on }),
});

/** @param by the two people, hidden; null where it was released before the leaf said so */
export const releasedEvent = (
  hold: string,
  by: { asked: string; released: string; salt: Uint8Array } | null,
  on: PlainDate | null,
): LedgerEvent => ({
  kind: 'hold-released',
  hold,
  ...(by && {
    'asked-by': actedBy(by.salt, { staff: by.asked, part: 'asked' }),
    by: actedBy(by.salt, { staff: by.released, part: 'released' }),
  }),
  ...(on && { released_on: on }),
});

/** It was found outside the database and put back as it stands there. */
export const putBackEvent = (hold: string, scope: StoredScope, on: PlainDate | null): LedgerEvent => ({
  kind: 'hold-put-back',
  hold,
  ...scopeFacts(scope),
  ...(on && { put_back_on: on }),
});

import type { LedgerEvent } from '@commonkey/ledger';
import { type StoredScope, scopeFacts } from './scope.ts';

/** What the ledger commits to of a hold's life: its opaque id, its scope and its reason, and nobody's name. */
export const placedEvent = (hold: string, scope: StoredScope, reason: string | null): LedgerEvent => ({
  kind: 'hold-placed',
  hold,
  ...scopeFacts(scope),
  reason,
});

export const confirmedEvent = (hold: string, narrowed: StoredScope | null): LedgerEvent =>
  narrowed
    ? { kind: 'hold-confirmed', hold, narrowed: true, ...scopeFacts(narrowed) }
    : { kind: 'hold-confirmed', hold, narrowed: false };

export const releasedEvent = (hold: string): LedgerEvent => ({ kind: 'hold-released', hold });

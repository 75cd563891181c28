import type { Tally } from '@commonkey/shift';

/** The sum a clerk signs for: every blank number that was received is one of these. */
export type Reconciliation = {
  readonly received: number;
  readonly issued: number;
  readonly spoiled: number;
  readonly void: number;
  readonly unused: number;
  /** What is still under way; a shift with any cannot be closed. */
  readonly pending: number;
  readonly adds: boolean;
};

export function reconcile(received: number, tally: Tally): Reconciliation {
  const { printed: issued, spoiled, void: voided, unused, pending } = tally;
  const adds = issued + spoiled + voided + unused === received && pending === 0;
  return { received, issued, spoiled, void: voided, unused, pending, adds };
}

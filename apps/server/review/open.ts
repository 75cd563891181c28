import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { ReviewCode } from './errors.ts';
import { HANDED, lostToReview } from './keys-lost.ts';
import { release, reserveNext } from './lease.ts';
import { recordOpening } from './openings.ts';
import { STAGES, type Stage } from './stages.ts';
import { leaseToken } from './token.ts';

/** One sealed record and the keeper's half of its key, base64url. Without the officer's passkey it opens for nobody. */
export type SealedPart = { id: string; kind: string; sealed: string; key: string };
/** What a reviewer's page is given. Nothing in it was typed by a resident in clear. */
export type Opened = {
  token: string;
  /** Opaque; the boxes are tied to it. */
  application: string;
  stage: Stage;
  /** ISO 8601. The page forgets everything by then. */
  until: string;
  policyVersion: string;
  records: SealedPart[];
};

/** Papers may be gone before an appeal, if the person so wished: then another one can be asked for. */
const NEEDED = ['review-box', 'card'] as const;

/**
 * Reserves the next application for a reviewer and hands out what opens it in their browser. Nobody gets keys without a line
 * in the log, and where the key process refuses, nothing stays reserved.
 *
 * Faults `review-nothing-waits`, `evidence-not-ready`, and those of the key process.
 */
export async function openNext(context: Context, staffId: string): Promise<Opened> {
  const { store, vault } = context;
  const lost = await lostToReview(context, store.read);
  const { policyVersion, closes, ...lease } = await store.write((tx) =>
    reserveNext(context, tx, staffId, lost),
  );
  const { application, stage } = lease;
  const purpose = STAGES[stage];
  try {
    const released = await vault.release(
      store.read,
      { application, kinds: HANDED },
      { purpose, approvals: [staffId] },
    );
    // The last of its keys may have died since it was reserved.
    if (NEEDED.some((kind) => !released.some((one) => one.kind === kind)))
      throw new Fault<ReviewCode>('review-over');
    await store.write((tx) => recordOpening(context, tx, staffId, purpose));
    const records = released.map(({ id, kind, sealed, slotKey }) => {
      const part = { id, kind, sealed: base64url(sealed), key: base64url(slotKey) };
      slotKey.fill(0);
      return part;
    });
    const token = leaseToken(context, staffId, lease);
    return { token, application, stage, until: closes.toISOString(), policyVersion, records };
  } catch (error) {
    await store.write((tx) => release(tx, staffId, lease));
    throw error;
  }
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

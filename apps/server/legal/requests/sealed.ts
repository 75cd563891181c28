import { addPeriod, type PlainDate } from '@commonkey/program';
import { openRecord } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { VaultRoomCode } from '../../vault/errors.ts';
import type { SealedRecord } from '../../vault/vault.ts';
import { requestRules } from './rules.ts';

/** Everything of a request that somebody wrote: it lies in the vault and nowhere else. */
export const written = {
  asked: z.strictObject({ what: z.literal('asked'), contact: z.string(), words: z.string() }),
  scope: z.strictObject({ what: z.literal('scope'), yaml: z.string() }),
  letter: z.strictObject({
    what: z.literal('letter'),
    contact: z.string(),
    /** Why each exemption applies: the facts, in the officer's words. */
    basis: z.string(),
    /** Names and titles of those responsible. */
    responsible: z.string(),
    /** What is handed over. */
    handed: z.string(),
  }),
} as const;
export type Written = typeof written;
export type Said<W extends keyof Written> = z.infer<Written[W]>;

/** The last day of what is sealed while a request is open; closing it brings that nearer. */
export const sealedUntil = (context: Pick<Context, 'program'>, receivedOn: PlainDate): PlainDate =>
  addPeriod(receivedOn, requestRules(context.program.program).keep.atMost);

export const closedUntil = (context: Pick<Context, 'program'>, closedOn: PlainDate): PlainDate =>
  addPeriod(closedOn, requestRules(context.program.program).keep.afterClosing);

export function seal(
  { vault }: Pick<Context, 'vault'>,
  { request, endsOn }: { request: string; endsOn: PlainDate },
  said: Said<keyof Written>,
): Promise<SealedRecord> {
  const plain = new TextEncoder().encode(JSON.stringify(said));
  return vault.seal({ matter: request, kind: 'request', endsOn, plain, share: null });
}

/**
 * Reads one sealed record for a member of staff, in memory alone; the key process journals who.
 * @throws Fault `record-gone` where it has ended | those of the key process
 */
export async function open<W extends keyof Written>(
  { vault, store }: Pick<Context, 'vault' | 'store'>,
  { request, id, staffId, what }: { request: string; id: string; staffId: string; what: W },
): Promise<Said<W>> {
  const [found] = await vault.release(
    store.read,
    { matter: request, ids: [id] },
    { purpose: 'matter', approvals: [staffId] },
  );
  if (!found) throw new Fault<VaultRoomCode>('record-gone');
  try {
    const bytes = await openRecord({
      recordId: id,
      slotKey: found.slotKey,
      share: null,
      sealed: found.sealed,
    });
    const said: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return written[what].parse(said) as Said<W>;
  } finally {
    found.slotKey.fill(0);
  }
}

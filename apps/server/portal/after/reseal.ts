import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { RecordHead, SealedRecord, VaultKind } from '../../vault/vault.ts';
import { today } from '../draft.ts';
import type { PortalCode } from '../errors.ts';
import type { PortalSession } from '../session.ts';
import { headOf } from './stands.ts';

/** Kinds whose keys need the resident's share besides the keeper's. */
const TWO_LOCKS: readonly VaultKind[] = ['papers', 'card'];

export const shareFor = (session: PortalSession, kind: VaultKind): Uint8Array | null =>
  TWO_LOCKS.includes(kind) ? session.file : null;

/** One record in clear, for its owner's own request. Fault `portal-session-over` where it is there no more. */
export async function openOwn(
  context: Context,
  session: PortalSession,
  kind: VaultKind,
): Promise<{ head: RecordHead; plain: Uint8Array }> {
  const own = await findOwn(context, session, kind);
  if (!own) throw new Fault<PortalCode>('portal-session-over');
  return own;
}

export async function findOwn(
  context: Context,
  session: PortalSession,
  kind: VaultKind,
): Promise<{ head: RecordHead; plain: Uint8Array } | undefined> {
  const { store, vault } = context;
  const heads = await vault.heads(store.read, session.application.id);
  const head = headOf(heads, kind, today(context));
  if (!head) return undefined;
  const [plain] = await vault.open(store.read, [head.id], shareFor(session, kind));
  return plain && { head, plain };
}

/** New content under a slot of its own, with the same lock; `plain` is zeroed. Nothing is kept before a transaction does. */
export async function sealOwn(
  context: Context,
  session: PortalSession,
  record: { kind: VaultKind; endsOn: string; plain: Uint8Array },
): Promise<SealedRecord> {
  const { kind, endsOn, plain } = record;
  const share = shareFor(session, kind);
  try {
    return await context.vault.seal({ application: session.application.id, kind, endsOn, plain, share });
  } finally {
    plain.fill(0);
  }
}

import { Fault, isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { RecordHead, Vault, VaultKind } from '../../vault/vault.ts';
import { today } from '../draft.ts';
import type { PortalCode } from '../errors.ts';
import { whileKeysAnswer } from '../keys-answer.ts';
import type { PortalSession } from '../session.ts';
import { headOf } from './stands.ts';

/** Kinds whose keys need the resident's share besides the keeper's. */
const TWO_LOCKS: readonly VaultKind[] = ['papers', 'card'];

/** Whose file it is, and what opens it. */
export type OwnFile = Pick<PortalSession, 'application' | 'file'>;

export const shareFor = (session: Pick<OwnFile, 'file'>, kind: VaultKind): Uint8Array | null =>
  TWO_LOCKS.includes(kind) ? session.file : null;

/** A record that lives, in clear, for its owner's own request. Fault `record-gone` where it ends meanwhile. */
export async function openHead(
  context: Context,
  session: OwnFile,
  { id, kind }: RecordHead,
): Promise<Uint8Array> {
  const { store, vault } = context;
  const open = vault.open(store.read, [id], shareFor(session, kind));
  const [plain] = await whileKeysAnswer(context, open);
  if (!plain) throw new Fault<PortalCode>('portal-session-over');
  return plain;
}

/** Another tab may put a new record in its place between the look and the opening. */
const LOOKS = 3;

/** As `openHead`, whichever lives now. Fault `portal-session-over` where none does. */
export async function openOwn(
  context: Context,
  session: PortalSession,
  kind: VaultKind,
): Promise<Uint8Array> {
  const look = async () =>
    headOf(await context.vault.heads(context.store.read, session.application.id), kind, today(context));
  let head = await look();
  for (let looks = 1; head; looks += 1) {
    try {
      return await openHead(context, session, head);
    } catch (error) {
      const now = await look();
      if (looks === LOOKS || now?.id === head.id || !isFault(error)) throw error;
      head = now;
    }
  }
  throw new Fault<PortalCode>('portal-session-over');
}

/** As `seal`, with the lock of its kind; `plain` is zeroed. */
export async function sealOwn(
  seal: Vault['seal'],
  session: OwnFile,
  { kind, endsOn, plain }: { kind: VaultKind; endsOn: string; plain: Uint8Array },
): Promise<void> {
  const share = shareFor(session, kind);
  try {
    await seal({ application: session.application.id, kind, endsOn, plain, share });
  } finally {
    plain.fill(0);
  }
}

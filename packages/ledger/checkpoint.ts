import { Fault } from '@commonkey/words';
import { fromBase64, toBase64 } from './bytes.ts';
import type { LedgerCode } from './errors.ts';
import { HASH_SIZE } from './hash.ts';
import { type NoteSigner, openNote, signNote } from './note.ts';

/** A tree as its log vouches for it (C2SP tlog-checkpoint). `origin` names the log and is its key's name too. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

/** The signed note of a checkpoint; `signer.name` is the origin. */
export async function signCheckpoint(size: number, root: Uint8Array, signer: NoteSigner): Promise<string> {
  return signNote(`${signer.name}\n${size}\n${toBase64(root)}\n`, signer);
}

/**
 * Reads a checkpoint after its signature and origin hold.
 * @throws Fault `ledger-note-malformed` | `ledger-note-unsigned` | `ledger-note-signature`
 */
export async function readCheckpoint(
  note: string,
  key: { name: string; publicKey: Uint8Array<ArrayBuffer> },
): Promise<Checkpoint> {
  const [origin, size = '', hash = ''] = (await openNote(note, key)).split('\n');
  const root = fromBase64(hash);
  const counted = /^(0|[1-9][0-9]*)$/.test(size) && Number.isSafeInteger(Number(size));
  if (origin !== key.name || !counted || root?.length !== HASH_SIZE)
    throw new Fault<LedgerCode>('ledger-note-malformed');
  return { origin, size: Number(size), root };
}

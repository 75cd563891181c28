import { Fault, isFault } from '@commonkey/words';
import { fromBase64, fromDecimal, toBase64 } from './bytes.ts';
import type { LedgerCode } from './errors.ts';
import { HASH_SIZE } from './hash.ts';
import { type NoteSigner, openNote, readNote, signNote } from './note.ts';

/** A tree as its log vouches for it (C2SP tlog-checkpoint). `origin` names the log and is its key's name too. */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array<ArrayBuffer>;
};

/** The signed note of a checkpoint; `signer.name` is the origin. */
export async function signCheckpoint(size: number, root: Uint8Array, signer: NoteSigner): Promise<string> {
  return signNote(`${signer.name}\n${size}\n${toBase64(root)}\n`, signer);
}

/**
 * Reads a checkpoint after its signature and origin hold.
 * @throws Fault `ledger-origin-differs` (of another log) | `ledger-note-malformed` | `ledger-note-unsigned` |
 *   `ledger-note-signature`
 */
export async function readCheckpoint(
  note: string,
  key: { name: string; publicKey: Uint8Array<ArrayBuffer> },
): Promise<Checkpoint> {
  try {
    const checkpoint = checkpointOf(await openNote(note, key));
    if (checkpoint.origin !== key.name) throw new Fault<LedgerCode>('ledger-origin-differs');
    return checkpoint;
  } catch (error) {
    // Nobody signed another log's checkpoint with this key: say what it is, not what it lacks.
    const unsigned = isFault(error) && error.code === 'ledger-note-unsigned';
    if (!unsigned || checkpointOf(readNote(note).text).origin === key.name) throw error;
    throw new Fault<LedgerCode>('ledger-origin-differs', {}, { cause: error });
  }
}

/**
 * The three lines that count; lines that a log adds are not looked at, and none may be empty. Verifies nothing.
 * @throws Fault `ledger-note-malformed`
 */
export function checkpointOf(text: string): Checkpoint {
  const [origin = '', count = '', hash = '', ...extensions] = text.slice(0, -1).split('\n');
  const size = fromDecimal(count);
  const root = fromBase64(hash);
  if (origin === '' || size === null || root?.length !== HASH_SIZE || extensions.includes(''))
    throw new Fault<LedgerCode>('ledger-note-malformed');
  return { origin, size, root };
}

import { Fault } from '@commonkey/words';
import { concat, utf8 } from './bytes.ts';
import { checkpointOf } from './checkpoint.ts';
import type { LedgerCode } from './errors.ts';
import { type VerifierKey, verifySignature } from './key.ts';
import { type NoteSignature, readNote, signatureBy } from './note.ts';

/** A witness saw this checkpoint and no other log of this name beside it. `time` in seconds since 1970. */
export type Cosignature = { readonly witness: string; readonly time: number };

const SIGNATURE_SIZES = { 1: 64, 4: 64, 6: 2420 } as const;
const TIME_SIZE = 8;

/**
 * Checks what known witnesses put under a checkpoint (C2SP tlog-cosignature); those of others are passed over.
 *
 * @param witnesses keys of type 4 (Ed25519) or 6 (ML-DSA-44)
 * @param needed how many of them must have signed
 * @throws Fault `ledger-cosignature-invalid` (a known witness's line does not hold) | `ledger-cosignature-malformed` |
 *   `ledger-cosignatures-missing` | `ledger-algorithm-unsupported` | `ledger-note-malformed` | `ledger-key-malformed`
 *   (a key that is no witness's)
 */
export async function verifyCosignatures(
  note: string,
  witnesses: readonly VerifierKey[],
  needed = 0,
): Promise<Cosignature[]> {
  const { text, signatures } = readNote(note);
  const found: Cosignature[] = [];
  for (const witness of witnesses) {
    const line = signatureBy(signatures, witness);
    if (line) found.push(await verifyCosignature(text, line, witness));
  }
  if (found.length < needed)
    throw new Fault<LedgerCode>('ledger-cosignatures-missing', { found: found.length, needed });
  return found;
}

/** @param text the checkpoint's, its last line feed included */
export async function verifyCosignature(
  text: string,
  { signature }: NoteSignature,
  witness: VerifierKey,
): Promise<Cosignature> {
  if (witness.type === 1) throw new Fault<LedgerCode>('ledger-key-malformed');
  if (signature.length !== TIME_SIZE + SIGNATURE_SIZES[witness.type]) throw malformed(witness);
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) throw malformed(witness);
  const message = cosignedMessage(text, witness, time);
  if (!(await verifySignature(witness, signature.slice(TIME_SIZE), message)))
    throw new Fault<LedgerCode>('ledger-cosignature-invalid', { witness: witness.name });
  return { witness: witness.name, time: Number(time) };
}

/** What a witness signs: C2SP tlog-cosignature, "Ed25519 signed message" and "ML-DSA-44 signed message". */
export function cosignedMessage(
  text: string,
  witness: Pick<VerifierKey, 'name' | 'type'>,
  time: bigint,
): Uint8Array<ArrayBuffer> {
  if (witness.type !== 6) return utf8(`cosignature/v1\ntime ${time}\n${text}`);
  const { origin, size, root } = checkpointOf(text);
  return concat(
    utf8('subtree/v1\n\0'),
    lengthFirst(witness.name),
    uint64(time),
    lengthFirst(origin),
    uint64(0n),
    uint64(BigInt(size)),
    root,
  );
}

function lengthFirst(text: string): Uint8Array {
  const bytes = utf8(text);
  if (bytes.length > 255) throw new Fault<LedgerCode>('ledger-note-malformed');
  return concat(Uint8Array.of(bytes.length), bytes);
}

export function uint64(value: bigint): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

function malformed({ name }: VerifierKey): Fault<LedgerCode> {
  return new Fault<LedgerCode>('ledger-cosignature-malformed', { witness: name });
}

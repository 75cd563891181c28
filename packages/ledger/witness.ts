import { isFault } from '@commonkey/words';
import { toBase64 } from './bytes.ts';
import { verifyCosignature } from './cosignature.ts';
import { keyId, type VerifierKey } from './key.ts';
import { readNote, readSignatures, signatureBy, signatureLine } from './note.ts';

/**
 * What a log posts to a witness's `add-checkpoint` (C2SP tlog-witness).
 *
 * @param oldSize size of the tree that the witness cosigned last; 0 with an empty proof when it has seen none
 * @param proof consistency from there to the checkpoint in `note`
 */
export function addCheckpointBody(oldSize: number, proof: readonly Uint8Array[], note: string): string {
  return `${[`old ${oldSize}`, ...proof.map(toBase64), '', note].join('\n')}`;
}

/**
 * A checkpoint with what a witness answered put under it. Lines of keys that are not in `witnesses`, lines that are there
 * already and lines that do not hold are left out: a witness cannot make a log's checkpoint unreadable.
 *
 * @throws Fault `ledger-note-malformed` when note or answer cannot be read
 */
export async function withCosignatures(
  note: string,
  answer: string,
  witnesses: readonly VerifierKey[],
): Promise<string> {
  const { text, signatures } = readNote(note);
  const offered = readSignatures(answer);
  const lines: string[] = [];
  for (const witness of witnesses) {
    const line = signatureBy(offered, witness);
    if (line && !signatureBy(signatures, witness) && (await holds(text, line, witness)))
      lines.push(signatureLine(witness.name, keyId(witness), line.signature));
  }
  return note + lines.join('');
}

async function holds(...claim: Parameters<typeof verifyCosignature>): Promise<boolean> {
  try {
    await verifyCosignature(...claim);
    return true;
  } catch (error) {
    if (isFault(error)) return false;
    throw error;
  }
}

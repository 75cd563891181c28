import { Fault } from '@commonkey/words';
import { fromBase64, fromDecimal, sameBytes, toBase64 } from './bytes.ts';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { type Cosignature, verifyCosignatures } from './cosignature.ts';
import type { LedgerCode } from './errors.ts';
import { HASH_SIZE, leafHash } from './hash.ts';
import { verifyInclusion } from './inclusion.ts';
import type { VerifierKey } from './key.ts';
import { leafOf, type Opening, packOpening, unpackOpening } from './opening.ts';

/**
 * A receipt (C2SP tlog-proof): the leaf's place, its path, and the signed checkpoint word for word. The `extra` line holds
 * either the leaf alone (32 bytes: that something was committed) or its opening (longer: what was).
 */
export type Receipt = {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
  readonly leaf: Uint8Array;
  readonly opening: Opening | null;
};

const HEADER = 'c2sp.org/tlog-proof@v1';
const LEAF_SIZE = 32;
/** A tree of 2^63 leaves. */
const LONGEST_PROOF = 63;

/**
 * @param content the leaf, or the opening that it follows from; handing on the latter tells everyone what was committed
 */
export function writeReceipt(
  parts: Pick<Receipt, 'index' | 'proof' | 'checkpoint'>,
  content: { leaf: Uint8Array } | { opening: Opening },
): string {
  const extra = 'leaf' in content ? content.leaf : packOpening(content.opening);
  const lines = [HEADER, `extra ${toBase64(extra)}`, `index ${parts.index}`, ...parts.proof.map(toBase64)];
  return `${lines.join('\n')}\n\n${parts.checkpoint}`;
}

/**
 * Takes a receipt apart. Nothing is verified.
 * @throws Fault `ledger-receipt-malformed` | `ledger-opening-malformed`
 */
export function readReceipt(text: string): Receipt {
  // A receipt that was pasted or mailed has other line ends, and blanks after it.
  const clean = `${text.replaceAll('\r\n', '\n').trim()}\n`;
  const split = clean.indexOf('\n\n');
  const [header, extraLine = '', indexLine = '', ...hashes] = clean.slice(0, Math.max(0, split)).split('\n');
  const extra = fromBase64(after('extra ', extraLine));
  const index = fromDecimal(after('index ', indexLine));
  const proof = hashes.map(hashOf);
  if (
    header !== HEADER ||
    index === null ||
    !extra ||
    extra.length < LEAF_SIZE ||
    proof.length > LONGEST_PROOF
  )
    throw malformed();
  const opening = extra.length > LEAF_SIZE ? unpackOpening(extra) : null;
  return {
    index,
    proof,
    checkpoint: clean.slice(split + 2),
    leaf: opening ? leafOf(opening) : extra,
    opening,
  };
}

/** Whether a text begins as a receipt does, whatever became of the rest. */
export const beginsAsReceipt = (text: string): boolean => text.trimStart().startsWith(HEADER);

/** What a receipt proves once it holds. */
export type Proven = {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly checkpoint: Checkpoint;
  readonly cosignatures: readonly Cosignature[];
  /** What was committed, where the holder showed it. */
  readonly opening: Opening | null;
};

/**
 * Checks a receipt without any network: the checkpoint's signature, the witnesses', the path from leaf to root, and what
 * was committed if an opening is in the receipt or handed over apart.
 *
 * @throws Fault of `readReceipt`, `readCheckpoint`, `verifyCosignatures` | `ledger-proof-invalid` |
 *   `ledger-opening-differs`
 */
export async function verifyReceipt(
  text: string,
  trust: {
    key: { name: string; publicKey: Uint8Array<ArrayBuffer> };
    witnesses?: readonly VerifierKey[];
    /** How many of the witnesses must have signed. */
    needed?: number;
    opening?: Opening;
  },
): Promise<Proven> {
  const { index, proof, checkpoint: note, leaf, opening } = readReceipt(text);
  if (trust.opening && !sameBytes(leafOf(trust.opening), leaf))
    throw new Fault<LedgerCode>('ledger-opening-differs');
  const checkpoint = await readCheckpoint(note, trust.key);
  const cosignatures = await verifyCosignatures(note, trust.witnesses ?? [], trust.needed);
  verifyInclusion({ index, size: checkpoint.size, hash: leafHash(leaf), proof, root: checkpoint.root });
  return { index, leaf, checkpoint, cosignatures, opening: trust.opening ?? opening };
}

const after = (word: string, line: string): string => (line.startsWith(word) ? line.slice(word.length) : '-');

function hashOf(line: string): Uint8Array {
  const hash = fromBase64(line);
  if (hash?.length !== HASH_SIZE) throw malformed();
  return hash;
}

function malformed(): Fault<LedgerCode> {
  return new Fault<LedgerCode>('ledger-receipt-malformed');
}

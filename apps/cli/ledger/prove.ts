import {
  findLeaf,
  type LedgerCode,
  leafHash,
  leafOf,
  type Opening,
  outOfRange,
  type ReadFile,
  readEntry,
  readOpening,
  tileTree,
  verifyConsistency,
  verifyInclusion,
  verifyReceipt,
  writeReceipt,
} from '@commonkey/ledger';
import { Fault, isFault } from '@commonkey/words';
import { writeNew } from '../card/files.ts';
import { type Flags, readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { answer, type Found, hex } from './answer.ts';
import { ledgerFault } from './codes.ts';
import { sourceOf } from './source.ts';
import { newestOf, type Signed, type Trusted, textFile, trustedBy } from './trusted.ts';
import { spokenTrust } from './verify.ts';

/**
 * `ledger prove URL|DIR RECEIPT | --leaf HEX | --index N [--opening FILE] [--out FILE] [--key VKEY] [--witness VKEY]…
 * [--json]`: checks a receipt, and that the ledger still has what it vouches for; or writes one. Exit code 0 it holds or is
 * written, 1 it does not hold, 2 the question could not be put.
 */
export async function ledgerProve([place, ...rest]: string[], io: Io): Promise<number> {
  if (place === undefined || place.startsWith('-')) throw ledgerFault('ledger-source-needed');
  const [first, ...others] = rest;
  const receipt = first === undefined || first.startsWith('-') ? null : first;
  const flags = readFlags(withNegatives(receipt === null ? rest : others), {
    texts: ['leaf', 'index', 'opening', 'out', 'key', 'witness'],
    switches: ['json'],
  });
  return answer(flags, io, async () => {
    const read = sourceOf(place);
    const trusted = await trustedBy(flags, read);
    return receipt === null ? write(flags, read, trusted) : check(receipt, flags, read, trusted);
  });
}

async function check(file: string, flags: Flags, read: ReadFile, trusted: Trusted): Promise<Found> {
  const opening = openingOf(flags);
  const proven = await verifyReceipt(textFile(file), {
    ...trusted,
    needed: trusted.witnesses.length,
    ...(opening ? { opening } : {}),
  });
  const newest = await newestOf(read, { ...trusted, witnesses: [] });
  await requireSamePast(read, proven.checkpoint, newest);
  const { index, leaf, checkpoint, cosignatures } = proven;
  const { origin, size } = checkpoint;
  const event = proven.opening?.event ?? null;
  return {
    facts: { origin, index, size, now: newest.checkpoint.size, leaf: hex(leaf), event, cosignatures },
    lines: (say) => [
      say('ledger.proven', { origin, index, size }),
      say('ledger.same-past', { now: newest.checkpoint.size }),
      ...(event === null ? [say('ledger.sealed')] : [say('ledger.event'), JSON.stringify(event)]),
      ...spokenTrust(say, trusted.keyFrom, cosignatures),
    ],
  };
}

/** The tree of a receipt is the beginning of the newest one. Faults: `ledger-rewound`, `ledger-forked`, `ledger-past-unproven`. */
async function requireSamePast(
  read: ReadFile,
  old: Signed['checkpoint'],
  { checkpoint: { size, root } }: Signed,
): Promise<void> {
  if (old.size > size) throw new Fault<LedgerCode>('ledger-rewound', { size, earlier: old.size });
  const proof = await tileTree(size, read).proveConsistency(old.size);
  try {
    verifyConsistency({ size1: old.size, size2: size, root1: old.root, root2: root, proof });
  } catch (cause) {
    // One size and two signed roots: no tile of anybody has a part in that.
    if (isFault(cause) && cause.code === 'ledger-forked') throw cause;
    // Either the past is another one, or the tiles are broken: the whole audit tells which.
    throw ledgerFault('ledger-past-unproven', { size: old.size }, cause);
  }
}

async function write(flags: Flags, read: ReadFile, trusted: Trusted): Promise<Found> {
  const opening = openingOf(flags);
  const { note, checkpoint, cosignatures } = await newestOf(read, trusted);
  const { origin, size, root } = checkpoint;
  const index = opening ? await findLeaf(read, size, leafOf(opening)) : await placeOf(flags, read, size);
  const leaf = await readEntry(read, index, size);
  const proof = await tileTree(size, read).proveInclusion(index);
  // The tiles are the log's word; the root is what it signed.
  verifyInclusion({ index, size, hash: leafHash(leaf), proof, root });
  const receipt = writeReceipt({ index, proof, checkpoint: note }, opening ? { opening } : { leaf });
  const out = flags.text('out');
  if (out !== undefined) writeNew(out, receipt);
  return {
    facts: {
      origin,
      index,
      size,
      leaf: hex(leaf),
      cosignatures,
      ...(out === undefined ? { receipt } : { out }),
    },
    lines: (say) => (out === undefined ? [receipt] : [say('ledger.receipt-written', { out, index, size })]),
  };
}

async function placeOf(flags: Flags, read: ReadFile, size: number): Promise<number> {
  const [leaf, index] = [flags.text('leaf'), flags.text('index')];
  if ((leaf === undefined) === (index === undefined)) throw ledgerFault('ledger-question-needed');
  if (index !== undefined) return placeAt(index, size);
  if (leaf === undefined || !/^[0-9a-f]{64}$/i.test(leaf))
    throw ledgerFault('ledger-leaf-malformed', { text: leaf ?? '' });
  return findLeaf(read, size, new Uint8Array(Buffer.from(leaf, 'hex')));
}

/** An entry that waits for the next checkpoint has no place yet, even where the files hold it already: nothing vouches for it. */
function placeAt(text: string, size: number): number {
  if (!/^\d+$/.test(text)) throw ledgerFault('ledger-index-malformed', { text, size, last: `${size - 1}` });
  if (Number(text) >= size) throw outOfRange(text, size);
  return Number(text);
}

/** `--index -1` as one word: it is a wrong place, and not a flag. */
function withNegatives(argv: readonly string[]): string[] {
  return argv.flatMap((word, i) => {
    if (argv[i - 1] === '--index' && word.startsWith('-')) return [];
    const next = argv[i + 1];
    return word === '--index' && next?.startsWith('-') ? [`${word}=${next}`] : [word];
  });
}

function openingOf(flags: Flags): Opening | null {
  const file = flags.text('opening');
  return file === undefined ? null : readOpening(textFile(file));
}

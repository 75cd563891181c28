import { auditLog } from '@commonkey/ledger';
import { Fault, isFault, type Speak } from '@commonkey/words';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { answer, type Found, hex } from './answer.ts';
import { ledgerFault } from './codes.ts';
import { sourceOf } from './source.ts';
import { newestOf, type Signed, signedBy, type Trusted, textFile, trustedBy } from './trusted.ts';

/**
 * `ledger verify URL|DIR [--since CHECKPOINT] [--key VKEY] [--witness VKEY]… [--json]`: recomputes every hash of a ledger
 * from its entries up, against its signed checkpoint and an earlier one. Exit code 0 it is what it says, 1 it is not, 2 the
 * question could not be put.
 */
export async function ledgerVerify([place, ...rest]: string[], io: Io): Promise<number> {
  if (place === undefined || place.startsWith('-')) throw ledgerFault('ledger-source-needed');
  const flags = readFlags(rest, { texts: ['since', 'key', 'witness'], switches: ['json'] });
  return answer(flags, io, async () => {
    const read = sourceOf(place);
    const trusted = await trustedBy(flags, read);
    const file = flags.text('since');
    // What was kept is trusted for its signature alone: witnesses may have come later.
    const since = file === undefined ? null : await keptIn(file, { ...trusted, witnesses: [] });
    const newest = await newestOf(read, trusted);
    await auditLog(read, newest.checkpoint, since?.checkpoint);
    return found(trusted, newest, since);
  });
}

/** What is wrong with the kept checkpoint is not to be read as said of the newest one. */
async function keptIn(file: string, trusted: Trusted): Promise<Signed> {
  const note = textFile(file);
  try {
    return await signedBy(note, trusted);
  } catch (error) {
    if (!isFault(error)) throw error;
    throw new Fault(error.code, { ...error.params, since: file }, { cause: error });
  }
}

function found({ keyFrom }: Trusted, { checkpoint, cosignatures }: Signed, since: Signed | null): Found {
  const { origin, size, root } = checkpoint;
  const earlier = since?.checkpoint.size ?? null;
  return {
    facts: { origin, size, root: hex(root), keyFrom, cosignatures, since: earlier },
    lines: (say) => [
      say('ledger.verified', { origin, size }),
      say('ledger.root', { root: hex(root) }),
      ...(earlier === null ? [say('ledger.since-none')] : [say('ledger.since', { earlier })]),
      ...spokenTrust(say, keyFrom, cosignatures),
    ],
  };
}

/** Who vouches for the checkpoint, and what is left to trust. */
export function spokenTrust(
  say: Speak,
  keyFrom: Trusted['keyFrom'],
  cosignatures: Signed['cosignatures'],
): string[] {
  return [
    ...cosignatures.map(({ witness, time }) =>
      say('ledger.cosigned', { witness, time: new Date(time * 1000).toISOString().slice(0, 10) }),
    ),
    ...(keyFrom === 'log' ? [say('ledger.key-from-log')] : []),
  ];
}

import { leafOf, type Opening, type ReadFile, readEntries, readOpening } from '@commonkey/ledger';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { answer, hex } from './answer.ts';
import { ledgerFault } from './codes.ts';
import { sourceOf } from './source.ts';
import { newestOf, textFile, trustedBy } from './trusted.ts';
import { spokenTrust } from './verify.ts';
import { actsIn } from './who.ts';

const WIDTH = 256;

/**
 * `ledger recompute URL|DIR --openings FILE [--who FILE] [--key VKEY] [--witness VKEY]… [--json]`: computes each entry anew from what
 * the city handed over, and looks for it in the log; with `--who`, also who acted in which of them. Exit code 0 all of them are there, 1 one is not, 2 the question could not
 * be put. It checks entries against openings; that the log is whole `ledger verify` checks.
 */
export async function ledgerRecompute([place, ...rest]: string[], io: Io): Promise<number> {
  if (place === undefined || place.startsWith('-')) throw ledgerFault('ledger-source-needed');
  const flags = readFlags(rest, { texts: ['openings', 'who', 'key', 'witness'], switches: ['json'] });
  const openings = textFile(flags.needed('openings'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readOpening);
  const who = flags.text('who');
  return answer(flags, io, async () => {
    const read = sourceOf(place);
    const trusted = await trustedBy(flags, read);
    const { checkpoint, cosignatures } = await newestOf(read, trusted);
    const entries = await entriesOf(read, checkpoint.size);
    const missing = openings.filter((one) => !entries.has(hex(leafOf(one))));
    if (missing.length > 0)
      throw ledgerFault('ledger-openings-missing', {
        missing: missing.length,
        of: openings.length,
        kinds: Object.keys(countKinds(missing)).join(', '),
      });
    const counts = countKinds(openings);
    const acts = who === undefined ? null : actsIn(textFile(who), openings);
    const { origin, size } = checkpoint;
    return {
      facts: {
        origin,
        size,
        openings: openings.length,
        counts,
        ...(acts && { acts: Object.fromEntries(acts) }),
      },
      lines: (say) => [
        say('ledger.recomputed', { count: openings.length, origin, size }),
        ...Object.entries(counts).map(([kind, count]) => say('ledger.openings-kind', { kind, count })),
        say('ledger.recomputed-rest', { rest: size - new Set(openings.map((one) => hex(leafOf(one)))).size }),
        ...(acts
          ? [say('ledger.acted', { count: acts.reduce((sum, [, n]) => sum + n, 0), people: acts.length })]
          : []),
        ...(acts ?? []).map(([staff, count]) => say('ledger.openings-kind', { kind: staff, count })),
        ...spokenTrust(say, trusted.keyFrom, cosignatures),
      ],
    };
  });
}

/** How many openings there are of each kind of event. */
export function countKinds(openings: readonly Opening[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { event } of openings) counts[event.kind] = (counts[event.kind] ?? 0) + 1;
  return counts;
}

/** Every entry of a log, in hexadecimal. */
export async function entriesOf(read: ReadFile, size: number): Promise<ReadonlySet<string>> {
  const entries = new Set<string>();
  for (let at = 0; at < size; at += WIDTH) {
    const width = Math.min(WIDTH, size - at);
    for (const entry of await readEntries(read, { level: 'entries', index: at / WIDTH, width }))
      entries.add(hex(entry));
  }
  return entries;
}

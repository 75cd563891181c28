import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { leafOf, type Opening, writeOpening } from '@commonkey/ledger';
import { configure, processEnv } from '@commonkey/server';
import { committedLeaves } from '@commonkey/server/audit/altered.ts';
import { keptOpenings } from '@commonkey/server/audit/kept.ts';
import { withDatabase } from '@commonkey/server/backup/database.ts';
import { openStore } from '@commonkey/server/store/store.ts';
import { speaker } from '@commonkey/words';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { hex } from './answer.ts';
import { countKinds } from './recompute.ts';
import { ledgerWords } from './words.ts';

/**
 * `ledger openings --out FILE [--kind KIND]… [--json]`: what the city can still show of its ledger's entries, salts included,
 * a JSON object a line: for an auditor, who recomputes the entries from it. It is not for publication: it says how many of
 * what ended on which day. Exit code 1 where a row opens no entry, because somebody changed it.
 */
export async function ledgerOpenings(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: ['out', 'kind'], switches: ['json'] });
  const out = flags.needed('out');
  const kinds = new Set(flags.texts('kind'));
  const config = configure(processEnv(), process.cwd());
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const { openings, altered } = await withDatabase(config, random, { resting: false }, async (address) => {
    const store = openStore(address, { read: 1, write: 1 });
    try {
      const openings: Opening[] = [];
      let altered = 0;
      const kept = await keptOpenings(store);
      const there = await committedLeaves(
        store.read,
        kept.flatMap((one) => one.openings.map(leafOf)),
      );
      for (const one of kept) {
        const [found] = one.openings.filter((opening) => there.has(hex(leafOf(opening))));
        if (found) openings.push(found);
        else altered += 1;
      }
      return { openings, altered };
    } finally {
      await store.close();
    }
  });
  const chosen = openings.filter(({ event }) => kinds.size === 0 || kinds.has(event.kind));
  const lines = chosen.map((one) => `${JSON.stringify(JSON.parse(writeOpening(one)))}\n`);
  writeFileSync(out, lines.join(''), { mode: 0o600 });
  const say = speaker('en', ledgerWords.en ?? {});
  const counts = countKinds(chosen);
  if (flags.given('json')) io.out(JSON.stringify({ out, openings: chosen.length, counts, altered }, null, 2));
  else {
    io.out(say('ledger.openings-written', { count: chosen.length, out }));
    for (const [kind, count] of Object.entries(counts)) io.out(say('ledger.openings-kind', { kind, count }));
    if (altered > 0) io.out(say('ledger.openings-altered', { altered }));
  }
  return altered > 0 ? 1 : 0;
}

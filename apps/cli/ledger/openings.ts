import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { leafOf, type Opening, writeOpening } from '@commonkey/ledger';
import { configure, processEnv } from '@commonkey/server';
import { keptOpenings } from '@commonkey/server/audit/kept.ts';
import { whoLines } from '@commonkey/server/audit/opened.ts';
import { withDatabase } from '@commonkey/server/backup/database.ts';
import { sealKeyIn } from '@commonkey/server/config/secrets.ts';
import { committedLeaves } from '@commonkey/server/store/committed.ts';
import { openStore } from '@commonkey/server/store/store.ts';
import { speaker } from '@commonkey/words';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { hex } from './answer.ts';
import { countKinds } from './recompute.ts';
import { ledgerWords } from './words.ts';

/**
 * `ledger openings --out FILE [--who FILE] [--kind KIND]… [--under-gag] [--json]`: what the city can still show of its ledger's entries, salts included,
 * a JSON object a line: for an auditor, who recomputes the entries from it. It is not for publication: it says how many of
 * what ended on which day. `--who FILE` writes beside it who of staff acted, as random ids, for whoever has a reason of their own. What is of a hold under a gag is left out unless it is asked for. Exit code 1 where a row opens no entry, because somebody changed it.
 */
export async function ledgerOpenings(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: ['out', 'kind', 'who'], switches: ['json', 'under-gag'] });
  const out = flags.needed('out');
  const kinds = new Set(flags.texts('kind'));
  const config = configure(processEnv(), process.cwd());
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const { openings, left } = await withDatabase(config, random, { resting: false }, async (address) => {
    const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(config.dataFolder));
    try {
      const openings: (Opening & { who: readonly string[] })[] = [];
      const left = { altered: 0, gagged: 0, waiting: 0 };
      const kept = await keptOpenings(store);
      const leaves = kept.flatMap((one) => one.openings.map(leafOf));
      const numbered = await committedLeaves(store.read, leaves, ['ledger_leaves']);
      const there = await committedLeaves(store.read, leaves);
      for (const { openings: some, gagged, who } of kept) {
        const found = some.find((opening) => there.has(hex(leafOf(opening))));
        if (!found) left.altered += 1;
        else if (gagged && !flags.given('under-gag')) left.gagged += 1;
        else if (!numbered.has(hex(leafOf(found)))) left.waiting += 1;
        else openings.push({ ...found, who: whoLines(found, who) });
      }
      return { openings, left };
    } finally {
      await store.close();
    }
  });
  const chosen = openings.filter(({ event }) => kinds.size === 0 || kinds.has(event.kind));
  const lines = chosen.map((one) => `${JSON.stringify(JSON.parse(writeOpening(one)))}\n`);
  writeFileSync(out, lines.join(''), { mode: 0o600 });
  const who = flags.text('who');
  if (who !== undefined)
    writeFileSync(who, chosen.flatMap((one) => one.who.map((line) => `${line}\n`)).join(''), { mode: 0o600 });
  const say = speaker('en', ledgerWords.en ?? {});
  const counts = countKinds(chosen);
  if (flags.given('json')) io.out(JSON.stringify({ out, openings: chosen.length, counts, left }, null, 2));
  else {
    io.out(say('ledger.openings-written', { count: chosen.length, out }));
    for (const [kind, count] of Object.entries(counts)) io.out(say('ledger.openings-kind', { kind, count }));
    if (left.gagged > 0) io.out(say('ledger.openings-gagged', { gagged: left.gagged }));
    if (left.waiting > 0) io.out(say('ledger.openings-waiting', { waiting: left.waiting }));
    if (left.altered > 0) io.out(say('ledger.openings-altered', { altered: left.altered }));
  }
  return left.altered > 0 ? 1 : 0;
}

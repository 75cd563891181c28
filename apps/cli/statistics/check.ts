import { readOpening } from '@commonkey/ledger';
import { type Held, heldAgainst } from '@commonkey/server/public/statistics/from-openings.ts';
import { readHistory } from '@commonkey/server/public/statistics/history.ts';
import { saidRelease } from '@commonkey/server/public/statistics/said.ts';
import { Fault, speaker } from '@commonkey/words';
import { readBytes, readJson } from '../card/files.ts';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { statisticsCommandWords } from './words.ts';

const say = speaker('en', statisticsCommandWords.en ?? {});
/** A release names no quarter that is not over, and so no history of one. */
const EVER = '2099-Q4';

/**
 * `statistics check --statistics FILE --openings FILE [--history FILE] [--json]`: the newest release of a saved `/statistics.json`, held
 * against what an auditor was handed. Exit code 0 nothing differs, 1 something does, 2 the question could not be put. That the openings
 * are in the log `ledger recompute` checks.
 */
export async function statisticsCheck(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: ['statistics', 'openings', 'history'], switches: ['json'] });
  const malformed = () => new Fault('statistics-file-malformed', { path: flags.needed('statistics') });
  const file = Object(readJson(flags.needed('statistics'), malformed)) as { releases?: unknown[] };
  const { publishedOn: _, ...newest } = Object(file.releases?.at(-1)) as Record<string, unknown>;
  const read = saidRelease.safeParse(newest);
  if (!read.success) throw malformed();
  const text = (path: string) => new TextDecoder().decode(readBytes(path));
  const openings = text(flags.needed('openings'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readOpening);
  const given = flags.text('history');
  const history = given === undefined ? null : readHistory(text(given), EVER);
  const { committed, numbers } = heldAgainst(read.data, { openings, history });
  const same = committed && numbers.every(({ standing }) => standing !== 'differs');
  const of = (held: Held) => numbers.filter(({ standing }) => standing === held);
  if (flags.given('json'))
    io.out(JSON.stringify({ same, release: read.data.release, committed, numbers }, null, 2));
  else {
    io.out(say(same ? 'statistics-cli.holds' : 'statistics-cli.not-holds', { release: read.data.release }));
    if (!committed) io.out(say('statistics-cli.not-committed'));
    for (const held of ['agrees', 'near', 'unknown', 'differs'] as const) {
      const names = of(held).map((one) =>
        'channel' in one ? `${one.quarter} ${one.channel}` : `${one.quarter} age ${one.band}`,
      );
      if (names.length > 0)
        io.out(say(`statistics-cli.number-${held}`, { count: names.length, numbers: names.join(', ') }));
    }
  }
  return same ? 0 : 1;
}

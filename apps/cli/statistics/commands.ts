import { randomBytes } from 'node:crypto';
import { configure, processEnv } from '@commonkey/server';
import { withDatabase } from '@commonkey/server/backup/database.ts';
import { loadProgram } from '@commonkey/server/config/program.ts';
import { sealKeyIn } from '@commonkey/server/config/secrets.ts';
import {
  importHistory,
  publishStatistics,
  type StatisticsParts,
} from '@commonkey/server/public/statistics/publish.ts';
import { type Recomputed, recomputeStatistics } from '@commonkey/server/public/statistics/recompute.ts';
import { openStore } from '@commonkey/server/store/store.ts';
import { speaker } from '@commonkey/words';
import { cardFault } from '../card/codes.ts';
import { readBytes } from '../card/files.ts';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { statisticsCommandWords } from './words.ts';

const say = speaker('en', statisticsCommandWords.en ?? {});
const count = (value: number | null): string =>
  value === null ? say('statistics-cli.not-told') : new Intl.NumberFormat('en').format(value);

/**
 * `statistics import FILE [--json]`: takes counts from before this service in, whole or not at all. They are published with the next
 * release, marked as what they are. Faults `statistics-*`, each with the line that is wrong; `cli-file-unreadable`.
 */
export async function statisticsImport(argv: string[], io: Io): Promise<number> {
  const at = argv.findIndex((word) => !word.startsWith('--'));
  const path = argv[at];
  if (path === undefined) throw cardFault('cli-arguments-wrong', { problem: 'FILE' });
  const flags = readFlags(argv.toSpliced(at, 1), { texts: [], switches: ['json'] });
  const text = new TextDecoder().decode(readBytes(path));
  const { source, cells } = await inTheCity(io, (parts) => importHistory(parts, text));
  const cards = cells.reduce((sum, one) => sum + one.cards, 0);
  const said = { source, cards, from: cells[0]?.quarter ?? '', until: cells.at(-1)?.quarter ?? '' };
  io.out(
    flags.given('json')
      ? JSON.stringify(said, null, 2)
      : say('statistics-cli.imported', { ...said, cards: count(cards) }),
  );
  return 0;
}

/**
 * `statistics publish [--json]`: publishes what can be told of every quarter that is over, as one release more. It cannot be taken
 * back: a correction is another. Faults `statistics-nothing`, `statistics-nothing-new`, `statistics-not-as-committed`.
 */
export async function statisticsPublish(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: [], switches: ['json'] });
  const said = await inTheCity(io, publishStatistics);
  if (flags.given('json')) io.out(JSON.stringify(said, null, 2));
  else {
    const { release, through, together, quarters, ages = [] } = said;
    io.out(say('statistics-cli.published', { release, through, cards: count(together.cards) }));
    for (const one of quarters.slice(-LAST))
      io.out(
        say('statistics-cli.quarter', {
          quarter: one.quarter,
          cards: count(one.cards),
          inPerson: count(one.inPerson),
          online: count(one.online),
        }),
      );
    for (const one of ages.slice(-LAST))
      io.out(
        say('statistics-cli.ages', {
          quarter: one.quarter,
          bands: one.bands.map(({ band, cards }) => `${band}: ${count(cards)}`).join(', '),
          unknown: count(one.unknown),
        }),
      );
  }
  return 0;
}
const LAST = 4;

/**
 * `statistics recompute [--json]`: works every published number out again, from what the ledger committed to. Exit code 1 where one
 * differs, 0 where none does; what nobody can work out any more is said and is no difference.
 */
export async function statisticsRecompute(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: [], switches: ['json'] });
  const found = await inTheCity(io, (parts) => recomputeStatistics(parts, parts.store.read));
  const same =
    found.releases.every(({ faults }) => faults.length === 0) &&
    found.quarters.every(({ standing }) => standing !== 'differs');
  io.out(flags.given('json') ? JSON.stringify({ same, ...found }, null, 2) : spoken(found, same).join('\n'));
  return same ? 0 : 1;
}

function spoken({ releases, quarters }: Recomputed, same: boolean): string[] {
  if (releases.length === 0) return [say('statistics-cli.none')];
  const by = (standing: string) =>
    quarters.filter((one) => one.standing === standing).map(({ quarter }) => quarter);
  return [
    say(same ? 'statistics-cli.same' : 'statistics-cli.not-same', { count: releases.length }),
    ...releases.flatMap(({ release, faults }) =>
      faults.map((one) => say(`statistics-cli.fault-${one}`, { release })),
    ),
    ...(['agrees', 'late', 'ended', 'differs'] as const).flatMap((standing) => {
      const some = by(standing);
      return some.length === 0
        ? []
        : [say(`statistics-cli.${standing}`, { count: some.length, quarters: some.join(', ') })];
    }),
  ];
}

/** On the city's database, while the service works or rests. */
async function inTheCity<T>(io: Io, work: (parts: StatisticsParts) => Promise<T>): Promise<T> {
  const config = configure(processEnv(), process.cwd());
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const program = await loadProgram(config.programFolder, config);
  return withDatabase(config, random, { resting: false }, async (address) => {
    const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(config.dataFolder));
    try {
      return await work({ program, store, random, clock: { now: io.now } });
    } finally {
      await store.close();
    }
  });
}

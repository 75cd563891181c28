import { randomBytes } from 'node:crypto';
import { compareSchedules, type Period, plainDateOf, type SeriesChange } from '@commonkey/program';
import { configure, processEnv } from '@commonkey/server';
import { requireCity, withDatabase } from '@commonkey/server/backup/database.ts';
import { otherRules } from '@commonkey/server/backup/served.ts';
import { loadProgram } from '@commonkey/server/config/program.ts';
import { sealKeyIn } from '@commonkey/server/config/secrets.ts';
import { standing } from '@commonkey/server/records/standing.ts';
import { openStore } from '@commonkey/server/store/store.ts';
import { Fault, isFault, type Speak } from '@commonkey/words';
import type { Io } from '../io.ts';
import { readArguments } from '../program/usage.ts';
import { type RecordsCommandCode, readRules } from './alternatives.ts';
import { languageOf, speakRecords } from './words.ts';

/** `things`: no clock ends them. */
type Counted = SeriesChange & { held: number; things: boolean };

/**
 * `commonkey records change PROGRAM [--json] [--lang en|es]`: what another schedule would shift, before it is applied: each
 * end that moves, and how many records of the series there are now. Held against the rules that COMMONKEY_PROGRAM names, or
 * the program served without it; the answer says which. Rules that were edited since the service last started are not those that
 * records end by, whatever their version: fault `records-rules-not-served`. Reads; changes nothing.
 *
 * @returns 0 nothing moves, 1 something does, 2 the command or a file was wrong
 */
export async function recordsChange(argv: string[], io: Io): Promise<number> {
  const json = argv.includes('--json');
  let say = speakRecords('en');
  try {
    const { values, positionals } = readArguments(argv, {
      json: { type: 'boolean' },
      lang: { type: 'string' },
    });
    say = speakRecords(languageOf(values.lang));
    const [dir, ...rest] = positionals;
    if (dir === undefined || rest.length > 0) throw new Fault<RecordsCommandCode>('records-change-usage');
    const config = configure(processEnv(), process.cwd());
    const served = await loadProgram(config.programFolder, config);
    await requireCity(config);
    const others = await otherRules(config, served);
    if (others !== null)
      throw new Fault<RecordsCommandCode>('records-rules-not-served', {
        folder: config.programFolder,
        served: others,
      });
    const other = readRules(dir);
    const things = new Set(other.series.filter(({ medium }) => medium === 'physical').map(({ id }) => id));
    const changes = compareSchedules(served.program, other, plainDateOf(io.now()));
    const counts = await countHeld(served, io);
    const counted = changes.map((one) => ({
      ...one,
      held: counts.get(one.series) ?? 0,
      things: things.has(one.series),
    }));
    const from = { folder: config.programFolder, id: served.program.id, version: served.program.version };
    if (json) io.out(JSON.stringify({ served: from, changes: counted }, null, 2));
    else io.out([say('records.change-served', from), wordChanges(counted, say)].join('\n'));
    return counted.length > 0 ? 1 : 0;
  } catch (error) {
    if (!isFault(error)) throw error;
    const message = say(`fault.${error.code}`, error.params);
    if (json) io.out(JSON.stringify({ error: { code: error.code, params: error.params, message } }, null, 2));
    else io.err(`${error.code}: ${message}`);
    return 2;
  }
}

async function countHeld(
  program: Awaited<ReturnType<typeof loadProgram>>,
  io: Io,
): Promise<Map<string, number>> {
  const config = configure(processEnv(), process.cwd());
  const random = (size: number) => new Uint8Array(randomBytes(size));
  return withDatabase(config, random, { resting: false }, async (address) => {
    const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(config.dataFolder));
    try {
      const found = await standing(store.read, { program, clock: { now: io.now } });
      return new Map([...found].map(([series, { total }]) => [series, total]));
    } finally {
      await store.close();
    }
  });
}

function wordChanges(changes: readonly Counted[], say: Speak): string {
  if (changes.length === 0) return say('records.change-none');
  return [
    say('records.change-head'),
    ...changes.flatMap((one) => [
      say(`records.change-${one.change}`, { series: one.series, held: one.held }),
      ...one.ends.map(({ after, before, now, days }) =>
        say('records.change-end', {
          after,
          before: before ? wordPeriod(before, say) : say('records.change-no-end'),
          now: now ? wordPeriod(now, say) : say('records.change-no-end'),
          known: days === null ? 'no' : 'yes',
          days: days ?? 0,
        }),
      ),
      ...(one.certificate === 'same'
        ? []
        : [say(`records.change-certificate-${one.certificate}`, { things: one.things ? 'yes' : 'no' })]),
    ]),
    say('records.change-stays'),
  ].join('\n');
}

function wordPeriod(period: Period, say: Speak): string {
  const [unit = 'days', n = 0] = Object.entries(period)[0] ?? [];
  return say(`records.change-${unit}`, { n });
}

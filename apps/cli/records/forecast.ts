import { readFileSync, statSync } from 'node:fs';
import {
  type Forecast,
  forecast,
  parseVolumes,
  type Schedule,
  type Volumes,
  withOverride,
  wordVolumesFault,
} from '@commonkey/exposure';
import { isPlainDate, plainDateOf } from '@commonkey/program';
import { Fault, isFault, type Speak } from '@commonkey/words';
import type { Io } from '../io.ts';
import { readArguments } from '../program/usage.ts';
import { type RecordsCommandCode, readAlternative, readRules } from './alternatives.ts';
import { report } from './report.ts';
import { languageOf, speakRecords } from './words.ts';

/** A volumes file of thirty years by month and channel has a tenth of this. */
const LARGEST = 2_000_000;

/**
 * `commonkey records forecast PROGRAM --volumes FILE [--alternative NAME=FOLDER|NAME=SERIES:30d] … [--on D] [--json]
 * [--lang en|es]`
 *
 * @returns 0 everything ends under the program's own rules, 1 something never does, 2 the command or a file was wrong
 */
export async function recordsForecast(argv: string[], io: Io): Promise<number> {
  const json = argv.includes('--json');
  let say = speakRecords('en');
  try {
    const { values, positionals } = readArguments(argv, {
      volumes: { type: 'string' },
      alternative: { type: 'string', multiple: true },
      on: { type: 'string' },
      json: { type: 'boolean' },
      lang: { type: 'string' },
    });
    const language = languageOf(values.lang);
    say = speakRecords(language);
    const [dir, ...rest] = positionals;
    if (dir === undefined || values.volumes === undefined || rest.length > 0)
      throw new Fault<RecordsCommandCode>('records-forecast-usage');
    const on = values.on ?? plainDateOf(io.now());
    if (!isPlainDate(on)) throw new Fault<RecordsCommandCode>('records-day-wrong', { day: on });
    const read = parseVolumes(readVolumes(values.volumes));
    if (!read.volumes) return refuse(read.faults, values.volumes, { json, io, say });
    const schedules = schedulesOf(dir, values.alternative ?? [], read.volumes);
    const found = forecast(schedules, read.volumes, on);
    if (json) io.out(JSON.stringify(withAssumptions(found, read.volumes), null, 1));
    else io.out(report(found, read.volumes, say, language));
    return found.schedules[0]?.scenarios.some(({ all }) => all.endless.people > 0) ? 1 : 0;
  } catch (error) {
    if (!isFault(error)) throw error;
    const message = say(`fault.${error.code}`, error.params);
    if (json) io.out(JSON.stringify({ error: { code: error.code, params: error.params, message } }, null, 2));
    else io.err(`${error.code}: ${message}`);
    return 2;
  }
}

function schedulesOf(dir: string, asked: readonly string[], volumes: Volumes): Schedule[] {
  const rules = readRules(dir);
  const own = { name: rules.id, rules };
  const shipped = (volumes.alternatives ?? []).map((one) => ({
    name: one.id,
    rules: withOverride(rules, one),
  }));
  const schedules = [own, ...shipped, ...asked.map((argument) => readAlternative(argument, rules))];
  schedules.forEach(({ name }, place) => {
    if (schedules.findIndex((other) => other.name === name) < place)
      throw new Fault<RecordsCommandCode>('records-alternative-twice', { name });
  });
  return schedules;
}

function readVolumes(file: string): string {
  try {
    if (statSync(file).size > LARGEST) throw new Error('too large');
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault<RecordsCommandCode>('records-volumes-unreadable', { file }, { cause });
  }
}

function refuse(
  faults: readonly Parameters<typeof wordVolumesFault>[1][],
  file: string,
  { json, io, say }: { json: boolean; io: Io; say: Speak },
): number {
  const worded = faults.map((fault) => ({ file, ...fault, ...wordVolumesFault(say, fault) }));
  if (json) io.out(JSON.stringify({ faults: worded }, null, 2));
  else
    io.err(
      [
        say('records.volumes-wrong', { file, n: faults.length }),
        ...worded.map(
          ({ path, code, problem, remedy }) => `  ${path || '/'}\n    ${code}: ${problem}\n    ${remedy}`,
        ),
      ].join('\n'),
    );
  return 2;
}

/** The figures with what they rest on: nobody should quote one without the other. */
function withAssumptions(found: Forecast, { sources, scenarios }: Volumes) {
  return {
    ...found,
    scenarios: scenarios.map(({ id, words, source }) => ({ id, words, source })),
    sources,
  };
}

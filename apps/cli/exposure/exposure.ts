import { readFileSync, statSync } from 'node:fs';
import {
  ADVERSARIES,
  type Adversary,
  answer,
  type Demand,
  dayNumber,
  isAdversary,
  modelled,
  parseDemand,
  parseVolumes,
  type Volumes,
  wordDemandFault,
  wordVolumesFault,
} from '@commonkey/exposure';
import { isPlainDate, nearest, type PlainDate, type Program } from '@commonkey/program';
import { Fault, isFault, type Speak } from '@commonkey/words';
import type { Io } from '../io.ts';
import { readArguments } from '../program/usage.ts';
import { readRules } from '../records/alternatives.ts';
import { report, type ScenarioAnswer } from './report.ts';
import { exposureCommandWords, speakExposure } from './words.ts';

/** What the command refuses beside the codes of the packages. Sentences: `fault.<code>` in `words/`. */
export type ExposureCommandCode =
  | 'exposure-usage'
  | 'exposure-scope-unreadable'
  | 'exposure-volumes-unreadable'
  | 'exposure-day-wrong'
  | 'exposure-adversary-unknown';

const LARGEST_SCOPE = 200_000;
const LARGEST_VOLUMES = 2_000_000;

type Worded = { file: string; path: string; code: string; problem: string; remedy: string };
class Refused extends Error {
  readonly faults: readonly Worded[];
  constructor(faults: readonly Worded[]) {
    super('refused');
    this.faults = faults;
  }
}

/**
 * `commonkey exposure --scope FILE --program DIR --volumes FILE [--at D] [--as ADVERSARY] [--json] [--lang en|es]`
 *
 * @returns 0 nothing that is asked for is held, 1 something is, 2 the command or a file was wrong
 */
export async function exposure(argv: string[], io: Io): Promise<number> {
  const json = argv.includes('--json');
  let say = speakExposure('en');
  try {
    const { values, positionals } = readArguments(argv, {
      scope: { type: 'string' },
      program: { type: 'string' },
      volumes: { type: 'string' },
      at: { type: 'string' },
      as: { type: 'string' },
      json: { type: 'boolean' },
      lang: { type: 'string' },
    });
    const language = values.lang !== undefined && values.lang in exposureCommandWords ? values.lang : 'en';
    say = speakExposure(language);
    const { scope, program, volumes } = values;
    if (scope === undefined || program === undefined || volumes === undefined || positionals.length > 0)
      throw new Fault<ExposureCommandCode>('exposure-usage');
    const demand = readDemand(scope, say);
    const counted = readVolumes(volumes, say);
    const rules = readRules(program);
    const at = values.at ?? demand.instrument.served;
    if (!isPlainDate(at)) throw new Fault<ExposureCommandCode>('exposure-day-wrong', { day: at });
    const asked = adversaryOf(values.as, demand);
    const answers = answersOf(demand, rules, counted, at, asked);
    if (json) io.out(JSON.stringify(withBasis(demand, rules, counted, at, answers), null, 1));
    else io.out(report({ demand, rules, at, adversary: asked, answers, say, language }));
    return answers.some(({ items }) =>
      items.some(({ producible: { yes, reading, unknown } }) => yes + reading + unknown > 0),
    )
      ? 1
      : 0;
  } catch (error) {
    return refuse(error, { json, io, say });
  }
}

/** Each scenario of the volumes by itself: nobody knows which of them is so. */
function answersOf(
  demand: Demand,
  rules: Program,
  volumes: Volumes,
  at: PlainDate,
  as: Adversary,
): ScenarioAnswer[] {
  return volumes.scenarios.map((scenario) => ({
    scenario: scenario.id,
    items: answer(demand, modelled(rules, volumes, scenario, dayNumber(at)), as, volumes).items,
  }));
}

function adversaryOf(name: string | undefined, { instrument }: Demand): Adversary {
  if (name === undefined) return ofInstrument(instrument.type);
  if (isAdversary(name)) return name;
  throw new Fault<ExposureCommandCode>('exposure-adversary-unknown', {
    adversary: name,
    meant: nearest(name, ADVERSARIES) ?? 'none',
    known: ADVERSARIES.join(', '),
  });
}

/** Whoever serves an instrument may get a court to order it: what an order would get is what counts. */
function ofInstrument(type: Demand['instrument']['type']): Adversary {
  if (type === 'records-request') return 'records-request';
  if (type === 'civil-subpoena') return 'civil-discovery';
  if (type === 'vendor-subpoena') return 'vendor-served';
  if (type === 'judicial-warrant') return 'search-warrant-on';
  return type === 'court-order' ? 'court-order' : 'administrative-subpoena';
}

function readDemand(file: string, say: Speak): Demand {
  const read = parseDemand(readWithin(file, LARGEST_SCOPE, 'exposure-scope-unreadable'));
  if (read.demand) return read.demand;
  throw new Refused(read.faults.map((fault) => ({ file, ...fault, ...wordDemandFault(say, fault) })));
}

function readVolumes(file: string, say: Speak): Volumes {
  const read = parseVolumes(readWithin(file, LARGEST_VOLUMES, 'exposure-volumes-unreadable'));
  if (read.volumes) return read.volumes;
  throw new Refused(read.faults.map((fault) => ({ file, ...fault, ...wordVolumesFault(say, fault) })));
}

function readWithin(file: string, most: number, code: ExposureCommandCode): string {
  try {
    if (statSync(file).size > most) throw new Error('too large');
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault<ExposureCommandCode>(code, { file }, { cause });
  }
}

function refuse(error: unknown, { json, io, say }: { json: boolean; io: Io; say: Speak }): number {
  if (error instanceof Refused) {
    const [first] = error.faults;
    if (json) io.out(JSON.stringify({ faults: error.faults }, null, 2));
    else
      io.err(
        [
          say('exposure.volumes-wrong', { file: first?.file ?? '', n: error.faults.length }),
          ...error.faults.map(
            ({ path, code, problem, remedy }) => `  ${path || '/'}\n    ${code}: ${problem}\n    ${remedy}`,
          ),
        ].join('\n'),
      );
    return 2;
  }
  if (!isFault(error)) throw error;
  const message = say(`fault.${error.code}`, error.params);
  if (json) io.out(JSON.stringify({ error: { code: error.code, params: error.params, message } }, null, 2));
  else io.err(`${error.code}: ${message}`);
  return 2;
}

/** The answer with what it rests on: nobody should quote one without the other. */
function withBasis(
  demand: Demand,
  rules: Program,
  volumes: Volumes,
  at: PlainDate,
  answers: ScenarioAnswer[],
) {
  return {
    demand: { id: demand.id, instrument: demand.instrument, source: demand.source },
    program: rules.id,
    version: rules.version,
    at,
    scenarios: answers,
    words: volumes.scenarios.map(({ id, words, source }) => ({ id, words, source })),
    sources: volumes.sources,
  };
}

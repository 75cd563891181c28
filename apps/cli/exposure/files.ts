import { readFileSync, statSync } from 'node:fs';
import {
  type Demand,
  parseDemand,
  parseVolumes,
  type Volumes,
  wordDemandFault,
  wordVolumesFault,
} from '@commonkey/exposure';
import { Fault, isFault, type Speak } from '@commonkey/words';
import type { Io } from '../io.ts';

/** What the exposure commands refuse beside the codes of the packages. Sentences: `fault.<code>` in `words/`. */
export type ExposureCommandCode =
  | 'exposure-usage'
  | 'exposure-drill-usage'
  | 'exposure-out-unwritable'
  | 'exposure-scope-unreadable'
  | 'exposure-volumes-unreadable'
  | 'exposure-day-wrong'
  | 'exposure-day-past'
  | 'exposure-adversary-unknown'
  | 'exposure-language-unknown'
  | 'exposure-holds-unknown'
  | 'exposure-what-if-running';

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

export function readDemand(file: string, say: Speak): Demand {
  const read = parseDemand(readWithin(file, LARGEST_SCOPE, 'exposure-scope-unreadable'));
  if (read.demand) return read.demand;
  throw new Refused(read.faults.map((fault) => ({ file, ...fault, ...wordDemandFault(say, fault) })));
}

export function readVolumes(file: string, say: Speak): Volumes {
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

export function refuse(error: unknown, { json, io, say }: { json: boolean; io: Io; say: Speak }): number {
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

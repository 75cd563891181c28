import { plainDateIn } from '@commonkey/program';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { DeclaredCopies } from '../config/copies.ts';
import { loadProgram } from '../config/program.ts';
import { sealKeyIn } from '../config/secrets.ts';
import {
  absentOf,
  BASE_BACKUP,
  type Declaration,
  type Difference,
  declarations,
  filesSeen,
  type OtherWay,
  observe,
  otherWays,
} from '../public/service.ts';
import { overdueQuestions } from '../questions/service.ts';
import { openStore } from '../store/store.ts';
import { addressOf } from './database.ts';
import type { Finding } from './finding.ts';

/** More names than these tell a person at the terminal nothing that one look at the folder does not. */
const MOST_NAMED = 20;

/** Whether anything outlived its day, and whether what is there is what the public page says. Needs a database that is up. */
export async function heldFindings(config: Config, clock: Clock): Promise<Finding[]> {
  return [...(await storedFindings(config, clock)), ...(await strayFiles(config))];
}

async function storedFindings(config: Config, clock: Clock): Promise<Finding[]> {
  const unknown: Finding[] = [{ level: 'unknown', code: 'held-unknown' }];
  const address = await addressOf(config);
  if (address === null) return unknown;
  const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(config.dataFolder));
  try {
    const program = await loadProgram(config.programFolder);
    const { overdue, differences } = await observe({ store, program, clock, config });
    const today = plainDateIn(program.program.city.timeZone, clock.now());
    const questions = await overdueQuestions(store.read, today);
    const copies = judgeCopies(config.copies, await otherWays(store.read));
    return [overdueFinding(overdue), ...judgeDifferences(differences), ...copies, questionFinding(questions)];
  } catch {
    // Its own finding says what is wrong with the program or the database.
    return unknown;
  } finally {
    await store.close();
  }
}

export const overdueFinding = (count: number): Finding =>
  count === 0
    ? { level: 'ok', code: 'overdue-none' }
    : { level: 'fail', code: 'overdue-some', params: { count } };

/** No failure: the machine is fit, and the public page says it in red. */
const questionFinding = (count: number): Finding =>
  count === 0
    ? { level: 'ok', code: 'questions-reviewed' }
    : { level: 'warn', code: 'questions-unreviewed', params: { count } };

export function judgeDifferences(differences: readonly Difference[]): Finding[] {
  const found = differences.flatMap((one): Finding[] => {
    if (one.kind === 'files-unknown') return [];
    if (one.kind === 'way-unknown' && one.name === BASE_BACKUP)
      return [{ level: 'fail', code: 'held-base-backup' }];
    return [{ level: 'fail', code: `held-${one.kind}`, params: { name: nameOf(one) } }];
  });
  return found.length > 0 ? found : [{ level: 'ok', code: 'held-as-described' }];
}

/** What the city says of its own server, and what of that is not there. */
export function judgeCopies(declared: DeclaredCopies, there: readonly OtherWay[]): Finding[] {
  const all = declarations(declared);
  if (all.length === 0) return [];
  const names = all.map(declarationName).join(', ');
  return [
    { level: 'ok', code: 'held-copies-declared', params: { names } },
    ...absentOf(declared, there).map(
      (one): Finding => ({ level: 'warn', code: 'held-way-absent', params: { name: declarationName(one) } }),
    ),
  ];
}

function declarationName(one: Declaration): string {
  if ('name' in one) return one.name;
  return one.is === 'log' ? 'archive_command' : BASE_BACKUP;
}

function nameOf(one: Exclude<Difference, { kind: 'files-unknown' }>): string {
  if ('name' in one) return one.name;
  return 'column' in one ? `${one.table}.${one.column}` : one.table;
}

async function strayFiles({ dataFolder }: Config): Promise<Finding[]> {
  const { unknown, partial } = await filesSeen(dataFolder);
  const found = unknown
    .slice(0, MOST_NAMED)
    .map((file): Finding => ({ level: 'fail', code: 'held-file-unknown', params: { file } }));
  if (unknown.length > MOST_NAMED)
    found.push({ level: 'fail', code: 'held-files-more', params: { count: unknown.length - MOST_NAMED } });
  if (partial) found.push({ level: 'unknown', code: 'held-files-partial' });
  return found;
}

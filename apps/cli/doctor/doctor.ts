import { configure, processEnv } from '@commonkey/server';
import { examine } from '@commonkey/server/doctor/examine.ts';
import type { Finding } from '@commonkey/server/doctor/finding.ts';
import { type Speak, speaker } from '@commonkey/words';
import type { Io } from '../io.ts';
import { doctorWords } from './words.ts';

/**
 * `commonkey doctor [--json]`: is this machine fit to hold a city's cards? Reads and changes nothing.
 * Exit code 1 when something fails; warnings and what could not be determined do not.
 */
export async function doctor(argv: string[], io: Io): Promise<number> {
  const findings = await examine(configure(processEnv(), process.cwd()), { now: io.now });
  const failed = findings.some(({ level }) => level === 'fail');
  if (argv.includes('--json')) io.out(JSON.stringify({ fit: !failed, findings }, null, 2));
  else io.out(wordFindings(findings, speaker('en', doctorWords.en ?? {})));
  return failed ? 1 : 0;
}

export function wordFindings(findings: readonly Finding[], say: Speak): string {
  const labels = findings.map(({ level }) => say(`doctor.level.${level}`));
  const width = Math.max(...labels.map((label) => label.length));
  return findings
    .map(
      ({ code, params }, i) => `${(labels[i] ?? '').padEnd(width)}  ${say(`doctor.${code}`, params ?? {})}`,
    )
    .join('\n');
}

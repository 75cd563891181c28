/** Everything that reads the code without running it: format, lint, types, floating promises, the import rule. */
import { spawnSync } from 'node:child_process';

export type Check = { name: string; command: string; args: string[] };

export const CHECKS: readonly Check[] = [
  { name: 'format and lint', command: 'biome', args: ['ci', '--error-on-warnings', '.'] },
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  {
    name: 'promises',
    command: 'oxlint',
    args: ['--type-aware', 'packages', 'apps', 'tests', 'bench', 'scripts'],
  },
  {
    name: 'imports run one way',
    command: 'depcruise',
    args: ['--config', '.dependency-cruiser.mjs', 'packages', 'apps', 'tests', 'bench', 'scripts'],
  },
];

/** Runs one check with the tools of this checkout; returns its exit code and what it printed. */
export function runCheck(check: Check): { ok: boolean; output: string } {
  const done = spawnSync(check.command, check.args, { encoding: 'utf8' });
  const output = `${done.stdout ?? ''}${done.stderr ?? ''}${done.error ? String(done.error) : ''}`;
  return { ok: done.status === 0, output };
}

if (import.meta.main) {
  let failed = 0;
  for (const check of CHECKS) {
    const { ok, output } = runCheck(check);
    console.log(`${ok ? '✔' : '✖'} ${check.name}`);
    if (!ok) {
      failed += 1;
      console.log(output);
    }
  }
  process.exitCode = failed ? 1 : 0;
}

import { wholeNumbers } from '@commonkey/exposure';
import type { Examined } from '@commonkey/server/legal/exposure/examine.ts';
import { runFacts } from '@commonkey/server/legal/exposure/run-facts.ts';
import type { Speak } from '@commonkey/words';
import type { Found } from './found.ts';

/** Before anything else: a wrong paper is worse than none. */
export function mismatchLines({ assurance }: Examined, say: Speak): string[] {
  const { mismatches, keys, dead } = assurance;
  const lines = mismatches.map(({ kind, ...params }) => `   ${say(`exposure.differs.${kind}`, params)}`);
  return [
    '',
    say(mismatches.length > 0 ? 'exposure.assured.differs' : 'exposure.assured.same'),
    ...lines,
    keys === null ? say('exposure.keys.unknown') : say(`exposure.keys.root.${keys.root}`),
    ...(dead > 0 ? [say('exposure.keys.dead', { records: dead })] : []),
  ];
}

/** What the answer rests on, so that whoever signs it can say what was looked at, and what was not. */
export function assuredLines({ assurance }: Examined, say: Speak, language: string): string[] {
  const { program, version, manifest, code, backup, tables, columns, clockSure, holds, keys } = assurance;
  const format = wholeNumbers(language);
  const unknown = say('exposure.assured.unknown');
  const facts: readonly [string, string][] = [
    ['program', `${program} ${version}`],
    ['manifest', manifest],
    ['code', code ?? unknown],
    ['schema', say('exposure.assured.schema-value', { tables, columns })],
    ['clock', say(`exposure.assured.clock-${clockSure ? 'sure' : 'doubt'}`)],
    ['holds', String(holds)],
    ['backup', backup ?? say('exposure.assured.no-backup')],
    ...runFacts(assurance, { say, language, day: (day) => day }),
  ];
  return [
    say('exposure.assured'),
    ...facts.map(
      ([name, value]) =>
        `   ${say('exposure.assured.line', { name: say(`exposure.assured.${name}`), value })}`,
    ),
    ...(keys === null
      ? []
      : [
          `   ${say('exposure.keys.state', {
            alive: format.format(keys.alive),
            dead: format.format(keys.destroyed),
            tables: format.format(keys.tables),
          })}`,
        ]),
    `   ${say('exposure.keys.backups')}`,
    `   ${say('exposure.memory')}`,
  ];
}

/** The same of expected people: whoever has the same three digests gets the same figures. */
export function expectedRests({ rules, volumes, restsOn }: Found, say: Speak): string[] {
  if (!volumes || !restsOn) return [];
  const line = (name: string, value: string) =>
    `   ${say('exposure.assured.line', { name: say(`exposure.assured.${name}`), value })}`;
  const digested = (name: string, digest: string) => say('exposure.assured.digest', { name, digest });
  return [
    say('exposure.assured'),
    line('program', digested(`${rules.id} ${rules.version}`, restsOn.rules)),
    line('volumes', digested(volumes.scenarios.map(({ id }) => id).join(', '), restsOn.volumes)),
    line('code', restsOn.code ?? say('exposure.assured.unknown')),
    say('exposure.sources'),
    ...Object.values(volumes.sources).map(({ mark, note }) => `   ${mark}: ${note}`),
  ];
}

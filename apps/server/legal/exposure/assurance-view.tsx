import { wholeNumbers } from '@commonkey/exposure';
import { type Speak, wordDay } from '@commonkey/words';
import type { Assurance, Mismatch } from './assurance.ts';
import { runFacts } from './run-facts.ts';

/** One mismatch in a sentence. */
export const mismatchWords = (say: Speak, { kind, ...params }: Mismatch): string =>
  say(`exposure.differs.${kind}`, params);

/** Above the answer, and in red: a wrong paper is worse than none. */
export function MismatchBanner({ say, assurance }: { say: Speak; assurance: Assurance }) {
  if (assurance.mismatches.length === 0) return null;
  return (
    <div class="notice notice-brick" role="alert">
      <p>
        <strong>{say('exposure.assured.differs')}</strong>
      </p>
      <ul>
        {assurance.mismatches.map((one) => (
          <li key={JSON.stringify(one)}>{mismatchWords(say, one)}</li>
        ))}
      </ul>
    </div>
  );
}

/** What the answer rests on: rules, manifest, schema, clock, holds, keys. What nobody recorded is told as not known. */
export function AssuranceView({
  say,
  language,
  assurance,
}: {
  say: Speak;
  language: string;
  assurance: Assurance;
}) {
  const format = wholeNumbers(language);
  const { program, version, manifest, code, backup, tables, columns, clockSure, holds, keys, dead } =
    assurance;
  const facts: readonly [string, string][] = [
    ['program', `${program} ${version}`],
    ['manifest', manifest],
    ['code', code?.slice(0, 16) ?? say('exposure.assured.unknown')],
    [
      'schema',
      say('exposure.assured.schema-value', {
        tables: format.format(tables),
        columns: format.format(columns),
      }),
    ],
    ['clock', say(`exposure.assured.clock-${clockSure ? 'sure' : 'doubt'}`)],
    ['holds', format.format(holds)],
    ['backup', backup ? wordDay(language, backup) : say('exposure.assured.no-backup')],
    ...runFacts(assurance, { say, language, day: (day) => wordDay(language, day) }),
  ];
  return (
    <section>
      <h2>{say('exposure.assured')}</h2>
      {assurance.mismatches.length === 0 && <p>{say('exposure.assured.same')}</p>}
      <dl class="hold-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{say(`exposure.assured.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{say('exposure.keys')}</h3>
      {keys === null ? (
        <p>{say('exposure.keys.unknown')}</p>
      ) : (
        <>
          <p>
            {say('exposure.keys.state', {
              alive: format.format(keys.alive),
              dead: format.format(keys.destroyed),
              tables: format.format(keys.tables),
            })}
          </p>
          <p>{say(`exposure.keys.root.${keys.root}`)}</p>
        </>
      )}
      {dead > 0 && <p>{say('exposure.keys.dead', { records: format.format(dead) })}</p>}
      <p>{say('exposure.keys.backups')}</p>
      <p class="aside">{say('exposure.memory')}</p>
    </section>
  );
}

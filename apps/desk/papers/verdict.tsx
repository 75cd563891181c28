import { type Assessment, wordOpen, wordUnusable } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { setLine, wanting } from './refusal.ts';

/** What the rules say now. Three answers: enough, not yet, and "the rules do not say". */
export function Verdict(props: {
  assessment: Assessment | null;
  age: number;
  say: Speak;
  sayProgram: Speak;
}) {
  const { assessment, say, sayProgram } = props;
  if (!assessment) return null;
  const sets = assessment.outcome === 'met' ? [] : assessment.completions;
  return (
    <section class="verdict" data-outcome={assessment.outcome} aria-live="polite">
      <h2>{say(`verdict.${assessment.outcome}`)}</h2>
      <p class="code">{say('verdict.age', { age: props.age })}</p>
      {wanting(assessment, say, sayProgram).map((one) => (
        <div key={one.title}>
          <p>
            <strong>{one.title}</strong>
          </p>
          <ul>
            {one.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      {assessment.outcome === 'undetermined'
        ? assessment.open.map((open) => <p key={wordOpen(sayProgram, open)}>{wordOpen(sayProgram, open)}</p>)
        : null}
      {assessment.unusable.map((one) => (
        <p key={one.paper + one.code} class="field-error">
          {wordUnusable(sayProgram, one)}
        </p>
      ))}
      {sets.length > 0 ? (
        <>
          <p>
            <strong>{say('verdict.would-do')}</strong>
          </p>
          <ul class="sets">
            {sets.map((set) => (
              <li key={set.join(' ')}>{setLine(set, say, sayProgram)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

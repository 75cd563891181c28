import type { PaperId, PlainDate, Program, Requirement } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { useState } from 'preact/hooks';
import { type Finding, type Findings, papersFor, rulesSay } from './findings.ts';

const FINDINGS = ['met', 'not-met', 'unclear'] as const satisfies readonly Finding[];

type Props = {
  program: Program;
  requirements: readonly Requirement[];
  birthDate: PlainDate;
  today: PlainDate;
  findings: Findings;
  find: (id: string, finding: Finding) => void;
  say: Speak;
  sayProgram: Speak;
};

/** One question for each requirement. The kinds of papers only help here; they leave this page with nobody. */
export function Requirements(props: Props) {
  const { program, requirements, birthDate, today, findings, find, say, sayProgram } = props;
  const [seen, setSeen] = useState<readonly PaperId[]>([]);
  const rules = seen.length > 0 ? rulesSay(program, seen, birthDate, today) : {};
  return (
    <>
      <details class="review-kinds">
        <summary>{say('review.kinds')}</summary>
        <p class="hint">{say('review.kinds-note')}</p>
        <div class="checks">
          {papersFor(program, birthDate, today).map((paper) => (
            <label key={paper} class="check">
              <input
                type="checkbox"
                checked={seen.includes(paper)}
                onChange={() =>
                  setSeen(seen.includes(paper) ? seen.filter((one) => one !== paper) : [...seen, paper])
                }
              />
              {sayProgram(`paper.${paper}`)}
            </label>
          ))}
        </div>
      </details>
      {requirements.map(({ id }) => (
        <fieldset key={id}>
          <legend>{sayProgram(`requirement.${id}`)}</legend>
          {rules[id] !== undefined && (
            <p class="hint">{say('review.rules-say', { finding: say(`review.finding-${rules[id]}`) })}</p>
          )}
          <div class="checks">
            {FINDINGS.map((finding) => (
              <label key={finding} class="check">
                <input
                  type="radio"
                  name={`finding-${id}`}
                  checked={findings[id] === finding}
                  onChange={() => find(id, finding)}
                />
                {say(`review.finding-${finding}`)}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}

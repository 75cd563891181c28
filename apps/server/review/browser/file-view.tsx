import type { PlainDate, Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Stage, Verdict } from '../stages.ts';
import { type Findings, requirementsFor, verdictsOf } from './findings.ts';
import type { OpenFile } from './open-file.ts';
import { Papers } from './papers.tsx';
import { Requirements } from './requirements.tsx';

export type ViewedFile = {
  file: OpenFile;
  stage: Stage;
  policyVersion: string;
};

type Props = {
  viewed: ViewedFile;
  program: Program;
  today: PlainDate;
  mark: string;
  say: Speak;
  sayProgram: Speak;
  decide: (verdict: Verdict, unmet: string[], face: boolean) => void;
  leave: () => void;
  busy: boolean;
  problem: string;
};

/** One application, open: what was typed, the pictures, a question for each requirement, and the verdict. */
export function FileView(props: Props) {
  const { viewed, program, today, mark, say } = props;
  const { file, stage, policyVersion } = viewed;
  const { birthDate } = file.card.person;
  const [findings, setFindings] = useState<Findings>({});
  const [face, setFace] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const requirements = requirementsFor(program, birthDate, today);
  return (
    <div class="review-file" data-review-file>
      <h2 ref={heading} tabIndex={-1}>
        {say(`review.stage-${stage}`)}
      </h2>
      <p class="hint">
        {say('review.version', { version: program.version })}{' '}
        {policyVersion !== program.version && say('review.version-sent', { version: policyVersion })}
      </p>
      <Papers file={file} program={program} mark={mark} say={say} sayProgram={props.sayProgram} />
      <h3 class="review-questions">{say('review.requirements')}</h3>
      <Requirements
        {...{ program, requirements, birthDate, today, findings }}
        find={(id, finding) => setFindings({ ...findings, [id]: finding })}
        say={say}
        sayProgram={props.sayProgram}
      />
      <label class="check">
        <input type="checkbox" checked={face} onChange={() => setFace(!face)} />
        {say('review.face-no')}
      </label>
      <Verdicts {...props} face={face} allowed={verdictsOf(requirements, findings, face)} />
    </div>
  );
}

function Verdicts({
  say,
  decide,
  leave,
  busy,
  problem,
  allowed,
  face,
}: Props & { face: boolean; allowed: Partial<Record<Verdict, string[]>> }) {
  const none = Object.keys(allowed).length === 0;
  return (
    <div class="review-verdicts">
      <p role="status" class="quiet-text">
        {none ? say('review.answer-all') : ''}
      </p>
      {problem !== '' && (
        <p role="alert" class="notice notice-brick">
          {problem}
        </p>
      )}
      <div class="review-tools">
        {allowed.approve && (
          <button type="button" disabled={busy} onClick={() => decide('approve', [], false)}>
            {say('review.approve')}
          </button>
        )}
        {allowed.ask && (
          <button type="button" disabled={busy} onClick={() => decide('ask', allowed.ask ?? [], face)}>
            {say(allowed.ask.length > 0 ? 'review.ask' : 'review.ask-photo')}
          </button>
        )}
        <button type="button" class="quiet" disabled={busy} onClick={leave}>
          {say('review.leave')}
        </button>
      </div>
      {allowed.deny && (
        <details>
          <summary>{say('review.deny-question')}</summary>
          <p>{say('review.deny-sure')}</p>
          <button
            type="button"
            class="grave"
            disabled={busy}
            onClick={() => decide('deny', allowed.deny ?? [], false)}
          >
            {say('review.deny')}
          </button>
        </details>
      )}
    </div>
  );
}

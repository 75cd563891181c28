import { type PaperId, wordMissing, wordUnusable } from '@commonkey/program';
import type { ComponentChildren } from 'preact';
import { type Answer, answerTo, type Lack } from './answer.ts';
import type { Band } from './bands.ts';
import { PaperDrawing } from './drawings.tsx';
import { notesOf } from './notes.ts';
import { bandName, type CheckerProps, Choice, Hidden, StepForm } from './parts.tsx';

type Props = CheckerProps & { band: Band };
type Answered = Props & { answer: Answer };

/** More than so many papers of one kind stand behind "more": most people have one of the first. */
const AT_FIRST = 6;

/** Enough, or what is missing and the nearest ways to it. Nobody is told "no" here. */
export function AnswerView(props: Props) {
  const { rules, say, said, band, today } = props;
  const answer = answerTo(rules, band, said, today);
  const met = answer.outcome === 'met';
  return (
    <>
      <p class="step-above">{bandName(band, say)}</p>
      <Verdict {...props} answer={answer} />
      {answer.bring.length > 0 && (
        <section aria-labelledby="bring">
          <h2 id="bring" class={met ? 'visually-hidden' : undefined}>
            {say('papers.have-so-far')}
          </h2>
          <PaperList {...props} papers={answer.bring} />
          {answer.leave.length > 0 && (
            <p>
              {say('papers.leave', {
                papers: answer.leave.map((id) => say(`paper.${id}`)).join(say('papers.comma')),
              })}
            </p>
          )}
        </section>
      )}
      {answer.unusable.map((one) => (
        <p key={one.paper} class="notice notice-amber">
          {wordUnusable(say, one)}
        </p>
      ))}
      {!met && <Missing {...props} answer={answer} />}
      {met && <Next {...props} />}
      <StepForm {...props}>
        <Hidden said={said} names={['band', 'have', 'none', 'without']} />
        <p class="step-buttons">
          <button type="submit" name="step" value="papers" class="quiet">
            {say('papers.change')}
          </button>
          <a class="button button-quiet" href={props.action} data-again>
            {say('papers.again')}
          </a>
          {props.print && (
            <button type="button" class="quiet" onClick={props.print}>
              {say('papers.print')}
            </button>
          )}
        </p>
      </StepForm>
    </>
  );
}

function Verdict({ say, answer }: Answered) {
  const { outcome } = answer;
  const ground = outcome === 'met' ? 'leaf' : 'amber';
  const word = outcome === 'undetermined' ? 'open' : outcome;
  return (
    <div class={`verdict verdict-${ground}`}>
      <Sign met={outcome === 'met'} />
      <div>
        <h1 tabIndex={-1}>{say(`papers.${word}-title`, { n: answer.lacks.length })}</h1>
        <p>{say(`papers.${word}-lead`)}</p>
      </div>
    </div>
  );
}

/** A tick or an open circle: the words beside it say the same. */
function Sign({ met }: { met: boolean }) {
  return (
    <svg class="verdict-sign" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="20" {...(met ? {} : { 'stroke-dasharray': '95 31' })} />
      {met ? <path d="M14 25l7 7 13-15" /> : <path d="M24 14v13M24 33v1" />}
    </svg>
  );
}

function PaperList({ rules, say, band, papers }: Props & { papers: readonly PaperId[] }) {
  return (
    <ul class="paper-list">
      {papers.map((id) => (
        <li key={id}>
          <PaperDrawing rules={rules} id={id} />
          <span>
            <span class="choice-name">{say(`paper.${id}`)}</span>
            <Notes {...{ rules, say, band, id }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Notes({ rules, say, band, id }: Pick<Props, 'rules' | 'say' | 'band'> & { id: PaperId }) {
  return (
    <>
      {notesOf(rules, band, id, say).map((note) => (
        <span key={note} class="choice-note">
          {note}
        </span>
      ))}
    </>
  );
}

function Missing(props: Answered) {
  const { say, said, answer, rules } = props;
  const open = answer.lacks.filter(({ ways }) => ways.length > 0);
  return (
    <>
      {answer.shortest && answer.shortest.length > 1 && (
        <section aria-labelledby="shortest">
          <h2 id="shortest">{say('papers.shortest')}</h2>
          <p>{say('papers.shortest-lead')}</p>
          <PaperList {...props} papers={answer.shortest} />
        </section>
      )}
      <StepForm {...props}>
        <Hidden said={said} names={['band', 'have', 'none', 'without']} />
        {answer.lacks.map((lack) => (
          <LackView key={lack.requirement} {...props} lack={lack} />
        ))}
        {open.length > 0 && (
          <p class="step-buttons">
            <button type="submit" name="step" value="answer">
              {say('papers.other-ways')}
            </button>
          </p>
        )}
      </StepForm>
      <Letters {...{ rules, say }} lacks={open} />
      {answer.shortest === null && (
        <section class="sheet" aria-labelledby="end">
          <h2 id="end">{say('papers.end-title')}</h2>
          <p>{say('papers.end')}</p>
        </section>
      )}
    </>
  );
}

/** Papers of each kind stand by their letters: who has none can ask for one. */
function Letters({ rules, say, lacks }: Pick<Props, 'rules' | 'say'> & { lacks: readonly Lack[] }) {
  const papers = lacks.flatMap(({ ways }) => ways.flatMap((way) => way.flatMap((one) => one.papers)));
  const attesters = papers.flatMap((id) => {
    const paper = rules.papers[id];
    return paper?.bearer === 'third-party' ? (paper.attestation?.by ?? []) : [];
  });
  if (attesters.length === 0) return null;
  const who = [...new Set(attesters)].map((one) => say(`attester.${one}`)).join(say('papers.comma'));
  return (
    <section class="sheet letters" aria-labelledby="letters">
      <h2 id="letters">{say('papers.letters-title')}</h2>
      <p>{say('papers.letters', { who })}</p>
    </section>
  );
}

function LackView(props: Answered & { lack: Lack }) {
  const { say, lack } = props;
  return (
    <section class="lack" aria-labelledby={`lack-${lack.requirement}`}>
      <h2 id={`lack-${lack.requirement}`}>
        {lack.requirement === 'eligible' ? say('assess.eligible') : say(`requirement.${lack.requirement}`)}
      </h2>
      {lack.ways.length === 0 && (
        <p>{wordMissing(say, { requirement: lack.requirement, alternatives: lack.gaps })}</p>
      )}
      {lack.ways.map((way, place) => (
        <div key={way.map(({ papers }) => papers.join(' ')).join('+')}>
          {place > 0 && <p class="way-or">{say('papers.or')}</p>}
          {way.map(({ gap, papers }) => (
            <Suggested key={papers.join(' ')} {...props} n={Number(gap.params.n ?? 1)} papers={papers} />
          ))}
        </div>
      ))}
    </section>
  );
}

function Suggested({ n, papers, ...props }: Answered & { n: number; papers: readonly PaperId[] }) {
  const { say } = props;
  const [first, more] = [papers.slice(0, AT_FIRST), papers.slice(AT_FIRST)];
  return (
    <>
      {papers.length > n && <p class="some-of">{say('papers.some-of', { n })}</p>}
      <Suggestions {...props} papers={first} />
      {more.length > 0 && (
        <details class="more-papers">
          <summary>{say('papers.more', { n: more.length })}</summary>
          <Suggestions {...props} papers={more} />
        </details>
      )}
    </>
  );
}

function Suggestions({ rules, say, band, papers }: Answered & { papers: readonly PaperId[] }) {
  return (
    <ul class="suggestions">
      {papers.map((id) => (
        <li key={id}>
          <PaperDrawing rules={rules} id={id} />
          <span class="suggestion-text">
            <span class="choice-name">{say(`paper.${id}`)}</span>
            <Notes {...{ rules, say, band, id }} />
          </span>
          <Choice id={`without-${id}`} name="without" type="checkbox" value={id} on={false}>
            <NotHad say={say} name={say(`paper.${id}`)} />
          </Choice>
        </li>
      ))}
    </ul>
  );
}

/** Heard alone, "I do not have this" would not say what. */
function NotHad({ say, name }: Pick<Props, 'say'> & { name: string }): ComponentChildren {
  return (
    <>
      {say('papers.not-had')}
      <span class="visually-hidden">: {name}</span>
    </>
  );
}

function Next({ say, applyHref }: Props) {
  return (
    <section class="next" aria-labelledby="next">
      <h2 id="next">{say('papers.next-title')}</h2>
      <p>{say('papers.next-person')}</p>
      {applyHref !== null && (
        <p>
          {say('papers.next-online')} <a href={applyHref}>{say('papers.next-online-link')}</a>
        </p>
      )}
    </section>
  );
}

import type { Speak } from '@commonkey/words';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { VerdictView } from '../verdict/view.ts';
import { CardFacts } from './card-facts.tsx';
import { VerdictSign } from './mark.tsx';
import { type Result, shownFor } from './use-check.ts';
import { useVoice, type Voice } from './words.ts';

type Props = { result: Result; clear: () => void };

export function VerdictPane({ result: { view, took }, clear }: Props) {
  const voice = useVoice();
  const { say } = voice;
  const heading = useRef<HTMLHeadingElement>(null);
  const { left, more } = useCountdown(clear);
  // With the verdict and not after it is painted: a key pressed in between would be taken back.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <section
      class={`verdict verdict-${view.verdict}`}
      data-verdict={view.verdict}
      data-reason={view.reason ?? ''}
      data-took={took}
    >
      <div class="verdict-head">
        <VerdictSign verdict={view.verdict} />
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {titleOf(view, say)}
          </h2>
          <p class="what">{whatOf(view, voice)}</p>
          {view.verdict === 'undetermined' && <p class="not-no">{say('verdict.not-no')}</p>}
        </div>
      </div>
      {view.card ? (
        <CardFacts card={view.card} practice={view.practice} />
      ) : (
        <p class="withheld">{say('card.withheld')}</p>
      )}
      <div class="after">
        <p class="next">{nextOf(view, say)}</p>
        <p class="ages">
          {listLine(view, voice)} {say('verdict.seconds', { seconds: took })}
        </p>
        <div class="ways">
          <button type="button" class="big" onClick={clear}>
            {say('clear.now')}
          </button>
          <button type="button" class="quiet big" onClick={more}>
            {say('clear.more')}
          </button>
        </div>
        <p class="left">{say('clear.left', { seconds: left })}</p>
      </div>
    </section>
  );
}

/** What a screen reader is told: the verdict, why, and what to do. */
export function spoken(view: VerdictView, voice: Voice): string {
  const { say } = voice;
  return `${titleOf(view, say)}. ${whatOf(view, voice)} ${nextOf(view, say)}`;
}

function titleOf(view: VerdictView, say: Speak): string {
  return say(isSpecimen(view) ? 'verdict.specimen' : `verdict.${view.verdict}`);
}

// A verdict never goes without the age of the list that it rests on.
function whatOf(view: VerdictView, { say, ago }: Voice): string {
  const age = view.listAge === null ? '' : ago(view.listAge);
  if (view.reason) return say(`reason.${view.reason}`, { age });
  if (view.practice) return say('verdict.specimen.what', { age });
  return view.listAge === null ? say('verdict.valid.what-unlisted') : say('verdict.valid.what', { age });
}

// Where the sentence above does not already say it.
function listLine(view: VerdictView, { say, ago }: Voice): string {
  if (view.listAge === null) return say('list.none');
  const told = view.reason === null || view.reason === 'status-list-stale';
  return told ? '' : say('list.age', { age: ago(view.listAge) });
}

function nextOf(view: VerdictView, say: Speak): string {
  return say(view.reason ? `next.${view.reason}` : 'verdict.valid.next');
}

function isSpecimen(view: VerdictView): boolean {
  return view.practice && view.verdict === 'valid';
}

function useCountdown(end: () => void): { left: number; more: () => void } {
  const [deadline, setDeadline] = useState(() => Date.now() + shownFor * 1000);
  const [left, setLeft] = useState(shownFor);
  useEffect(() => {
    const tick = () => {
      const rest = Math.ceil((deadline - Date.now()) / 1000);
      if (rest <= 0) end();
      else setLeft(Math.min(rest, shownFor));
    };
    tick();
    const clock = setInterval(tick, 250);
    return () => clearInterval(clock);
  }, [deadline, end]);
  return { left, more: () => setDeadline(Date.now() + shownFor * 1000) };
}

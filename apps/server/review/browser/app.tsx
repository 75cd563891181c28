import { plainDateOf } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { speaker } from '@commonkey/words';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Opened } from '../open.ts';
import type { Verdict } from '../stages.ts';
import type { Touch } from '../touch.ts';
import { now } from './clock.ts';
import { wordError } from './errors.ts';
import { FileView, type ViewedFile } from './file-view.tsx';
import { openKey } from './key.ts';
import { markOf } from './mark.ts';
import { openFile } from './open-file.ts';
import { touchPasskey } from './passkey.ts';
import { renewQueue } from './queue.ts';
import type { Rules } from './rules.ts';
import { type ClosedBy, watch } from './watch.ts';
import { ask, tell } from './wire.ts';

type State =
  | { at: 'queue'; said: string; problem: string }
  | { at: 'opening' }
  | { at: 'file'; viewed: ViewedFile; token: string; rules: Rules; busy: boolean; problem: string };

type Props = { say: Speak; called: string; ready: boolean; queue: HTMLElement };

/** The reviewer's desk inside the queue page. What it opens is in memory alone, and goes with whatever ends it. */
export function ReviewApp({ say, called, ready, queue }: Props) {
  const [state, setState] = useState<State>({ at: 'queue', said: '', problem: '' });
  const end = useRef<() => void>(() => {});
  const back = (said: string, problem = '') => setState({ at: 'queue', said, problem });
  const start = useRef<HTMLDivElement>(null);
  const left = useRef(false);
  useEffect(() => {
    queue.hidden = state.at !== 'queue';
    // What had the focus is gone with the file: it goes on where it is told what became of it, or at the next.
    if (state.at === 'queue' && left.current)
      start.current?.querySelector<HTMLElement>('[tabindex], button, a')?.focus();
    left.current = state.at !== 'queue';
  }, [state.at]);

  const open = async () => {
    setState({ at: 'opening' });
    try {
      const rules = await ask<Rules>('/api/review/rules');
      const touch = await ask<Touch>('/api/review/options', {});
      const touched = await touchPasskey(touch);
      const opened = await ask<Opened>('/api/review/open', { response: touched.response });
      const viewed = await view(opened, touch, touched).catch((error: unknown) => {
        tell('/api/review/leave', { token: opened.token });
        throw error;
      });
      const close = (by: ClosedBy) => {
        viewed.file.forget();
        tell('/api/review/leave', { token: opened.token });
        back('', say(`review.closed-${by}`));
      };
      const stop = watch(new Date(opened.until), close);
      end.current = () => {
        stop();
        viewed.file.forget();
      };
      setState({ at: 'file', viewed, token: opened.token, rules, busy: false, problem: '' });
    } catch (error) {
      back('', wordError(say, error));
    }
  };
  const decide = async (verdict: Verdict, unmet: string[], face: boolean) => {
    if (state.at !== 'file') return;
    setState({ ...state, busy: true, problem: '' });
    try {
      await ask('/api/review/decide', { token: state.token, verdict, unmet, face });
      end.current();
      // Decided it is, whether or not the count can be had.
      await renewQueue(queue).catch(() => {});
      back(say('review.decided'));
    } catch (error) {
      setState({ ...state, busy: false, problem: wordError(say, error) });
    }
  };
  if (state.at === 'file') {
    const { viewed, rules, token } = state;
    return (
      <FileView
        {...{ viewed, say, decide }}
        program={rules.program}
        today={plainDateOf(now())}
        mark={markOf(called)}
        sayProgram={speaker(document.documentElement.lang, rules.words)}
        leave={() => {
          end.current();
          tell('/api/review/leave', { token });
          back('');
        }}
        busy={state.busy}
        problem={state.problem}
      />
    );
  }
  const { said, problem } = state.at === 'queue' ? state : { said: '', problem: '' };
  return (
    <div class="review-start" ref={start}>
      <p
        role="status"
        class={said === '' ? '' : 'notice notice-leaf'}
        {...(said === '' ? {} : { tabIndex: -1 })}
      >
        {said}
      </p>
      {problem !== '' && (
        <p role="alert" class="notice notice-amber" tabIndex={-1}>
          {problem}
        </p>
      )}
      {ready && said === '' && (
        <button type="button" disabled={state.at === 'opening'} onClick={open}>
          {say('review.open')}
        </button>
      )}
      {said !== '' && (
        <p>
          <a class="button" href={`/review${location.search}`}>
            {say('review.to-queue')}
          </a>
        </p>
      )}
    </div>
  );
}

async function view(opened: Opened, touch: Touch, touched: Awaited<ReturnType<typeof touchPasskey>>) {
  const file = await openFile(opened, await openKey(touch, touched));
  const { stage, policyVersion } = opened;
  return { file, stage, policyVersion } satisfies ViewedFile;
}

import { isFault } from '@commonkey/words';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { pixelsOf } from '../scan/pixels.ts';
import { type ProblemCode, problem } from '../scan/problem.ts';
import { readCode } from '../scan/reader.ts';
import type { Held } from '../trust/held.ts';
import { checkCard } from '../verdict/check.ts';
import type { VerdictView } from '../verdict/view.ts';

/** How long a result stays, in seconds. */
export const shownFor = 60;

export type Result = { readonly view: VerdictView; readonly took: number };

export type Stage =
  | { readonly at: 'ready'; readonly problem: ProblemCode | null; readonly cleared: boolean }
  | { readonly at: 'camera' }
  | { readonly at: 'busy' }
  | { readonly at: 'result'; readonly result: Result };

export type Check = {
  readonly stage: Stage;
  text(code: string): Promise<void>;
  picture(file: Blob): Promise<void>;
  openCamera(): void;
  trouble(code: ProblemCode): void;
  clear(): void;
};

const ready = (problem: ProblemCode | null, cleared = false): Stage => ({ at: 'ready', problem, cleared });

/**
 * The one place where anything of a card lives: this state. It goes when the next card comes, when the page is hidden
 * and when its time is up. A check that was under way then is not shown any more.
 */
export function useCheck(held: Held | null): Check {
  const [stage, setStage] = useState<Stage>(ready(null));
  const turn = useRef(0);
  const trust = useRef(held);
  trust.current = held;

  const run = useCallback(async (read: () => Promise<string>) => {
    const mine = ++turn.current;
    const from = performance.now();
    setStage({ at: 'busy' });
    const next = await outcome(read, () => trust.current, from);
    if (mine === turn.current) setStage(next);
  }, []);
  const clear = useCallback(() => {
    turn.current++;
    setStage((before) => ready(null, before.at === 'result'));
  }, []);

  useEffect(() => {
    const gone = () => {
      if (document.visibilityState === 'hidden') clear();
    };
    document.addEventListener('visibilitychange', gone);
    addEventListener('pagehide', clear);
    return () => {
      document.removeEventListener('visibilitychange', gone);
      removeEventListener('pagehide', clear);
    };
  }, [clear]);

  return {
    stage,
    clear,
    text: (code) =>
      run(async () => {
        if (code.trim() === '') throw problem('text-missing');
        return code.trim();
      }),
    picture: (file) => run(() => codeIn(file)),
    openCamera() {
      turn.current++;
      setStage({ at: 'camera' });
    },
    trouble(code) {
      turn.current++;
      setStage(ready(code));
    },
  };
}

async function codeIn(file: Blob): Promise<string> {
  const text = await readCode(await pixelsOf(file));
  if (text === null) throw problem('no-code-found');
  return text;
}

async function outcome(read: () => Promise<string>, held: () => Held | null, from: number): Promise<Stage> {
  let text: string;
  try {
    text = await read();
  } catch (error) {
    return ready(isFault(error) ? problemOf(error.code) : 'picture-unreadable');
  }
  const view = await checkCard(text, held(), new Date());
  return { at: 'result', result: { view, took: (performance.now() - from) / 1000 } };
}

function problemOf(code: string): ProblemCode {
  return code === 'scan-picture-too-large' ? 'picture-too-large' : (code as ProblemCode);
}

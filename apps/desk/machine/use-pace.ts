import { useEffect, useRef, useState } from 'preact/hooks';
import { cardDone, NO_PACE, type Pace, timed } from './pace.ts';
import type { StepName } from './steps.ts';

/** How long stages and cards take, measured from the steps as they come. */
export function usePace(at: StepName): Pace {
  const [pace, setPace] = useState<Pace>(NO_PACE);
  const entered = useRef({ at, when: performance.now() });
  const began = useRef<number | null>(null);
  useEffect(() => {
    const now = performance.now();
    const left = entered.current;
    entered.current = { at, when: now };
    if (left.at === at) return;
    if (at === 'papers' && began.current === null) began.current = now;
    const start = began.current;
    if (at === 'ready' || at === 'done' || at === 'old-card' || at === 'pick-up') began.current = null;
    setPace((before) => {
      const next = timed(before, left.at, (now - left.when) / 1000);
      return at === 'done' && start !== null ? cardDone(next, (now - start) / 1000) : next;
    });
  }, [at]);
  return pace;
}

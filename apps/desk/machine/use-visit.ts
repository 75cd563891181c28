import { useEffect, useReducer, useRef } from 'preact/hooks';
import { advance, erase, READY } from './advance.ts';
import type { Event, Step } from './steps.ts';

/** The visit's state. Pictures of a step that no longer needs them are overwritten as soon as it is left. */
export function useVisit(): [Step, (event: Event) => void] {
  const [step, dispatch] = useReducer(advance, READY);
  const before = useRef<Step>(step);
  useEffect(() => {
    const left = before.current;
    before.current = step;
    if (left !== step) eraseWhatIsLeft(left, step);
  }, [step]);
  return [step, dispatch];
}

function eraseWhatIsLeft(left: Step, now: Step): void {
  if (!('proposed' in left)) return;
  const keeps = 'proposed' in now && now.proposed.portrait === left.proposed.portrait;
  if (!keeps) erase(left);
}

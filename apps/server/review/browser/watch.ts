import { now } from './clock.ts';

const IDLE_MS = 120_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

/** Why an opened file was closed without a decision: `review.closed-<reason>` words it. */
export type ClosedBy = 'idle' | 'time' | 'leaving';

/**
 * Calls `close` once: after two minutes in which nobody moved, when the reservation ends, or when the page is left.
 * @returns a function that stops watching
 */
export function watch(until: Date, close: (by: ClosedBy) => void): () => void {
  let idle: ReturnType<typeof setTimeout>;
  const end = (by: ClosedBy) => {
    stop();
    close(by);
  };
  const moved = () => {
    clearTimeout(idle);
    idle = setTimeout(() => end('idle'), IDLE_MS);
  };
  const over = setTimeout(() => end('time'), Math.max(0, until.getTime() - now().getTime()));
  const leaving = () => end('leaving');
  const stop = () => {
    clearTimeout(idle);
    clearTimeout(over);
    for (const sign of SIGNS) removeEventListener(sign, moved, true);
    removeEventListener('pagehide', leaving);
  };
  for (const sign of SIGNS) addEventListener(sign, moved, { capture: true, passive: true });
  addEventListener('pagehide', leaving);
  moved();
  return stop;
}

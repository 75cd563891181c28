import type { Speak } from '@commonkey/words';
import type { Unopenable } from './nobody.ts';

const KINDS = ['another', 'anybody', 'halves', 'lost'] as const;
type Counts = Partial<Unopenable> & {
  /** Waiting ones whose keys are lost with an earlier key process. */
  lost?: number;
};

/** What opens for nobody who works here now, how many, and what happens to it: nothing where all is well. */
export function Stuck({ say, stuck }: { say: Speak; stuck: Counts }) {
  return (
    <>
      {KINDS.filter((kind) => (stuck[kind] ?? 0) > 0).map((kind) => (
        <p key={kind} class="notice notice-amber" role="note">
          {say(`review.stuck-${kind}`, { count: stuck[kind] ?? 0 })}
        </p>
      ))}
    </>
  );
}

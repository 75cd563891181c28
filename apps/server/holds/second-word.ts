import type { Context } from '../context.ts';

/** Takes what another clock shows. A clock that shows something else than this machine's is said, and moves nothing. */
export function hearClock({ clock, log }: Pick<Context, 'clock' | 'log'>, other: Date): void {
  if (clock.hear(other) === 'disagrees') log({ event: 'fault', code: 'clock-words-disagree' });
}

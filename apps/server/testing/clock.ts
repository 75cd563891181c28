import type { RoomClock } from '../holds/steady-clock.ts';

/** A clock that nobody doubts, as a test sets it. */
export const sureClock = (now: () => Date): RoomClock => ({
  now,
  earliest: now,
  trusted: () => true,
  hear: () => null,
});

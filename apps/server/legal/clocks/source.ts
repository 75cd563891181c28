import type { Deadline } from '@commonkey/program';
import type { Context } from '../../context.ts';
import type { Role } from '../../staff/service.ts';

/** One clock that runs: what is due when, which matter it belongs to and where that is. Nothing of what the matter is about. */
export type RunningClock = Deadline & {
  /** Number of the matter, or the series that a paper is about; null where it has none. */
  matter: string | null;
  /** Which log the number is of: each counts from one by itself. */
  of: 'demand' | 'request' | 'emergency' | 'own' | 'series' | 'hold';
  /** The page of the matter; null where it is not for whoever looks. */
  path: string | null;
};

/**
 * What a room adds to the clocks. A room that keeps something from some of the staff is asked with the roles of whoever looks, and
 * leaves out what they may not see.
 */
export type ClockSource = {
  /** Those who see any of it. */
  roles: readonly Role[];
  clocks(context: Context, roles: readonly Role[]): Promise<readonly RunningClock[]>;
};

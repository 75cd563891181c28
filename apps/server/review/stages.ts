import { type PlainDate, plainDateIn } from '@commonkey/program';
import type { Clock, Context } from '../context.ts';
import type { OpeningPurpose } from '../vault/vault.ts';

/** States in which an application waits for a reviewer, with what it is opened for. */
export const STAGES = {
  waiting: 'review',
  'second-look': 'second-look',
  appealed: 'appeal',
} as const satisfies Record<string, OpeningPurpose>;
export type Stage = keyof typeof STAGES;
export const STAGE_NAMES = Object.keys(STAGES) as Stage[];
export const isStage = (state: string): state is Stage => Object.hasOwn(STAGES, state);

export const VERDICTS = ['approve', 'ask', 'deny'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The day where the city is: a date that a page has named begins and ends at the city's midnight. */
export const dayOf = ({ clock, program }: Pick<Context, 'program'> & { clock: Clock }): PlainDate =>
  plainDateIn(program.program.city.timeZone, clock.now());

/** The full hour, which is all that a row keeps of when something began to wait. */
export function hourOf(now: Date): Date {
  const hour = new Date(now);
  hour.setUTCMinutes(0, 0, 0);
  return hour;
}

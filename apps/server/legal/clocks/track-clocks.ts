import { deadline, type PlainDate, plainDateIn } from '@commonkey/program';
import type { Context } from '../../context.ts';
import { allMatters, has, type Matter } from '../tracks/matter.ts';
import { trackPath } from '../tracks/paths.ts';
import { mayOpen } from '../tracks/who.ts';
import type { ClockSource, RunningClock } from './source.ts';

const HOUR = 3_600_000;
/**
 * An emergency is put in writing within a day; by the third it is asked for again, and the answer noted. The hours are ours and cite
 * no law: a day, while whoever called is still to be reached; three, as long as a hold by one of staff alone lasts.
 */
export const IN_WRITING_HOURS = 24;
export const ASKED_AGAIN_HOURS = 72;

/** What came without an instrument: the paper that an emergency still lacks, the second look, and answers to people about themselves. */
export const trackClocks: ClockSource = {
  roles: ['law-officer', 'public-records-officer', 'records-officer'],
  async clocks(context, roles) {
    const matters = await allMatters(context.store.read);
    return matters.filter((matter) => mayOpen(roles, matter)).flatMap((matter) => clocksOf(context, matter));
  },
};

function clocksOf({ program: { program }, clock }: Context, matter: Matter): RunningClock[] {
  if (matter.state === 'over') return [];
  const of = { matter: matter.number, of: matter.track, path: trackPath(matter.id) };
  const due = (kind: RunningClock['kind'], from: PlainDate | null, since: PlainDate): RunningClock[] =>
    from === null ? [] : [{ ...deadline({ kind, from, since }, program.calendar ?? null), ...of }];
  const { received_on, received_at, due_on, decision } = matter;
  if (received_at === null) return due('own-request-reply', due_on, received_on);
  const late = clock.now().getTime() - received_at.getTime() > IN_WRITING_HOURS * HOUR;
  const until = received_at.getTime() + (late ? ASKED_AGAIN_HOURS : IN_WRITING_HOURS) * HOUR;
  const day = plainDateIn(program.city.timeZone, new Date(until));
  return [
    ...(has(matter, 'paper-came') ? [] : due('emergency-paper', day, received_on)),
    ...due('emergency-review', decision?.review_on ?? null, decision?.moved_on ?? received_on),
  ];
}

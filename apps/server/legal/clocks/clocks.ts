import { deadline } from '@commonkey/program';
import type { Context } from '../../context.ts';
import type { Role } from '../../staff/service.ts';
import { mattersOf } from '../demands/matters.ts';
import { holdPath } from '../paths.ts';
import { openReview } from '../requests/after.ts';
import { requestPath } from '../requests/paths.ts';
import { allRequests, isOver } from '../requests/request.ts';
import { nextReviews } from '../review.ts';
import { demandClocks } from './demand-clocks.ts';
import { disposalClocks } from './disposal-clocks.ts';
import type { ClockSource, RunningClock } from './source.ts';
import { trackClocks } from './track-clocks.ts';

const ON_THE_DAY = { unit: 'on-the-day' } as const;

/** Holds that last: the next look at each. */
const holds: ClockSource = {
  roles: ['law-officer'],
  async clocks(context, roles) {
    const { store, program } = context;
    const { city, calendar = null } = program.program;
    const reviews = await nextReviews(store.read, city.timeZone);
    const matters = await mattersOf(context, { roles: [...roles] }, [...reviews.keys()]);
    return [...reviews].map(([id, from]) => ({
      ...deadline({ kind: 'hold-review', from, reckoning: ON_THE_DAY }, calendar),
      matter:
        matters(id)
          .map(({ matter }) => matter)
          .join(', ') || null,
      of: 'hold',
      path: holdPath(id),
    }));
  },
};

/** Requests that wait for an answer, and reviews that wait for the city's. */
const requests: ClockSource = {
  roles: ['law-officer', 'public-records-officer'],
  async clocks({ store, program: { program } }) {
    const all = await allRequests(store.read);
    return all.flatMap((one): RunningClock[] => {
      const of = { matter: one.number, of: 'request', path: requestPath(one.id) } as const;
      const due = (kind: RunningClock['kind'], from: string, since: string) => ({
        ...deadline({ kind, from, since, reckoning: ON_THE_DAY }, program.calendar ?? null),
        ...of,
      });
      const review = openReview(one.steps);
      if (review?.due_on) return [due('review-answer', review.due_on, review.moved_on)];
      if (isOver(one)) return [];
      if (one.state === 'extended') return [due('records-reply-extended', one.due, one.received_on)];
      const kind = one.requester === 'commercial' ? 'records-reply-commercial' : 'records-reply';
      return [due(kind, one.due, one.received_on)];
    });
  },
};

/** Every room that has clocks. Another is added here and nowhere else. */
export const SOURCES: readonly ClockSource[] = [holds, requests, demandClocks, disposalClocks, trackClocks];

/** Who sees any clock at all. */
export const CLOCK_ROLES: readonly Role[] = [...new Set(SOURCES.flatMap(({ roles }) => roles))];

/** All clocks that somebody with these roles may see, the next first. */
export async function runningClocks(
  context: Context,
  roles: readonly Role[],
  sources: readonly ClockSource[] = SOURCES,
): Promise<RunningClock[]> {
  const seen = sources.filter((source) => source.roles.some((role) => roles.includes(role)));
  const found = await Promise.all(seen.map((source) => source.clocks(context, roles)));
  return found
    .flat()
    .sort(
      (a, b) =>
        a.actBy.localeCompare(b.actBy) ||
        (a.path ?? '').localeCompare(b.path ?? '') ||
        a.kind.localeCompare(b.kind) ||
        (a.matter ?? '').localeCompare(b.matter ?? ''),
    );
}

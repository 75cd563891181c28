import {
  callTimes,
  type Instant,
  newcomerTime,
  notReachedFrom,
  type ReturnTime,
  returnTime,
} from '@commonkey/events/door-queue.ts';
import type { Context } from '../../context.ts';
import { type DoorView, type Standing, standingOf } from '../door/line.ts';

/** What anybody may see of a door: numbers, and nothing by which one of them differs from another. */
export type BoardState = {
  standing: Standing;
  place: string;
  day: string;
  asOf: Instant;
  /** The latest first. `calls` grows when a number is called once more. */
  called: readonly { number: number; station: number; calls: number }[];
  /** Somebody was called before now. */
  begun: boolean;
  /**
   * The numbers that are called soon, as a span. Which of them somebody has is not said: a number that appears between others would
   * show who was just given one ahead of them.
   */
  next: { from: number; until: number } | null;
  /** For whoever takes a number now; null while nobody can say. */
  newcomer: ReturnTime | null;
  notReached: number | null;
  /** The highest number that will have been called, so many minutes on: for screens whose network drops. */
  course: readonly { after: number; number: number }[];
};

/** Whoever is called within this should stay near. Minutes. */
const NEAR = 20;
const AHEAD = [5, 10, 15, 20, 30, 45, 60, 90];

export function boardState(parts: Pick<Context, 'program' | 'clock'>, view: DoorView): BoardState {
  const { event, line, tickets } = view;
  const standing = standingOf(parts, event);
  const shown = standing === 'open' || standing === 'stopped';
  const times = callTimes(line);
  const newcomer = newcomerTime(line);
  const notReached = notReachedFrom(line);
  return {
    ...{ standing, place: event.place, day: event.day, asOf: line.now },
    called: shown ? calledIn(tickets) : [],
    begun: view.highest > 0,
    next: shown ? nextSpan(view, times, notReached) : null,
    newcomer: newcomer === null || newcomer >= line.closes ? null : returnTime(newcomer, line.now),
    notReached: shown ? notReached : null,
    course: AHEAD.flatMap((after) => {
      const called = times.filter(({ at }) => at <= line.now + after).map(({ number }) => number);
      return called.length > 0 ? [{ after, number: Math.max(...called) }] : [];
    }),
  };
}

function nextSpan(
  { highest, line }: DoorView,
  times: readonly { number: number; at: Instant }[],
  notReached: number | null,
): BoardState['next'] {
  // Whoever reads that they need not wait does not read beside it that they stay near.
  const reached = times.filter(({ number }) => notReached === null || number < notReached);
  const soon = reached.filter(({ at }) => at <= line.now + NEAR).map(({ number }) => number);
  const until = Math.max(0, ...soon);
  return until > highest ? { from: highest + 1, until } : null;
}

const calledIn = (tickets: DoorView['tickets']): BoardState['called'] =>
  tickets
    .flatMap(({ number, station, calls, called_at }) =>
      station === null ? [] : [{ number, station, calls, at: called_at?.getTime() ?? 0 }],
    )
    .sort((a, b) => b.at - a.at || b.number - a.number)
    .map(({ number, station, calls }) => ({ number, station, calls }));

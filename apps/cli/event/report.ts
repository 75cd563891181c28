import { clockTime, type DayPlan, type Foretold } from '@commonkey/events';
import type { Speak } from '@commonkey/words';

export type Found = {
  plan: Omit<DayPlan, 'stations'>;
  tries: number;
  seed: number;
  days: readonly Foretold[];
  /** With the fewest stations that reach everybody in nine of ten tries; null: no number that was looked at does. */
  enough: Foretold | null;
  /** Nobody measured how long a person takes, and nobody said. */
  assumed: boolean;
};

/** As text for whoever picks the number of stations. */
export function report({ plan, tries, days, enough, assumed }: Found, say: Speak): string {
  const { service, printing } = plan;
  const people = days[0]?.people ?? 0;
  const rests = {
    ...{ people, opens: clockTime(plan.opens), closes: clockTime(plan.closes), tries },
    ...{ median: short(service.median), slow: short(service.slow) },
  };
  const lines = [
    say('event.head', rests),
    service.measured === null
      ? say('event.service', rests)
      : say('event.measured', { ...rests, n: service.measured }),
    ...(assumed ? [say('event.assumed')] : []),
    ...(printing ? [say('event.printing', { n: printing.printers, minutes: short(printing.minutes) })] : []),
    '',
    ...days.flatMap((day) => [...dayLines(day, say), '']),
    enough ? say('event.enough', { n: enough.stations }) : say('event.never-enough'),
    say('event.means'),
  ];
  return lines.join('\n');
}

function dayLines(day: Foretold, say: Speak): string[] {
  const { stations, notReached, served, wait, lastReached, lastLeft, course } = day;
  const last = course.filter(({ waiting, wait: here }) => waiting.high > 0 || here !== null);
  const most = Math.max(1, ...last.map(({ waiting }) => waiting.middle));
  return [
    say('event.stations', { n: stations }),
    say('event.served', { low: served.low, high: served.high }),
    say('event.wait', { median: short(wait.median), slow: short(wait.slow), longest: short(wait.longest) }),
    notReached.high === 0
      ? say('event.all-reached')
      : say('event.not-reached', { low: notReached.low, high: notReached.high }),
    ...(lastReached === null ? [] : [say('event.last-reached', { time: clockTime(lastReached) })]),
    say('event.last-left', { time: clockTime(lastLeft.middle) }),
    ...last.map(({ at, waiting, wait: here }) => {
      const bar = '▇'.repeat(Math.round((waiting.middle / most) * 30));
      const line = { time: clockTime(at), n: waiting.middle, wait: here === null ? 'none' : short(here) };
      return `  ${say(here === null ? 'event.course-nobody' : 'event.course', line)} ${bar}`.trimEnd();
    }),
  ];
}

const short = (minutes: number): string => String(Math.round(minutes * 10) / 10);

/** The same as JSON: times as HH:MM, minutes as numbers. */
export function asJson({ plan, tries, seed, days, enough, assumed }: Found): string {
  const { service, printing, arrivals, opens, closes } = plan;
  return JSON.stringify(
    {
      plan: {
        arrivals: arrivals.map(({ from, until, people }) => ({
          ...{ from: clockTime(from), until: clockTime(until), people },
        })),
        ...{ opens: clockTime(opens), closes: clockTime(closes), printing },
        service: { median: service.median, slow: service.slow, measured: service.measured, assumed },
      },
      ...{ tries, seed },
      days: days.map(dayAsJson),
      fewestStations: enough ? enough.stations : null,
    },
    null,
    1,
  );
}

const dayAsJson = ({ course, lastReached, lastLeft, ...day }: Foretold) => ({
  ...day,
  lastReached: lastReached === null ? null : clockTime(lastReached),
  lastLeft: {
    low: clockTime(lastLeft.low),
    middle: clockTime(lastLeft.middle),
    high: clockTime(lastLeft.high),
  },
  course: course.map(({ at, ...one }) => ({ at: clockTime(at), ...one })),
});

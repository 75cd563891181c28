import type { HalfYear } from './half-year.ts';
import { type Counters, isCertified, type PeopleFigures, seriesOf } from './people-figures.ts';
import type { SaidReport } from './said-report.ts';
import { type Recounted, toldAgain } from './told-again.ts';

/** What the version before told by name; undefined where it had no such table. What it does not name was none. */
type ToldBefore = ReadonlyMap<string, number | null> | undefined;

/** The same parts as a corrected report tells them: no more than every version of it together may. */
export function correctedFigures(counters: Counters, before: SaidReport, period: HalfYear): PeopleFigures {
  const since = before.v === 1 ? undefined : before;
  const { of: ended } = counters.destroyed(period);
  const destroyed = again(
    before.destroyed.all,
    new Map(before.destroyed.series.map((one) => [one.series, one.count])),
    summed(ended, seriesOf),
  );
  const certified = total(new Map([...ended].filter(([name]) => isCertified(name))));
  const asked = counters.requests(period).of;
  const requests = toldAgain(
    { before: before.requests.received, now: total(asked) },
    new Map([
      [HOLDERS, { before: since?.requests.aboutHolders ?? null, now: asked.get(HOLDERS) ?? 0 }],
      ['other', { before: null, now: asked.get('other') ?? 0 }],
    ]),
  );
  const own = counters.own(period).of;
  const handed = counters.handed(period).of;
  const letters = again(
    null,
    new Map(before.requests.letters.map((one) => [one.letter, one.count])),
    counters.letters(period).of,
  );
  const answers = again(
    null,
    since && new Map(since.ownRequests.answers.map((one) => [one.answer, one.count])),
    counters.answers(period).of,
  );
  return {
    handedOver: { people: alone(since?.handedOver.people, total(handed)) },
    destroyed: {
      all: destroyed.get('*') ?? null,
      // A part of each series: told where nothing of it moved.
      certified: since?.destroyed.certified === certified ? certified : null,
      series: named(destroyed).map(([series, count]) => ({ series, count })),
    },
    requests: {
      received: requests.get('*') ?? null,
      aboutHolders: requests.get(HOLDERS) ?? null,
      letters: named(letters).map(([letter, count]) => ({ letter, count })),
    },
    ownRequests: {
      received: alone(since?.ownRequests.received, total(own)),
      answers: named(answers).map(([answer, count]) => ({ answer, count })),
    },
  };
}

const HOLDERS = 'about-holders';

function again(all: number | null, before: ToldBefore, now: ReadonlyMap<string, number>) {
  const names = [...new Set([...(before?.keys() ?? []), ...now.keys()])].sort();
  const was = (name: string) =>
    before === undefined ? null : (before.get(name) ?? (before.has(name) ? null : 0));
  const parts = names.map(
    (name) => [name, { before: was(name), now: now.get(name) ?? 0 } satisfies Recounted] as const,
  );
  return toldAgain({ before: all, now: total(now) }, new Map(parts));
}

const alone = (before: number | null | undefined, now: number): number | null =>
  toldAgain({ before: before ?? null, now }, new Map([['all', { before: null, now }]])).get('*') ?? null;

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((a, b) => a + b, 0);

function summed(counts: ReadonlyMap<string, number>, nameOf: (name: string) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of counts) sums.set(nameOf(name), (sums.get(nameOf(name)) ?? 0) + count);
  return sums;
}

const named = (told: ReadonlyMap<string, number | null>) => [...told].filter(([name]) => name !== '*');

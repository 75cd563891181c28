import type { Trigger } from '@commonkey/program';
import type { Part, Split } from './apportion.ts';
import { ends } from './volumes.ts';
import type { Channel, Days, Scenario, Volumes, Way } from './volumes-schema.ts';

/** What happens to a record: on which day after its receipt each trigger comes; one that is not named never does. */
export type Path = {
  readonly comes: { readonly [T in Exclude<Trigger, 'expiry'>]?: number };
  /** Ages of the people on it, both included. A card is issued only where `comes.issue` is given. */
  readonly ages: readonly [number, number];
};

/** Somebody at a desk: all of it on one day. */
const AT_A_DESK: Path['comes'] = {
  receipt: 0,
  submission: 0,
  decision: 0,
  approval: 0,
  issue: 0,
  'hand-over': 0,
  'shift-close': 0,
  'event-end': 0,
};

/** All ways of a channel in one scenario, as leaves of a split: `paths` by the leaf's number. */
export function pathsOf(
  channel: Channel,
  scenario: Scenario,
  volumes: Pick<Volumes, 'ways'>,
): { split: Split; paths: Path[] } {
  const paths: Path[] = [];
  const leaf = (path: Path): Split => ({ leaf: paths.push(path) - 1 });
  const ways = volumes.ways.filter((way) => way.channel === channel);
  const split: Split = {
    parts: scenario.ages.map((band): Part => {
      const ages = ends(band);
      const of: Split =
        channel === 'events'
          ? leaf({ comes: AT_A_DESK, ages })
          : { parts: ways.map((way): Part => ({ parts: way.parts, of: splitWay(way, ages, leaf) })) };
      return { parts: band.parts, of };
    }),
  };
  return { split, paths };
}

function splitWay(way: Way, ages: Path['ages'], leaf: (path: Path) => Split): Split {
  const received = { receipt: 0, submission: 0 };
  switch (way.outcome) {
    case 'undecided':
      return leaf({ comes: received, ages });
    case 'withdrawn':
      return splitDays(way.after, (withdrawal) => leaf({ comes: { ...received, withdrawal }, ages }));
    case 'lapsed':
      return splitDays(way.after, (lapse) => leaf({ comes: { ...received, lapse }, ages }));
    case 'denied':
      return splitDays(way.decision, (decision) =>
        leaf({ comes: { ...received, decision, denial: decision }, ages }),
      );
    case 'approved':
      return splitDays(way.decision, (decision) =>
        splitDays(way.issue ?? 0, (issue) => {
          const comes = { ...received, decision, approval: decision, issue: decision + issue };
          if (way.handOver === undefined) return leaf({ comes, ages });
          return splitDays(way.handOver, (days) =>
            leaf({ comes: { ...comes, 'hand-over': decision + days }, ages }),
          );
        }),
      );
  }
}

function splitDays(days: Days, of: (days: number) => Split): Split {
  if (typeof days === 'number') return of(days);
  return { parts: days.map((one): Part => ({ parts: one.parts, of: of(one.days) })) };
}

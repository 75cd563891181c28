import { leafOf } from '@commonkey/ledger';
import { committedLeaves } from '../../store/committed.ts';
import type { Reader } from '../../store/store.ts';
import { type Counted, foundIn } from './counted.ts';
import { countedFrom, type Ground, hasEnded } from './ground.ts';
import { groundNow, type StatisticsParts } from './publish.ts';
import { type Quarter, quarterOf } from './quarter.ts';
import {
  allHistories,
  allReleases,
  keptStatistics,
  type PublishedRelease,
  releaseOpening,
} from './releases.ts';
import { agesIn, saidOf, toldIn } from './said.ts';
import { numberName, tellable } from './told.ts';

/** Why a release is not what it should be: its row opens no entry of the ledger, or its numbers do not follow from what it counted. */
export type ReleaseFault = 'not-as-committed' | 'history-not-as-committed' | 'numbers-differ';
/**
 * How a quarter of the newest release stands against the shifts' own rows. `late`: shifts have reported since. `ended`: their rows may
 * have ended, so nobody can say.
 */
export type Standing = 'agrees' | 'late' | 'differs' | 'ended';

export type Recomputed = {
  readonly releases: readonly { readonly release: number; readonly faults: readonly ReleaseFault[] }[];
  readonly quarters: readonly { readonly quarter: Quarter; readonly standing: Standing }[];
};

/** Works every published number out again: each release from what it counted, and the newest from shifts and history as they are. */
export async function recomputeStatistics(
  parts: Pick<StatisticsParts, 'program' | 'clock'>,
  read: Reader,
): Promise<Recomputed> {
  const releases = await allReleases(read);
  const histories = await allHistories(read);
  const altered = await alteredHistories(read);
  const opened = await committedLeaves(
    read,
    releases.map(({ row }) => leafOf(releaseOpening(row))),
  );
  const found = releases.map((one, at) => {
    const history = histories.find(({ row }) => row.turn === one.counted.history)?.history ?? null;
    const leaf = Buffer.from(leafOf(releaseOpening(one.row))).toString('hex');
    const faults: ReleaseFault[] = [];
    if (!opened.has(leaf)) faults.push('not-as-committed');
    if (one.counted.history !== null && (history === null || altered.has(history.turn)))
      faults.push('history-not-as-committed');
    if (!follows(one, releases.slice(0, at), history)) faults.push('numbers-differ');
    return { release: one.row.release, faults };
  });
  const newest = releases.at(-1)?.counted;
  return { releases: found, quarters: newest ? standings(newest, await groundNow(parts, read)) : [] };
}

/** Its words are the ones that its counts and the releases before it lead to. */
function follows(
  one: PublishedRelease,
  before: readonly PublishedRelease[],
  history: Ground['history'],
): boolean {
  const earlier = before.map(({ said, counted: { cells } }) => ({ cells, told: toldIn(said) }));
  const allowed = tellable(earlier, one.counted.cells);
  const said = saidOf(one.row.release, one.counted, {
    tellable: allowed,
    history,
    earlier: before.map((one) => agesIn(one.said, one.counted)),
  });
  return JSON.stringify(said) === one.row.said;
}

async function alteredHistories(read: Reader): Promise<ReadonlySet<number>> {
  const imports = (await keptStatistics(read)).filter(({ table }) => table === 'statistics_imports');
  const leaves = imports.map(({ salt, event }) => leafOf({ salt: new Uint8Array(salt), event }));
  const there = await committedLeaves(read, leaves);
  return new Set(
    imports
      .filter((_, at) => !there.has(Buffer.from(leaves[at] ?? []).toString('hex')))
      .map(({ event }) => Number(event.turn)),
  );
}

/** Bands that hold nobody are none: history or desks may once have named them. */
function sameAges(quarter: Quarter, one: Counted, other: Counted): boolean {
  const found = ({ ages = [] }: Counted) =>
    ages.flatMap((age) =>
      age.quarter === quarter && foundIn(age) > 0 ? [`${age.band} ${foundIn(age)}`] : [],
    );
  return String(found(one).sort()) === String(found(other).sort());
}

function standings(newest: Counted, ground: Ground): { quarter: Quarter; standing: Standing }[] {
  const altered = new Set(
    ground.shifts.filter(({ as }) => as === 'altered').map(({ day }) => quarterOf(day)),
  );
  const now = countedFrom({ ...ground, earlier: [] }, newest.through);
  const cells = new Map(now.cells.map((one) => [numberName(one.quarter, one.channel), one]));
  const quarters = Map.groupBy(newest.cells, ({ quarter }) => quarter);
  return [...quarters].map(([quarter, some]) => {
    const standing = (): Standing => {
      if (altered.has(quarter)) return 'differs';
      if (some.some(({ closed }) => closed !== null) && hasEnded(ground, quarter)) return 'ended';
      const same = some.every((one) => {
        const other = cells.get(numberName(quarter, one.channel));
        return other !== undefined && foundIn(other) === foundIn(one);
      });
      if (same && sameAges(quarter, newest, now)) return 'agrees';
      return (now.shifts[quarter] ?? 0) > (newest.shifts[quarter] ?? 0) ? 'late' : 'differs';
    };
    return { quarter, standing: standing() };
  });
}

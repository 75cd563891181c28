import { type Adversary, isRead, reachOf } from '../adversaries.ts';
import type { Custody } from '../custody.ts';
import type { Clause, DemandItem } from '../demand/schema.ts';
import type { Alive, Cell } from './cells.ts';
import { type HeldThing, holdsIn } from './holds-in.ts';
import { judge, judgeAll, knownOf, type Verdict } from './judge.ts';

/** Of somebody who is not ruled out. */
export type Sureness = Exclude<Verdict, 'no'>;
/** Who asks, and how this city's machines are set up. */
export type By = { readonly adversary: Adversary; readonly custody: Custody };

/** Null: nothing of them is got, or they are ruled out. `read`: what is got, each once. */
export type MeantOf = { readonly meant: Sureness | null; readonly read: readonly Alive[] };

/**
 * Whether the people of a cell are meant, judged bundle by bundle: what one bundle tells is not used against another.
 *
 * @param gets is told every thing of bundles that are not ruled out, and says whether that adversary gets it
 */
export function meantOf(
  cell: Cell,
  subjects: readonly Clause[],
  { adversary, custody }: By,
  gets: (thing: HeldThing, verdict: Sureness) => boolean,
): MeantOf {
  let meant: Sureness | null = null;
  const read = new Set<Alive>();
  for (const bundle of cell.bundles) {
    const things = holdsIn(bundle);
    const known = knownOf(things, adversary, custody);
    const verdict = judgeAll(subjects.map((clause) => judge(clause, cell.applied, known)));
    if (verdict === 'no') continue;
    const got = things.filter((thing) => gets(thing, verdict));
    if (got.length > 0) meant = surer(meant, verdict);
    for (const { alive } of got) read.add(alive);
  }
  return { meant, read: [...read] };
}

/** What of a cell an item of a demand gets. */
export function producedOf(cell: Cell, { subjects, records }: DemandItem, by: By): MeantOf {
  return meantOf(
    cell,
    subjects,
    by,
    ({ hold }) => isAsked(records, hold.class) && isRead(reachOf(by.adversary, hold.form, by.custody)),
  );
}

export const isAsked = (records: DemandItem['records'], kind: HeldThing['hold']['class']): boolean =>
  records === 'all' || records.includes(kind);

/** What somebody's data ends with: what waits for people outlasts every day. */
export function lastOf(read: readonly Alive[]): Pick<Alive, 'due' | 'waits'> {
  const waits = read.find((one) => one.waits === 'hold') ?? read.find((one) => one.waits !== undefined);
  return waits ?? { due: Math.max(...read.map(({ due }) => due)) };
}

const SURENESS: readonly Sureness[] = ['yes', 'reading', 'unknown'];

/** Of two things about a person the one that says more. */
export function surer(one: Sureness | null, other: Sureness): Sureness {
  return one !== null && SURENESS.indexOf(one) < SURENESS.indexOf(other) ? one : other;
}

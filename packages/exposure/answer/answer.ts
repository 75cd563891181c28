import { type Adversary, isRead } from '../adversaries.ts';
import type { Demand, DemandItem } from '../demand/schema.ts';
import { isDescribed } from '../holds.ts';
import type { Volumes } from '../volumes-schema.ts';
import type { Cell } from './cells.ts';
import { type Clausal, clausal } from './clausal.ts';
import { judge, judgeAll, readOf } from './judge.ts';
import { type Meant, nobody, type Row, Rows } from './rows.ts';
import { Span, type WhenItEnds } from './span.ts';

export type ItemAnswer = {
  readonly item: number;
  /** Of everybody who came: how many there still is anything of, meant or not. */
  readonly came: number;
  readonly known: number;
  readonly clauses: readonly Clausal[];
  /** People of whom something that the item asks for can be read. */
  readonly producible: Meant;
  /** The least number of documents, and kinds of which the number is not known. */
  readonly documents: { readonly atLeast: number; readonly uncounted: readonly string[] };
  readonly ends: WhenItEnds;
  readonly rows: readonly Row[];
  /** Things held that this package has no description of, and takes to tell everything. */
  readonly undescribed: readonly string[];
};

export type Answer = {
  readonly demand: string;
  readonly adversary: Adversary;
  readonly items: readonly ItemAnswer[];
};

/**
 * What a demand would get, from what lies there: counts and dates, never whose. What cannot be determined is a number of its
 * own and never a nought.
 */
export function answer(
  demand: Demand,
  cells: readonly Cell[],
  adversary: Adversary,
  volumes: Pick<Volumes, 'documents'>,
): Answer {
  return {
    demand: demand.id,
    adversary,
    items: demand.items.map((item, place) => answerItem(item, place, cells, adversary, volumes)),
  };
}

function answerItem(
  { subjects, records }: DemandItem,
  item: number,
  cells: readonly Cell[],
  adversary: Adversary,
  volumes: Pick<Volumes, 'documents'>,
): ItemAnswer {
  const producible = nobody();
  const ends = new Span();
  const rows = new Rows();
  const undescribed = new Set<string>();
  let came = 0;
  let known = 0;
  for (const cell of cells) {
    came += cell.people;
    if (cell.bundles.length > 0) known += cell.people;
    let meant: keyof Meant | null = null;
    let last = Number.NEGATIVE_INFINITY;
    for (const bundle of cell.bundles) {
      const read = readOf(bundle, adversary);
      const verdict = judgeAll(subjects.map((clause) => judge(clause, cell.applied, read)));
      if (verdict === 'no') continue;
      for (const alive of bundle)
        for (const holds of alive.series.holds) {
          if (!isDescribed(holds)) undescribed.add(holds);
          const row = rows.row(alive, cell.channel, holds, records, adversary);
          row.people[verdict] += cell.people;
          row.span.add(alive.due, cell.people);
          if (!(row.asked && isRead(row.reach))) continue;
          meant = surer(meant, verdict);
          last = Math.max(last, alive.due);
        }
    }
    if (meant === null) continue;
    producible[meant] += cell.people;
    ends.add(last, cell.people);
  }
  const finished = rows.finished(volumes);
  const asked = finished.filter((row) => row.asked && isRead(row.reach));
  return {
    item,
    came,
    known,
    clauses: subjects.map((clause) => clausal(clause, cells, adversary)),
    producible,
    documents: {
      atLeast: asked.reduce((sum, { documents }) => sum + (documents ?? 0), 0),
      uncounted: asked.filter(({ documents }) => documents === null).map(({ holds }) => holds),
    },
    ends: ends.ends(),
    rows: finished,
    undescribed: [...undescribed],
  };
}

const SURENESS: readonly (keyof Meant)[] = ['yes', 'reading', 'unknown'];

/** Of two things about a person the one that says more. */
function surer(one: keyof Meant | null, other: keyof Meant): keyof Meant {
  return one !== null && SURENESS.indexOf(one) < SURENESS.indexOf(other) ? one : other;
}

import { type Adversary, isRead, reachOf } from '../adversaries.ts';
import { type Custody, DEFAULT_CUSTODY } from '../custody.ts';
import type { Demand, DemandItem } from '../demand/schema.ts';
import { isDescribed } from '../holds.ts';
import type { Volumes } from '../volumes-schema.ts';
import type { Cell } from './cells.ts';
import { type Clausal, clausal } from './clausal.ts';
import { lastOf, meantOf, type Sureness, surer } from './meant.ts';
import { type Papers, PapersGot } from './papers.ts';
import { type Meant, nobody, type Row, Rows } from './rows.ts';
import { Span, type WhenItEnds } from './span.ts';

export type ItemAnswer = {
  readonly item: number;
  /** Which records it asks for. */
  readonly records: DemandItem['records'];
  /** Of everybody who came: how many there still is anything of, meant or not. */
  readonly came: number;
  readonly known: number;
  readonly clauses: readonly Clausal[];
  /** People of whom something that the item asks for can be read. */
  readonly producible: Meant;
  /** The same, whoever can read it: of whom something asked for is there. */
  readonly there: Meant;
  /** Some lie in a thing of which nobody counted whose it holds: there may be more of them. */
  readonly atLeast: boolean;
  /** Sealed files, rows and things in which that lies, each once. */
  readonly objects: number;
  /** The least number of documents, and kinds of which the number is not known. */
  readonly documents: { readonly atLeast: number; readonly uncounted: readonly string[] };
  readonly papers: Papers;
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
  custody: Custody = DEFAULT_CUSTODY,
): Answer {
  return {
    demand: demand.id,
    adversary,
    items: demand.items.map((item, place) => answerItem(item, place, cells, { adversary, custody, volumes })),
  };
}

type Asking = { adversary: Adversary; custody: Custody; volumes: Pick<Volumes, 'documents'> };

function answerItem(
  { subjects, records }: DemandItem,
  item: number,
  cells: readonly Cell[],
  { adversary, custody, volumes }: Asking,
): ItemAnswer {
  const producible = nobody();
  const there = nobody();
  const ends = new Span();
  const rows = new Rows();
  const papers = new PapersGot();
  const undescribed = new Set<string>();
  const sum = { came: 0, known: 0, objects: 0, atLeast: false };
  for (const cell of cells) {
    sum.came += cell.people;
    if (cell.bundles.length > 0) sum.known += cell.people;
    let lies: Sureness | null = null;
    const { meant, read } = meantOf(cell, subjects, { adversary, custody }, (thing, verdict) => {
      const { alive, holds, hold } = thing;
      if (!isDescribed(holds)) undescribed.add(holds);
      const row = rows.row(thing, cell.channel, records, reachOf(adversary, hold.form, custody));
      row.people[verdict] += cell.people;
      row.objects += cell.people * (alive.objects ?? 1);
      row.atLeast ||= cell.atLeast === true;
      row.span.add(alive.due, cell.people, alive.waits);
      if (row.asked) lies = surer(lies, verdict);
      const got = row.asked && isRead(row.reach);
      if (got) papers.add(thing);
      return got;
    });
    papers.of(cell.people);
    if (lies !== null) there[lies as Sureness] += cell.people;
    if (meant === null) continue;
    producible[meant] += cell.people;
    sum.atLeast ||= cell.atLeast === true;
    sum.objects += cell.people * read.reduce((total, { objects = 1 }) => total + objects, 0);
    const last = lastOf(read);
    ends.add(last.due, cell.people, last.waits);
  }
  const finished = rows.finished(volumes);
  const asked = finished.filter((row) => row.asked && isRead(row.reach));
  return {
    item,
    records,
    ...sum,
    clauses: subjects.map((clause) => clausal(clause, cells, adversary, custody)),
    producible,
    there,
    documents: {
      atLeast: asked.reduce((total, { documents }) => total + (documents ?? 0), 0),
      uncounted: asked.filter(({ documents }) => documents === null).map(({ holds }) => holds),
    },
    papers: papers.counted(asked),
    ends: ends.ends(),
    rows: finished,
    undescribed: [...undescribed],
  };
}

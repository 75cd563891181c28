import type { Reader } from '../../../store/store.ts';
import { livingRows } from '../living.ts';
import { withOneAlone } from '../sealed-half.ts';
import { outlookOf, type Standing } from './outlook.ts';

/** A colleague who holds the office, and how many applications stand how to them. */
export type Colleague = {
  staffId: string;
  called: string;
  /** Ends of their keys, to be compared with what their own page of keys shows. */
  keys: readonly string[];
  counts: Readonly<Record<Standing, number>>;
};

export type Lacking = {
  /** Applications of which something is left to open. */
  all: number;
  /** Those of them in which somebody who holds the office has no half. */
  lacking: number;
  /** Those of which one person has both halves, and those of which one had them at some time. */
  alone: number;
  onceAlone: number;
  colleagues: readonly Colleague[];
};

/** Everything in counts: no application is named, and none is opened. */
export async function lackingFor(read: Reader, me: string): Promise<Lacking> {
  const outlook = await outlookOf(read, me);
  const counts = new Map(outlook.officers.map(({ staffId }) => [staffId, none()]));
  const sum = { all: 0, lacking: 0, alone: 0, onceAlone: 0 };
  for await (const row of livingRows(read)) {
    let lacks = false;
    for (const [staffId, of] of counts) {
      const standing = outlook.standing(row, staffId);
      of[standing] += 1;
      lacks ||= standing !== 'has';
    }
    sum.all += 1;
    if (lacks) sum.lacking += 1;
    if (withOneAlone(row)) sum.alone += 1;
    if (row.once_alone) sum.onceAlone += 1;
  }
  const called = await namesOf(read, [...counts.keys()]);
  const colleagues = outlook.officers.map(({ staffId, keys }) => ({
    staffId,
    called: called.get(staffId) ?? '',
    keys: keys.map((key) => key.slice(-8)),
    counts: counts.get(staffId) ?? none(),
  }));
  return { ...sum, colleagues };
}

const none = (): Record<Standing, number> => ({
  has: 0,
  begin: 0,
  finish: 0,
  waits: 0,
  later: 0,
  hand: 0,
  handed: 0,
  cannot: 0,
});

async function namesOf(read: Reader, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map();
  const rows = await read
    .selectFrom('staff_members')
    .select(['id', 'called'])
    .where('id', 'in', [...people])
    .execute();
  return new Map(rows.map(({ id, called }) => [id, called]));
}

import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { leafOf } from '@commonkey/ledger';
import { addDays, type PlainDate } from '@commonkey/program';
import type { Config } from '../config/config.ts';
import { committedLeaves } from '../store/committed.ts';
import type { TableName } from '../store/database.ts';
import { HOLDINGS } from '../store/holdings.ts';
import type { Store } from '../store/store.ts';
import { readIf } from '../write-whole.ts';
import { type Kept, keptOfOffices } from './kept.ts';

/**
 * Beside the database, in `kept/leaves.txt`: of each row that opens an entry, the entry's leaf (hexadecimal), its table and
 * the day on which the row may end, `-` where it never does. A leaf is a salted digest and tells nothing of the row; that no row opens it any
 * more tells that one is gone. A later line about a leaf counts: `lost` says since which day it is known that a restored copy
 * of the database lacks its row.
 */
type Line = { table: TableName; until: PlainDate | null; lost: PlainDate | null };
export type Leaves = ReadonlyMap<string, Line>;
type Parts = { store: Pick<Store, 'read'>; config: Pick<Config, 'dataFolder'> };

const fileOf = ({ dataFolder }: Pick<Config, 'dataFolder'>) => join(dataFolder, 'kept', 'leaves.txt');
const LINE = /^([a-z_]{1,63}) ([0-9a-f]{64}) (-|\d{4}-\d{2}-\d{2})(?: lost (\d{4}-\d{2}-\d{2}))?$/;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Null where none was ever kept. What is no whole line, as a cut in the power leaves it, is passed over. */
export async function readLeaves(config: Pick<Config, 'dataFolder'>): Promise<Leaves | null> {
  const text = (await readIf(fileOf(config)))?.toString('utf8');
  if (text === undefined) return null;
  const leaves = new Map<string, Line>();
  for (const line of text.split('\n')) {
    const [, name = '', leaf = '', until = '-', lost = null] = LINE.exec(line) ?? [];
    if (isTable(name)) leaves.set(leaf, { table: name, until: until === '-' ? null : until, lost });
  }
  return leaves;
}

const isTable = (name: string): name is TableName => Object.hasOwn(HOLDINGS, name);

export async function appendLeaves(config: Pick<Config, 'dataFolder'>, leaves: Leaves): Promise<void> {
  if (leaves.size === 0) return;
  await mkdir(join(config.dataFolder, 'kept'), { recursive: true, mode: 0o700 });
  const lines = [...leaves].map(
    ([leaf, { table, until, lost }]) =>
      `${table} ${leaf} ${until ?? '-'}${lost === null ? '' : ` lost ${lost}`}`,
  );
  const file = await open(fileOf(config), 'a', 0o600);
  try {
    await file.appendFile(`\n${lines.join('\n')}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Writes down what rows open now and is not written down yet. */
export async function keepLeaves({ store, config }: Parts): Promise<void> {
  const known = (await readLeaves(config)) ?? new Map<string, Line>();
  const fresh = new Map(
    (await keptOfOffices(store.read)).flatMap((kept) => {
      const until = lastDay(kept);
      if (until === undefined) return [];
      return kept.openings.flatMap((opening) => {
        const leaf = hex(leafOf(opening));
        return known.has(leaf) ? [] : [[leaf, { table: kept.table, until, lost: null }] as const];
      });
    }),
  );
  if (fresh.size === 0) return;
  // A row that may have been committed to in several ways has one leaf.
  const there = await committedLeaves(
    store.read,
    [...fresh.keys()].map((leaf) => new Uint8Array(Buffer.from(leaf, 'hex'))),
  );
  await appendLeaves(config, new Map([...fresh].filter(([leaf]) => there.has(leaf))));
}

/**
 * The day on which a row may end, null where it never does; undefined where its leaf may lawfully be replaced: a hold is
 * confirmed anew when it was put back, and its older confirmation has no row then.
 */
function lastDay({ table, openings: [{ event }], until }: Kept): PlainDate | null | undefined {
  if (event.kind === 'hold-confirmed') return undefined;
  if (until !== undefined) return until;
  const { disposition } = HOLDINGS[table];
  return 'standing' in disposition && disposition.standing === 'public-accountability' ? null : undefined;
}

export type Missing = {
  /** Rows that are gone, by table. */
  deleted: ReadonlyMap<TableName, number>;
  /** Rows that a restored copy did not have, by table, and the day on which the last of them was noticed. */
  lost: ReadonlyMap<TableName, { count: number; day: PlainDate }>;
};

/** What was written down and no row opens any more; null where nothing was written down yet. */
export async function missingLeaves({ store, config }: Parts, today: PlainDate): Promise<Missing | null> {
  const known = await readLeaves(config);
  if (known === null) return null;
  const deleted = new Map<TableName, number>();
  const lost = new Map<TableName, { count: number; day: PlainDate }>();
  for (const [, line] of await absent(store, known, today)) {
    const { table } = line;
    if (line.lost === null) deleted.set(table, (deleted.get(table) ?? 0) + 1);
    else {
      const before = lost.get(table);
      const day = before && before.day > line.lost ? before.day : line.lost;
      lost.set(table, { count: (before?.count ?? 0) + 1, day });
    }
  }
  return { deleted, lost };
}

/** After an old copy came back: what it lacks is lost, and not deleted by anybody. @returns how many rows */
export async function admitLost({ store, config }: Parts, today: PlainDate): Promise<number> {
  const known = await readLeaves(config);
  if (known === null) return 0;
  const gone = (await absent(store, known, today)).filter(([, { lost }]) => lost === null);
  await appendLeaves(config, new Map(gone.map(([leaf, line]) => [leaf, { ...line, lost: today }])));
  return gone.length;
}

/** A row may end on its day, and that begins earlier in some cities than in others. */
async function absent(store: Parts['store'], known: Leaves, today: PlainDate): Promise<[string, Line][]> {
  const rows = await keptOfOffices(store.read);
  const here = new Set(rows.flatMap(({ openings }) => openings.map((opening) => hex(leafOf(opening)))));
  return [...known].filter(
    ([leaf, { until }]) => !here.has(leaf) && (until === null || today < addDays(until, -1)),
  );
}

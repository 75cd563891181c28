import { createHash } from 'node:crypto';
import type { LedgerEvent, Opening } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import type { Reader } from '../../store/store.ts';
import type { StatisticsTables } from '../../store/tables/statistics.ts';
import { type Counted, counted, countedDigest } from './counted.ts';
import { type History, readHistory } from './history.ts';
import { type SaidRelease, saidRelease } from './said.ts';

export type ReleaseRow = Selectable<StatisticsTables['statistics_releases']>;
export type ImportRow = Selectable<StatisticsTables['statistics_imports']>;
export type PublishedRelease = {
  readonly row: ReleaseRow;
  readonly said: SaidRelease;
  readonly counted: Counted;
};

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the ledger commits to of a release: its very words, and under a salt what it was made of. */
export const releasedEvent = (row: Omit<ReleaseRow, 'ledger_salt'>): LedgerEvent => ({
  kind: 'published',
  what: 'statistics',
  subject: String(row.release),
  digest: digestOf(row.said),
  counted: countedDigest(row.counted, row.counted_salt),
  said_on: row.published_on,
});

/** What it commits to of a history: the file as the city handed it in. */
export const importedEvent = (row: Omit<ImportRow, 'ledger_salt'>): LedgerEvent => ({
  kind: 'history-imported',
  turn: row.turn,
  digest: digestOf(row.history),
  imported_on: row.imported_on,
});

/** For whoever checks that this very release was published on this very day. */
export const releaseOpening = (row: ReleaseRow): Opening => ({
  salt: new Uint8Array(row.ledger_salt),
  event: releasedEvent(row),
});

/** Every release, the oldest first. */
export async function allReleases(read: Reader): Promise<PublishedRelease[]> {
  const rows = await read.selectFrom('statistics_releases').selectAll().orderBy('release').execute();
  return rows.map((row) => ({
    row,
    said: saidRelease.parse(JSON.parse(row.said)),
    counted: counted.parse(JSON.parse(row.counted)),
  }));
}

export type KnownHistory = History & { readonly turn: number };

/** Every history that was handed in, the oldest first. It was read before it was stored. */
export async function allHistories(read: Reader): Promise<{ row: ImportRow; history: KnownHistory }[]> {
  const rows = await read.selectFrom('statistics_imports').selectAll().orderBy('turn').execute();
  return rows.map((row) => ({ row, history: { ...readHistory(row.history, EVER), turn: row.turn } }));
}
/** It was over when it was stored. */
const EVER = '2099-Q4';

export type KeptStatistics = {
  readonly table: 'statistics_releases' | 'statistics_imports';
  readonly salt: Uint8Array;
  readonly event: LedgerEvent;
};

/** What rows here open of the ledger. */
export async function keptStatistics(read: Reader): Promise<KeptStatistics[]> {
  const releases = await read.selectFrom('statistics_releases').selectAll().execute();
  const imports = await read.selectFrom('statistics_imports').selectAll().execute();
  return [
    ...releases.map((row) => ({
      table: 'statistics_releases' as const,
      salt: row.ledger_salt,
      event: releasedEvent(row),
    })),
    ...imports.map((row) => ({
      table: 'statistics_imports' as const,
      salt: row.ledger_salt,
      event: importedEvent(row),
    })),
  ];
}

/** Of every release, for the public page of an entry: its words are public, and what it was made of stays under its salt. */
export async function releaseOpenings(read: Reader): Promise<Opening[]> {
  return (await read.selectFrom('statistics_releases').selectAll().execute()).map(releaseOpening);
}

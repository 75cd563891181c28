import { createHash } from 'node:crypto';
import type { PlainDate } from '@commonkey/program';
import { lastBackup } from '../../backup/service.ts';
import type { Context } from '../../context.ts';
import { activeHolds } from '../../holds/may-destroy.ts';
import {
  type Difference,
  filesSeen,
  liveColumns,
  schemaDifferences,
  wayDifferences,
} from '../../public/service.ts';
import { type LastScan, lastScan } from '../../residue/last-scan.ts';
import { FILE_HOLDINGS } from '../../store/holdings/files.ts';
import { HOLDINGS } from '../../store/holdings.ts';
import type { Reader } from '../../store/store.ts';
import { openBlobs } from '../../vault/blobs/open.ts';
import { codeDigest } from './code-digest.ts';
import { type LastMatrix, lastMatrix } from './fault-matrix.ts';
import { type FlowMismatch, logMismatches, queueMismatches } from './flows-seen.ts';
import type { KeyStates } from './key-states.ts';

/** Something that is there otherwise than it was declared. A paper signed over it would be wrong. */
export type Mismatch =
  | Difference
  | FlowMismatch
  /** Nobody said which keys live, and which holds the key process knows: counsel may not sign that they agree. */
  | { kind: 'keys-silent' }
  /** Which day it is cannot be said, so neither what is due. */
  | { kind: 'clock-doubt' }
  | { kind: 'keys-fewer'; count: number }
  /** The key process answers, and knows nothing of the key of these rows. */
  | { kind: 'keys-unknown'; count: number }
  | { kind: 'holds-other'; database: number; keeper: number }
  | { kind: 'blobs-fewer'; count: number }
  /** Of the last search for remains (`commonkey residue scan`): places that held something known in clear. */
  | { kind: 'residue-found'; on: PlainDate; count: number };

/** What an answer rests on. */
export type Assurance = {
  readonly mismatches: readonly Mismatch[];
  readonly program: string;
  readonly version: string;
  /** Digest of everything that is declared: of two answers with the same one the manifest was the same. */
  readonly manifest: string;
  /** Digest of the code that answered (`code-digest.ts`); null where its files cannot be read. */
  readonly code: string | null;
  /** The day of the last backup that this software made; null: none, or nobody can say. */
  readonly backup: PlainDate | null;
  /** The last search for remains of this city; null: none was made, or nobody can say. */
  readonly residue: LastScan | null;
  /** What the fault matrix last said in this checkout; null: it never ran here, or nobody can say. */
  readonly matrix: LastMatrix | null;
  readonly tables: number;
  readonly columns: number;
  readonly clockSure: boolean;
  readonly holds: number;
  /** Null where the key process did not answer. */
  readonly keys: Omit<KeyStates, 'dead'> | null;
  readonly dead: number;
  readonly sealedFiles: SealedFiles;
};

type Parts = Pick<Context, 'store' | 'program' | 'clock'> & {
  config: Pick<Context['config'], 'dataFolder' | 'blobs' | 'copies'>;
};

/** Holds the declared against the observed: schema, files, keys, holds, sealed files. Reads no row's content. */
export async function assure(parts: Parts, keys: KeyStates | null): Promise<Assurance> {
  const { store, program, clock, config } = parts;
  const live = await liveColumns(store.read);
  const { unknown } = await filesSeen(config.dataFolder);
  const holds = (await activeHolds(store.read, clock.earliest())).length;
  const residue = await lastScan(config.dataFolder);
  const sealedFiles = await sealedFilesSeen(store.read, config);
  const mismatches: Mismatch[] = [
    ...(keys === null ? [{ kind: 'keys-silent' as const }] : []),
    ...(clock.trusted() ? [] : [{ kind: 'clock-doubt' as const }]),
    ...schemaDifferences(live),
    ...(await wayDifferences(store.read, config.copies)),
    ...(await queueMismatches(store.read)),
    ...logMismatches(),
    ...counted('files-unknown', unknown.length),
    ...counted('keys-fewer', keys?.dead.length ?? 0),
    ...counted('keys-unknown', keys?.unknown ?? 0),
    ...(keys !== null && keys.holds !== holds
      ? [{ kind: 'holds-other' as const, database: holds, keeper: keys.holds }]
      : []),
    ...counted('blobs-fewer', Math.max(0, sealedFiles.named - (sealedFiles.stored ?? sealedFiles.named))),
    ...(residue !== null && residue.found.length > 0
      ? [{ kind: 'residue-found' as const, on: residue.on, count: residue.found.length }]
      : []),
  ];
  const { dead = [], ...told } = keys ?? {};
  return {
    mismatches,
    program: program.program.id,
    version: program.program.version,
    manifest: manifestDigest(),
    code: await codeDigest(),
    backup: await lastBackup(config.dataFolder),
    residue,
    matrix: await lastMatrix(),
    tables: new Set(live.map(({ schema, table }) => `${schema}.${table}`)).size,
    columns: live.length,
    clockSure: clock.trusted(),
    holds,
    keys: keys === null ? null : (told as Omit<KeyStates, 'dead'>),
    dead: dead.length,
    sealedFiles,
  };
}

type Counted = 'files-unknown' | 'keys-fewer' | 'keys-unknown' | 'blobs-fewer';

const counted = (kind: Counted, count: number): Mismatch[] => (count > 0 ? [{ kind, count }] : []);

/** A longer list is the vault's own sweep to go through; to count it here would take as long as the answer may. */
export const MOST_BLOBS = 50_000;

/** Sealed files that rows name, and those in the store. Null: so many are named that they were not counted, and nothing is said of them. */
export type SealedFiles = { readonly named: number; readonly stored: number | null };

async function sealedFilesSeen(
  read: Reader,
  { blobs }: Pick<Context['config'], 'blobs'>,
): Promise<SealedFiles> {
  const { named } = await read
    .selectFrom((from) =>
      from
        .selectFrom('vault_records')
        .select('blob')
        .where('blob', 'is not', null)
        .limit(MOST_BLOBS + 1)
        .as('some'),
    )
    .select((row) => row.fn.countAll<number>().as('named'))
    .executeTakeFirstOrThrow();
  if (named > MOST_BLOBS) return { named, stored: null };
  let stored = 0;
  if (named > 0) for await (const _ of openBlobs(blobs).list()) stored += 1;
  return { named, stored };
}

function manifestDigest(): string {
  const files = Object.entries(FILE_HOLDINGS).map(([name, { files, ...rest }]) => [
    name,
    rest,
    files.map(String),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([HOLDINGS, files]))
    .digest('hex')
    .slice(0, 16);
}

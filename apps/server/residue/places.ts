import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import { openBlobs } from '../vault/blobs/open.ts';
import { type ClusterFiles, clusterFiles } from './cluster.ts';
import { type RowsSearched, searchDatabase } from './database.ts';
import type { Marker } from './markers.ts';
import { type Hit, type Searched, searchBelow, searchBytes, searchFor } from './scan.ts';
import type { Search } from './search.ts';

export const PLACES = [
  'data-folder',
  'sealed-files',
  'database',
  'statistics',
  'large-objects',
  'database-files',
  'wal',
  'temporary',
  'logs',
  'named',
] as const;
export type PlaceName = (typeof PLACES)[number];

/** Why something was not looked at, or not in all that it holds. */
export type Why =
  | 'may-not-be-read'
  | 'nothing-there'
  | 'not-named'
  | 'not-told-where'
  | 'not-on-this-machine'
  | 'packed-rows'
  | 'packed-wal'
  | 'large-files';

export type Place = {
  readonly place: PlaceName;
  readonly looked: 'all' | 'part' | 'none';
  /** Files, rows or objects. */
  readonly things: number;
  readonly bytes: number;
  readonly why: readonly Why[];
  readonly hits: readonly Hit[];
};

/** Whether all of it was seen that somebody could have let this search see. What only the server opens is told, and is nobody's fault. */
export const isSeen = ({ looked, why }: Pick<Place, 'looked' | 'why'>): boolean =>
  looked !== 'none' && !why.includes('may-not-be-read');

/** What no search of a running machine sees; whoever searches is told each time. */
export const NEVER_LOOKED = ['memory', 'medium', 'backups', 'others'] as const;

export type ResidueParts = {
  readonly config: Pick<Config, 'dataFolder' | 'blobs' | 'databaseUrl'>;
  readonly address: DatabaseAddress;
  /** Where logs are; without any they are not looked at. */
  readonly logs: readonly string[];
  /** Other files and folders: a spool, a backup within reach. */
  readonly named: readonly string[];
  /** The list of strings itself. */
  readonly list?: string;
  /** Where processes of this machine put what is to be short-lived. */
  readonly temporary?: readonly string[];
};

/** Searches a whole city for known strings, place by place. Reads everything, changes nothing. */
export async function searchCity(markers: readonly Marker[], parts: ResidueParts): Promise<Place[]> {
  const search = searchFor(markers);
  const { config, address, logs, named, temporary = [tmpdir()] } = parts;
  const files = await clusterFiles(config, address);
  const blobs = config.blobs.kind === 'folder' ? config.blobs.folder : null;
  const postgres = join(config.dataFolder, 'postgres');
  const own = [config.dataFolder, 'folder' in files ? files.folder : postgres, ...(blobs ? [blobs] : [])];
  const below = (paths: readonly string[], leave = (_: string) => false) =>
    searchBelow(paths, search, { counting: true, leave: (path) => path === parts.list || leave(path) });
  const found = await searchDatabase(address, search);
  return [
    ofFiles('data-folder', await below([config.dataFolder], (path) => path === blobs || path === postgres)),
    await sealedFiles(config, search),
    ofRows('database', found.rows),
    ofRows('statistics', found.statistics),
    ofRows('large-objects', found.large),
    await ofCluster('database-files', files, ['packed-rows'], (folder) =>
      below([folder], (path) => basename(path) === 'pg_wal'),
    ),
    await ofCluster('wal', files, found.walPacked ? ['packed-wal'] : [], async (folder) =>
      below([await realpath(join(folder, 'pg_wal')).catch(() => join(folder, 'pg_wal'))]),
    ),
    ofFiles('temporary', await below(temporary, (path) => own.includes(path))),
    await ofNamed('logs', logs, below),
    ...(named.length > 0 ? [await ofNamed('named', named, below)] : []),
  ];
}

function ofFiles(place: PlaceName, found: Searched, besides: readonly Why[] = []): Place {
  const { hits, files: things, bytes, refused, large } = found;
  const why: Why[] = [
    ...(refused > 0 ? ['may-not-be-read' as const] : []),
    ...(large > 0 ? ['large-files' as const] : []),
    ...besides,
  ];
  const nothing = things === 0 && refused > 0;
  return { place, looked: nothing ? 'none' : why.length > 0 ? 'part' : 'all', things, bytes, why, hits };
}

function ofRows(place: PlaceName, { hits, things, bytes, refused }: RowsSearched): Place {
  const looked = refused === 0 ? 'all' : things > 0 ? 'part' : 'none';
  return { place, looked, things, bytes, why: refused > 0 ? ['may-not-be-read'] : [], hits };
}

const notLooked = (place: PlaceName, why: Why): Place => ({
  place,
  looked: 'none',
  things: 0,
  bytes: 0,
  why: [why],
  hits: [],
});

/** What the server packs by itself (pglz, lz4) is opened by nobody but the server: rows that live were read as rows. */
async function ofCluster(
  place: PlaceName,
  files: ClusterFiles,
  besides: readonly Why[],
  below: (folder: string) => Promise<Searched>,
): Promise<Place> {
  return 'why' in files ? notLooked(place, files.why) : ofFiles(place, await below(files.folder), besides);
}

async function ofNamed(
  place: PlaceName,
  paths: readonly string[],
  below: (paths: readonly string[]) => Promise<Searched>,
): Promise<Place> {
  if (paths.length === 0) return notLooked(place, 'not-named');
  const found = await below(paths);
  return found.files + found.refused === 0 ? notLooked(place, 'nothing-there') : ofFiles(place, found);
}

/** A bucket's are fetched one after the other; a folder's are files. */
async function sealedFiles({ blobs: where }: Pick<Config, 'blobs'>, search: Search): Promise<Place> {
  if (where.kind === 'folder')
    return ofFiles('sealed-files', await searchBelow([where.folder], search, { counting: true }));
  const blobs = openBlobs(where);
  const sum = { things: 0, bytes: 0 };
  const hits: Hit[] = [];
  for await (const { name } of blobs.list()) {
    const bytes = Buffer.from(await blobs.get(name));
    sum.things += 1;
    sum.bytes += bytes.length;
    hits.push(...searchBytes(name, bytes, search));
  }
  return { place: 'sealed-files', looked: 'all', ...sum, why: [], hits };
}

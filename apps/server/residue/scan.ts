import { lstat, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Marker, needlesOf } from './markers.ts';
import { openSearch, type Search } from './search.ts';
import { unpack } from './unpack.ts';

export { type Marker, pictureMarkers, textMarker } from './markers.ts';

export type Hit = Readonly<{
  marker: string;
  encoding: string;
  path: string;
  offset: number;
  /** What had to be opened to see it; `name` if the path itself says it. */
  inside?: 'gzip' | 'zlib' | 'zip' | 'leveldb' | 'snappy' | 'name';
}>;

/** What a search below some paths came to. */
export type Searched = {
  readonly hits: readonly Hit[];
  readonly files: number;
  readonly bytes: number;
  /** Files and folders that this user may not read. */
  readonly refused: number;
  /** Files too large to open what is compressed in them: they were searched as they are. */
  readonly large: number;
};

const chunk = 4 * 1024 * 1024;
/** Compressed parts are looked for in files up to this size; larger ones are searched as they are. */
const openable = 64 * 1024 * 1024;

/**
 * Every place below `paths` that holds a marker, in any encoding of `needlesOf`, plain or inside gzip, zlib (PNG, PDF),
 * ZIP, LevelDB tables or compressed IndexedDB values. Not opened: brotli, lz4, pglz, and anything encrypted.
 *
 * @throws Error of the file system, if something cannot be read: a scan that skipped a file has not answered. Only files
 *   that vanish meanwhile are passed over.
 */
export async function scanForResidue(paths: readonly string[], markers: readonly Marker[]): Promise<Hit[]> {
  const { hits, files } = await searchBelow(paths, searchFor(markers));
  if (files === 0) throw new RangeError(`nothing to scan below ${paths.join(', ')}`);
  return [...hits];
}

/** The same for bytes in memory, such as captured traffic. */
export function scanBytes(name: string, bytes: Buffer, markers: readonly Marker[]): Hit[] {
  return searchBytes(name, bytes, searchFor(markers));
}

/** @throws RangeError without markers: a scan for nothing finds nothing */
export function searchFor(markers: readonly Marker[]): Search {
  if (markers.length === 0) throw new RangeError('a scan for nothing finds nothing');
  return openSearch(markers.flatMap(needlesOf));
}

/** One search for many heaps of bytes. */
export function searchBytes(name: string, bytes: Buffer, search: Search): Hit[] {
  const plain = search.in(bytes).map(({ needle, offset }) => hit(needle, name, offset));
  return [...plain, ...scanUnpacked(name, bytes, search)];
}

/**
 * @param leave folders and files that are somebody else's to look at
 * @param counting counts what may not be read, in place of throwing
 */
export async function searchBelow(
  paths: readonly string[],
  search: Search,
  { leave = () => false, counting = false }: { leave?: (path: string) => boolean; counting?: boolean } = {},
): Promise<Searched> {
  const sum = { files: 0, bytes: 0, refused: 0, large: 0 };
  const hits: Hit[] = [];
  const unread = (error: NodeJS.ErrnoException): undefined => {
    if (error.code === 'ENOENT') return;
    if (!counting) throw error;
    sum.refused += 1;
  };
  async function below(path: string): Promise<void> {
    if (leave(path)) return;
    const kind = await lstat(path).catch(unread);
    if (kind?.isFile()) {
      hits.push(...inName(path, search));
      const found = await scanFile(path, search).catch(unread);
      if (!found) return;
      sum.files += 1;
      sum.bytes += found.size;
      if (found.size > openable) sum.large += 1;
      hits.push(...found.hits);
    }
    if (!kind?.isDirectory()) return;
    for (const name of (await readdir(path).catch(unread)) ?? []) await below(join(path, name));
  }
  for (const path of paths) await below(path);
  return { hits, ...sum };
}

async function scanFile(path: string, search: Search): Promise<{ hits: Hit[]; size: number } | undefined> {
  const file = await open(path, 'r').catch(vanished);
  if (file === undefined) return undefined;
  const hits: Hit[] = [];
  try {
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafe(chunk + search.longest);
    let [kept, start] = [0, 0];
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, chunk, start + kept);
      if (bytesRead === 0) break;
      const filled = kept + bytesRead;
      // What lies wholly in the part kept from the chunk before was reported then.
      for (const { needle, offset } of search.in(buffer.subarray(0, filled)))
        if (offset + needle.bytes.length > kept) hits.push(hit(needle, path, start + offset));
      kept = Math.min(search.longest - 1, filled);
      buffer.copyWithin(0, filled - kept, filled);
      start += filled - kept;
    }
    if (size <= openable)
      hits.push(...scanUnpacked(path, (await readFile(path).catch(vanished)) ?? Buffer.alloc(0), search));
    return { hits, size };
  } finally {
    await file.close();
  }
}

function scanUnpacked(path: string, file: Buffer, search: Search): Hit[] {
  const hits: Hit[] = [];
  for (const { packing, offset, bytes } of unpack(file))
    for (const { needle } of search.in(bytes)) hits.push({ ...hit(needle, path, offset), inside: packing });
  return hits;
}

function inName(path: string, search: Search): Hit[] {
  return search.in(Buffer.from(path)).map(({ needle }) => ({ ...hit(needle, path, 0), inside: 'name' }));
}

function hit({ marker, encoding }: { marker: string; encoding: string }, path: string, offset: number): Hit {
  return { marker, encoding, path, offset };
}

function vanished(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

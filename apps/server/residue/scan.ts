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
  if (markers.length === 0) throw new RangeError('a scan for nothing finds nothing');
  const search = openSearch(markers.flatMap(needlesOf));
  const hits: Hit[] = [];
  let files = 0;
  for (const path of paths)
    for await (const file of filesBelow(path)) {
      files += 1;
      hits.push(...inName(file, search), ...(await scanFile(file, search)));
    }
  if (files === 0) throw new RangeError(`nothing to scan below ${paths.join(', ')}`);
  return hits;
}

/** The same for bytes in memory, such as captured traffic. */
export function scanBytes(name: string, bytes: Buffer, markers: readonly Marker[]): Hit[] {
  const search = openSearch(markers.flatMap(needlesOf));
  const plain = search.in(bytes).map(({ needle, offset }) => hit(needle, name, offset));
  return [...plain, ...scanUnpacked(name, bytes, search)];
}

async function* filesBelow(path: string): AsyncGenerator<string> {
  const kind = await lstat(path).catch(vanished);
  if (kind?.isFile()) yield path;
  if (!kind?.isDirectory()) return;
  for (const name of (await readdir(path).catch(vanished)) ?? []) yield* filesBelow(join(path, name));
}

async function scanFile(path: string, search: Search): Promise<Hit[]> {
  const file = await open(path, 'r').catch(vanished);
  if (file === undefined) return [];
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
  } finally {
    await file.close();
  }
  return hits;
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

import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { type Marker, needlesOf } from '../../apps/server/residue/markers.ts';
import { openSearch } from '../../apps/server/residue/search.ts';

export type MemoryHit = Readonly<{ marker: string; encoding: string; address: number; where: string }>;

const CHUNK = 1 << 20;

/**
 * Every place of a running process's memory that holds a marker: all that is mapped readable, but for files mapped to be
 * read only, which are the programs themselves. What changes while it is looked at may be seen in two places or none:
 * the process should be at rest.
 *
 * @param shared also what it shares with others, such as a database's buffers: enough to ask of one of them
 *
 * @throws Error of the file system where this user may not look into the process
 */
export function scanMemory(pid: number, markers: readonly Marker[], { shared = true } = {}): MemoryHit[] {
  if (markers.length === 0) throw new RangeError('a scan for nothing finds nothing');
  const search = openSearch(markers.flatMap(needlesOf));
  const file = openSync(`/proc/${pid}/mem`, 'r');
  const hits: MemoryHit[] = [];
  try {
    for (const { from, to, where } of mapsOf(pid, shared)) {
      const buffer = Buffer.allocUnsafe(CHUNK + search.longest);
      let kept = 0;
      for (let at = from; at < to; ) {
        const size = Math.min(CHUNK, to - at);
        const read = readAt(file, buffer, kept, size, at);
        const filled = kept + read;
        for (const { needle, offset } of search.in(buffer.subarray(0, filled)))
          if (offset + needle.bytes.length > kept)
            hits.push({
              marker: needle.marker,
              encoding: needle.encoding,
              address: at - kept + offset,
              where,
            });
        kept = read === size ? Math.min(search.longest - 1, filled) : 0;
        buffer.copyWithin(0, filled - kept, filled);
        at += size;
      }
      buffer.fill(0);
    }
  } finally {
    closeSync(file);
  }
  return hits;
}

function mapsOf(pid: number, shared: boolean): { from: number; to: number; where: string }[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from = '', to = '', rights = '', where = ''] =
        /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
      const program = where.startsWith('/') && !rights.includes('w');
      if (rights.endsWith('s') && !shared) return [];
      if (!rights.startsWith('r') || program || /^\[(vvar|vsyscall|vdso)/.test(where)) return [];
      return [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), where }];
    });
}

/** A page that is mapped and cannot be read holds nothing. */
function readAt(file: number, buffer: Buffer, offset: number, size: number, at: number): number {
  try {
    return readSync(file, buffer, offset, size, at);
  } catch (error) {
    if (Object(error).code === 'EIO' || Object(error).code === 'EFAULT') return 0;
    throw error;
  }
}

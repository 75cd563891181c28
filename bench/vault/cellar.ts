import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Undo } from '../undo.ts';

/** A second key store in a folder of its own: no key counts as gone before it is gone there as well. */
export async function cellarFor(bench: Undo) {
  const folder = await mkdtemp(join(tmpdir(), 'ck-cellar-'));
  bench.after(() => rm(folder, { recursive: true, force: true }));
  return {
    name: 'cellar',
    folder: join(folder, 'vault'),
    cell: { kind: 'file' as const, path: join(folder, 'cell') },
  };
}

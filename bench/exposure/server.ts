import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseAddress } from '../../apps/server/store/connect.ts';
import { migrate } from '../../apps/server/store/migrate.ts';
import { debianBinaries, embeddedBinaries } from '../../apps/server/store/postgres/binaries.ts';
import { startCluster } from '../../apps/server/store/postgres/cluster.ts';
import type { Undo } from '../undo.ts';

/** What is filled once and thrown away need not outlive the machine. What reads it is set as the service sets it. */
const FILLED_ONCE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_wal_size: '4GB',
};

/** A migrated database of its own: of Debian's PostgreSQL 15 where that is installed, else of the embedded one. */
export async function throwAwayDatabase(
  bench: Undo,
): Promise<{ address: DatabaseAddress; server: 'debian-15' | 'embedded' }> {
  const debian = await debianBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'ck-bench-exposure-'));
  bench.after(() => rm(folder, { recursive: true, force: true }));
  // The server may have to run as somebody else, who must be able to walk in.
  await chmod(folder, 0o711);
  const {
    stop,
    home: _,
    ...found
  } = await startCluster({
    dataFolder: folder,
    root: debian ?? (await embeddedBinaries()),
    newPassword: () => randomBytes(16).toString('hex'),
    settings: FILLED_ONCE,
  });
  bench.after(stop);
  const address = { ...found, database: 'postgres' };
  await migrate(address);
  return { address, server: debian ? 'debian-15' : 'embedded' };
}

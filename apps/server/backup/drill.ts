import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { ServedProgram } from '../config/program.ts';
import { sealKeyIn } from '../config/secrets.ts';
import { keeperMirror } from '../holds/mirror.ts';
import type { KeeperLink } from '../keeper/client.ts';
import { ledgerStands, type Stands } from '../ledger/service.ts';
import { comeDue } from '../records/service.ts';
import { loadSnapshot } from '../store/copy/load.ts';
import { embeddedBinaries } from '../store/postgres/binaries.ts';
import { startCluster } from '../store/postgres/cluster.ts';
import { openStore, type Reader } from '../store/store.ts';
import { readBackupOf } from './manifest.ts';
import { rowsOf } from './restore.ts';

/** What putting a backup back would do today. */
export type Drill = {
  made: string;
  rows: number;
  /** Whether the ledger in it is the one that its checkpoint speaks of. */
  ledger: Stands;
  /**
   * Sealed records by what became of their keys; null where the key process does not answer. `lost`: declared lost with an earlier key
   * process, and ended by nobody.
   */
  sealed: { open: number; dead: number; lost: number } | null;
  /** Records of it whose day has come since, and that nothing in it keeps: they end before anybody is let in. */
  due: number;
  /** Holds in force today that it does not know, and that would be put back. */
  holdsForgotten: number | null;
};

/**
 * Puts a backup back, aside, in a database of its own that is thrown away, and asks today's key process what of it still
 * opens. Changes nothing of the city's. Faults of `readBackupOf` and `loadSnapshot`.
 * @param program the rules that records end by
 * @param issuer whose city it would be put back for
 * @param own refuses a ledger that this city's keys did not sign (`whose.ts`)
 */
export async function drillBackup(
  folder: string,
  {
    keeper,
    clock,
    program,
    issuer,
    own = async () => {},
  }: {
    keeper: Pick<KeeperLink, 'ask'>;
    clock: Clock;
    program: ServedProgram;
    issuer: string;
    own?: (checkpoint: string | null) => Promise<void>;
  },
): Promise<Drill> {
  const manifest = await readBackupOf(folder, issuer);
  await own(manifest.checkpoint);
  const aside = await mkdtemp(join(tmpdir(), 'ck-drill-'));
  const cluster = await startCluster({
    dataFolder: aside,
    root: await embeddedBinaries(),
    newPassword: () => randomBytes(24).toString('base64url'),
    settings: { fsync: 'off' },
  });
  try {
    const { host, port, user, password } = cluster;
    const address = { host, port, user, password, database: 'postgres' };
    await loadSnapshot(address, {
      migrations: manifest.migrations,
      tables: Object.keys(manifest.tables).map((table) => ({ table, rows: () => rowsOf(folder, table) })),
    });
    const store = openStore(address, undefined, sealKeyIn(join(folder, 'data')));
    try {
      return {
        made: manifest.made,
        rows: Object.values(manifest.tables).reduce((sum, count) => sum + count, 0),
        ledger: await ledgerStands(store.read, manifest.checkpoint),
        sealed: await judgeSealed(store.read, keeper).catch(() => null),
        due: await comeDue(store.read, { program, clock }),
        holdsForgotten: await countForgotten(store.read, keeper).catch(() => null),
      };
    } finally {
      await store.close();
    }
  } finally {
    await cluster.stop();
    await rm(cluster.home, { recursive: true, force: true });
    await rm(aside, { recursive: true, force: true });
  }
}

const AT_ONCE = 5_000;

async function judgeSealed(
  read: Reader,
  keeper: Pick<KeeperLink, 'ask'>,
): Promise<NonNullable<Drill['sealed']>> {
  const rows = await read.selectFrom('vault_records').select(['epoch', 'slot']).execute();
  const sum = { open: 0, dead: 0, lost: 0 };
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const items = rows.slice(at, at + AT_ONCE);
    const { alive, lost = [] } = await keeper.ask('vault-alive', { items });
    for (const [i, lives] of alive.entries()) sum[lives ? 'open' : lost[i] === true ? 'lost' : 'dead'] += 1;
  }
  return sum;
}

async function countForgotten(read: Reader, keeper: Pick<KeeperLink, 'ask'>): Promise<number> {
  const known = new Set((await read.selectFrom('legal_holds').select('id').execute()).map(({ id }) => id));
  const now = await keeperMirror(keeper).list();
  return now.filter(({ id, released, lapsed }) => !released && !lapsed && !known.has(id)).length;
}

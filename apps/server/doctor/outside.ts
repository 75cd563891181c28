import { isFault } from '@commonkey/words';
import type { Config } from '../config/config.ts';
import { sealKeyIn } from '../config/secrets.ts';
import { inForceIn } from '../holds/agree.ts';
import { lockForDestroying } from '../holds/locks.ts';
import { keeperMirror } from '../holds/mirror.ts';
import { connectKeeper, type KeeperLink } from '../keeper/client.ts';
import { openStore, type Reader, type Store } from '../store/store.ts';
import { addressOf } from './database.ts';
import type { DoctorCode, Finding } from './finding.ts';

/**
 * What the key process remembers and the database has lost, as when rows were deleted behind the service's back. Needs both
 * to be up; their own findings say where one is not.
 */
export async function outsideFindings(config: Config): Promise<Finding[]> {
  const address = await addressOf(config);
  if (address === null) return [];
  const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(config.dataFolder));
  // A line of its own: the one that all of doctor shares may just have been closed.
  const keeper = connectKeeper(config.keeperSocket);
  try {
    return [
      ...failing('hold-row-missing', await holdsWithoutRow(store, keeper)),
      ...failing('ledger-rows-lost', await leavesLost(store.read, keeper)),
    ];
  } catch (error) {
    if (isFault(error)) return [];
    return [{ level: 'unknown', code: 'ledger-rows-unknown' }];
  } finally {
    keeper.close();
    await store.close();
  }
}

async function holdsWithoutRow(store: Store, keeper: KeeperLink): Promise<number> {
  const inForce = inForceIn(await keeperMirror(keeper).list());
  if (inForce.size === 0) return 0;
  const rows = await store.write(async (tx) => {
    // Whoever is placing a hold has told the key process and not yet committed: its row is there after this lock.
    await lockForDestroying(tx);
    return tx.selectFrom('legal_holds').select('id').execute();
  });
  const here = new Set(rows.map(({ id }) => id));
  return [...inForce].filter((id) => !here.has(id)).length;
}

/** Leaves are numbered in the database before their tree is signed, so the key process is asked first. */
async function leavesLost(read: Reader, keeper: KeeperLink): Promise<number> {
  const { signed } = await keeper.ask('last-checkpoint', {});
  if (signed === null) return 0;
  const leaves = await read
    .selectFrom('ledger_leaves')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const checkpoints = await read
    .selectFrom('ledger_checkpoints')
    .select(({ fn }) => fn.max('tree_size').as('size'))
    .executeTakeFirst();
  return Math.max(0, signed.size - Math.min(Number(leaves.count), Number(checkpoints?.size ?? 0)));
}

const failing = (code: DoctorCode, count: number): Finding[] =>
  count === 0 ? [] : [{ level: 'fail', code, params: { count } }];

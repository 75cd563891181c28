import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { noCarried } from './carried.ts';
import { writeTables } from './commit.ts';
import { isFull } from './disk.ts';
import { CARRY_EPOCH } from './epoch-name.ts';
import { NOTHING_LOST, readLost } from './lost.ts';
import { openReplica, type Replica } from './replica.ts';
import type { Reserve } from './reserve.ts';
import { prepareRestored } from './restore.ts';
import { copyOf, type Index, NO_ROOTS, type Roots, wipe } from './roots.ts';
import { openStore, type Store, type StoreSettings } from './store.ts';
import { openTable, type Table } from './table.ts';
import { type Change, openSight, type TableReader, type View } from './view.ts';

export type Engine = {
  primary: Store;
  replicas: readonly Replica[];
  /** Every table is opened for one question's length: between two questions the process holds no key of the vault. */
  look<T>(work: (view: View) => Promise<T>): Promise<T>;
  /**
   * Runs `work`, which may run twice, and commits what it changed, on every store that answers. `destroying`: it may use
   * the room kept free for that on a full disk. Fault `disk-full`; nothing has changed then.
   */
  change<T>(work: (change: Change) => Promise<T>, destroying?: boolean): Promise<T>;
  /**
   * Brings replicas that are behind up to date; `due`: but for those that failed a moment ago. Never throws for a
   * replica's sake.
   */
  tend(which: 'all' | 'due'): Promise<void>;
  /** Takes a lost vault from a replica. Faults `vault-not-lost`, `vault-replica-unknown`, `vault-replica-not-newest`. */
  restore(replica: string): Promise<Index>;
  /** Names of all replicas, and of those that have destroyed what the vault has. */
  acknowledged(): { replicas: string[]; acknowledged: string[] };
};

/** Callers take turns: no two calls may overlap. */
export function openEngine(
  own: StoreSettings,
  others: readonly StoreSettings[],
  reserve: Reserve,
  declared: string,
): Engine {
  const primary = openStore(own);
  const names = [own, ...others].map(({ name }) => name);
  const carried = noCarried();
  let settled = false;
  let lost = NOTHING_LOST;
  let last: Index = NO_ROOTS;
  const known = (name: string): boolean => last.replicas.includes(name);
  const replicas = others.map((settings) => openReplica(openStore(settings), () => known(settings.name)));

  /** From the vault, or from a replica that has the same bytes whole; then the vault's copy is healed. */
  const readTable: TableReader = async (entry, roots) => {
    const root = roots.secrets.get(entry.file);
    if (!root) return undefined;
    const own = await primary.readTable(entry.file).catch(() => undefined);
    const table = own && (await openTable(root, own, entry.epoch, entry.generation));
    if (table) return table;
    for (const replica of replicas) {
      const sealed = await replica.fetch(entry.file);
      const whole = sealed && (await openTable(root, sealed, entry.epoch, entry.generation));
      if (!whole) continue;
      await primary.putTable(entry.file, sealed);
      return whole;
    }
    return undefined;
  };

  const sightOf = (roots: Roots) => openSight(roots, readTable, { whereIs: carried.whereIs, lost });

  const settle = async (): Promise<void> => {
    if (settled) return;
    lost = await readLost(own.disk, declared);
    const roots = await primary.settle();
    last = roots ? structuredClone(roots.index) : NO_ROOTS;
    carried.clear();
    if (roots) {
      const { change, shut } = sightOf(roots);
      try {
        for (const { epoch } of last.epochs)
          if (CARRY_EPOCH.test(epoch)) carried.note(epoch, await change.table(epoch));
      } finally {
        shut();
      }
    }
    for (const replica of replicas) await replica.visit();
    settled = true;
  };
  const isOld = (): boolean => replicas.some((replica) => replica.state(last.sequence) === 'ahead');

  const ready = async (): Promise<Roots> => {
    await settle();
    if (isOld()) throw new Fault<KeeperCode>('vault-behind-replica');
    return last.sequence === 0 ? copyOf({ index: NO_ROOTS, secrets: new Map() }) : primary.read();
  };

  const catchUp = async (roots: Roots, which: 'all' | 'due'): Promise<void> => {
    for (const replica of replicas)
      if (replica.state(roots.index.sequence) !== 'current' && (which === 'all' || replica.due()))
        await replica.bringTo(roots, primary);
  };

  const commit = async (next: Roots, rewritten: ReadonlyMap<string, Table>): Promise<void> => {
    // Whatever is stopped half-way is ended by the next question, from what is on the medium and from nothing else.
    settled = false;
    const files = await writeTables(primary, next, rewritten);
    next.index.sequence += 1;
    next.index.replicas = [...new Set([primary.name, ...next.index.replicas])];
    for (const replica of replicas) await replica.prepare(files);
    await primary.commit(next);
    await primary.sweep(next);
    for (const { epoch } of last.epochs)
      if (!next.index.epochs.some((held) => held.epoch === epoch)) carried.forget(epoch);
    for (const [epoch, table] of rewritten) carried.note(epoch, table);
    last = structuredClone(next.index);
    settled = true;
    await catchUp(next, 'due');
  };

  /** A replica is written down as one before it holds anything, so that it can never be forgotten. */
  const admit = async (index: Index): Promise<void> => {
    for (const replica of replicas)
      if (!known(replica.name) && replica.due() && (await replica.admit()))
        index.replicas = [...new Set([...index.replicas, replica.name])];
  };

  const attempt = async <T>(work: (change: Change) => Promise<T>): Promise<T> => {
    const roots = await ready();
    const before = JSON.stringify(roots.index);
    const { change, rewritten, shut } = sightOf(roots);
    try {
      const result = await work(change);
      await admit(roots.index);
      if (rewritten.size > 0 || JSON.stringify(roots.index) !== before) await commit(roots, rewritten);
      return result;
    } finally {
      shut();
    }
  };

  return {
    primary,
    replicas,
    async look(work) {
      const { change, shut } = sightOf(await ready());
      try {
        return await work(change);
      } finally {
        shut();
      }
    },
    async change(work, destroying = false) {
      try {
        return await attempt(work).catch(async (error: unknown) => {
          if (!destroying || !isFull(error)) throw error;
          await reserve.release();
          return attempt(work);
        });
      } catch (error) {
        throw isFull(error) ? new Fault<KeeperCode>('disk-full', {}, { cause: error }) : error;
      }
    },
    async tend(which) {
      await ready().then(wipe);
      if (last.sequence > 0 && replicas.some(({ name }) => !known(name))) await attempt(async () => {});
      const roots = await ready();
      try {
        if (last.sequence === 0) return;
        await catchUp(roots, which);
        await reserve.fill();
      } finally {
        wipe(roots);
      }
    },
    async restore(name) {
      const replica = replicas.find((one) => one.name === name);
      if (!replica) throw new Fault<KeeperCode>('vault-replica-unknown');
      const lost = await settle().then(isOld, () => true);
      if (!lost) throw new Fault<KeeperCode>('vault-not-lost');
      for (const one of replicas) await one.visit();
      if (replica.why() !== undefined) throw new Fault<KeeperCode>('vault-replica-away');
      const roots = await replica.store.read();
      const newer = replicas.find((one) => one.state(roots.index.sequence) === 'ahead');
      const { rewritten, shut } = await prepareRestored(roots, replica.store, primary);
      try {
        if (newer) throw new Fault<KeeperCode>('vault-replica-not-newest', { name: newer.name });
        await commit(roots, rewritten);
        return last;
      } finally {
        shut();
      }
    },
    acknowledged: () => ({
      replicas: [...new Set([...last.replicas, ...names])],
      acknowledged: [
        primary.name,
        ...replicas.filter(({ state }) => state(last.sequence) === 'current').map(({ name }) => name),
      ],
    }),
  };
}

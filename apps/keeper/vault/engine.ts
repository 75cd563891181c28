import { randomBytes } from 'node:crypto';
import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { noCarried } from './carried.ts';
import { CARRY_EPOCH } from './epoch-name.ts';
import { openReplica, type Replica } from './replica.ts';
import type { Reserve } from './reserve.ts';
import { copyOf, type EpochEntry, type Index, NO_ROOTS, type Roots, wipe } from './roots.ts';
import { newFileName, type Store } from './store.ts';
import { type Address, KEY, openTable, sealTable, type Table } from './table.ts';

/** What an operation looks at. Tables are opened when asked for and wiped when it ends: between two questions no key is held. */
export type View = {
  index: Index;
  entry(epoch: string): EpochEntry | undefined;
  /** Fault `vault-table-broken`. */
  table(epoch: string): Promise<Table>;
  whereIs(address: Address): Address;
};

/** A view that may be changed. Everything takes effect at once or not at all. */
export type Change = View & {
  /** This table's keys were changed: it gets a new root and a new file. */
  rewrite(epoch: string): void;
  begin(epoch: string, table: Table): void;
  /** The epoch's root goes, and every key under it. */
  drop(epoch: string): void;
};

export type Engine = {
  primary: Store;
  replicas: readonly Replica[];
  look<T>(work: (view: View) => Promise<T>): Promise<T>;
  /**
   * Runs `work`, which may run twice, and commits what it changed, on every store that answers. `destroying`: it may use
   * the room kept free for that on a full disk. Fault `disk-full`; nothing has changed then.
   */
  change<T>(work: (change: Change) => Promise<T>, destroying?: boolean): Promise<T>;
  /** Brings replicas that are behind up to date. Never throws for a replica's sake. */
  tend(): Promise<void>;
  /** Names of all replicas, and of those that have destroyed what the vault has. */
  acknowledged(): { replicas: string[]; acknowledged: string[] };
};

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const isFull = (error: unknown): boolean => FULL.has(Object(error).code);

/** Callers take turns: no two calls may overlap. */
export function openEngine(primary: Store, others: readonly Store[], reserve: Reserve): Engine {
  const replicas = others.map((store) => openReplica(store));
  const carried = noCarried();
  const names = [primary.name, ...others.map(({ name }) => name)];
  let settled = false;
  let last: Index = NO_ROOTS;

  const openAll = (roots: Roots): { view: View; opened: Map<string, Table> } => {
    const opened = new Map<string, Table>();
    const entry = (epoch: string) => roots.index.epochs.find((held) => held.epoch === epoch);
    const table = async (epoch: string): Promise<Table> => {
      const ready = opened.get(epoch);
      if (ready) return ready;
      const held = entry(epoch);
      const read = held && (await readTable(held, roots));
      if (!read) throw new Fault<KeeperCode>('vault-table-broken', { epoch });
      opened.set(epoch, read);
      return read;
    };
    return { view: { index: roots.index, entry, table, whereIs: carried.whereIs }, opened };
  };
  const shut = (roots: Roots, opened: Map<string, Table>): void => {
    wipe(roots);
    for (const { keys } of opened.values()) keys.fill(0);
  };

  /** From the vault, or from a replica that has the same bytes whole; then the vault's copy is healed. */
  const readTable = async (held: EpochEntry, roots: Roots): Promise<Table | undefined> => {
    const root = roots.secrets.get(held.file);
    if (!root) return undefined;
    for (const store of [primary, ...replicas.filter((one) => one.due()).map((one) => one.store)]) {
      const sealed = await store.readTable(held.file).catch(() => undefined);
      const table = sealed && openTable(root, sealed, held.epoch, held.generation);
      if (table && sealed && store !== primary) await primary.putTable(held.file, sealed);
      if (table) return table;
    }
    return undefined;
  };

  const settle = async (): Promise<void> => {
    if (settled) return;
    const roots = await primary.settle();
    const index = roots?.index ?? NO_ROOTS;
    carried.clear();
    if (roots) {
      const { view, opened } = openAll(roots);
      for (const { epoch } of index.epochs)
        if (CARRY_EPOCH.test(epoch)) carried.note(epoch, await view.table(epoch));
      shut(roots, opened);
    }
    for (const replica of replicas) await replica.visit();
    last = index;
    settled = true;
  };

  const ready = async (): Promise<Roots> => {
    await settle();
    if (replicas.some((replica) => replica.state(last.sequence) === 'ahead'))
      throw new Fault<KeeperCode>('vault-behind-replica');
    return last.sequence === 0 ? { index: structuredClone(NO_ROOTS), secrets: new Map() } : primary.read();
  };

  const catchUp = async (roots: Roots, all: boolean): Promise<void> => {
    for (const replica of replicas)
      if (replica.state(roots.index.sequence) !== 'current' && (all || replica.due()))
        await replica.bringTo(roots, primary);
  };

  const commit = async (roots: Roots, next: Roots, rewritten: Map<string, Table>): Promise<void> => {
    const files = new Map<string, Buffer>();
    for (const [epoch, table] of rewritten) {
      const entry = next.index.epochs.find((held) => held.epoch === epoch);
      if (!entry) continue;
      const root = randomBytes(KEY);
      next.secrets.get(entry.file)?.fill(0);
      next.secrets.delete(entry.file);
      entry.file = newFileName();
      entry.generation += 1;
      next.secrets.set(entry.file, root);
      const sealed = sealTable(root, table, epoch, entry.generation);
      await primary.putTable(entry.file, sealed);
      const trial = await primary.readTable(entry.file);
      const read = trial && openTable(root, trial, epoch, entry.generation);
      if (!read?.keys.equals(table.keys)) throw new Fault<KeeperCode>('vault-table-broken', { epoch });
      read.keys.fill(0);
      files.set(entry.file, sealed);
    }
    next.index.sequence = roots.index.sequence + 1;
    next.index.replicas = [...new Set([...next.index.replicas, ...names])];
    for (const replica of replicas) await replica.prepare(files);
    await primary.commit(next);
    await primary.sweep(next);
    last = structuredClone(next.index);
    for (const [epoch, table] of rewritten) carried.note(epoch, table);
    for (const { epoch } of roots.index.epochs)
      if (!next.index.epochs.some((held) => held.epoch === epoch)) carried.forget(epoch);
    await catchUp(next, false);
  };

  const attempt = async <T>(work: (change: Change) => Promise<T>): Promise<T> => {
    const roots = await ready();
    const next = copyOf(roots);
    const { view, opened } = openAll(next);
    const rewritten = new Map<string, Table>();
    try {
      const result = await work({
        ...view,
        rewrite: (epoch) => {
          const table = opened.get(epoch);
          if (table) rewritten.set(epoch, table);
        },
        begin: (epoch, table) => {
          opened.set(epoch, table);
          rewritten.set(epoch, table);
        },
        drop: (epoch) => {
          rewritten.delete(epoch);
          next.index.epochs = next.index.epochs.filter((held) => held.epoch !== epoch);
        },
      });
      const same = rewritten.size === 0 && JSON.stringify(next.index) === JSON.stringify(roots.index);
      if (!same) await commit(roots, next, rewritten);
      return result;
    } catch (error) {
      // Whatever stopped half-way is ended by the next question, from what is on the medium and from nothing else.
      settled = false;
      throw error;
    } finally {
      wipe(roots);
      shut(next, opened);
    }
  };

  return {
    primary,
    replicas,
    async look(work) {
      const roots = await ready();
      const { view, opened } = openAll(roots);
      try {
        return await work(view);
      } finally {
        shut(roots, opened);
      }
    },
    async change(work, destroying = false) {
      try {
        try {
          return await attempt(work);
        } catch (error) {
          if (!destroying || !isFull(error)) throw error;
          await reserve.release();
          return await attempt(work);
        }
      } catch (error) {
        throw isFull(error) ? new Fault<KeeperCode>('disk-full', {}, { cause: error }) : error;
      }
    },
    async tend() {
      const roots = await ready();
      try {
        if (last.sequence === 0) return;
        await catchUp(roots, true);
        await reserve.fill();
      } finally {
        wipe(roots);
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

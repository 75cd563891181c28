import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import type { Lost } from './lost.ts';
import { type EpochEntry, type Index, type Roots, wipe } from './roots.ts';
import type { Address, Table } from './table.ts';

/** What an operation looks at: the index, and tables opened when asked for. */
export type View = {
  index: Index;
  entry(epoch: string): EpochEntry | undefined;
  /** Fault `vault-table-broken`. */
  table(epoch: string): Promise<Table>;
  /** Where a key lies now that may have been carried on from `address`. */
  whereIs(address: Address): Address;
  lost: Lost;
};

/** A view that may be changed. Everything takes effect at once or not at all. */
export type Change = View & {
  /** This table's keys were changed: it gets a new root and a new file. */
  rewrite(epoch: string): void;
  begin(epoch: string, table: Table): void;
  /** The epoch's root goes, and every key under it. */
  drop(epoch: string): void;
};

export type TableReader = (entry: EpochEntry, roots: Roots) => Promise<Table | undefined>;

/** One question's sight of the vault; `shut` wipes every key it has opened. */
export type Sight = {
  change: Change;
  /** Tables that were begun or changed, by epoch. */
  rewritten: ReadonlyMap<string, Table>;
  shut(): void;
};

export function openSight(
  roots: Roots,
  read: TableReader,
  { whereIs, lost }: Pick<View, 'whereIs' | 'lost'>,
): Sight {
  const opened = new Map<string, Table>();
  const rewritten = new Map<string, Table>();
  const entry = (epoch: string) => roots.index.epochs.find((held) => held.epoch === epoch);
  return {
    rewritten,
    change: {
      index: roots.index,
      entry,
      whereIs,
      lost,
      async table(epoch) {
        const ready = opened.get(epoch);
        if (ready) return ready;
        const held = entry(epoch);
        const table = held && (await read(held, roots));
        if (!table) throw new Fault<KeeperCode>('vault-table-broken', { epoch });
        opened.set(epoch, table);
        return table;
      },
      rewrite(epoch) {
        const table = opened.get(epoch);
        if (table) rewritten.set(epoch, table);
      },
      begin(epoch, table) {
        opened.set(epoch, table);
        rewritten.set(epoch, table);
      },
      drop(epoch) {
        rewritten.delete(epoch);
        roots.index.epochs = roots.index.epochs.filter((held) => held.epoch !== epoch);
      },
    },
    shut() {
      wipe(roots);
      for (const { keys } of opened.values()) keys.fill(0);
    },
  };
}

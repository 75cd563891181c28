import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import type { Disk } from './disk.ts';
import type { Root, RootCell } from './root-cell.ts';
import { openRoots, type Roots, sealRoots, wipe } from './roots.ts';

/** One place where the vault is kept whole: a folder that may be backed up, and a cell that must not be. */
export type StoreSettings = { name: string; folder: string; cell: RootCell; disk: Disk };

export type Store = {
  name: string;
  kind: RootCell['kind'];
  folder: string;
  /**
   * Ends what a crash cut short, then reads. Undefined where there never was a vault. Faults: `vault-root-missing` (roots
   * that no root opens), `vault-roots-missing` (a root or tables without roots), `vault-root-locked`, `vault-root-away`.
   */
  settle(): Promise<Roots | undefined>;
  /** Reads without changing anything. Same faults. */
  read(): Promise<Roots>;
  /** Marks an empty place as one where a vault may begin. */
  begin(): Promise<void>;
  /** Whether it was so marked, and no vault is there yet. */
  begun(): Promise<boolean>;
  /** First step of a change: tables that nothing refers to yet. */
  putTable(file: string, sealed: Buffer): Promise<void>;
  readTable(file: string): Promise<Buffer | undefined>;
  /** Whether the store holds the file, its content apart. */
  tables(): Promise<Set<string>>;
  /** The switch, and then the end of the old root: every earlier roots file is unreadable when it resolves. */
  commit(roots: Roots): Promise<void>;
  /** Takes files away that no root opens any more. */
  sweep(roots: Roots): Promise<void>;
};

const ROOTS = 'roots';
const ASIDE = 'roots.new';
const TABLES = 'tables';
/** Says that a first root may lie in the cell with no roots file yet: this folder never held a key. */
const BEGINNING = 'beginning';

export const newFileName = (): string => randomBytes(12).toString('hex');

export function openStore({ name, folder, cell, disk }: StoreSettings): Store {
  const at = (...parts: string[]) => join(folder, ...parts);
  let inUse: Root | undefined;

  const find = async (): Promise<{ roots: Roots; root: Root } | undefined> => {
    const file = await disk.read(at(ROOTS));
    const held = await cell.read();
    if (!file) {
      const begun = (await disk.list(folder)).includes(BEGINNING);
      const tables = await disk.list(at(TABLES));
      if (!begun && (held.length > 0 || tables.length > 0))
        throw new Fault<KeeperCode>('vault-roots-missing');
      return undefined;
    }
    for (const root of held) {
      const roots = await openRoots(root, file);
      if (roots) return { roots, root };
    }
    throw new Fault<KeeperCode>('vault-root-missing', { name });
  };

  const sweep = async (roots: Roots): Promise<void> => {
    const wanted = new Set(roots.index.epochs.map(({ file }) => file));
    for (const file of await disk.list(at(TABLES)))
      if (!wanted.has(file)) await disk.remove(at(TABLES, file));
  };

  const begin = async (): Promise<void> => {
    if (inUse) return;
    await disk.makeFolder(at(TABLES));
    await disk.write(at(BEGINNING), new Uint8Array());
  };

  return {
    name,
    kind: cell.kind,
    folder,
    sweep,
    begin,
    begun: async () => (await disk.list(folder)).includes(BEGINNING),
    async settle() {
      const found = await find();
      inUse = found?.root;
      if (!found) return undefined;
      await cell.destroyOld(found.root);
      for (const left of [ASIDE, BEGINNING])
        if ((await disk.list(folder)).includes(left)) await disk.remove(at(left));
      await sweep(found.roots);
      return found.roots;
    },
    async read() {
      const found = await find();
      if (!found) throw new Fault<KeeperCode>('vault-root-missing', { name });
      inUse = found.root;
      return found.roots;
    },
    async putTable(file, sealed) {
      // Where a vault is in use its folder is there: one that is not is a disk that is not mounted.
      await begin();
      await disk.write(at(TABLES, file), sealed);
    },
    readTable: (file) => disk.read(at(TABLES, file)),
    tables: async () => new Set(await disk.list(at(TABLES))),
    async commit(roots) {
      await begin();
      const first = inUse === undefined;
      const next = await cell.writeNext(inUse);
      await disk.write(at(ASIDE), await sealRoots(next, roots));
      const written = await disk.read(at(ASIDE));
      const trial = written && (await openRoots(next, written));
      if (trial) wipe(trial);
      if (trial?.index.sequence !== roots.index.sequence) throw new Fault<KeeperCode>('vault-table-broken');
      await disk.rename(at(ASIDE), at(ROOTS));
      inUse = next;
      await cell.destroyOld(next);
      if (first) await disk.remove(at(BEGINNING));
    },
  };
}

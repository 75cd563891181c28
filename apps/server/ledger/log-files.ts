import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Checkpoint,
  checkpointOf,
  type LogFile,
  type ReadFile,
  readNote,
  root,
  tilesOf,
  unpackFrontier,
} from '@commonkey/ledger';
import { Fault } from '@commonkey/words';
import type { Reader } from '../store/store.ts';
import { readIf, writeWhole } from '../write-whole.ts';
import type { LogCode } from './errors.ts';

/** The log as static files, below `published/ledger` of the data folder: tiles, entries, and the newest signed checkpoint. */
export type LogFiles = {
  readonly read: ReadFile;
  /** The checkpoint that is published, word for word; null before the first. Its signature is not looked at. */
  note(): Promise<string | null>;
  /**
   * Writes the files that a tree needs and has not yet, out of the database. What is published is built upon, never written
   * anew. Faults `ledger-behind`, `ledger-two-stories`: also where the leaves are not those that the root was made of.
   */
  grow(read: Reader, tree: Tree): Promise<void>;
  /** Puts a checkpoint in front of the files, which are there. */
  publish(note: string): Promise<void>;
};

export type Tree = { readonly size: number; readonly root: Uint8Array };

const LEAVES_AT_ONCE = 5_000;
/** Each is flushed to the disk, which takes several in one go. */
const FILES_AT_ONCE = 16;

export const ledgerFolder = (dataFolder: string): string => join(dataFolder, 'published', 'ledger');

export function openLogFiles(dataFolder: string): LogFiles {
  const folder = ledgerFolder(dataFolder);
  const read: ReadFile = (path) => readIf(join(folder, path));
  const note = async () => (await readIf(join(folder, 'checkpoint')))?.toString('utf8') ?? null;
  return {
    read,
    note,
    async grow(reader, { size, root: expected }) {
      const before = publishedTree(await note());
      if (before) await requireBeginning(reader, before, size);
      const from = before?.size ?? 0;
      const growing = tilesOf(from, size, leaves(reader, from, size), read);
      const writing: Promise<void>[] = [];
      let next = await growing.next();
      for (; !next.done; next = await growing.next()) {
        writing.push(write(folder, next.value));
        if (writing.length === FILES_AT_ONCE) await Promise.all(writing.splice(0));
      }
      await Promise.all(writing);
      if (!Buffer.from(next.value).equals(expected)) throw new Fault<LogCode>('ledger-two-stories');
    },
    publish: (text) => writeWhole(join(folder, 'checkpoint'), text),
  };
}

async function write(folder: string, { path, bytes, full }: LogFile): Promise<void> {
  await writeWhole(join(folder, path), bytes);
  // Whoever still asks for a part of it takes it from the whole (C2SP tlog-tiles, "Partial Tiles").
  if (full) await rm(join(folder, `${path}.p`), { recursive: true, force: true });
}

export function publishedTree(note: string | null): Checkpoint | null {
  return note === null ? null : checkpointOf(readNote(note).text);
}

/** That the database tells the same story as what was published, as far as that went. */
async function requireBeginning(read: Reader, published: Checkpoint, size: number): Promise<void> {
  if (published.size > size) throw new Fault<LogCode>('ledger-behind');
  const row = await read
    .selectFrom('ledger_checkpoints')
    .select('frontier')
    .where('tree_size', '=', published.size)
    .executeTakeFirst();
  const same = row && Buffer.from(root(unpackFrontier(published.size, row.frontier))).equals(published.root);
  if (!same) throw new Fault<LogCode>('ledger-two-stories');
}

async function* leaves(read: Reader, from: number, to: number): AsyncIterable<Uint8Array> {
  for (let at = from; at < to; at += LEAVES_AT_ONCE) {
    const rows = await read
      .selectFrom('ledger_leaves')
      .select('commitment')
      .where('leaf_index', '>=', at)
      .where('leaf_index', '<', Math.min(to, at + LEAVES_AT_ONCE))
      .orderBy('leaf_index')
      .execute();
    for (const { commitment } of rows) yield new Uint8Array(commitment);
  }
}

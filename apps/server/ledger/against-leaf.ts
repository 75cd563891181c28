import {
  leafHash,
  type ReadFile,
  readEntry,
  type TileTree,
  tileTree,
  verifyInclusion,
} from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import type { Reader } from '../store/store.ts';

/** What became of a statement that was held against the leaf which it was committed to with. */
export type Standing =
  /** The leaf that this very text and salt give is in the published tree: its path leads to the signed root. */
  | 'matches'
  /** It waits for its number, or has one that no published checkpoint covers yet. */
  | 'waiting'
  /** No leaf says this: the row was changed after it was written, or the leaf was. */
  | 'altered'
  /** Files of our own do not lead to what was signed, so that nothing can be said of it. */
  | 'unchecked';

type Tree = { readonly size: number; readonly root: Uint8Array };

/** @param published its signature verified; of size 0 before the first */
export type LeafCheck = (read: Reader, published: Tree, leaves: readonly Uint8Array[]) => Promise<Standing[]>;

/**
 * Holds leaves against the published tree. Of a signed root it remembers what was proven, which can never change; rows can, so
 * leaves are computed from them each time. The database says where a leaf should be, and is not believed that it is there.
 */
export function leafCheck(files: ReadFile): LeafCheck {
  let memory: Memory | null = null;
  return async (read, published, leaves) => {
    const root = hex(published.root);
    memory =
      memory?.root === root ? memory : { root, tree: tileTree(published.size, files), proven: new Set() };
    const { tree, proven } = memory;
    const asked = leaves.filter((leaf) => !proven.has(hex(leaf)));
    const { places, waiting } = await whereabouts(read, asked);
    const standings: Standing[] = [];
    for (const leaf of leaves) {
      const name = hex(leaf);
      const place = places.get(name);
      let standing: Standing = 'altered';
      if (proven.has(name)) standing = 'matches';
      else if (place === undefined) standing = waiting.has(name) ? 'waiting' : 'altered';
      else if (place >= published.size) standing = 'waiting';
      else standing = await standsAt(place, leaf, { files, tree, published });
      if (standing === 'matches') proven.add(name);
      // What was read of broken files is not to be kept until they are whole again.
      if (standing === 'unchecked') memory = null;
      standings.push(standing);
    }
    return standings;
  };
}

type Memory = { readonly root: string; readonly tree: TileTree; readonly proven: Set<string> };

async function standsAt(
  index: number,
  leaf: Uint8Array,
  { files, tree, published }: { files: ReadFile; tree: TileTree; published: Tree },
): Promise<Standing> {
  try {
    const proof = await tree.proveInclusion(index);
    const leadsToRoot = (one: Uint8Array): void =>
      verifyInclusion({ index, size: published.size, hash: leafHash(one), proof, root: published.root });
    try {
      leadsToRoot(leaf);
      return 'matches';
    } catch (error) {
      if (!isFault(error)) throw error;
      // Another leaf stands there if that one's path holds; if not, it is the files that are wrong.
      leadsToRoot(await readEntry(files, index, published.size));
      return 'altered';
    }
  } catch (error) {
    if (!isFault(error)) throw error;
    return 'unchecked';
  }
}

/** Where the database has these leaves, and which of them wait for their number; hexadecimal. */
async function whereabouts(read: Reader, leaves: readonly Uint8Array[]) {
  const places = new Map<string, number>();
  const waiting = new Set<string>();
  if (leaves.length === 0) return { places, waiting };
  // In this order: what moves meanwhile moves from the first to the second.
  const unnumbered = await read
    .selectFrom('ledger_unsequenced')
    .select('commitment')
    .where('commitment', 'in', leaves)
    .execute();
  const numbered = await read
    .selectFrom('ledger_leaves')
    .select(['commitment', 'leaf_index'])
    .where('commitment', 'in', leaves)
    .execute();
  for (const { commitment } of unnumbered) waiting.add(hex(commitment));
  for (const { commitment, leaf_index } of numbered) places.set(hex(commitment), leaf_index);
  return { places, waiting };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

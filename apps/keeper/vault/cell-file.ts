import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import type { Disk } from './disk.ts';
import type { Root, RootCell } from './root-cell.ts';
import { seal, unseal } from './sealing.ts';

/** Two cells, each in a block of its own, so that a torn write to one never touches the other. */
const BLOCK = 4096;
const BYTES = 32;
const AAD = 'commonkey-vault-root-v1';
const EMPTY = Buffer.alloc(BYTES);

/**
 * Roots in one file that is overwritten in place, ping-pong. On a disk that writes in place the old root is gone with
 * the overwrite; on an SSD, a copy-on-write system or under snapshots the medium may keep it, which `doctor` says.
 */
export function fileCell(path: string, disk: Disk): RootCell {
  const cells = new WeakMap<Root, number>();
  const rootAt = (cell: number): Root => {
    const root = rootFrom(async () => {
      const bytes = (await disk.read(path)) ?? Buffer.alloc(2 * BLOCK);
      const key = Buffer.from(bytes.subarray(cell * BLOCK, cell * BLOCK + BYTES));
      bytes.fill(0);
      return key;
    });
    cells.set(root, cell);
    return root;
  };
  return {
    kind: 'file',
    async read() {
      const bytes = await disk.read(path);
      if (bytes?.length !== 2 * BLOCK) return [];
      const filled = [0, 1].filter((cell) => !isEmpty(bytes, cell));
      bytes.fill(0);
      return filled.map(rootAt);
    },
    async writeNext(inUse) {
      const next = inUse && cells.get(inUse) === 0 ? 1 : 0;
      const held = await disk.read(path);
      // A disk that is not mounted any more must not be taken for a new one: the root in use would live on there.
      if (inUse && held?.length !== 2 * BLOCK) throw new Fault<KeeperCode>('vault-root-missing');
      if (held?.length !== 2 * BLOCK) {
        await disk.makeFolder(dirname(path));
        await disk.write(path, Buffer.alloc(2 * BLOCK));
      }
      const fresh = randomBytes(BYTES);
      await disk.overwrite(path, next * BLOCK, fresh);
      fresh.fill(0);
      return rootAt(next);
    },
    async destroyOld(kept) {
      const old = cells.get(kept) === 0 ? 1 : 0;
      const bytes = await disk.read(path);
      if (bytes?.length === 2 * BLOCK && !isEmpty(bytes, old)) await disk.overwrite(path, old * BLOCK, EMPTY);
    },
  };
}

function isEmpty(bytes: Buffer, cell: number): boolean {
  return bytes.subarray(cell * BLOCK, cell * BLOCK + BYTES).equals(EMPTY);
}

function rootFrom(key: () => Promise<Buffer>): Root {
  return {
    wrap: async (plain) => {
      const bytes = await key();
      const sealed = seal(bytes, plain, AAD);
      bytes.fill(0);
      return sealed;
    },
    unwrap: async (sealed) => {
      const bytes = await key();
      const plain = await unseal(bytes, sealed, AAD);
      bytes.fill(0);
      return plain;
    },
  };
}

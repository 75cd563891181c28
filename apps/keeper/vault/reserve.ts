import { join } from 'node:path';
import type { Disk } from './disk.ts';
import { KEY } from './table.ts';

/** Room kept on the disk so that a full one stops intake and never destruction. */
export type Reserve = { fill(): Promise<void>; release(): Promise<void>; there(): Promise<boolean> };

const RESERVE = 'reserve';
const LEAST = 1 << 20;

/** Enough for two tables and the roots; what is larger is destroyed epoch by epoch. */
export function diskReserve(folder: string, volume: number, disk: Disk): Reserve {
  const size = Math.max(LEAST, 2 * volume * KEY + LEAST / 4);
  let full = false;
  return {
    async fill() {
      if (full) return;
      try {
        if (!(await disk.list(folder)).includes(RESERVE)) {
          await disk.write(join(folder, `${RESERVE}.new`), Buffer.alloc(size));
          await disk.rename(join(folder, `${RESERVE}.new`), join(folder, RESERVE));
        }
        full = true;
      } catch {
        // No room for the room: what was begun is given back.
        await disk.remove(join(folder, `${RESERVE}.new`));
      }
    },
    there: async () => (await disk.list(folder)).includes(RESERVE),
    async release() {
      full = false;
      await disk.remove(join(folder, RESERVE));
    },
  };
}

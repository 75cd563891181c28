import { z } from 'zod';
import type { Disk } from './disk.ts';
import { MONTH_EPOCH, readEpoch, shelfOf } from './epoch-name.ts';

/** What `commonkey restore --keys-lost` writes, and nobody else: the tables that the restored database speaks of. */
const declaration = z.strictObject({ v: z.literal(1), epochs: z.array(z.string()) });

/** Tables of an earlier key process that somebody has declared lost for good. */
export type Lost = {
  has(epoch: string): boolean;
  /** The last volume of a shelf among them: their names, and the slots that rows have in them, are never given out again. */
  volumeOf(shelf: string): number;
};

export const NOTHING_LOST: Lost = { has: () => false, volumeOf: () => 0 };

export async function readLost(disk: Disk, path: string): Promise<Lost> {
  const text = await disk.read(path);
  if (!text) return NOTHING_LOST;
  const { epochs } = declaration.parse(JSON.parse(text.toString('utf8')));
  const names = new Set(epochs);
  const volumes = new Map<string, number>();
  for (const name of names) {
    const month = MONTH_EPOCH.test(name) ? readEpoch(name) : null;
    if (!month) continue;
    const shelf = shelfOf(month);
    volumes.set(shelf, Math.max(volumes.get(shelf) ?? 0, month.volume));
  }
  return { has: (epoch) => names.has(epoch), volumeOf: (shelf) => volumes.get(shelf) ?? 0 };
}

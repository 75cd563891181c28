import { join } from 'node:path';
import { isPlainDate, type PlainDate } from '@commonkey/program';
import { z } from 'zod';
import { readIf, writeWhole } from '../write-whole.ts';
import { isSeen, PLACES, type Place, type PlaceName } from './places.ts';

/** What the last search for remains came to: the day, and of what it looked for the number alone. */
export type LastScan = {
  readonly on: PlainDate;
  /** Strings that it looked for. */
  readonly strings: number;
  /** Places in which it found one of them. */
  readonly found: readonly PlaceName[];
  /** Places of which it did not see all. */
  readonly unseen: readonly PlaceName[];
};

const mark = (dataFolder: string): string => join(dataFolder, 'secrets', 'residue-scan');

const places = z.array(z.enum(PLACES));
const shape = z.strictObject({
  on: z.string().refine(isPlainDate),
  strings: z.int().positive(),
  found: places,
  unseen: places,
});

export async function noteScan(
  dataFolder: string,
  on: PlainDate,
  strings: number,
  looked: readonly Place[],
): Promise<void> {
  const scan: LastScan = {
    on,
    strings,
    found: looked.flatMap(({ place, hits }) => (hits.length > 0 ? [place] : [])),
    unseen: looked.flatMap((one) => (isSeen(one) ? [] : [one.place])),
  };
  await writeWhole(mark(dataFolder), `${JSON.stringify(scan)}\n`, 0o600);
}

/** Null: none was made of this folder, or nobody can say. */
export async function lastScan(dataFolder: string): Promise<LastScan | null> {
  const bytes = await readIf(mark(dataFolder)).catch(() => null);
  if (bytes === null) return null;
  try {
    return shape.parse(JSON.parse(bytes.toString('utf8'))) as LastScan;
  } catch {
    return null;
  }
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFault } from '@commonkey/words';
import { takeListBack } from '../cards/service.ts';
import type { Context } from '../context.ts';
import { setNumbersAside } from '../desks/service.ts';
import { bringForward, isOldCopy } from '../ledger/service.ts';

export type Replayed = { leaves: number; lists: number; numbers: number };

/**
 * For a database that is an old copy, however it was put back: before anybody is let in, the ledger goes on where it was,
 * cards that were cancelled since read "not valid" again, and no number that may have been given out since is given out
 * once more. Sealed records and holds are settled by the vault's own start; what is due ends in the sweep that follows.
 *
 * Null where the database is as new as the ledger, or where the key process does not say: then nothing is signed either.
 */
export async function replay(context: Context): Promise<Replayed | null> {
  const { log, store } = context;
  try {
    if (!(await isOldCopy(context))) return null;
    const lists = await takeListsBack(context);
    const numbers = await store.write((tx) => setNumbersAside(tx));
    // Last: from then on the database is no old copy, and whatever was cut short before is done again.
    const leaves = await bringForward(context);
    log({ event: 'replayed', leaves });
    return { leaves, lists, numbers };
  } catch (error) {
    if (!isFault(error)) throw error;
    log({ event: 'fault', code: error.code });
    return null;
  }
}

async function takeListsBack(context: Context): Promise<number> {
  const names = await readdir(join(context.config.dataFolder, 'published', 'status')).catch(() => []);
  const lists = names.filter((name) => /^[1-9][0-9]{0,6}$/.test(name)).map(Number);
  for (const list of lists.sort((a, b) => a - b)) await takeListBack(context, list);
  return lists.length;
}

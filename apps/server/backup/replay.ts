import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFault } from '@commonkey/words';
import { admitLost, placeLeavesAgain } from '../audit/service.ts';
import { takeListBack } from '../cards/service.ts';
import type { Context } from '../context.ts';
import { setNumbersAside } from '../desks/service.ts';
import { doubtWords } from '../holds/doubt-words.ts';
import { bringForward, isOldCopy } from '../ledger/service.ts';
import { isBehind, keep } from './outside/keep.ts';
import { type PutBack, putBack } from './outside/put-back.ts';
import { isExchanged } from './outside/same-database.ts';
import { withdrawAgain } from './outside/withdrawn.ts';

/** `withdrawn`: applications that were taken back since, and whose keys the law kept alive. */
export type Replayed = { leaves: number; lists: number; numbers: number; withdrawn: number } & PutBack;

/**
 * For a database that is an old copy, however it was put back: before anybody is let in, the ledger goes on where it was,
 * cards that were cancelled since read "not valid" again, and no number that may have been given out since is given out
 * once more. What was taken back since is taken back, also where a hold keeps its keys. What was destroyed since has its receipt and its certificate again, and is gone again. Sealed records and holds are
 * settled by the vault's own start, and nothing is said of a hold before its words are written anew; what is due ends in the sweep that follows.
 *
 * Null where the database is the one that was here last, or where the key process does not say: then nothing is signed either.
 */
export async function replay(context: Context): Promise<Replayed | null> {
  const { log, store, clock, program } = context;
  try {
    // First, and whether or not the key process answers: residents' pages are up either way.
    const exchanged = await isExchanged(store.read, context.config.dataFolder);
    if (exchanged) await store.write((tx) => doubtWords(tx, clock.now()));
    await placeLeavesAgain(store, program.program.city.timeZone);
    if (!(await isBehind(context))) return null;
    if (!exchanged) await store.write((tx) => doubtWords(tx, clock.now()));
    const shorter = await isOldCopy(context);
    const lists = await takeListsBack(context);
    const numbers = await store.write((tx) => setNumbersAside(tx));
    const back = await putBack(context);
    const withdrawn = await withdrawAgain(context);
    // Last: from then on the database is no old copy, and whatever was cut short before is done again.
    const leaves = shorter ? await bringForward(context) : 0;
    await keep(context, shorter ? null : clock.now().toISOString().slice(0, 10));
    log({ event: 'replayed', leaves, rows: back.rows, again: back.again });
    if ((await admitLost(context, clock.now().toISOString().slice(0, 10))) > 0)
      log({ event: 'fault', code: 'rows-lost-with-copy' });
    // The ledger is as long as it was: what it had not numbered by then, nobody can count.
    if (!shorter) log({ event: 'fault', code: 'lost-within-hour' });
    if (back.unproven > 0) log({ event: 'fault', code: 'restored-unproven' });
    if (back.lost > 0) log({ event: 'fault', code: 'certificate-records-lost' });
    return { leaves, lists, numbers, withdrawn, ...back };
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

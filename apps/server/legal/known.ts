import { isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { isInForce, type MirroredHold } from '../holds/mirror.ts';

/** What the key process knows of a hold whose row was changed; `silent` where it does not answer. */
export type Known = MirroredHold | 'nothing' | 'silent';

/** So long at most a page that warns waits for it, in milliseconds. */
const PATIENCE_MS = 2000;

/**
 * How many holds the key process keeps in force that the database has no row of; null where it does not answer. Somebody removed
 * the row, or the hold is being placed at this moment: it is told before the row is stored.
 */
export async function rowlessHolds(context: Context): Promise<number | null> {
  const list = await soon(listed(context));
  if (list === null) return null;
  const rows = await context.store.read.selectFrom('legal_holds').select('id').execute();
  const here = new Set(rows.map(({ id }) => id));
  return list.filter((hold) => isInForce(hold) && !here.has(hold.id)).length;
}

/** What the key process knows of any hold. Never fails: where it is silent, that is the answer. */
export async function knownHolds(context: Context): Promise<(id: string) => Known> {
  const list = await soon(listed(context));
  if (list === null) return () => 'silent';
  const byId = new Map(list.map((hold) => [hold.id, hold]));
  return (id) => byId.get(id) ?? 'nothing';
}

async function listed({ vault }: Context): Promise<MirroredHold[] | null> {
  try {
    return await vault.inFlight.mirror.list();
  } catch (error) {
    if (isFault(error)) return null;
    throw error;
  }
}

async function soon<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(done, PATIENCE_MS, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

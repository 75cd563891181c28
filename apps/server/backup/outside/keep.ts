import type { Context } from '../../context.ts';
import { scheduleOf } from '../../holds/holds.ts';
import { living } from '../../holds/living.ts';
import { isOldCopy } from '../../ledger/service.ts';
import { appendRows, readMark, readRows, writeLiving, writeMark, writeWithdrawn } from './files.ts';
import { lacking, noRows, rowsIn } from './rows.ts';
import { identityOf, isExchanged } from './same-database.ts';
import { withdrawnIn } from './withdrawn.ts';

export type Parts = Pick<Context, 'store' | 'config' | 'program' | 'secrets'>;

/** Whether the database is an old copy that nothing was replayed into yet. Faults of the key process. */
export async function isBehind({
  store,
  config,
}: {
  store: Pick<Context['store'], 'read'>;
  config: Context['config'];
}): Promise<boolean> {
  return (await isOldCopy({ store, config })) || isExchanged(store.read, config.dataFolder);
}

/**
 * Writes down beside the database what an old copy of it would not know: receipts, certificates and their steps, each once;
 * and what of the rest is alive. Nothing while the database is an old copy itself: what is there then is the better knowledge.
 * @returns whether it was written
 */
export function keepOutside(parts: Parts): Promise<boolean> {
  const turn = last.then(async () => {
    if (await isBehind(parts)) return false;
    await keep(parts, null);
    return true;
  });
  last = turn.catch(() => {});
  return turn;
}

/** One after the other: of two at once the later receipts could come to lie beside the earlier knowledge of what is alive. */
let last: Promise<unknown> = Promise.resolve();

/** @param withinHour the day, where an old copy has just been met that the ledger alone would not have told; null: as before */
export async function keep(
  { store, config, program, secrets }: Parts,
  withinHour: string | null,
): Promise<void> {
  const { dataFolder } = config;
  // In this order, read and written: a receipt that is kept is never younger than what is said to be alive.
  const here = await rowsIn(store.read);
  const alive = await living(store.read, scheduleOf(program.program), secrets.codes);
  await writeLiving(dataFolder, alive);
  await writeWithdrawn(dataFolder, await withdrawnIn(store.read, secrets.codes));
  await appendRows(dataFolder, lacking((await readRows(dataFolder)) ?? noRows(), here));
  const identity = await identityOf(store.read);
  const before = await readMark(dataFolder);
  if (identity)
    await writeMark(dataFolder, { ...identity, withinHour: withinHour ?? before?.withinHour ?? null });
}

import { publishStatusLists } from './cards/service.ts';
import type { Context } from './context.ts';
import { keeperOf } from './keeper/client.ts';
import { sequence } from './store/sequencer.ts';
import { settleRegister } from './store/settle.ts';

/** What the house does by the clock: the ledger's full hours, the destroyer every ten minutes, status lists every hour, the register every night. */
export async function scheduleHousekeeping(context: Context): Promise<void> {
  const { jobs } = context;
  await jobs.on('ledger.sequence', () => sequenceLedger(context));
  await jobs.on('records.sweep', () => sweepRecords(context));
  await jobs.on('cards.publish', () => publishStatusLists(context));
  await jobs.on('cards.settle', () => context.store.write(settleRegister));
  await jobs.every('ledger.sequence', '*/5 * * * *', {});
  await jobs.every('records.sweep', '*/10 * * * *', {});
  await jobs.every('cards.publish', '7 * * * *', {});
  await jobs.every('cards.settle', '23 8 * * *', {});
}

/** Makes the hour's checkpoint if it is missing; asked more often than once an hour, so that a lost job costs little. */
export async function sequenceLedger(context: Context): Promise<void> {
  const { store, clock, random, holds } = context;
  const size = await sequence(store, {
    clock,
    random,
    sign: async (tree) => {
      const rootHash = Buffer.from(tree.root).toString('base64');
      return (await keeperOf(context).ask('sign-checkpoint', { size: tree.size, rootHash })).note;
    },
    end: async (tx, commitments) => {
      await holds.destroy(tx, {
        table: 'ledger_unsequenced',
        where: { commitment: commitments },
        because: 'moved',
      });
    },
  });
  if (size !== null) context.log({ event: 'checkpoint', size });
}

async function sweepRecords(context: Context): Promise<void> {
  for (const [series, { destroyed }] of Object.entries(await context.holds.sweep(context.store)))
    if (destroyed > 0) context.log({ event: 'destroyed', series, count: destroyed });
}

import { checkpointOf, readNote, tileTree } from '@commonkey/ledger';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { keeperOf } from '../keeper/client.ts';
import { sequence } from '../store/sequencer.ts';
import { isOldCopy } from './bring-forward.ts';
import { cosign } from './cosign.ts';
import type { LogCode } from './errors.ts';
import { type LogFiles, openLogFiles, publishedTree } from './log-files.ts';
import { newestNote } from './newest-note.ts';

/**
 * Makes the hour's checkpoint if it is missing, and publishes the newest; asked more often than once an hour, so that a lost
 * job costs little. The files are written before anything is signed, because the key process wants to see that the log only
 * grew (RFC 9162 section 2.1.4), and the checkpoint last, because whoever reads it asks for the files at once.
 *
 * @param numbered told after numbers were given, and before the outside hears of any: what was committed to can still be written down
 */
export async function sequenceLedger(
  context: Context,
  numbered: () => Promise<void> = async () => {},
): Promise<void> {
  const { store, clock, random, holds, config } = context;
  const files = openLogFiles(config.dataFolder);
  // Before anything is numbered: an old copy that numbers its own leaves can never be brought back to the one story.
  if (await isOldCopy(context)) throw new Fault<LogCode>('ledger-behind');
  const size = await sequence(store, {
    clock,
    random,
    sign: async (tree) => {
      await numbered();
      await files.grow(store.read, tree);
      const rootHash = Buffer.from(tree.root).toString('base64');
      const proof = await growthOf(context, files, tree.size);
      return (await keeperOf(context).ask('sign-checkpoint', { size: tree.size, rootHash, proof })).note;
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
  await publishNewest(context, files);
}

/** Brings the files to the newest checkpoint that is signed; nothing to do where they are there already. */
export async function publishNewest(
  context: Context,
  files = openLogFiles(context.config.dataFolder),
): Promise<void> {
  const newest = await newestNote(context.store.read);
  if (newest === null) return;
  const published = publishedTree(await files.note());
  const tree = checkpointOf(readNote(newest).text);
  if (published?.size === tree.size) return;
  await files.grow(context.store.read, tree);
  await files.publish(newest);
  await cosign(context, files, published?.size ?? 0);
}

/** From the tree that the key process has signed last. */
async function growthOf(context: Context, files: LogFiles, size: number): Promise<string[]> {
  const { signed } = await keeperOf(context).ask('last-checkpoint', {});
  if (!signed || signed.size === 0 || signed.size >= size) return [];
  const hashes = await tileTree(size, files.read).proveConsistency(signed.size);
  return hashes.map((hash) => Buffer.from(hash).toString('base64'));
}

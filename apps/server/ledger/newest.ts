import { type Checkpoint, type Cosignature, readCheckpoint, verifyCosignatures } from '@commonkey/ledger';
import type { Context } from '../context.ts';
import { logKey } from './key.ts';
import { type LogFiles, openLogFiles } from './log-files.ts';
import { publishNewest } from './sequence.ts';

/** The newest checkpoint that is published, its signatures verified. */
export type Newest = {
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly cosignatures: readonly Cosignature[];
  /** The full hour it was made for; null where the database was put back and does not know it. */
  readonly hour: Date | null;
};

/**
 * What is published now; null before the first full hour. Faults of the key process, and of `readCheckpoint` and
 * `verifyCosignatures`, where the file is not what was signed.
 */
export async function newestCheckpoint(
  context: Context,
  files: LogFiles = openLogFiles(context.config.dataFolder),
): Promise<Newest | null> {
  // The job that publishes runs in one process; each has files of its own.
  await publishNewest(context, files);
  const note = await files.note();
  if (note === null) return null;
  const checkpoint = await readCheckpoint(note, await logKey(context));
  const witnesses = context.witnesses.map(({ key }) => key);
  const row = await context.store.read
    .selectFrom('ledger_checkpoints')
    .select('slot')
    .where('tree_size', '=', checkpoint.size)
    .executeTakeFirst();
  return {
    note,
    checkpoint,
    cosignatures: await verifyCosignatures(note, witnesses),
    hour: row?.slot ?? null,
  };
}

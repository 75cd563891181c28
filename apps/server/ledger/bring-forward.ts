import {
  append,
  EMPTY_FRONTIER,
  leafHash,
  packFrontier,
  readEntries,
  root,
  unpackFrontier,
} from '@commonkey/ledger';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { keeperOf } from '../keeper/client.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { LogCode } from './errors.ts';
import { type LogFiles, openLogFiles, publishedTree } from './log-files.ts';

type Parts = Pick<Context, 'store' | 'config' | 'clock' | 'holds'>;
const HOUR = 3_600_000;
const WIDTH = 256;

/**
 * Whether the key process has signed a longer ledger than the database knows: then the database is an old copy, however it
 * got here. Faults of the key process.
 */
export async function isOldCopy({
  store,
  config,
}: Pick<Parts, 'config'> & { store: Pick<Parts['store'], 'read'> }): Promise<boolean> {
  const { signed } = await keeperOf({ config }).ask('last-checkpoint', {});
  return signed !== null && signed.size > (await ownSize(store.read));
}

/**
 * Takes the leaves that an old copy of the database lacks from the published files, so that the ledger goes on where it was
 * and does not tell a second story. What waited in the copy and was numbered since is not numbered again.
 *
 * @returns how many leaves came back
 * @throws Fault `ledger-behind` where the published files are gone or are not those that the key process signed
 */
export async function bringForward(parts: Parts): Promise<number> {
  const { store, config } = parts;
  const { signed } = await keeperOf({ config }).ask('last-checkpoint', {});
  const files = openLogFiles(config.dataFolder);
  const note = await files.note();
  const published = publishedTree(note);
  const whole =
    signed !== null &&
    published?.size === signed.size &&
    Buffer.from(published.root).toString('base64') === signed.rootHash;
  if (!whole || note === null) throw new Fault<LogCode>('ledger-behind');
  return store.write(async (tx) => {
    const last = await tx
      .selectFrom('ledger_checkpoints')
      .select(['tree_size', 'slot', 'frontier'])
      .orderBy('tree_size', 'desc')
      .limit(1)
      .executeTakeFirst();
    let frontier = last ? unpackFrontier(last.tree_size, last.frontier) : EMPTY_FRONTIER;
    const from = frontier.size;
    const leaves = await leavesOf(files, from, published.size);
    for (const leaf of leaves) frontier = append(frontier, leafHash(leaf));
    // Also where the copy had numbered something that was never published: it is no beginning of what was.
    if (!Buffer.from(root(frontier)).equals(published.root)) throw new Fault<LogCode>('ledger-behind');
    await insert(tx, from, leaves);
    const hour = Math.floor(parts.clock.now().getTime() / HOUR) * HOUR - HOUR;
    const slot = new Date(Math.max(hour, (last?.slot.getTime() ?? 0) + 1));
    await tx
      .insertInto('ledger_checkpoints')
      .values({ tree_size: frontier.size, slot, frontier: packFrontier(frontier), note })
      .execute();
    await endNumbered(parts, tx, leaves);
    return leaves.length;
  });
}

async function ownSize(read: Reader): Promise<number> {
  const row = await read
    .selectFrom('ledger_checkpoints')
    .select(({ fn }) => fn.max('tree_size').as('size'))
    .executeTakeFirst();
  return Number(row?.size ?? 0);
}

async function leavesOf(files: LogFiles, from: number, to: number): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  for (let at = Math.floor(from / WIDTH) * WIDTH; at < to; at += WIDTH) {
    const width = Math.min(WIDTH, to - at);
    const bundle = await readEntries(files.read, { level: 'entries', index: at / WIDTH, width });
    leaves.push(...bundle.slice(Math.max(0, from - at)));
  }
  return leaves;
}

async function insert(tx: Writer, from: number, leaves: readonly Uint8Array[]): Promise<void> {
  const rows = leaves.map((commitment, i) => ({ leaf_index: from + i, commitment }));
  for (let at = 0; at < rows.length; at += 10_000)
    await tx
      .insertInto('ledger_leaves')
      .values(rows.slice(at, at + 10_000))
      .execute();
}

async function endNumbered({ holds }: Parts, tx: Writer, leaves: readonly Uint8Array[]): Promise<void> {
  const numbered = new Set(leaves.map((leaf) => Buffer.from(leaf).toString('hex')));
  const waiting = await tx.selectFrom('ledger_unsequenced').select('commitment').execute();
  const commitment = waiting.flatMap((row) =>
    numbered.has(Buffer.from(row.commitment).toString('hex')) ? [row.commitment] : [],
  );
  if (commitment.length > 0)
    await holds.destroy(tx, { table: 'ledger_unsequenced', where: { commitment }, because: 'moved' });
}

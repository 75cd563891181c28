import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCheckpoint } from '@commonkey/ledger';
import type { Context } from '../../context.ts';
import { keeperOf } from '../../keeper/client.ts';
import { record } from '../../store/record.ts';
import type { Store } from '../../store/store.ts';
import { testContext } from '../../testing/context.ts';
import { keeperIn, onlineCity } from '../../vault/testing/hall.ts';
import { openLogFiles } from '../log-files.ts';
import { sequenceLedger } from '../sequence.ts';

const recordMany = (store: Store, count: number) =>
  store.write(async (tx) => {
    for (let i = 0; i < count; i += 1) await record(tx, { kind: 'test', i });
  });

/**
 * A city hall with a key process and published files of its own, whose hours pass when they are told to.
 * @param keys folder of the key process, where it has been somewhere before
 */
export async function house(store: Store, t: { after(work: () => Promise<void>): void }, keys?: string) {
  const keeper = await keeperIn(t, {}, keys);
  const dataFolder = await mkdtemp(join(tmpdir(), 'ck-ledger-'));
  t.after(() => rm(dataFolder, { recursive: true, force: true }));
  const base = testContext(store, { program: await onlineCity() });
  const context: Context = { ...base, config: { ...base.config, dataFolder, keeperSocket: keeper.socket } };
  let hour = Date.parse('2026-03-02T10:20:00Z');
  return {
    context,
    keeper,
    events: base.events,
    files: openLogFiles(dataFolder),
    /** The next full hour, with so many things recorded before it. */
    async hour(count: number, over: Partial<Context> = {}) {
      await recordMany(store, count);
      hour += 3_600_000;
      base.setTime(new Date(hour));
      await sequenceLedger({ ...context, ...over });
    },
    async published() {
      const { checkpoint } = await keeperOf(context).ask('public-keys', {});
      const publicKey = new Uint8Array(Buffer.from(checkpoint.publicKey, 'base64url'));
      const note = (await openLogFiles(dataFolder).note()) ?? '';
      return { note, ...(await readCheckpoint(note, { name: checkpoint.name, publicKey })) };
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LogFile, tilesOf } from '@commonkey/ledger';
import { configure } from '../../apps/server/config/config.ts';
import { startDatabase } from '../../apps/server/database.ts';
import { sequenceLedger } from '../../apps/server/ledger/sequence.ts';
import { migrate } from '../../apps/server/store/migrate.ts';
import { recordAll } from '../../apps/server/store/record.ts';
import { openStore, type Store } from '../../apps/server/store/store.ts';
import { testContext } from '../../apps/server/testing/context.ts';
import { keeperIn, onlineCity, random } from '../../apps/server/vault/testing/hall.ts';
import type { Undo } from '../undo.ts';

const HOUR = 3_600_000;
const WARM = 3;
/** Batches under way at once, as requests are. */
const WRITERS = 4;

/**
 * Milliseconds of one hour: recording all its batches, each in a transaction of its own; then numbering, padding, shuffling,
 * storing, writing the files, signing and publishing all of them.
 */
export type Hour = {
  readonly record: number;
  readonly batches: readonly number[];
  readonly sequence: number;
};

/**
 * Leaves the way the service makes them: recorded in transactions of PostgreSQL, sequenced at the full hour through the
 * holds and into static files, signed by a real key process that checks the log's growth.
 *
 * @param batches how many, of `width` leaves each, are recorded in an hour
 */
export async function appendForReal(
  bench: Undo,
  { hours, batches, width }: { hours: number; batches: number; width: number },
): Promise<Hour[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-bench-ledger-'));
  bench.after(() => rm(folder, { recursive: true, force: true }));
  const database = await startDatabase(configure({ COMMONKEY_DATA: folder }, folder), random);
  bench.after(database.stop);
  await migrate(database.address);
  const store = openStore(database.address);
  bench.after(store.close);
  const keeper = await keeperIn(bench);
  const base = testContext(store, { program: await onlineCity() });
  const config = { ...base.config, dataFolder: folder, keeperSocket: keeper.socket };
  const times: Hour[] = [];
  let now = Date.parse('2026-11-22T12:00:00Z');
  for (let hour = 0; hour < WARM + hours; hour += 1) {
    now += HOUR;
    base.setTime(new Date(now));
    const each: number[] = [];
    const record = await took(async () => {
      for (let begun = 0; begun < batches; begun += WRITERS) {
        const some = Array.from({ length: Math.min(WRITERS, batches - begun) }, () =>
          recordBatch(store, width),
        );
        await Promise.all(some.map(async (one) => each.push(await one)));
      }
    });
    times.push({ record, batches: each, sequence: await took(() => sequenceLedger({ ...base, config })) });
  }
  const signed = base.events.filter(({ event }) => event === 'checkpoint');
  if (signed.length !== WARM + hours) throw new Error(`${signed.length} checkpoints were signed`);
  return times.slice(WARM);
}

const recordBatch = (store: Store, width: number): Promise<number> =>
  took(() =>
    store.write(async (tx) => {
      await recordAll(
        tx,
        Array.from({ length: width }, (_, i) => ({ kind: 'bench', i })),
      );
    }),
  );

async function took(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Milliseconds of each batch in a tree without any store: hashing, and the files that change. */
export async function appendInMemory(batches: number, width: number): Promise<number[]> {
  const files = new Map<string, Uint8Array>();
  const times: number[] = [];
  for (let batch = 0; batch < WARM + batches; batch += 1) {
    const leaves = Array.from({ length: width }, () => random(32));
    const begun = performance.now();
    for await (const file of growing(batch * width, leaves, files)) files.set(file.path, file.bytes);
    times.push(performance.now() - begun);
  }
  return times.slice(WARM);
}

const growing = (
  from: number,
  leaves: Uint8Array[],
  files: ReadonlyMap<string, Uint8Array>,
): AsyncGenerator<LogFile, Uint8Array> =>
  tilesOf(from, from + leaves.length, leaves, async (path) => files.get(path) ?? null);

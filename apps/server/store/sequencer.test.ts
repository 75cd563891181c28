import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { leafHash, proveInclusion, rootOf, verifyInclusion } from '@commonkey/ledger';
import { placeHold } from '../holds/holding.ts';
import { openHolds } from '../holds/holds.ts';
import { noMirror } from '../holds/mirror.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { sureClock } from '../testing/clock.ts';
import { forEachServer } from '../testing/database.ts';
import { record } from './record.ts';
import { type SignCheckpoint, sequence, shuffle } from './sequencer.ts';
import type { Store } from './store.ts';

const random = (size: number) => new Uint8Array(randomBytes(size));
const holds = (now: () => Date) => openHolds({ series: [] }, sureClock(now), random, noMirror);

function parts(time: { now: Date }, sign: SignCheckpoint = async ({ size }) => `note ${size}`) {
  const clock = { now: () => time.now };
  const room = holds(clock.now);
  return {
    clock,
    random,
    sign,
    end: async (tx: Parameters<typeof room.destroy>[0], commitments: readonly Uint8Array[]) => {
      await room.destroy(tx, {
        table: 'ledger_unsequenced',
        where: { commitment: commitments },
        because: 'moved',
      });
    },
  };
}

const leavesOf = async (store: Store) =>
  (await store.read.selectFrom('ledger_leaves').selectAll().orderBy('leaf_index').execute()).map(
    (r) => r.commitment,
  );
const recordMany = (store: Store, count: number) =>
  store.write(async (tx) => {
    const made = [];
    for (let i = 0; i < count; i += 1) made.push((await record(tx, { kind: 'test', i })).commitment);
    return made;
  });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

forEachServer('sequencer', (test) => {
  test('every recorded leaf is in the signed tree once, padded to whole blocks, and proves it', async ({
    store,
  }) => {
    const made = await recordMany(store, 21);
    let signedRoot: Uint8Array = new Uint8Array();
    const sign: SignCheckpoint = async (tree) => {
      signedRoot = tree.root;
      return 'note';
    };
    assert.equal(await sequence(store, parts({ now: new Date('2026-03-02T10:20:00Z') }, sign)), 32);
    const leaves = await leavesOf(store);
    assert.deepEqual(made.map(hex).filter((one) => leaves.map(hex).includes(one)).length, 21);
    assert.equal(new Set(leaves.map(hex)).size, 32);
    const hashes = leaves.map(leafHash);
    assert.equal(hex(signedRoot), hex(rootOf(hashes)));
    const index = leaves.map(hex).indexOf(hex(made[0] ?? new Uint8Array()));
    const proof = proveInclusion(hashes, index);
    verifyInclusion({
      index,
      size: 32,
      hash: hashes[index] ?? new Uint8Array(),
      proof,
      root: signedRoot,
    });
    assert.deepEqual(await store.read.selectFrom('ledger_unsequenced').selectAll().execute(), []);
  });

  test('more leaves than one statement ends leave nothing behind that would come twice', async ({
    store,
  }) => {
    const rows = Array.from({ length: 10_050 }, () => ({ commitment: random(32) }));
    await store.write((tx) => tx.insertInto('ledger_unsequenced').values(rows).execute());
    const time = { now: new Date('2026-03-02T10:20:00Z') };
    assert.equal(await sequence(store, parts(time)), 10_064);
    assert.deepEqual(await store.read.selectFrom('ledger_unsequenced').selectAll().execute(), []);
    time.now = new Date('2026-03-02T11:20:00Z');
    assert.equal(await sequence(store, parts(time)), 10_080);
  });

  test('the order of recording is not the order of the leaves', async ({ store }) => {
    const made = await recordMany(store, 64);
    await sequence(store, parts({ now: new Date('2026-03-02T10:20:00Z') }));
    const leaves = (await leavesOf(store)).map(hex);
    const recorded = new Set(made.map(hex));
    assert.notDeepEqual(
      leaves.filter((leaf) => recorded.has(leaf)),
      made.map(hex),
    );
    // Nor does the padding stand together at the end, where it would be told apart.
    assert.ok(leaves.slice(made.length).some((leaf) => recorded.has(leaf)));
  });

  test('one checkpoint an hour, for the full hour, also when nothing happened', async ({ store }) => {
    const time = { now: new Date('2026-03-02T10:59:59Z') };
    assert.equal(await sequence(store, parts(time)), 16);
    assert.equal(await sequence(store, parts(time)), null);
    time.now = new Date('2026-03-02T11:00:00Z');
    assert.equal(await sequence(store, parts(time)), 32);
    const rows = await store.read
      .selectFrom('ledger_checkpoints')
      .select('slot')
      .orderBy('tree_size')
      .execute();
    assert.deepEqual(
      rows.map((row) => row.slot.toISOString()),
      ['2026-03-02T10:00:00.000Z', '2026-03-02T11:00:00.000Z'],
    );
  });

  test('processes that run together make one checkpoint', async ({ store }) => {
    await recordMany(store, 5);
    const time = { now: new Date('2026-03-02T10:20:00Z') };
    await Promise.all([
      sequence(store, parts(time)),
      sequence(store, parts(time)),
      sequence(store, parts(time)),
    ]);
    assert.equal((await leavesOf(store)).length, 16);
    assert.equal((await store.read.selectFrom('ledger_checkpoints').selectAll().execute()).length, 1);
  });

  test('a signer that fails is asked for the same tree again, never for another of its size', async ({
    store,
  }) => {
    await recordMany(store, 3);
    const asked: string[] = [];
    let broken = true;
    const sign: SignCheckpoint = async ({ size, root }) => {
      asked.push(`${size} ${hex(root)}`);
      if (broken) throw new Error('keeper away');
      return 'note';
    };
    const run = parts({ now: new Date('2026-03-02T10:20:00Z') }, sign);
    await assert.rejects(sequence(store, run), /keeper away/);
    await recordMany(store, 2);
    broken = false;
    assert.equal(await sequence(store, run), 16);
    assert.equal(asked.length, 2);
    assert.equal(asked[0], asked[1]);
  });

  test('leaves that arrive while others are numbered wait for the next hour', async ({ store }) => {
    await recordMany(store, 3);
    const time = { now: new Date('2026-03-02T10:20:00Z') };
    const run = parts(time);
    const late = Promise.withResolvers<Uint8Array[]>();
    const end = async (...args: Parameters<typeof run.end>) => {
      late.resolve(await recordMany(store, 2));
      await run.end(...args);
    };
    await sequence(store, { ...run, end });
    const waiting = await store.read.selectFrom('ledger_unsequenced').selectAll().execute();
    assert.deepEqual(waiting.map((r) => hex(r.commitment)).sort(), (await late.promise).map(hex).sort());
  });

  test('a hold on everything does not stop the ledger, where nothing ends', async ({ store }) => {
    const time = { now: new Date('2026-03-02T10:20:00Z') };
    const clock = sureClock(() => time.now);
    await placeHold(store, EVERYTHING, crypto.randomUUID(), { clock, random });
    assert.equal(await sequence(store, parts(time)), 16);
    assert.deepEqual(await store.read.selectFrom('ledger_unsequenced').selectAll().execute(), []);
  });

  test('shuffling keeps every item and reaches every place', async () => {
    const places = new Map<number, number>();
    for (let run = 0; run < 600; run += 1) {
      const shuffled = shuffle([0, 1, 2, 3, 4, 5], random);
      assert.deepEqual(shuffled.toSorted(), [0, 1, 2, 3, 4, 5]);
      places.set(shuffled.indexOf(0), (places.get(shuffled.indexOf(0)) ?? 0) + 1);
    }
    // Six places, 100 each on average: below 40 happens once in 10^11 runs.
    for (let place = 0; place < 6; place += 1) assert.ok((places.get(place) ?? 0) > 40, `place ${place}`);
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Adversary, answer, type Demand } from '@commonkey/exposure';
import { addDays } from '@commonkey/program';
import { confirmHold } from '../../holds/holding.ts';
import { connectKeeper } from '../../keeper/client.ts';
import type { KeyPurpose } from '../../keeper/operations.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import {
  keeperIn,
  onlineCity,
  type TestKeeper,
  type VaultHall,
  vaultHall,
} from '../../vault/testing/hall.ts';
import { custodyOf, keyStates } from './key-states.ts';
import { observedAtOnce } from './observed.ts';
import { everythingOpened, type Hands } from './testing/oracle.ts';
import { type Kind, type SmallCity, smallCity } from './testing/small-city.ts';

const TODAY = '2026-11-22';
const PEOPLE = 16;
const CLASSES: Readonly<Partial<Record<Kind, string>>> = {
  papers: 'papers',
  card: 'application',
  contact: 'contact',
};

const demandFor = (records: Demand['items'][number]['records']): Demand => ({
  format: 'commonkey-demand-1',
  id: 'oracle',
  instrument: { type: 'court-order', issuer: 'oracle', served: TODAY, gag: 'none' },
  items: [{ words: 'everything', subjects: [], records }],
  source: { mark: 'OWN', note: 'oracle' },
});

/** Each kind by the purpose that lets the key process answer whoever owns its machine. */
const ANY: Readonly<Record<Kind, KeyPurpose>> = {
  draft: 'resident',
  piece: 'resident',
  papers: 'resident',
  card: 'resident',
  'review-box': 'resident',
  contact: 'notice',
};

type World = { db: TestDatabase; hall: VaultHall; city: SmallCity; keeper: TestKeeper; at: string };

/** What each holds, written down by hand and not derived. */
async function handsOf(
  world: World,
  t: TestContext,
  when: string,
): Promise<Readonly<Partial<Record<Adversary, Hands>>>> {
  const { hall, city, keeper } = world;
  const link = connectKeeper(keeper.socket);
  t.after(() => link.close());
  const nothing: Hands = { keeper: null, purpose: () => null, approvals: [], share: null, reviewer: null };
  const machine: Hands = { ...nothing, keeper: link, purpose: (kind) => ANY[kind] };
  return {
    'court-order': { ...machine, share: hall.share, reviewer: city.reviewer },
    'search-warrant-on': machine,
    'machine-administrator': machine,
    ...(when === 'as it is' && {
      'search-warrant-off': { ...machine, keeper: await seized(keeper, t) },
      'backup-thief': { ...machine, keeper: await seized(keeper, t, 'without the root') },
    }),
    'vendor-served': nothing,
    'stolen-desk-laptop': nothing,
    'desk-laptop-on': nothing,
    clerk: nothing,
    'records-request': nothing,
    'two-officers': {
      ...nothing,
      keeper: link,
      purpose: () => 'order',
      approvals: ['one', 'two'],
      share: hall.share,
    },
    'reviewer-desk': {
      ...nothing,
      keeper: link,
      purpose: () => 'review',
      approvals: ['one'],
      reviewer: city.reviewer,
    },
  };
}

/** The key process's files as they lie on the disk, carried off and started elsewhere. */
async function seized(keeper: TestKeeper, t: TestContext, root: 'with it' | 'without the root' = 'with it') {
  const folder = await mkdtemp(join(tmpdir(), 'ck-seized-'));
  await cp(keeper.folder, folder, {
    recursive: true,
    filter: (path) =>
      !/keeper\.sock$/.test(path) && !(root === 'without the root' && /vault\.cell$/.test(path)),
  });
  t.after(() => rm(folder, { recursive: true, force: true }));
  const elsewhere = await keeperIn(t, {}, folder).catch(() => null);
  if (elsewhere === null) return null;
  const link = connectKeeper(elsewhere.socket);
  t.after(() => link.close());
  return link;
}

/** Counts by opening, counts by metadata, for everybody who might come and for each class. */
async function compare(world: World, t: TestContext, when: string): Promise<Record<string, number>> {
  const { db, hall, at } = world;
  const keys = await keyStates(hall.parts.keeper, db.store.read);
  const cells = await observedAtOnce(db.store, await onlineCity(), at, {
    now: hall.parts.clock.now(),
    dead: keys?.dead ?? [],
  });
  const counts: Record<string, number> = {};
  for (const [as, hands] of Object.entries(await handsOf(world, t, when)) as [Adversary, Hands][]) {
    const opened = await everythingOpened({ store: db.store, blobs: hall.parts.blobs }, hands);
    for (const kind of ['papers', 'card', 'contact'] as const) {
      const record = CLASSES[kind] as 'papers' | 'application' | 'contact';
      const got = opened.filter((one) => one.kind === kind);
      const [item] = answer(demandFor([record]), cells, as, { documents: [] }, custodyOf(keys)).items;
      const { yes = 0, reading = 0, unknown = 0 } = item?.producible ?? {};
      const told = { people: yes + reading + unknown, objects: item?.objects };
      const true_ = { people: new Set(got.map(({ person }) => person)).size, objects: got.length };
      assert.deepEqual(told, true_, `${when}: ${as}, ${kind}`);
      counts[`${as} ${kind}`] = true_.people;
      const documents = got.reduce((sum, one) => sum + one.documents, 0);
      assert.ok((item?.objects ?? 0) <= documents, 'a sealed file holds at least one document');
    }
    assert.ok(
      !opened.some(({ kind }) => kind === 'draft' || kind === 'piece'),
      'a draft opens for its owner alone',
    );
  }
  return counts;
}

forOneServer('EX-01: the engine against whoever really opens everything', (test) => {
  test('EX-01, EX-08: as it is, after decisions, destruction, under hold, after a key died; each of twelve who come', async (db, t) => {
    const keeper = await keeperIn(t);
    const hall = await vaultHall(db.store, keeper, { time: `${TODAY}T12:00:00Z` });
    const city = await smallCity(db, hall, { count: PEOPLE, seed: 417, today: TODAY });
    const world: World = { db, hall, city, keeper, at: TODAY };
    const before = await compare(world, t, 'as it is');
    assert.ok((before['court-order papers'] ?? 0) > 3 && (before['court-order contact'] ?? 0) > 1);
    assert.equal(before['search-warrant-on papers'], 0, 'a running machine opens no papers');
    assert.ok((before['search-warrant-off contact'] ?? 0) > 0, 'a root on the disk goes with the disk');
    assert.equal(before['backup-thief contact'], 0, 'a backup has no root');
    assert.ok((before['reviewer-desk papers'] ?? 0) > 0);
    assert.ok(
      (before['two-officers papers'] ?? 0) < (before['court-order papers'] ?? 0),
      'of some there are no halves: an order of two officers opens nothing of theirs',
    );
    assert.ok((before['reviewer-desk papers'] ?? 0) < (before['court-order papers'] ?? 0));

    const [decided] = await db.store.read
      .selectFrom('vault_records')
      .innerJoin('applications', 'applications.id', 'application')
      .select('application')
      .where('kind', '=', 'review-box')
      .where('dual_boxes', 'is not', null)
      .orderBy('application')
      .execute();
    const application = decided?.application ?? assert.fail();
    await db.store.write(async (tx) => {
      await hall.vault.end(tx, { application, kinds: ['review-box'] }, 'decided');
    });
    await hall.vault.finish({ application });
    await db.store.write((tx) =>
      tx
        .updateTable('applications')
        .set({ state: 'approved', decided_on: TODAY, waiting_since: null })
        .where('id', '=', application)
        .execute(),
    );
    const after = await compare(world, t, 'after a decision');
    assert.equal(after['reviewer-desk papers'], (before['reviewer-desk papers'] ?? 0) - 1);

    // A key that died while its row stayed, as an old copy of the database has it.
    const [orphan] = await db.store.read
      .selectFrom('vault_records')
      .select(['epoch', 'slot'])
      .where('kind', '=', 'papers')
      .orderBy('id')
      .execute();
    await hall.parts.keeper.ask('vault-shred', { items: [orphan ?? assert.fail()] });
    const shredded = await compare(world, t, 'after a key died');
    assert.equal(shredded['court-order papers'], (after['court-order papers'] ?? 0) - 1);

    const hold = await hall.place('portal-card');
    await db.store.write((tx) => confirmHold(tx, hold.id, randomUUID(), hall.parts));
    const later = addDays(TODAY, 30);
    hall.at(`${later}T12:00:00Z`);
    await hall.vault.sweep();
    const held = await compare({ ...world, at: later }, t, 'thirty days on, cards under hold');
    assert.equal(held['court-order card'], shredded['court-order card'], 'no card ended');
    assert.ok((held['court-order papers'] ?? 0) < (shredded['court-order papers'] ?? 0), 'papers did');
  });
});

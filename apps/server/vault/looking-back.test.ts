import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { askRelease, placeHold } from '../holds/holding.ts';
import { scheduleOf } from '../holds/holds.ts';
import { countKept } from '../holds/kept.ts';
import { liftHold, upholdHold } from '../holds/lifting.ts';
import { listOn } from '../holds/listing.ts';
import { activeHolds } from '../holds/may-destroy.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { ofDays } from '../holds/testing/scope.ts';
import { observedCells } from '../legal/exposure/observed.ts';
import { overdue } from '../records/service.ts';
import { openPool } from '../store/connect.ts';
import type { Store } from '../store/store.ts';
import { forEachServer, type TestDatabase } from '../testing/database.ts';
import { keeperIn, onlineCity, type VaultHall, vaultHall } from './testing/hall.ts';

const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };
const START = '2026-03-01T18:00:00Z';
const DUE = '2026-03-05';
const PAST_DUE = '2026-03-08T18:00:00Z';
/** "Everyone who applied from July 2023 to March 2025." */
const LOOK_BACK = ofDays(null, '2023-07-01', '2025-03-31');

const placing = ({ parts, vault }: VaultHall) => ({ ...parts, inFlight: vault.inFlight });

async function lookBack(store: Store, hall: VaultHall): Promise<string> {
  const { id } = await placeHold(store, LOOK_BACK, randomUUID(), placing(hall));
  await upholdHold(store, id, randomUUID(), placing(hall));
  return id;
}

async function lift(store: Store, id: string, hall: VaultHall): Promise<void> {
  await store.write((tx) => askRelease(tx, id, randomUUID()));
  await liftHold(store, id, randomUUID(), placing(hall));
}

const applications = async (store: Store) =>
  (await store.read.selectFrom('applications').select('id').orderBy('id').execute()).map(({ id }) => id);
const ages = async (store: Store, id: string) =>
  (await store.read.selectFrom('vault_records').select('age').where('application', '=', id).execute()).map(
    ({ age }) => age,
  );

/** Somebody who applied before the hold, and somebody who did after it; a supplement of the first comes last. */
async function beforeAndAfter(store: Store, hall: VaultHall) {
  const { application: before, id: first } = await hall.apply('papers', DUE);
  const hold = await lookBack(store, hall);
  const { application: after, id: later } = await hall.apply('papers', DUE);
  // Of a kind that it has none of yet, and of one that it has.
  const supplements = [await hall.store('card', before, DUE), await hall.store('papers', before, DUE)];
  return { before, after, hold, later, old: [first, ...supplements] };
}

/** Records, and rows of applications, that a count of a demand's answer takes for held. */
async function countedHeld(store: Store): Promise<number> {
  const cells = await observedCells(store.read, await onlineCity(), '2026-03-01', { now: new Date(START) });
  return cells
    .flatMap(({ people, bundles }) => bundles.flat().map((alive) => ({ people, ...alive })))
    .filter(({ waits }) => waits === 'hold')
    .reduce((sum, { people, objects = 1 }) => sum + people * objects, 0);
}

const owed = async (store: Store, { parts: { clock } }: VaultHall) =>
  overdue(store.read, { program: { program: await onlineCity(), files: {} }, clock });

/** What stands in the database, changed by whoever may write there. */
async function changing({ address }: TestDatabase, t: Parameters<typeof keeperIn>[0]) {
  const pool = openPool(address, { max: 1, readOnly: false });
  t.after(() => pool.end());
  return (text: string) => pool.query(text);
}

forEachServer('a look-back hold over sealed records', (test) => {
  test('T6: who applied after it ends on their day under it; who applied before stays, with what came later of theirs', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: START });
    const program = await onlineCity();
    const { before, after, hold, later, old } = await beforeAndAfter(store, hall);
    assert.deepEqual([await ages(store, before), await ages(store, after)], [[0, 0, 0], [1]]);
    const { clock } = hall.parts;
    const counted = async () => {
      const [active] = await activeHolds(store.read, clock.now());
      assert.ok(active);
      return countKept(store.read, [active], { program, now: clock.now() });
    };
    assert.deepEqual(await counted(), [{ covered: 4, kept: 0 }], 'three records and a row');
    assert.equal(await countedHeld(store), 4, 'the exposure page counts the same');
    hall.at(PAST_DUE);
    assert.deepEqual(await counted(), [{ covered: 4, kept: 4 }]);
    assert.ok((await owed(store, hall)) > 0, 'what nothing keeps is owed');
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1, held: 3 });
    await hall.parts.holds.sweep(store);
    assert.deepEqual(await applications(store), [before], 'its row too');
    assert.equal(await owed(store, hall), 0);
    assert.equal((await hall.vault.open(store.read, old, hall.share)).length, 3);
    await assert.rejects(hall.vault.open(store.read, [later], hall.share), { code: 'record-gone' });
    for (const month of ['2026-05', '2026-07']) {
      hall.at(`${month}-02T18:00:00Z`);
      assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 3 }, 'carried over its month');
    }
    assert.deepEqual(await counted(), [{ covered: 4, kept: 4 }]);
    assert.equal((await hall.vault.open(store.read, old, hall.share)).length, 3);
    await lift(store, hold, hall);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 3 });
    await hall.parts.holds.sweep(store);
    assert.deepEqual(await applications(store), []);
  });

  test('T6: by an event too; and a certificate lists what came after it and nothing that it keeps', async ({
    store,
  }, t) => {
    const certified = ['portal-papers'];
    const hall = await vaultHall(store, await keeperIn(t), { time: START, certified });
    const { before, after } = await beforeAndAfter(store, hall);
    const { seriesOf } = scheduleOf(await onlineCity(certified));
    const { mayBegin } = hall.parts.holds;
    let listed: Awaited<ReturnType<typeof listOn>> = null;
    const drafting = store.write(async (tx) => {
      const wish = { series: 'portal-papers', through: DUE };
      listed = await listOn(tx, randomUUID(), wish, { seriesOf, ask: mayBegin });
      throw new RangeError('drafted, and not kept');
    });
    await assert.rejects(drafting, RangeError);
    assert.ok(listed);
    const { volume, held }: { volume: number; held: number } = listed;
    assert.deepEqual([volume, held], [1, 2]);
    const end = (application: string) =>
      store.write((tx) => hall.vault.end(tx, { application, kinds: ['card'] }, 'withdrawn'));
    await hall.store('card', after, DUE);
    assert.deepEqual(await end(after), { destroyed: 1, held: 0, awaiting: 0 });
    assert.deepEqual(await end(before), { destroyed: 0, held: 1, awaiting: 0 });
    assert.deepEqual(await hall.vault.finish(), { ...NOBODY, destroyed: 1 });
  });

  test('T6: a hold of every day that is narrowed to past ones leaves out who applies from then on', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: START });
    const people: string[] = [];
    const apply = async () => {
      people.push((await hall.apply('papers', DUE)).application);
    };
    await apply();
    const { id } = await placeHold(store, EVERYTHING, randomUUID(), placing(hall));
    await apply();
    await upholdHold(store, id, randomUUID(), { ...placing(hall), narrowTo: LOOK_BACK });
    await apply();
    hall.at(PAST_DUE);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1, held: 2 });
    await hall.parts.holds.sweep(store);
    assert.deepEqual(await applications(store), people.slice(0, 2).sort());
  });

  test('I12 T6: ages that the database alone says end nothing; it is said, and they are put right', async (database, t) => {
    const { store } = database;
    const hall = await vaultHall(store, await keeperIn(t), { time: START });
    const sql = await changing(database, t);
    const { before, old } = await beforeAndAfter(store, hall);
    const opened = async () => (await hall.vault.open(store.read, old, hall.share)).length;
    hall.at(PAST_DUE);
    await sql(`update vault_records set age = 9 where application = '${before}'`);
    const said = () => hall.events.filter((event) => 'code' in event && event.code === 'vault-held').length;
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1, pending: 3 });
    assert.ok(said() > 0 && said() <= 2, 'once for each table, and not for each record');
    assert.deepEqual(await ages(store, before), [0, 0, 0]);
    const soFar = said();
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 3 }, 'taken back');
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 3 });
    assert.deepEqual([await opened(), said()], [3, soFar]);
    await hall.parts.holds.sweep(store);
    assert.equal(await owed(store, hall), 0);
  });

  test('I12 T6: a hold that leaves everything out by the database alone keeps everything', async (database, t) => {
    const { store } = database;
    const hall = await vaultHall(store, await keeperIn(t), { time: START });
    const sql = await changing(database, t);
    const { id } = await placeHold(store, EVERYTHING, randomUUID(), placing(hall));
    await upholdHold(store, id, randomUUID(), placing(hall));
    const application = await hall.application(DUE);
    const record = await hall.store('papers', application, DUE);
    const forge = () => sql('update legal_holds set from_age = 1; update vault_records set age = 1');
    await forge();
    hall.at(PAST_DUE);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 1 }, 'put right before anything ends');
    await forge();
    const ended = await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    assert.equal(ended.destroyed, 1, 'an event goes by the database');
    assert.deepEqual(await hall.vault.finish(), { ...NOBODY, pending: 1 }, 'and the key process does not');
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 1 });
    assert.equal((await hall.vault.open(store.read, [record], hall.share)).length, 1);
    assert.equal(
      (await store.read.selectFrom('legal_holds').select('from_age').execute())[0]?.from_age,
      null,
    );
  });

  test('I12: a database from before it keeps and leaves out the same, once it is told', async (database, t) => {
    const { store } = database;
    const hall = await vaultHall(store, await keeperIn(t), { time: START });
    const sql = await changing(database, t);
    const { after } = await beforeAndAfter(store, hall);
    await sql('delete from legal_holds');
    hall.at(PAST_DUE);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1, held: 3 });
    assert.deepEqual(await ages(store, after), []);
  });

  test('T6: what comes of an application that has nothing sealed left is as old as can be', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: START });
    const { application } = await hall.apply('papers', DUE);
    await store.write((tx) => hall.vault.end(tx, { application }, 'decided'));
    await hall.vault.finish();
    await lookBack(store, hall);
    await hall.store('card', application, DUE);
    assert.deepEqual(await ages(store, application), [0]);
    hall.at(PAST_DUE);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 1 });
  });

  test('a row from before ages were kept is held by every hold of its series', async (database, t) => {
    const { store } = database;
    const hall = await vaultHall(store, await keeperIn(t), { time: START });
    const sql = await changing(database, t);
    await beforeAndAfter(store, hall);
    await sql('update vault_records set age = null; update applications set age = null');
    hall.at(PAST_DUE);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 4 });
  });
});

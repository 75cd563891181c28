import assert from 'node:assert/strict';
import { boxesOf, commitment, joinTwo, openBox } from '@commonkey/vault';
import { leave } from '../../staff/members.ts';
import type { TestContext } from '../../testing/context.ts';
import { testContext } from '../../testing/context.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { boxesForReviewers, dualBoxesFor, evidenceReadiness } from '../service.ts';
import { newOfficer, type Officer } from '../testing/officers.ts';
import { addKey, keysOf, removeKey } from './keys.ts';
import { placesOf } from './places.ts';
import { dualBoxFor, reviewBoxFor } from './purposes.ts';

const APPLICATION = '11111111-2222-4333-8444-555555555555';
const code = (code: string) => ({ code });

async function hall({ store }: TestDatabase): Promise<TestContext> {
  return testContext(store, await modelCity());
}

/** The halves that one officer can open. */
async function halvesOf(set: Uint8Array, { publicKey, privateKey }: Officer, application = APPLICATION) {
  const boxes = await boxesOf(set, publicKey);
  return Promise.all(boxes.map((box) => openBox(privateKey, box, dualBoxFor(application))));
}

forOneServer('evidence keys', (test) => {
  test('intake needs two who decide and two who hold the second lock', async (db) => {
    const context = await hall(db);
    const { read } = db.store;
    const ready = async () => {
      const { reviewers, officers, alone, ready } = await evidenceReadiness(read);
      return [reviewers, officers, alone, ready];
    };
    assert.deepEqual(await ready(), [0, 0, false, false]);
    await newOfficer(context, ['reviewer']);
    assert.deepEqual(await ready(), [1, 0, false, false]);
    const officer = await newOfficer(context, ['evidence-officer']);
    assert.deepEqual(await ready(), [1, 1, false, false]);
    await newOfficer(context, ['evidence-officer']);
    assert.deepEqual(await ready(), [1, 2, false, false]);
    await newOfficer(context, ['reviewer']);
    assert.deepEqual(await ready(), [2, 2, false, true]);
    await db.store.write((tx) => removeKey(context, tx, officer.staffId, officer.credential));
    assert.deepEqual(await ready(), [2, 1, false, false]);
  });

  test('a city hall of one holds both locks, and is one no longer once somebody else can sign in', async (db) => {
    const context = await hall(db);
    const { read } = db.store;
    const one = await newOfficer(context);
    assert.deepEqual(await evidenceReadiness(read), { reviewers: 1, officers: 1, alone: true, ready: true });
    const share = context.random(32);
    const halves = await halvesOf((await dualBoxesFor(read, share, APPLICATION)).dual_boxes, one);
    assert.deepEqual(Buffer.from(await joinTwo(halves, await commitment(share))), Buffer.from(share));
    await newOfficer(context, ['clerk']);
    assert.deepEqual(await evidenceReadiness(read), {
      reviewers: 1,
      officers: 1,
      alone: false,
      ready: false,
    });
    await assert.rejects(dualBoxesFor(read, share, APPLICATION), code('evidence-not-ready'));
  });

  test('T10: one officer alone opens nothing after the decision; any two of them do', async (db) => {
    const context = await hall(db);
    const officers = [await newOfficer(context), await newOfficer(context), await newOfficer(context)];
    const share = context.random(32);
    const { dual_boxes: set } = await dualBoxesFor(db.store.read, share, APPLICATION);
    const committed = await commitment(share);
    const halves = await Promise.all(officers.map((officer) => halvesOf(set, officer)));
    for (const own of halves) {
      assert.equal(own.length, 1);
      await assert.rejects(joinTwo(own, committed), code('shares-wrong'));
      await assert.rejects(joinTwo([...own, ...own], committed), code('shares-wrong'));
    }
    for (const [i, own] of halves.entries())
      for (const other of halves.slice(i + 1))
        assert.deepEqual(Buffer.from(await joinTwo([...own, ...other], committed)), Buffer.from(share));
    const [one] = officers;
    assert.ok(one);
    const elsewhere = halvesOf(set, one, '99999999-2222-4333-8444-555555555555');
    await assert.rejects(elsewhere, code('box-unopenable'));
  });

  test('T10: everybody has one place for good, also who come at once; without a free one halves lie anywhere', async (db) => {
    const context = await hall(db);
    const { read } = db.store;
    const officers = await Promise.all(Array.from({ length: 3 }, () => newOfficer(context)));
    const people = officers.map(({ staffId }) => staffId);
    const places = await placesOf(read, people);
    assert.equal(new Set(places.values()).size, 3);
    const share = context.random(32);
    const made = await dualBoxesFor(read, share, APPLICATION);
    assert.equal(made.halves_placed, true);
    for (const officer of officers) {
      const [half] = await halvesOf(made.dual_boxes, officer);
      assert.equal(half?.at(-1), places.get(officer.staffId));
    }
    const [one] = officers;
    assert.ok(one);
    await db.store.write(async (tx) => {
      await addKey(tx, one.staffId, { ...one, wrapped: context.random(125) });
      await tx
        .updateTable('evidence_places')
        .set({ place: 254 })
        .where('staff_id', '=', one.staffId)
        .execute();
    });
    const last = await newOfficer(context);
    assert.equal((await placesOf(read, [...people, last.staffId])).size, 3, 'all are taken');
    const anywhere = await dualBoxesFor(read, share, APPLICATION);
    assert.equal(anywhere.halves_placed, false);
    const halves = await Promise.all([one, last].map((officer) => halvesOf(anywhere.dual_boxes, officer)));
    assert.deepEqual(Buffer.from(await joinTwo(halves.flat(), await commitment(share))), Buffer.from(share));
  });

  test('an appeal is boxed to the others alone, and its set is as large as any', async (db) => {
    const context = await hall(db);
    const [first, other] = [await newOfficer(context), await newOfficer(context)];
    await newOfficer(context, ['evidence-officer']);
    const share = context.random(32);
    const { read } = db.store;
    const { plain: all } = await boxesForReviewers(read, share, APPLICATION);
    const { plain: appeal, keys } = await boxesForReviewers(read, share, APPLICATION, {
      except: first.staffId,
    });
    assert.equal(all.length, appeal.length);
    assert.deepEqual(keys, [other.publicKey]);
    assert.equal((await boxesOf(all, first.publicKey)).length, 1);
    assert.equal((await boxesOf(appeal, first.publicKey)).length, 0);
    const [box] = await boxesOf(appeal, other.publicKey);
    assert.ok(box);
    const opened = await openBox(other.privateKey, box, reviewBoxFor(APPLICATION));
    assert.deepEqual(Buffer.from(opened), Buffer.from(share));
    // Where nobody else decides now it opens for nobody, and looks like any other.
    await db.store.write((tx) => removeKey(context, tx, other.staffId, other.credential));
    const nobody = await boxesForReviewers(read, share, APPLICATION, { except: first.staffId });
    assert.deepEqual(nobody.keys, []);
    assert.equal(nobody.plain.length, all.length);
    for (const { publicKey } of [first, other]) assert.deepEqual(await boxesOf(nobody.plain, publicKey), []);
  });

  test('only in a city hall of one does an appeal come back to the same person', async (db) => {
    const context = await hall(db);
    const one = await newOfficer(context);
    const share = context.random(32);
    const own = () => boxesForReviewers(db.store.read, share, APPLICATION, { except: one.staffId });
    assert.deepEqual((await own()).keys, [one.publicKey]);
    await newOfficer(context, ['clerk']);
    assert.deepEqual((await own()).keys, []);
  });

  test('who leaves, loses the role or the passkey gets no box any more', async (db) => {
    const context = await hall(db);
    await newOfficer(context, ['administrator']);
    const [gone, demoted, lost] = [
      await newOfficer(context, ['reviewer']),
      await newOfficer(context, ['reviewer']),
      await newOfficer(context, ['reviewer']),
    ];
    await db.store.write(async (tx) => {
      await leave(context, tx, gone.staffId);
      await tx
        .updateTable('staff_roles')
        .set({ active: false })
        .where('staff_id', '=', demoted.staffId)
        .execute();
      await tx
        .updateTable('staff_passkeys')
        .set({ active: false })
        .where('staff_id', '=', lost.staffId)
        .execute();
    });
    assert.equal((await evidenceReadiness(db.store.read)).reviewers, 0);
    const boxes = boxesForReviewers(db.store.read, context.random(32), APPLICATION);
    await assert.rejects(boxes, code('evidence-not-ready'));
  });

  test('a removed key is gone with its private half; somebody else’s is not theirs to remove', async (db) => {
    const context = await hall(db);
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    const wrong = db.store.write((tx) => removeKey(context, tx, two.staffId, one.credential));
    await assert.rejects(wrong, code('evidence-key-unknown'));
    await db.store.write((tx) => removeKey(context, tx, one.staffId, one.credential));
    assert.deepEqual(await keysOf(db.store.read, one.staffId), []);
    const left = await db.store.read.selectFrom('evidence_keys').select('staff_id').execute();
    assert.deepEqual(left, [{ staff_id: two.staffId }]);
    const again = { credential: one.credential, publicKey: one.publicKey, wrapped: context.random(125) };
    await db.store.write((tx) => addKey(tx, one.staffId, again));
    assert.equal((await keysOf(db.store.read, one.staffId)).length, 1);
  });
});

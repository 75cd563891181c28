import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { boxesOf, commitment, joinTwo, openBox, sameBytes } from '@commonkey/vault';
import { placeHold } from '../../../holds/holding.ts';
import { over } from '../../../holds/testing/scope.ts';
import { renewBoxes } from '../../../portal/after/renew-boxes.ts';
import { leave, setRole } from '../../../staff/members.ts';
import type { TestContext } from '../../../testing/context.ts';
import { forOneServer, type TestDatabase } from '../../../testing/database.ts';
import { openSealed } from '../../browser/open-file.ts';
import { unopenable } from '../../service.ts';
import { PLANTED, type Sent, sendApplication } from '../../testing/application.ts';
import { DENY, later, MINUTE, review, rowOf } from '../../testing/deciding.ts';
import { reviewHall } from '../../testing/hall.ts';
import { keyOf, newOfficer, type Officer } from '../../testing/officers.ts';
import { joinHalves, passOn, requestKey } from '../../unseal/halves.ts';
import { agreeToOpen, askToOpen, openByOrder } from '../../unseal/unseal.ts';
import { addKey, removeKey } from '../keys.ts';
import { placesOf } from '../places.ts';
import { halfMaskFor, maskedPieceFor } from '../purposes.ts';
import { sealedHalves } from '../sealed-half.ts';
import { nextToBegin, nextToFinish, type Run } from './batches.ts';
import { begin, finish, openHalf } from './giving.ts';
import { keepBegun, keepFinished } from './keep.ts';
import { lackingFor } from './lacking.ts';
import { checkPass, newPass } from './pass.ts';

const code = (code: string) => ({ code });
const run = (of: Officer, colleague: Officer): Run => ({
  staffId: of.staffId,
  key: of.publicKey,
  colleague: colleague.staffId,
});

/** What the page does in one run, batch by batch. */
async function beginAll(context: TestContext, of: Officer, colleague: Officer): Promise<number> {
  let kept = 0;
  for (let after: string | null = null; ; ) {
    const { newcomer, items, next } = await nextToBegin(context, run(of, colleague), after);
    const given = (await Promise.all(items.map((item) => begin(item, newcomer, keyOf(of))))).filter(present);
    kept += (await keepBegun(context, run(of, colleague), given)).kept;
    if (next === null) return kept;
    after = next;
  }
}

async function finishAll(context: TestContext, of: Officer, colleague: Officer): Promise<number> {
  const { newcomer, items } = await nextToFinish(context, run(of, colleague), null);
  const given = (await Promise.all(items.map((item) => finish(item, newcomer, keyOf(of))))).filter(present);
  return (await keepFinished(context, run(of, colleague), given)).kept;
}

const present = <T>(one: T | null): one is T => one !== null;

/** The one half of an officer in an application. */
async function halfOf(context: TestContext, id: string, of: Officer) {
  const { dual_boxes, given_boxes } = await rowOf(context, id);
  const [half, ...more] = await sealedHalves({ dual_boxes: dual_boxes ?? assert.fail(), given_boxes }, [
    of.publicKey,
  ]);
  assert.ok(half && more.length === 0);
  return openHalf(half, id, keyOf(of));
}

async function hallOf(db: TestDatabase, t: Parameters<typeof reviewHall>[1]) {
  const context = await reviewHall(db, t);
  const [one, two] = [await newOfficer(context), await newOfficer(context)];
  return { context, one, two };
}

const counts = async (context: TestContext, me: Officer, of: Officer) =>
  (await lackingFor(context.store.read, me.staffId)).colleagues.find(({ staffId }) => staffId === of.staffId)
    ?.counts;

/** A new key of the same person, as after a lost passkey. */
async function anotherKey(context: TestContext, of: Officer): Promise<Officer> {
  const fresh = await newOfficer(context, []);
  await context.store.write(async (tx) => {
    await removeKey(context, tx, of.staffId, of.credential);
    await removeKey(context, tx, fresh.staffId, fresh.credential);
    await tx
      .updateTable('staff_passkeys')
      .set({ staff_id: of.staffId })
      .where('credential_id', '=', fresh.credential)
      .execute();
    const { credential, publicKey } = fresh;
    await addKey(tx, of.staffId, { credential, publicKey, wrapped: context.random(125) });
  });
  return { ...fresh, staffId: of.staffId };
}

forOneServer('halves for newcomers', (test) => {
  test('T10: two others give one, it joins with any other, and opens by order once both of two agree', async (db, t) => {
    const { context, one, two } = await hallOf(db, t);
    const { id, share } = await sendApplication(context);
    await review(context, one, DENY);
    const three = await newOfficer(context, ['evidence-officer']);
    assert.deepEqual(await counts(context, one, three), {
      has: 0,
      begin: 1,
      finish: 0,
      waits: 0,
      later: 0,
      hand: 0,
      handed: 0,
      cannot: 0,
    });
    assert.equal((await counts(context, three, three))?.cannot, 1, 'nobody gives to themselves');

    assert.equal(await beginAll(context, one, three), 1);
    assert.equal(await beginAll(context, two, three), 0, 'once begun it is finished');
    assert.equal((await counts(context, one, three))?.waits, 1);
    assert.equal(await finishAll(context, one, three), 0, 'who began it does not finish it');
    assert.equal((await counts(context, two, three))?.finish, 1);
    assert.equal(await finishAll(context, two, three), 1);
    assert.equal((await counts(context, two, three))?.has, 1);
    const row = await rowOf(context, id);
    assert.deepEqual([row.begun_pieces, row.begun_masks], [null, null], 'nothing between them stays');

    const committed = await commitment(share);
    const halves = await Promise.all([one, two, three].map((officer) => halfOf(context, id, officer)));
    const [a, b, c] = halves;
    assert.ok(a && b && c);
    for (const [left, right] of [
      [a, b],
      [a, c],
      [b, c],
    ] as const)
      assert.ok(sameBytes(await joinTwo([left, right], committed), share));
    await assert.rejects(joinTwo([c], committed), code('shares-wrong'));

    // The first leaves: the newcomer and the second open it by order.
    await newOfficer(context, ['administrator']);
    await context.store.write((tx) => leave(context, tx, one.staffId));
    assert.equal((await unopenable(context.store.read, [])).halves, 0);
    const oneTime = await requestKey();
    const { request } = await askToOpen(context, three.staffId, row.reference, oneTime.publicKey);
    const order = { application: id, publicKey: oneTime.publicKey };
    await assert.rejects(openByOrder(context, three.staffId, order), code('approval-needed'));
    const passed = await passOn(
      await agreeToOpen(context, two.staffId, request, order),
      { request, ...order },
      keyOf(two),
    );
    const answer = await openByOrder(context, three.staffId, order);
    assert.deepEqual(
      answer.halves.map(({ key, boxes }) => [key, boxes.length]),
      [[three.publicKey, 2]],
      'their own half, in two pieces, and nobody else’s',
    );
    const joined = await joinHalves(answer, keyOf(three), {
      text: passed,
      request,
      privateKey: oneTime.privateKey,
    });
    const { card } = await openSealed(answer.records, joined);
    assert.equal(card.person.name, PLANTED.person.name);
  });

  test('T10: neither part alone is a half, and neither is both with one’s own key', async (db, t) => {
    const { context, one, two } = await hallOf(db, t);
    const { id, share } = await sendApplication(context);
    const three = await newOfficer(context, ['evidence-officer']);
    await beginAll(context, one, three);
    const row = await rowOf(context, id);
    const place = (await placesOf(context.store.read, [three.staffId])).get(three.staffId) ?? assert.fail();
    const [pieces, masks] = [row.begun_pieces ?? assert.fail(), row.begun_masks ?? assert.fail()];
    assert.equal((await boxesOf(pieces, three.publicKey)).length, 1);
    for (const other of [one, two]) assert.deepEqual(await boxesOf(pieces, other.publicKey), []);
    for (const other of [one, three]) assert.deepEqual(await boxesOf(masks, other.publicKey), []);
    const [piece] = await boxesOf(pieces, three.publicKey);
    const [mask] = await boxesOf(masks, two.publicKey);
    assert.ok(piece && mask);
    const committed = await commitment(share);
    const masked = await openBox(three.privateKey, piece, maskedPieceFor(id));
    const opened = await openBox(two.privateKey, mask, halfMaskFor(id, place));
    const second = await halfOf(context, id, two);
    // The newcomer's piece is no half of any place, and what the second one learns joins with nothing of theirs.
    for (const at of [1, 2, place])
      await assert.rejects(joinTwo([second, Uint8Array.of(...masked, at)], committed), code('shares-wrong'));
    await assert.rejects(joinTwo([second, opened], committed), code('shares-wrong'));
    // Bound to one newcomer's place: for another it is sealed to nobody.
    await assert.rejects(openBox(two.privateKey, mask, halfMaskFor(id, place + 1)), code('box-unopenable'));
  });

  test('T10: who lost a passkey is given the same half again: nobody collects two', async (db, t) => {
    const { context, one, two } = await hallOf(db, t);
    const three = await newOfficer(context, ['evidence-officer']);
    const { id, share } = await sendApplication(context);
    const before = await halfOf(context, id, three);
    const again = await anotherKey(context, three);
    assert.equal((await counts(context, one, again))?.begin, 1);
    await beginAll(context, two, again);
    await finishAll(context, one, again);
    const after = await halfOf(context, id, again);
    assert.deepEqual(after, before);
    await assert.rejects(joinTwo([before, after], await commitment(share)), code('shares-wrong'));
  });

  test('many at once go in batches, a break loses nothing, and the log keeps who and when and never whose', async (db, t) => {
    const { context, one, two } = await hallOf(db, t);
    const sent: Sent[] = [];
    for (let n = 0; n < 3; n += 1) sent.push(await sendApplication(context));
    // The same row often: what is counted is batches.
    const template = await rowOf(context, sent[0]?.id ?? '');
    await context.store.write(async (tx) => {
      for (let n = 0; n < 52; n += 1) {
        const [id, tag] = [randomUUID(), context.random(32)];
        const reference = n.toString().padStart(8, '0');
        await tx
          .insertInto('applications')
          .values({ ...template, id, tag, reference })
          .execute();
        await tx
          .insertInto('vault_records')
          .values({
            id: randomUUID(),
            application: id,
            kind: 'card',
            series: 'online-card',
            epoch: 'practice',
            slot: n,
            sealed: context.random(8),
            ends_on: template.ends_on,
          })
          .execute();
      }
    });
    const three = await newOfficer(context, ['evidence-officer']);
    const first = await nextToBegin(context, run(one, three), null);
    assert.equal(first.items.length, 50);
    assert.ok(first.next);
    // The page is closed here: nothing was kept, and all is begun at the next run. Copies do not open, and are passed over.
    assert.equal(await beginAll(context, one, three), 3);
    assert.equal(await beginAll(context, one, three), 0);
    assert.equal(await finishAll(context, two, three), 3);
    const openings = await context.store.read
      .selectFrom('evidence_openings')
      .selectAll()
      .orderBy('purpose')
      .execute();
    const of = (purpose: string) => openings.filter((row) => row.purpose === purpose);
    assert.deepEqual([of('half-begun').length, of('half-finished').length], [5, 1], 'one a batch');
    assert.ok(of('half-begun').every(({ staff_id }) => staff_id === one.staffId));
    const written = JSON.stringify(openings);
    for (const { id } of sent) assert.ok(!written.includes(id));
    const leaves = await context.store.read.selectFrom('ledger_unsequenced').selectAll().execute();
    assert.ok(leaves.length >= 6);
  });

  test('what ends, changes or is taken over meanwhile is passed over, and nothing of it stays', async (db, t) => {
    const { context, one, two } = await hallOf(db, t);
    const done = await sendApplication(context);
    const sent = [
      await sendApplication(context),
      await sendApplication(context),
      await sendApplication(context),
    ];
    const [ends, renewed, begun] = sent;
    assert.ok(ends && renewed && begun);
    const three = await newOfficer(context, ['evidence-officer']);
    // One is given whole, and three are in the page when things happen to them.
    const all = await nextToBegin(context, run(one, three), null);
    const only = all.items.filter(({ application }) => application === done.id);
    const first = await Promise.all(only.map((item) => begin(item, all.newcomer, keyOf(one))));
    await keepBegun(context, run(one, three), first.filter(present));
    assert.equal(await finishAll(context, two, three), 1);
    const { newcomer, items } = await nextToBegin(context, run(one, three), null);
    assert.equal(items.length, 3);
    const given = (await Promise.all(items.map((item) => begin(item, newcomer, keyOf(one))))).filter(present);
    await context.store.write((tx) => context.vault.end(tx, { application: ends.id }, 'withdrawn'));
    // Its owner comes back: the halves are new, and everybody has one.
    const application = await rowOf(context, renewed.id);
    await renewBoxes(context, { file: renewed.share, application } as Parameters<typeof renewBoxes>[1]);
    assert.deepEqual(await keepBegun(context, run(one, three), given), { kept: 1, skipped: 2 });
    const rows = await Promise.all(sent.map(({ id }) => rowOf(context, id)));
    assert.deepEqual(
      rows.map((row) => row.begun_pieces !== null),
      [false, false, true],
    );
    assert.deepEqual(await keepBegun(context, run(one, three), given), { kept: 0, skipped: 3 }, 'sent twice');
    assert.deepEqual(
      (await lackingFor(context.store.read, one.staffId)).all,
      3,
      'what is ending counts no more',
    );

    // Tombstoned between the two steps: gone from both pages, and the rows take everything along.
    for (const { id } of [begun, done])
      await context.store.write((tx) => context.vault.end(tx, { application: id }, 'withdrawn'));
    assert.equal(await finishAll(context, two, three), 0);
    for (const { id } of [begun, done]) {
      await context.vault.finish({ application: id });
      await context.store.write((tx) =>
        context.holds.destroy(tx, { table: 'applications', where: { id }, because: 'withdrawn' }),
      );
    }
    const left = await context.store.read
      .selectFrom('applications')
      .select(['id', 'given_boxes', 'begun_pieces', 'begun_masks'])
      .where('id', 'in', [begun.id, done.id])
      .execute();
    assert.deepEqual(left, [], 'pieces and masks were in the row, and nowhere else');
  });

  test('T6: what a hold keeps is given like anything else, and its halves stay with it', async (db, t) => {
    const { context, one, two } = await hallOf(db, t);
    const { id } = await sendApplication(context);
    const three = await newOfficer(context, ['evidence-officer']);
    const { store, clock, random, vault, holds } = context;
    await placeHold(store, over(null), randomUUID(), { clock, random, inFlight: vault.inFlight });
    const asked = await store.write((tx) => vault.end(tx, { application: id }, 'withdrawn'));
    assert.ok(asked.held > 0 && asked.destroyed === 0);
    assert.equal(await beginAll(context, one, three), 1);
    assert.equal(await finishAll(context, two, three), 1);
    const destroy = () =>
      store.write((tx) => holds.destroy(tx, { table: 'applications', where: { id }, because: 'withdrawn' }));
    assert.equal((await destroy()).destroyed, 0);
    assert.ok((await rowOf(context, id)).given_boxes);
  });

  test('who may not give is told, and what does not fit is not kept', async (db, t) => {
    const { context, one, two } = await hallOf(db, t);
    const { id } = await sendApplication(context);
    const three = await newOfficer(context, ['evidence-officer']);
    const reviewer = await newOfficer(context, ['reviewer']);
    const unknown = code('half-colleague-unknown');
    await assert.rejects(nextToBegin(context, run(three, three), null), unknown);
    await assert.rejects(nextToBegin(context, run(one, reviewer), null), unknown);
    await assert.rejects(nextToBegin(context, { ...run(one, three), key: two.publicKey }, null), unknown);
    assert.deepEqual((await nextToBegin(context, run(three, one), null)).items, []);

    const { newcomer, items } = await nextToBegin(context, run(one, three), null);
    const [item] = items;
    assert.ok(item);
    const good = (await begin(item, newcomer, keyOf(one))) ?? assert.fail();
    const [piece, mask] = [good.pieces[0] ?? assert.fail(), good.masks[0] ?? assert.fail()];
    const other = reviewer.publicKey;
    for (const planted of [
      { ...good, tag: good.tag.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')) },
      { ...good, application: randomUUID() },
      { ...good, pieces: [] },
      { ...good, pieces: [{ ...piece, key: other }] },
      { ...good, pieces: [piece, piece] },
      { ...good, masks: [{ ...mask, key: other }] },
      { ...good, masks: [...good.masks, { ...mask, key: one.publicKey }] },
    ])
      assert.equal((await keepBegun(context, run(one, three), [planted])).kept, 0);
    // Garbled on its way: the second sees it, and it is begun anew.
    const garbled = { ...mask, box: mask.box.replace(/^.{8}/, 'AAAAAAAA') };
    assert.equal((await keepBegun(context, run(one, three), [{ ...good, masks: [garbled] }])).kept, 1);
    assert.equal((await counts(context, two, three))?.finish, 1);
    await finishAll(context, two, three);
    assert.equal((await counts(context, one, three))?.begin, 1);
    // The newcomer leaves between the steps: what was begun for them stands in nobody's way.
    await beginAll(context, one, three);
    const four = await newOfficer(context, ['evidence-officer']);
    assert.equal((await counts(context, one, four))?.later, 1);
    await context.store.write((tx) => setRole(tx, three.staffId, 'evidence-officer', false));
    assert.equal((await counts(context, one, four))?.begin, 1);
    // A sharing older than places has no room for newcomers.
    await context.store.write((tx) =>
      tx.updateTable('applications').set({ halves_placed: false }).where('id', '=', id).execute(),
    );
    assert.equal((await counts(context, one, four))?.cannot, 1);
  });

  test('a pass is one member’s, one key’s and ten minutes long', async (db, t) => {
    const { context, one, two } = await hallOf(db, t);
    const pass = newPass(context, one.staffId, one.publicKey);
    const over = code('half-pass-over');
    checkPass(context, one.staffId, one.publicKey, pass);
    const check = (staffId: string, key: string, given: string) => () =>
      checkPass(context, staffId, key, given);
    assert.throws(check(two.staffId, one.publicKey, pass), over);
    assert.throws(check(one.staffId, two.publicKey, pass), over);
    assert.throws(check(one.staffId, one.publicKey, `f${pass.slice(1)}`), over);
    assert.throws(check(one.staffId, one.publicKey, ''), over);
    later(context, 10 * MINUTE + 1);
    assert.throws(check(one.staffId, one.publicKey, pass), over);
  });
});

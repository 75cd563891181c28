import assert from 'node:assert/strict';
import { boxesOf, joinTwo, sameBytes } from '@commonkey/vault';
import { openPool } from '../../../store/connect.ts';
import { up } from '../../../store/migrations/0036-once-alone.ts';
import type { TestContext } from '../../../testing/context.ts';
import { forOneServer } from '../../../testing/database.ts';
import { openSealed } from '../../browser/open-file.ts';
import { halvesNow, withOneAlone } from '../../service.ts';
import { PLANTED, sendApplication } from '../../testing/application.ts';
import { DENY, review, rowOf } from '../../testing/deciding.ts';
import { reviewHall } from '../../testing/hall.ts';
import { keyOf, newOfficer, type Officer } from '../../testing/officers.ts';
import { joinHalves, passOn, requestKey } from '../../unseal/halves.ts';
import { agreeToOpen, askToOpen, openByOrder } from '../../unseal/unseal.ts';
import { placesOf } from '../places.ts';
import { sealedHalves } from '../sealed-half.ts';
import { nextToBegin, nextToHand, type Run } from './batches.ts';
import { handOver, openHalf } from './giving.ts';
import { keepHanded } from './keep.ts';
import { lackingFor } from './lacking.ts';

const run = (of: Officer, colleague: Officer): Run => ({
  staffId: of.staffId,
  key: of.publicKey,
  colleague: colleague.staffId,
});

async function handAll(context: TestContext, of: Officer, colleague: Officer) {
  const { newcomer, items } = await nextToHand(context, run(of, colleague), null);
  const given = await Promise.all(items.map((item) => handOver(item, newcomer, keyOf(of))));
  return keepHanded(
    context,
    run(of, colleague),
    given.flatMap((one) => one ?? []),
  );
}

async function halvesOf(context: TestContext, id: string, of: Officer) {
  const { dual_boxes, given_boxes } = await rowOf(context, id);
  const row = { dual_boxes: dual_boxes ?? assert.fail(), given_boxes };
  const sealed = await sealedHalves(row, [of.publicKey]);
  return Promise.all(sealed.map((half) => openHalf(half, id, keyOf(of))));
}

const counts = async (context: TestContext, me: Officer, of: Officer) =>
  (await lackingFor(context.store.read, me.staffId)).colleagues.find(({ staffId }) => staffId === of.staffId)
    ?.counts;

forOneServer('handing over a second half', (test) => {
  test('T10: what one took in alone is two people’s afterwards, by its bytes, and opens by order', async (db, t) => {
    const context = await reviewHall(db, t);
    const { read } = context.store;
    const one = await newOfficer(context);
    const { id, share } = await sendApplication(context);
    await review(context, one, DENY);
    const two = await newOfficer(context, ['evidence-officer']);
    assert.deepEqual(await halvesNow(read), { without: 0, alone: 1, onceAlone: 1 });
    assert.equal((await counts(context, one, two))?.hand, 1);
    assert.equal((await counts(context, two, two))?.handed, 1);
    assert.deepEqual((await nextToBegin(context, run(one, two), null)).items, []);
    assert.deepEqual(
      (await nextToHand(context, run(two, one), null)).items,
      [],
      'who has none hands over none',
    );

    assert.deepEqual(await handAll(context, one, two), { kept: 1, skipped: 0 });
    const row = await rowOf(context, id);
    assert.deepEqual([withOneAlone(row), row.once_alone, row.halves_placed], [false, true, true]);
    for (const { publicKey } of [one, two])
      assert.equal((await boxesOf(row.dual_boxes ?? assert.fail(), publicKey)).length, 1);
    const [mine, theirs] = [await halvesOf(context, id, one), await halvesOf(context, id, two)];
    const places = await placesOf(read, [one.staffId, two.staffId]);
    assert.equal(mine[0]?.at(-1), places.get(one.staffId));
    assert.equal(theirs[0]?.at(-1), places.get(two.staffId));
    const committed = row.share_commitment ?? assert.fail();
    await assert.rejects(joinTwo(mine, committed), { code: 'shares-wrong' });
    assert.ok(sameBytes(await joinTwo([...mine, ...theirs], committed), share));
    assert.deepEqual(await halvesNow(read), { without: 0, alone: 0, onceAlone: 1 });
    assert.deepEqual(await handAll(context, one, two), { kept: 0, skipped: 0 }, 'once');

    const oneTime = await requestKey();
    const { request } = await askToOpen(context, one.staffId, row.reference, oneTime.publicKey);
    const order = { application: id, publicKey: oneTime.publicKey };
    const agreed = await agreeToOpen(context, two.staffId, request, order);
    const text = await passOn(agreed, { request, ...order }, keyOf(two));
    const answer = await openByOrder(context, one.staffId, order);
    const joined = await joinHalves(answer, keyOf(one), { text, request, privateKey: oneTime.privateKey });
    const { card } = await openSealed(answer.records, joined);
    assert.equal(card.person.name, PLANTED.person.name);
    const purposes = await read.selectFrom('evidence_openings').select('purpose').execute();
    assert.equal(purposes.filter(({ purpose }) => purpose === 'half-handed').length, 1);

    const three = await newOfficer(context, ['evidence-officer']);
    assert.equal((await counts(context, one, three))?.begin, 1, 'a third is given a half by two');
  });

  test('of what is there already the migration tells by the boxes', async (db, t) => {
    const context = await reviewHall(db, t);
    await newOfficer(context);
    const alone = await sendApplication(context);
    await newOfficer(context);
    const two = await sendApplication(context);
    const found = async () =>
      Promise.all([alone, two].map(async ({ id }) => (await rowOf(context, id)).once_alone));
    assert.deepEqual(await found(), [true, false]);
    const statement = up.split(';').find((one) => one.includes('update applications')) ?? assert.fail();
    const pool = openPool(db.address, { max: 1, readOnly: false });
    try {
      await pool.query('update applications set once_alone = false');
      await pool.query(statement);
    } finally {
      await pool.end();
    }
    assert.deepEqual(await found(), [true, false]);
  });

  test('what is not for both, or was changed meanwhile, replaces nothing', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    const { id } = await sendApplication(context);
    const two = await newOfficer(context, ['evidence-officer']);
    const { newcomer, items } = await nextToHand(context, run(one, two), null);
    const [item] = items;
    assert.ok(item);
    const good = await handOver(item, newcomer, keyOf(one));
    assert.ok(good);
    const before = await rowOf(context, id);
    for (const bad of [
      { ...good, theirs: good.mine },
      { ...good, mine: good.theirs },
      { ...good, theirs: [] },
      { ...good, tag: item.committed },
    ])
      assert.deepEqual(await keepHanded(context, run(one, two), [bad]), { kept: 0, skipped: 1 });
    assert.deepEqual((await rowOf(context, id)).dual_boxes, before.dual_boxes);
    const wrong = { ...item, committed: item.tag };
    assert.equal(await handOver(wrong, newcomer, keyOf(one)), null, 'halves of another share');
    assert.equal(await handOver(item, newcomer, keyOf(two)), null);
    assert.deepEqual(await keepHanded(context, run(one, two), [good]), { kept: 1, skipped: 0 });
  });
});

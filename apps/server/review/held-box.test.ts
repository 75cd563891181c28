import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { confirmHold, placeHold } from '../holds/holding.ts';
import { countKept } from '../holds/kept.ts';
import { over } from '../holds/testing/scope.ts';
import { keeperOf } from '../keeper/client.ts';
import { endApplication } from '../portal/end-application.ts';
import { standing } from '../records/service.ts';
import { cityDay } from '../testing/city-day.ts';
import type { TestContext } from '../testing/context.ts';
import { forOneServer } from '../testing/database.ts';
import { decide } from './decide.ts';
import { lapse } from './lapse.ts';
import { openNext } from './open.ts';
import { sendApplication } from './testing/application.ts';
import { APPROVE, appeal, DAY, DENY, kindsOf, later, review } from './testing/deciding.ts';
import { reviewHall, withSecondLooks } from './testing/hall.ts';
import { newOfficer } from './testing/officers.ts';

const BOX = 'portal-review-key';
const FILE = ['card', 'papers'];

/** Confirmed: it lasts whatever days pass. */
async function hold({ store, clock, random, vault }: TestContext, series: string | null): Promise<void> {
  const parts = { clock, random };
  const { id } = await placeHold(store, over(series), randomUUID(), { ...parts, inFlight: vault.inFlight });
  await store.write((tx) => confirmHold(tx, id, randomUUID(), parts));
}

async function boxesOf({ store }: TestContext, application: string) {
  return store.read
    .selectFrom('vault_records')
    .select(['epoch', 'slot'])
    .where('application', '=', application)
    .where('kind', '=', 'review-box')
    .execute();
}

/** Neither a row nor a key is left of any box. */
async function assertGone(context: TestContext, id: string, places: { epoch: string; slot: number }[]) {
  assert.deepEqual(await boxesOf(context, id), []);
  const { alive } = await keeperOf(context).ask('vault-alive', { items: places });
  assert.ok(!alive.includes(true), 'T10: the key lives');
}

forOneServer('the box for one reviewer under a hold', (test) => {
  for (const series of [BOX, null])
    test(`T10 T6: over ${series ?? 'everything'}, it ends with the decision, and what it opens stays under two`, async (db, t) => {
      const context = await reviewHall(db, t);
      const [one, two] = [await newOfficer(context), await newOfficer(context)];
      const kept = series === null ? FILE : null;
      await hold(context, series);

      const approved = await sendApplication(context);
      const boxes = await boxesOf(context, approved.id);
      assert.equal(boxes.length, 1);
      await review(context, one, APPROVE);
      await assertGone(context, approved.id, boxes);
      assert.deepEqual(await kindsOf(context, approved.id), kept ?? ['card']);

      const denied = await sendApplication(context);
      const first = await boxesOf(context, denied.id);
      await review(context, one, DENY);
      await assertGone(context, denied.id, first);
      assert.deepEqual(await kindsOf(context, denied.id), FILE);
      await appeal(context, denied.id);
      await context.vault.sweep();
      const second = await boxesOf(context, denied.id);
      assert.equal(second.length, 1, 'before the decision about the appeal it lives as ever');
      await review(context, two, DENY);
      await assertGone(context, denied.id, [...first, ...second]);
      assert.deepEqual(await kindsOf(context, denied.id), kept ?? []);
    });

  test('T10: it lives until the second look is done, or its days are over, and no longer', async (db, t) => {
    const context = await reviewHall(db, t, { change: withSecondLooks(100) });
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    await hold(context, null);
    for (const end of [() => review(context, two, APPROVE), () => lapseAfter(context, 7)]) {
      const { id } = await sendApplication(context);
      const boxes = await boxesOf(context, id);
      await review(context, one, APPROVE);
      await context.vault.sweep();
      assert.deepEqual(await kindsOf(context, id), [...FILE, 'review-box']);
      await end();
      await assertGone(context, id, boxes);
      assert.deepEqual(await kindsOf(context, id), FILE);
    }
  });

  test('T10: a hold that comes between the decision and the end of the key does not bring it back', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    const { id } = await sendApplication(context);
    const boxes = await boxesOf(context, id);
    const { token } = await openNext(context, one.staffId);
    const { vault } = context;
    const stopped = { ...vault, finish: async () => ({ destroyed: 0, held: 0, awaiting: 0, pending: 2 }) };
    await decide({ ...context, vault: stopped }, one.staffId, token, APPROVE);
    assert.equal((await boxesOf(context, id)).length, 1, 'begun, and not ended');
    await hold(context, null);
    await vault.sweep();
    await assertGone(context, id, boxes);
    assert.deepEqual(await kindsOf(context, id), FILE, 'what it opens was taken back');
  });

  test('before the decision no page says that a hold keeps it: it ends all the same', async (db, t) => {
    const context = await reviewHall(db, t);
    await newOfficer(context);
    await newOfficer(context);
    const [whole, lone] = [await sendApplication(context), await sendApplication(context)];
    await context.store.write((tx) =>
      tx
        .updateTable('applications')
        .set({ dual_boxes: null, halves_placed: false, once_alone: false })
        .where('id', '=', lone.id)
        .execute(),
    );
    await hold(context, null);
    const found = (await standing(context.store.read, context)).get(BOX);
    assert.deepEqual(
      [found?.total, found?.held, found?.untilDecided],
      [2, 1, 1],
      'without halves it is kept',
    );
    const { program } = context.program;
    const scope = { series: [BOX], from: null, until: null };
    const [kept] = await countKept(context.store.read, [scope], { program, now: context.clock.now() });
    assert.equal(kept?.covered, 1, 'and the page of the hold counts the same');
    const boxes = await boxesOf(context, whole.id);
    await context.store.write((tx) => endApplication(context, tx, whole.id, 'withdrawn'));
    await context.vault.finish();
    await assertGone(context, whole.id, boxes);
  });

  test('T10: what an earlier version left beside a decided file ends with the destroyer’s next run', async (db, t) => {
    const context = await reviewHall(db, t);
    await newOfficer(context);
    await newOfficer(context);
    const { id } = await sendApplication(context);
    const boxes = await boxesOf(context, id);
    await hold(context, null);
    const today = cityDay(context);
    await context.store.write(async (tx) => {
      await tx
        .updateTable('applications')
        .set({ state: 'approved', waiting_since: null })
        .where('id', '=', id)
        .execute();
      await context.vault.bringNearer(tx, { application: id, kinds: ['review-box'] }, today);
    });
    const { program } = context.program;
    const everything = { series: [BOX], from: null, until: null };
    const count = () => countKept(context.store.read, [everything], { program, now: context.clock.now() });
    assert.deepEqual(await count(), [{ covered: 0, kept: 0 }], 'no hold is said to keep it');
    later(context, DAY);
    await context.vault.sweep();
    await assertGone(context, id, boxes);
    assert.deepEqual(await kindsOf(context, id), FILE);
  });

  test('T6: taken back or never decided, it stays under a hold where no halves open what is kept, and nowhere else', async (db, t) => {
    const context = await reviewHall(db, t);
    await newOfficer(context);
    await newOfficer(context);
    await hold(context, null);
    const ends = [
      (id: string) => context.store.write((tx) => endApplication(context, tx, id, 'withdrawn')),
      () => lapseAfter(context, 45),
    ];
    for (const end of ends) {
      const [whole, lone] = [await sendApplication(context), await sendApplication(context)];
      const [gone, stays] = [await boxesOf(context, whole.id), await boxesOf(context, lone.id)];
      await context.store.write((tx) =>
        tx
          .updateTable('applications')
          .set({ dual_boxes: null, halves_placed: false, once_alone: false })
          .where('id', '=', lone.id)
          .execute(),
      );
      for (const { id } of [whole, lone]) await end(id);
      await context.vault.finish();
      await context.vault.sweep();
      await assertGone(context, whole.id, gone);
      assert.deepEqual(await kindsOf(context, whole.id), FILE);
      assert.deepEqual(await kindsOf(context, lone.id), [...FILE, 'review-box']);
      assert.deepEqual((await keeperOf(context).ask('vault-alive', { items: stays })).alive, [true]);
    }
  });
});

async function lapseAfter(context: TestContext, days: number): Promise<void> {
  later(context, days * DAY);
  await lapse(context);
  await context.vault.finish();
}

import assert from 'node:assert/strict';
import type { ApplicationState } from '../../store/tables/portal.ts';
import { forOneServer } from '../../testing/database.ts';
import { openSealed } from '../browser/open-file.ts';
import { decide } from '../decide.ts';
import { openNext } from '../open.ts';
import { PLANTED, sendApplication } from '../testing/application.ts';
import { reviewHall } from '../testing/hall.ts';
import { keyOf, newOfficer } from '../testing/officers.ts';
import { whoOpens } from '../who-opens.ts';
import { joinHalves, passOn, readRequest, requestKey, writeRequest } from './halves.ts';
import { putIntoBundle } from './produce.ts';
import { agreeToOpen, askToOpen, openByOrder } from './unseal.ts';

const code = (code: string) => ({ code });
const SENT = { line: '', pages: '1', records: '1', people: '1', file: null };

forOneServer('opening by order', (test) => {
  test('T10: two officers open one record together; neither the one nor the service alone', async (db, t) => {
    const context = await reviewHall(db, t);
    const [asks, agrees, third] = [
      await newOfficer(context),
      await newOfficer(context, ['evidence-officer']),
      await newOfficer(context, ['evidence-officer']),
    ];
    const { id } = await sendApplication(context);
    const opened = await openNext(context, asks.staffId);
    await decide(context, asks.staffId, opened.token, { verdict: 'deny', unmet: ['residency'] });
    const { reference } = await db.store.read
      .selectFrom('applications')
      .select('reference')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();

    const oneTime = await requestKey();
    const { request, application } = await askToOpen(context, asks.staffId, reference, oneTime.publicKey);
    const text = writeRequest({ request, application, publicKey: oneTime.publicKey });
    const order = { application, publicKey: oneTime.publicKey };

    await assert.rejects(openByOrder(context, asks.staffId, order), code('approval-needed'));
    const put = () => putIntoBundle(context, asks.staffId, SENT);
    await assert.rejects(put(), code('unseal-nothing-opened'));
    await assert.rejects(
      agreeToOpen(context, asks.staffId, request, order),
      code('approval-needs-second-person'),
    );
    // A request that was changed on its way asks for something that nobody asked.
    const swapped = { application, publicKey: (await requestKey()).publicKey };
    await assert.rejects(agreeToOpen(context, agrees.staffId, request, swapped), code('unseal-unknown'));

    const asked = readRequest(` ${text}\n`);
    const halves = await agreeToOpen(context, agrees.staffId, asked.request, asked);
    const passed = await passOn(halves, asked, keyOf(agrees));
    await assert.rejects(openByOrder(context, third.staffId, order), code('unseal-unknown'));
    const answer = await openByOrder(context, asks.staffId, order);
    const given = { text: passed, request, privateKey: oneTime.privateKey };
    const share = await joinHalves(answer, keyOf(asks), given);
    const { card } = await openSealed(answer.records, share);
    assert.equal(card.person.name, PLANTED.person.name);

    await t.test('one half alone joins nothing, nor one passed on for another request', async () => {
      const own = await passOn(answer.halves, asked, keyOf(asks));
      await assert.rejects(joinHalves(answer, keyOf(asks), { ...given, text: own }), code('shares-wrong'));
      const other = { ...given, request: application };
      await assert.rejects(joinHalves(answer, keyOf(asks), other), code('box-unopenable'));
      await assert.rejects(openSealed(answer.records, null), code('record-unopenable'));
    });
    await t.test('T10: only whoever has just opened one puts anything into a bundle', async () => {
      await assert.rejects(put(), code('production-line-unreadable'), 'asked for no more than its line');
      await assert.rejects(putIntoBundle(context, third.staffId, SENT), code('unseal-nothing-opened'));
      const now = context.clock.now();
      context.setTime(new Date(now.getTime() + 40 * 60_000));
      await assert.rejects(put(), code('unseal-nothing-opened'));
      context.setTime(now);
    });
    await t.test('an approval opens once, and both are written down', async () => {
      await assert.rejects(openByOrder(context, asks.staffId, order), code('approval-needed'));
      const openings = await db.store.read
        .selectFrom('evidence_openings')
        .select('staff_id')
        .where('purpose', '=', 'order')
        .execute();
      assert.deepEqual(openings.map((one) => one.staff_id).sort(), [asks.staffId, agrees.staffId].sort());
    });
  });

  test('T10: by order nothing opens before the decision, nor while an appeal against it is undecided', async (db, t) => {
    const context = await reviewHall(db, t);
    const [asks, agrees] = [await newOfficer(context), await newOfficer(context)];
    const { id } = await sendApplication(context);
    const { reference } = await db.store.read
      .selectFrom('applications')
      .select('reference')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const { publicKey } = await requestKey();
    const order = { application: id, publicKey };
    const stands = async (state: ApplicationState) => {
      const waiting_since = ['waiting', 'second-look', 'appealed'].includes(state) ? new Date(0) : null;
      await db.store.write((tx) =>
        tx.updateTable('applications').set({ state, waiting_since }).where('id', '=', id).execute(),
      );
    };
    const ask = () => askToOpen(context, asks.staffId, reference, publicKey);
    await assert.rejects(
      askToOpen(context, asks.staffId, '00000000', publicKey),
      code('unseal-reference-unknown'),
    );
    for (const state of ['waiting', 'asked', 'second-look', 'appealed'] as const) {
      await stands(state);
      await assert.rejects(ask(), code('unseal-undecided'), state);
    }
    await stands('denied');
    const { request } = await ask();
    await stands('appealed');
    await assert.rejects(agreeToOpen(context, agrees.staffId, request, order), code('unseal-undecided'));
    await stands('denied');
    await agreeToOpen(context, agrees.staffId, request, order);
    await stands('appealed');
    await assert.rejects(openByOrder(context, asks.staffId, order), code('unseal-undecided'));
    const openings = await db.store.read
      .selectFrom('evidence_openings')
      .select('staff_id')
      .where('purpose', '=', 'order')
      .execute();
    assert.deepEqual(openings, [], 'nothing was opened');
    await stands('denied');
    const answer = await openByOrder(context, asks.staffId, order);
    assert.ok(answer.records.length > 0, 'what was refused did not spend the approval');
  });

  test('T10: where one person works nothing opens by order, and it is said before anything is asked', async (db, t) => {
    const context = await reviewHall(db, t);
    const only = await newOfficer(context);
    const { id } = await sendApplication(context);
    const opened = await openNext(context, only.staffId);
    await decide(context, only.staffId, opened.token, { verdict: 'deny', unmet: ['residency'] });
    const { reference } = await db.store.read
      .selectFrom('applications')
      .select('reference')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const { publicKey } = await requestKey();
    const said = () => whoOpens(db.store.read, context.program.program);
    const ask = () => askToOpen(context, only.staffId, reference, publicKey);
    assert.deepEqual(await said(), { alone: true, byOrder: false, secondLook: 0 });
    await assert.rejects(ask(), code('unseal-needs-second'));
    // What the pages say is what the key process does: one name twice is one, whatever city hall were to think.
    const alone = { purpose: 'order', approvals: [only.staffId, only.staffId] } as const;
    const which = { application: id, kinds: ['card', 'papers'] } as const;
    await assert.rejects(context.vault.release(db.store.read, which, alone), code('vault-approval-missing'));
    const second = await newOfficer(context, ['evidence-officer']);
    assert.deepEqual(await said(), { alone: false, byOrder: true, secondLook: 0 });
    const { request } = await ask();
    const order = { application: id, publicKey };
    await agreeToOpen(context, second.staffId, request, order);
    assert.ok((await openByOrder(context, only.staffId, order)).records.length > 0);
  });

  test('once its date has come nobody opens it, however many agree', async (db, t) => {
    const context = await reviewHall(db, t);
    const [asks, agrees] = [await newOfficer(context), await newOfficer(context)];
    const { id } = await sendApplication(context);
    const opened = await openNext(context, asks.staffId);
    await decide(context, asks.staffId, opened.token, { verdict: 'deny', unmet: ['residency'] });
    const { reference } = await db.store.read
      .selectFrom('applications')
      .select('reference')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const { publicKey } = await requestKey();
    const { request, application } = await askToOpen(context, asks.staffId, reference, publicKey);
    await agreeToOpen(context, agrees.staffId, request, { application, publicKey });
    await db.store.write((tx) => context.vault.end(tx, { application }, 'withdrawn'));
    await context.vault.finish({ application });
    const answer = await openByOrder(context, asks.staffId, { application, publicKey }).catch(() => null);
    assert.deepEqual(answer?.records ?? [], []);
  });
});

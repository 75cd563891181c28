import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext as NodeTest } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import { committedLeaves } from '../../store/committed.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { pixels } from '../../uploads/testing/jpeg.ts';
import { itemEvent } from './events.ts';
import { openAbout } from './sealed.ts';
import { act, decided, demandHall, register, subpoena } from './testing/hall.ts';
import { nowhereClear } from './testing/nowhere-clear.ts';
import { sendFile } from './testing/send-file.ts';
import { oneDemand } from './view.ts';
import { words } from './words.ts';

const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');

async function registered(db: TestDatabase, t: NodeTest, more: Record<string, string> = {}) {
  const hall = await demandHall(db, t);
  hall.context.setTime(new Date('2026-03-02T18:00:00Z'));
  const law = await hall.join(['law-officer']);
  const demand = await register(law, subpoena(more));
  assert.equal(demand.answer.statusCode, 303, demand.answer.body.slice(0, 400));
  return { ...hall, law, demand };
}

const ITEM = {
  why: 'clarified',
  'item1-words': 'also the photographs of Quillfeather',
  'item1-class-card-record': 'on',
  'item1-from': '2024-01-01',
  'item1-selector': 'class',
  keep: 'asked',
};

forOneServer('a demand after intake', (test) => {
  test('an item and a hold come on top: nothing that stands is changed, and both are in the ledger', async (db, t) => {
    const { context, law, demand, join } = await registered(db, t);
    const before = await db.store.read.selectFrom('demand_items').selectAll().execute();
    for (const [more, code] of [
      [{ 'item1-class-card-record': '' }, null],
      [{ 'item1-until': '2023-01-01' }, 'demand-span-reversed'],
      [{ why: '' }, null],
    ] as const) {
      const answer = await act(law, demand, 'amend', { hold: randomUUID(), ...ITEM, ...more });
      assert.ok(answer.statusCode >= 400, JSON.stringify(more));
      if (code) assert.ok(said(answer.body, `fault.${code}`), code);
    }
    const nothing = await act(law, demand, 'amend', { hold: randomUUID(), why: 'amended', keep: 'none' });
    assert.ok(said(nothing.body, 'fault.amend-nothing'));
    const hold = randomUUID();
    const made = await act(law, demand, 'amend', { hold, ...ITEM });
    assert.equal(made.statusCode, 303, made.body.slice(0, 500));
    // Pressed again, and come back to: one form adds one item.
    assert.equal((await act(law, demand, 'amend', { hold, ...ITEM })).statusCode, 303);
    const other = await act(law, demand, 'amend', { hold, ...ITEM, 'item1-from': '2020-01-01' });
    assert.ok(said(other.body, 'fault.amend-again'));
    assert.match(other.body, /also the photographs of/, 'nothing typed is lost');
    const back = await law.visitor.get(`/demands/${demand.id}/amend?form=${hold}`);
    assert.match(String(back.headers.location), /done=added/);
    assert.equal((await db.store.read.selectFrom('demand_items').select('id').execute()).length, 2);
    const items = await db.store.read.selectFrom('demand_items').selectAll().orderBy('place').execute();
    assert.deepEqual(items[0], before[0]);
    const [, added] = items;
    assert.ok(added);
    assert.deepEqual([added.place, added.classes, added.span_from], [2, ['card-record'], '2024-01-01']);
    const leaf = leafOf({ salt: added.ledger_salt, event: itemEvent(added) });
    assert.equal((await committedLeaves(db.store.read, [leaf])).size, 1);
    const held = await db.store.read
      .selectFrom('legal_holds')
      .selectAll()
      .where('id', '=', hold)
      .executeTakeFirstOrThrow();
    assert.ok(held.confirmed_at, 'in force in the same press');
    const view = await oneDemand(context, demand.id);
    assert.deepEqual(view.holds, [demand.hold, hold]);
    assert.deepEqual(
      view.steps.slice(-2).map(({ step, what }) => [step, what]),
      [
        ['item-added', 'clarified'],
        ['held', null],
      ],
    );
    const alone = randomUUID();
    const scope = { keep: 'scope', which: 'all', when: 'all', channel: 'all' };
    const kept = await act(law, demand, 'amend', { hold: alone, why: 'amended', ...scope });
    assert.equal(kept.statusCode, 303, kept.body.slice(0, 500));
    assert.equal((await oneDemand(context, demand.id)).items.length, 2, 'a hold alone adds no item');
    await nowhereClear(db, context, ['Quillfeather', 'Zephyrine']);
    const entries = await openAbout(context, 'process', { demand: demand.id, by: law.id });
    const item = entries.find((one) => one.is === 'item');
    assert.ok(item?.is === 'item' && item.place === 2 && item.words.includes('Quillfeather'));
    const records = await join(['records-officer']);
    assert.equal((await records.visitor.get(`/demands/${demand.id}/amend`)).statusCode, 403);
  });

  test('T2 T9: a scan is redrawn and sealed; no byte of it lies in clear, and it opens for law officers alone, after a fresh touch', async (db, t) => {
    const { context, law, demand, join } = await registered(db, t);
    const records = await join(['records-officer']);
    // The fence that redraws pictures ends with its server.
    t.after(() => law.visitor.app.close());
    const jpeg = await pixels(320, 240).jpeg({ quality: 92 }).toBuffer();
    const marked = Buffer.concat([
      jpeg.subarray(0, 2),
      Buffer.from([0xff, 0xfe, 0, 14]),
      Buffer.from('Quillfeather'),
      jpeg.subarray(2),
    ]);
    const send = (who: typeof law, file: Uint8Array) =>
      sendFile(who, `/demands/${demand.id}`, {
        url: `/demands/${demand.id}/scan`,
        fields: {},
        name: 'scan',
        file,
        type: 'image/jpeg',
      });
    assert.equal((await send(records, marked)).statusCode, 403);
    const sealed = await send(law, marked);
    assert.equal(sealed.statusCode, 303, sealed.body.slice(0, 600));
    const refused = await send(law, Buffer.from('no picture at all'));
    assert.ok(refused.statusCode >= 400);
    const entries = await openAbout(context, 'process', { demand: demand.id, by: law.id });
    const scans = entries.filter((one) => one.is === 'scan');
    assert.equal(scans.length, 1, 'what is no picture is not kept');
    const [scan] = scans;
    assert.ok(scan?.is === 'scan' && scan.jpegs.length === 1);
    const kept = Buffer.from(scan.jpegs[0] ?? '', 'base64');
    assert.ok(!kept.includes('Quillfeather'), 'only its pixels are kept');
    // From a multiple of three on, so that its base64 is part of the base64 of the whole.
    const from = 3 * Math.floor(kept.length / 6);
    const middle = kept.subarray(from, from + 48);
    await nowhereClear(db, context, [
      middle,
      middle.toString('base64'),
      jpeg.subarray(jpeg.length >> 1, (jpeg.length >> 1) + 48),
      'Quillfeather',
    ]);
    const opened = await act(law, demand, 'open-scan', { at: scan.at, page: '1' });
    assert.equal(opened.headers['content-type'], 'image/jpeg');
    assert.deepEqual(opened.rawPayload, kept);
    for (const step of ['open-scan', 'open-process'])
      assert.equal(
        (await act(records, demand, step, { at: scan.at, page: '1' })).statusCode >= 400,
        true,
        step,
      );
    context.setTime(new Date('2026-03-02T18:06:00Z'));
    const stale = await act(law, demand, 'open-scan', { at: scan.at, page: '1' });
    assert.match(stale.body, /data-passkey="send-again"/, 'a touch of six minutes ago is none');
  });

  test('to court and back: each step is added, none is changed, and an item is decided anew after each', async (db, t) => {
    const { context, law, demand, join } = await registered(db, t);
    const other = await join(['law-officer']);
    const [item] = (await oneDemand(context, demand.id)).items;
    assert.ok(item);
    const way = [
      ...['quash-moved', 'petition-filed', 'hearing-held', 'enforced-in-part', 'stay-asked', 'stayed'],
      ...['appealed', 'appeal-decided', 'stay-ended', 'quashed', 'withdrawn-by-issuer'],
    ];
    for (const step of way) {
      const answer = await act(law, demand, 'step', { step });
      assert.equal(answer.statusCode, 303, step);
      if (step === 'enforced-in-part')
        await decided({ context }, [law, other], demand, { item: item.id, outcome: 'enforced-in-part' });
      if (step === 'appealed')
        assert.ok(
          said((await act(law, demand, 'close', {})).body, 'fault.demand-still-open'),
          'not while it lasts',
        );
    }
    await decided({ context }, [law, other], demand, { item: item.id, outcome: 'quashed' });
    const view = await oneDemand(context, demand.id);
    assert.deepEqual(
      view.steps.filter(({ step }) => way.includes(step)).map(({ step }) => step),
      way,
    );
    assert.equal(view.items[0]?.decided?.outcome, 'quashed', 'the newest decision stands');
    const page = await law.visitor.get(`/demands/${demand.id}`);
    for (const step of way) assert.ok(said(page.body, `legal.demand-step-${step}`), step);
    assert.equal((await act(law, demand, 'close', {})).statusCode, 303);
    assert.ok(said((await act(law, demand, 'step', { step: 'appealed' })).body, 'fault.demand-closed'));
    const late = await act(law, demand, 'amend', { hold: randomUUID(), ...ITEM });
    assert.ok(said(late.body, 'fault.demand-closed'));
    // An order of silence comes when it comes.
    const silence = await act(law, demand, 'gag', { gag: 'ordered', until: '' });
    assert.equal(silence.statusCode, 303, 'noted on a closed demand');
    assert.equal((await oneDemand(context, demand.id)).gag.gag, 'ordered');
    assert.equal(
      (await db.store.read.selectFrom('legal_holds').select('id').execute()).length,
      1,
      'and holds nothing',
    );
  });
});

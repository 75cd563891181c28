import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { TestContext as NodeTest } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { Encrypter } from 'age-encryption';
import { producedEvent } from '../../../register/service.ts';
import { committedLeaves } from '../../../store/committed.ts';
import { forOneServer, type TestDatabase } from '../../../testing/database.ts';
import { act, decided, demandHall, register, subpoena } from '../testing/hall.ts';
import { nowhereClear } from '../testing/nowhere-clear.ts';
import { oneDemand } from '../view.ts';
import { words } from '../words.ts';
import { bundleOpened } from './opened.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const RECORD = new TextEncoder().encode(`the record of Zephyrine Quillfeather ${'x'.repeat(2_000)}`);
const COUNTED = { pages: '3', records: '1', people: '1' };

async function inPage(): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase('told apart');
  encrypter.setScryptWorkFactor(4);
  return encrypter.encrypt(RECORD);
}

async function ordered(db: TestDatabase, t: NodeTest) {
  const hall = await demandHall(db, t);
  hall.context.setTime(new Date('2026-03-02T18:00:00Z'));
  const [law, other] = [await hall.join(['law-officer']), await hall.join(['law-officer'])];
  const opens = await hall.join(['evidence-officer']);
  const demand = await register(law, subpoena({ instrument: 'court-order', issuer: 'court' }));
  await act(law, demand, 'checks', { 'call-back': 'yes' });
  const [item] = (await oneDemand(hall.context, demand.id)).items;
  if (!item) throw new Error('it has an item');
  return { ...hall, law, other, opens, demand, item: item.id };
}
const lineIn = (body: string) => /<code data-line[^>]*>([^<]+)<\/code>/.exec(body)?.[1] ?? '';

forOneServer('a record that two officers opened under an order', (test) => {
  test('T10: it reaches a bundle sealed, by counsel’s line, and a law officer counts it blind; hash and way are in the ledger', async (db, t) => {
    const { context, law, other, opens, demand, item } = await ordered(db, t);
    const fields = { item, recipient: 'court', medium: 'by-hand' };
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-full' });
    const missing = await act(law, demand, 'produced/line', { item });
    assert.equal(missing.statusCode, 422);
    assert.match(missing.body, /href="#item-line"/, 'it leads to the form that was sent');
    const line = lineIn((await act(law, demand, 'produced/line', fields)).body);
    assert.equal(line, `bundle.${demand.id}.${item}.court.by-hand.issuer`);
    const bundle = await inPage();
    const digest = createHash('sha256').update(bundle).digest();
    const sent = { line, counts: COUNTED, by: opens.id };
    await bundleOpened(context, { ...sent, bundle: bundle.slice() });
    const row = await db.store.read.selectFrom('demand_productions').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([row.by_order, row.locked_to, Buffer.from(row.digest)], [true, 'passphrase', digest]);
    const page = (await other.visitor.get(`/demands/${demand.id}/produced`)).body;
    assert.ok(
      page.includes(words.en?.['legal.produced-opened'] ?? 'no words'),
      'the second is told where from',
    );
    assert.ok(!page.includes('</dt><dd>3</dd>'), 'and not what was counted');
    const taken = (await act(other, demand, 'produced/take', { production: row.id })).rawPayload;
    assert.deepEqual(new Uint8Array(taken), bundle);
    const agree = (counts: typeof COUNTED) =>
      act(other, demand, 'produced/agree', { production: row.id, ...counts });
    assert.equal((await agree({ ...COUNTED, pages: '2' })).statusCode, 409);
    assert.equal((await agree(COUNTED)).statusCode, 303);
    const out = await db.store.read.selectFrom('demand_productions').selectAll().executeTakeFirstOrThrow();
    assert.ok(out.by_salt && out.ledger_salt);
    const { by_salt, ledger_salt: salt } = out;
    for (const [by_order, found] of [
      [true, 1],
      [false, 0],
    ] as const) {
      const leaf = leafOf({ salt, event: producedEvent({ ...out, by_salt, by_order }) });
      assert.equal((await committedLeaves(db.store.read, [leaf])).size, found);
    }
    await nowhereClear(db, context, ['Zephyrine', 'Quillfeather', bundle.subarray(0, 400)]);
  });

  test('T10: nothing gets in that is not sealed, not decided by two, or under a paper that compels nothing; and whoever opened it does not agree to it', async (db, t) => {
    const { context, law, other, opens, demand, item } = await ordered(db, t);
    const fields = { item, recipient: 'court', medium: 'by-hand' };
    const early = await act(law, demand, 'produced/line', fields);
    assert.ok(early.body.includes(words.en?.['fault.production-not-decided'] ?? 'no words'));
    assert.equal(lineIn(early.body), '');
    const line = `bundle.${demand.id}.${item}.court.by-hand.issuer`;
    const send = async (more: { line?: string; bundle?: Uint8Array; counts?: typeof COUNTED; by?: string }) =>
      bundleOpened(context, {
        ...{ line, counts: COUNTED, bundle: more.bundle ?? (await inPage()), by: opens.id },
        ...more,
      });
    await assert.rejects(send({}), coded('production-not-decided'));
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-full' });
    await assert.rejects(send({ bundle: RECORD.slice() }), coded('production-not-sealed'));
    await assert.rejects(send({ line: 'Zephyrine' }), coded('production-line-unreadable'));
    const elsewhere = line.replace('court', 'federal-immigration');
    await assert.rejects(send({ line: elsewhere }), coded('production-recipient-other'));
    const another = line.replace(item, crypto.randomUUID());
    await assert.rejects(send({ line: another }), coded('demand-item-unknown'));
    await assert.rejects(
      send({ counts: { ...COUNTED, people: 'two' } }),
      coded('production-number-unreadable'),
    );
    const none = { pages: '0', records: '0', people: '1' };
    await assert.rejects(send({ counts: none }), coded('production-nothing'));
    const order = context.program.program.legal?.instruments.find(({ type }) => type === 'court-order');
    assert.ok(order?.compelling);
    delete order.compelling;
    await assert.rejects(send({}), coded('produced-not-compelled'));
    order.compelling = true;
    await act(law, demand, 'checks', { judge: 'no' });
    await assert.rejects(send({}), coded('produced-no-judge'));
    await act(law, demand, 'checks', { judge: 'yes' });
    assert.deepEqual(await db.store.read.selectFrom('demand_productions').select('id').execute(), []);
    // Somebody may be both; they do not count twice.
    const id = await send({ by: law.id });
    const mine = await act(law, demand, 'produced/agree', { production: id, ...COUNTED });
    assert.ok(mine.body.includes(words.en?.['fault.production-needs-second-person'] ?? 'no words'));
  });
});

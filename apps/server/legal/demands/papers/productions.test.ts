import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext as NodeTest } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { figuresOf, producedEvent } from '../../../register/service.ts';
import { committedLeaves } from '../../../store/committed.ts';
import { isRefusal } from '../../../store/guard.ts';
import { forOneServer, type TestDatabase } from '../../../testing/database.ts';
import { proposeCopy, proposedCopy, publishDemand } from '../../publish/publish-demand.ts';
import type { Colleague } from '../../testing/colleagues.ts';
import { addStep } from '../steps.ts';
import { act, decided, demandHall, register, subpoena } from '../testing/hall.ts';
import { nowhereClear } from '../testing/nowhere-clear.ts';
import { sendFile } from '../testing/send-file.ts';
import { oneDemand } from '../view.ts';
import { words } from '../words.ts';
import { LARGEST_BUNDLE, oneAtATime } from './bundle.ts';
import { agreeToProduce, makeBundle, takeBundle } from './productions.ts';

const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const PAPERS = new TextEncoder().encode(`%PDF-1.7 the file of Zephyrine Quillfeather ${'x'.repeat(9_000)}`);
const COUNTED = { pages: '3', records: '2', people: '2' };

async function ordered(db: TestDatabase, t: NodeTest, more: Record<string, string> = {}) {
  const hall = await demandHall(db, t);
  hall.context.setTime(new Date('2026-03-02T18:00:00Z'));
  const law = await hall.join(['law-officer']);
  const other = await hall.join(['law-officer']);
  const demand = await register(law, subpoena({ instrument: 'court-order', issuer: 'court', ...more }));
  assert.equal(demand.answer.statusCode, 303, demand.answer.body.slice(0, 400));
  await act(law, demand, 'checks', { 'call-back': 'yes' });
  const [item] = (await oneDemand(hall.context, demand.id)).items;
  if (!item) throw new Error('it has an item');
  return { ...hall, law, other, demand, item: item.id };
}
const bundled = (
  who: Colleague,
  demand: { id: string },
  fields: Record<string, string>,
  file: Uint8Array = PAPERS,
) =>
  sendFile(who, `/demands/${demand.id}`, {
    url: `/demands/${demand.id}/produced`,
    fields: { recipient: 'court', medium: 'by-hand', ...COUNTED, ...fields },
    name: 'file',
    file,
    type: 'application/pdf',
  });

forOneServer('what is produced under compulsion', (test) => {
  test('T10: sealed and counted by one, opened and counted by another; hash and counts are in the ledger, the file is nowhere', async (db, t) => {
    const { context, law, other, demand, item } = await ordered(db, t);
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-part' });
    const made = await bundled(law, demand, { item });
    assert.equal(made.statusCode, 200, made.body.slice(0, 600));
    const passphrase = /<code class="passphrase">([a-z0-9-]+)<\/code>/.exec(made.body)?.[1] ?? '';
    assert.match(passphrase, /^([a-z2-9]{4}-){5}[a-z2-9]{4}$/);
    const row = await db.store.read.selectFrom('demand_productions').selectAll().executeTakeFirstOrThrow();
    const mine = await act(law, demand, 'produced/take', { production: row.id });
    assert.ok(
      said(mine.body, 'fault.production-not-agreed'),
      'whoever sealed it does not carry it out alone',
    );
    const page = await other.visitor.get(`/demands/${demand.id}/produced`);
    assert.ok(
      !page.body.includes(`${words.en?.['legal.produced-people']}</dt><dd>2`),
      'the second counts blind',
    );
    const unseen = await act(other, demand, 'produced/agree', { production: row.id, ...COUNTED });
    assert.ok(said(unseen.body, 'fault.production-not-opened'), 'nobody counts what they have not opened');
    const bundle = (await act(other, demand, 'produced/take', { production: row.id })).rawPayload;
    assert.deepEqual(createHash('sha256').update(bundle).digest(), Buffer.from(row.digest));
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    assert.deepEqual(Buffer.from(await decrypter.decrypt(bundle)), Buffer.from(PAPERS));
    const agree = (who: Colleague, counts: Record<string, string>) =>
      act(who, demand, 'produced/agree', { production: row.id, ...counts });
    assert.ok(said((await agree(law, COUNTED)).body, 'fault.production-needs-second-person'));
    assert.ok(said((await agree(other, { ...COUNTED, people: '3' })).body, 'fault.production-counts-differ'));
    assert.equal((await agree(other, COUNTED)).statusCode, 303);
    const out = await db.store.read.selectFrom('demand_productions').selectAll().executeTakeFirstOrThrow();
    assert.ok(out.by_salt && out.ledger_salt);
    const leaf = leafOf({ salt: out.ledger_salt, event: producedEvent({ ...out, by_salt: out.by_salt }) });
    assert.equal((await committedLeaves(db.store.read, [leaf])).size, 1);
    const altered = leafOf({
      salt: out.ledger_salt,
      event: producedEvent({ ...out, by_salt: out.by_salt, people: 1 }),
    });
    assert.equal((await committedLeaves(db.store.read, [altered])).size, 0, 'another count opens nothing');
    await nowhereClear(db, context, ['Zephyrine', 'Quillfeather', passphrase, bundle.subarray(0, 400)]);
    const log = await act(law, demand, 'produced/log', {});
    assert.equal(log.headers['content-type'], 'application/pdf');
    if (process.env.DM_PDFS) writeFileSync(join(process.env.DM_PDFS, 'production-log.pdf'), log.rawPayload);
    for (const set of [{ people: 1 }, { decided_by: law.id }])
      await assert.rejects(
        db.store.write((tx) => tx.updateTable('demand_productions').set(set).execute()),
        (error) => isRefusal(error, '23001'),
      );
  });

  test('an application with all its papers fits into a bundle; what is larger is told so, and nothing typed is lost', async (db, t) => {
    const { context, law, other, demand, item } = await ordered(db, t);
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-full' });
    const key = await identityToRecipient(await generateIdentity());
    const large = await bundled(
      law,
      demand,
      { item, key, pages: '4711' },
      Buffer.alloc(LARGEST_BUNDLE + 1, 0x51),
    );
    assert.equal(large.statusCode, 413);
    assert.match(large.body, /The file is larger than 64 MB\./);
    assert.ok(large.body.includes('value="4711"') && large.body.includes(key), 'what was typed stands there');
    assert.deepEqual(await db.store.read.selectFrom('demand_productions').select('id').execute(), []);
    const whole = Buffer.alloc(LARGEST_BUNDLE, 0x51);
    const made = await bundled(law, demand, { item, key }, whole);
    assert.equal(made.statusCode, 200, made.body.slice(0, 400));
    const row = await db.store.read.selectFrom('demand_productions').selectAll().executeTakeFirstOrThrow();
    const taken = (await act(other, demand, 'produced/take', { production: row.id })).rawPayload;
    assert.ok(taken.length > LARGEST_BUNDLE);
    assert.deepEqual(createHash('sha256').update(taken).digest(), Buffer.from(row.digest));
  });

  test('bundles are sealed one after another, and one that fails holds none up', async () => {
    let [at, most] = [0, 0];
    const one = (fails: boolean) =>
      oneAtATime(async () => {
        at += 1;
        most = Math.max(most, at);
        await new Promise((done) => setImmediate(done));
        at -= 1;
        if (fails) throw new RangeError('no disk');
      });
    const [first, ...rest] = await Promise.allSettled([true, false, false].map(one));
    assert.deepEqual(
      [first?.status, ...rest.map(({ status }) => status)],
      ['rejected', 'fulfilled', 'fulfilled'],
    );
    assert.equal(most, 1);
  });

  test('a recipient’s own key opens it, and no passphrase is made', async (db, t) => {
    const { context, law, other, demand, item } = await ordered(db, t);
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-full' });
    const identity = await generateIdentity();
    const wrong = await bundled(law, demand, { item, key: 'age1nonsense' });
    assert.equal(wrong.statusCode, 422);
    assert.ok(said(wrong.body, 'fault.production-key-unreadable'));
    const made = await bundled(law, demand, { item, key: await identityToRecipient(identity) });
    assert.equal(made.statusCode, 200);
    assert.ok(!made.body.includes('class="passphrase"'));
    const row = await db.store.read.selectFrom('demand_productions').selectAll().executeTakeFirstOrThrow();
    const bundle = (await act(other, demand, 'produced/take', { production: row.id })).rawPayload;
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    assert.deepEqual(Buffer.from(await decrypter.decrypt(bundle)), Buffer.from(PAPERS));
  });

  test('nothing is sealed without a compelling paper and a decision of two, and the database refuses it as well', async (db, t) => {
    const { context, law, other, demand, item } = await ordered(db, t);
    const early = await bundled(law, demand, { item });
    assert.ok(said(early.body, 'fault.production-not-decided'));
    await act(law, demand, 'outcome', { item, outcome: 'produced-in-part' });
    assert.ok(
      said((await bundled(law, demand, { item })).body, 'fault.production-not-decided'),
      'one is not two',
    );
    const proposed = await db.store.read.selectFrom('demand_decisions').selectAll().executeTakeFirstOrThrow();
    const row = (more: Record<string, unknown>) => ({
      ...{ id: crypto.randomUUID(), item, instrument: 'court-order' as const, decision: proposed.id },
      ...{ outcome: 'produced-in-part' as const, sealed: crypto.randomUUID(), digest: context.random(32) },
      ...{ recipient: 'court' as const, medium: 'mail' as const, locked_to: 'passphrase' as const },
      ...{ pages: 1, records: 1, people: 1, proposed_on: '2026-03-02', proposed_by: law.id },
      ...more,
    });
    const insert = (more: Record<string, unknown>) =>
      db.store.write((tx) => tx.insertInto('demand_productions').values(row(more)).execute());
    await assert.rejects(insert({}), (error) => isRefusal(error, '23001'), 'decided by nobody yet');
    await act(other, demand, 'outcome-second', { decision: proposed.id });
    await assert.rejects(insert({ outcome: 'declined' }), (error) =>
      isRefusal(error, '23514', 'demand_productions_compelled'),
    );
    await assert.rejects(
      insert({ outcome: 'produced-in-full' }),
      (error) => isRefusal(error, '23503', 'demand_productions_decision'),
      'another outcome than was decided',
    );
    await assert.rejects(insert({ instrument: 'immigration-administrative-subpoena' }), (error) =>
      isRefusal(error, '23514', 'demand_productions_compelled'),
    );
    // What a newer proposal or the city's rules take back is not produced any more.
    const wish = {
      item,
      recipient: 'court',
      medium: 'mail',
      key: null,
      pages: 1,
      records: 1,
      people: 1,
    } as const;
    const { id } = await makeBundle(context, demand.id, { wish, file: PAPERS, by: law.id });
    const order = context.program.program.legal?.instruments.find(({ type }) => type === 'court-order');
    assert.ok(order?.compelling);
    const counted = { pages: 1, records: 1, people: 1 };
    delete order.compelling;
    await assert.rejects(
      agreeToProduce(context, demand.id, { production: id, counted, by: other.id }),
      coded('produced-not-compelled'),
    );
    order.compelling = true;
    await act(law, demand, 'outcome', { item, outcome: 'modified' });
    await assert.rejects(
      agreeToProduce(context, demand.id, { production: id, counted, by: other.id }),
      coded('production-not-decided'),
    );
    await assert.rejects(
      makeBundle(context, demand.id, { wish: { ...wish, pages: 0, records: 0 }, file: PAPERS, by: law.id }),
      coded('production-nothing'),
    );
    await db.store.write((tx) => addStep(context, tx, demand.id, { step: 'closed' }, law.id));
    await assert.rejects(
      agreeToProduce(context, demand.id, { production: id, counted, by: other.id }),
      coded('demand-closed'),
    );
  });

  test('T10: what counsel ticked since the decision stops the bundle, made or not, and no recipient but the issuer is taken in silence', async (db, t) => {
    const { context, law, other, demand, item } = await ordered(db, t);
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-full' });
    const elsewhere = { item, recipient: 'federal-immigration' };
    const silent = await bundled(law, demand, elsewhere);
    assert.equal(silent.statusCode, 422);
    assert.ok(said(silent.body, 'fault.production-recipient-other'));
    assert.deepEqual(await db.store.read.selectFrom('demand_productions').select('id').execute(), []);
    assert.equal((await bundled(law, demand, { ...elsewhere, elsewhere: 'on' })).statusCode, 200);
    const named = /It goes to: Federal immigration[^.]*\. The paper was issued by: Court/;
    assert.match((await other.visitor.get(`/demands/${demand.id}/produced`)).body, named);

    const { id } = await db.store.read
      .selectFrom('demand_productions')
      .select('id')
      .executeTakeFirstOrThrow();
    for (const [what, found, code] of [
      ['call-back', 'no', 'produced-call-back-failed'],
      ['call-back', 'unclear', 'produced-not-called-back'],
      ['judge', 'no', 'produced-no-judge'],
      ['seal', 'no', 'produced-no-judge'],
      ['signature', 'no', 'produced-check-failed'],
      ['jurisdiction', 'no', 'produced-check-failed'],
      ['issuer-listed', 'no', 'produced-check-failed'],
    ] as const) {
      await act(law, demand, 'checks', { [what]: found });
      const why = `${what} ${found}`;
      const again = await bundled(law, demand, { item, another: 'on' });
      assert.equal(again.statusCode, 409, why);
      assert.ok(said(again.body, `fault.${code}`), why);
      const agreed = await act(other, demand, 'produced/agree', { production: id, ...COUNTED });
      assert.equal(agreed.statusCode, 409, why);
      assert.ok(said(agreed.body, `fault.${code}`), why);
      const page = (await law.visitor.get(`/demands/${demand.id}/produced`)).body;
      assert.ok(said(page, `fault.${code}`) && !page.includes('type="file"'), `${why}: no form is offered`);
      await act(law, demand, 'checks', { [what]: 'yes' });
    }
    assert.equal((await act(other, demand, 'produced/take', { production: id })).statusCode, 200);
    assert.equal(
      (await act(other, demand, 'produced/agree', { production: id, ...COUNTED })).statusCode,
      303,
    );
  });

  test('PC-01: the report counts whom it told of, once the demand is public, and never a small number', async (db, t) => {
    const { context, law, other, demand, item } = await ordered(db, t);
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-part' });
    const produce = async (people: number) => {
      const counted = { pages: 1, records: 1, people };
      const wish = { item, recipient: 'court', medium: 'mail', key: null, ...counted } as const;
      const { id } = await makeBundle(context, demand.id, { wish, file: PAPERS, by: law.id });
      await takeBundle(context, demand.id, { production: id, by: other.id });
      await agreeToProduce(context, demand.id, { production: id, counted, by: other.id });
    };
    const told = async () => {
      const said = await figuresOf(context, '2026-H1');
      return 'handedOver' in said ? said.handedOver.people : undefined;
    };
    await produce(3);
    assert.equal(await told(), 0, 'a demand that is not public is in no report');
    await proposeCopy(context, demand.id, 'All papers of [name].', law.id);
    const copy = await proposedCopy(context, demand.id, other.id);
    await publishDemand(context, demand.id, { by: other.id, digest: copy?.digest ?? '' });
    assert.equal(await told(), null, 'three are too few to be told');
    await produce(12);
    assert.equal(await told(), 15);
  });
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext as NodeTest } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { placeHold } from '../../../holds/holding.ts';
import { EVERYTHING } from '../../../holds/scope.ts';
import { committedLeaves } from '../../../store/committed.ts';
import { isRefusal } from '../../../store/guard.ts';
import { forOneServer, type TestDatabase } from '../../../testing/database.ts';
import { takenBackEvent } from '../events.ts';
import { addStep } from '../steps.ts';
import { act, decided, registered } from '../testing/hall.ts';
import { nowhereClear } from '../testing/nowhere-clear.ts';
import { sendFile } from '../testing/send-file.ts';
import { oneDemand } from '../view.ts';
import { words } from '../words.ts';
import type { LetterBody } from './letter-text.ts';
import { productionLog } from './log-text.ts';
import { agreeToProduce, makeBundle, productionsOf, takeBundle } from './productions.ts';
import { paperSay } from './say.ts';
import { askBack, takeBack } from './take-back.ts';

const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const COUNTED = { pages: 1, records: 1, people: 1 };

async function ordered(db: TestDatabase, t: NodeTest) {
  const hall = await registered(db, t, { instrument: 'court-order', issuer: 'court' });
  const { context, law, other, demand, item } = hall;
  await act(law, demand, 'checks', { 'call-back': 'yes' });
  await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-full' });
  const bundled = async (another = false) => {
    const wish = { item, recipient: 'court', medium: 'mail', key: null, another, ...COUNTED } as const;
    const file = new TextEncoder().encode(`the file of Zephyrine Quillfeather ${'x'.repeat(2_000)}`);
    return (await makeBundle(context, demand.id, { wish, file, by: law.id })).id;
  };
  const sealedOf = async (production: string) => {
    const all = await productionsOf(db.store.read, demand.id);
    const one = all.find(({ id }) => id === production);
    if (!one) throw new Error('it is in the log');
    return one;
  };
  const logged = async () => {
    const ways = { language: 'en', say: paperSay('en'), program: context.program.program };
    const all = await productionsOf(db.store.read, demand.id);
    return textIn(productionLog(await oneDemand(context, demand.id), all, ways));
  };
  return { ...hall, bundled, sealedOf, logged };
}
const textIn = (body: LetterBody): string => JSON.stringify(body.blocks);

forOneServer('a bundle that is taken back', (test) => {
  test('T10: one says why, another agrees; it stays in the log and the ledger, its content ends, and it never goes out', async (db, t) => {
    const { context, law, other, demand, bundled, sealedOf, logged } = await ordered(db, t);
    const production = await bundled();
    const press = (who: typeof law, step: string, more: Record<string, string> = {}) =>
      act(who, demand, `produced/${step}`, { production, ...more });
    const unasked = await press(other, 'back-second');
    assert.ok(said(unasked.body, 'fault.production-back-unasked'));
    const empty = await press(law, 'back');
    assert.equal(empty.statusCode, 422);
    assert.ok(said(empty.body, 'fault.production-back-missing'));
    assert.match(empty.body, new RegExp(`href="#reason-${production}"`));
    assert.ok(empty.body.includes(`id="reason-${production}"`), 'it leads to the field');
    assert.equal((await press(law, 'back', { reason: 'wrong-file' })).statusCode, 303);
    const again = await press(law, 'back', { reason: 'sealed-twice' });
    assert.ok(said(again.body, 'fault.production-back-asked'));
    await takeBundle(context, demand.id, { production, by: other.id });
    await assert.rejects(
      agreeToProduce(context, demand.id, { production, counted: COUNTED, by: other.id }),
      coded('production-back-asked'),
      'one word stops it',
    );
    assert.ok(said((await press(law, 'back-second')).body, 'fault.production-back-second'));
    const { sealed, digest } = await sealedOf(production);
    const kept = () =>
      db.store.read.selectFrom('vault_records').select('id').where('id', '=', sealed).execute();
    assert.equal((await kept()).length, 1, 'one alone ends nothing');
    assert.ok(!(await logged()).includes('wrong file'), 'nor does the log say it');
    assert.equal((await press(other, 'back-second')).statusCode, 303);
    assert.deepEqual(await kept(), [], 'its key and its bytes are gone');
    assert.equal((await sealedOf(production)).content, 'ended');
    for (const who of [law, other]) {
      await assert.rejects(
        takeBundle(context, demand.id, { production, by: who.id }),
        coded('production-taken-back'),
      );
      const page = (await who.visitor.get(`/demands/${demand.id}/produced`)).body;
      assert.ok(page.includes('Taken back on') && said(page, 'legal.back-wrong-file'));
      assert.ok(said(page, 'legal.produced-content-ended'));
      assert.ok(!page.includes('produced/take"') && !page.includes('produced/agree"'));
    }
    await assert.rejects(
      agreeToProduce(context, demand.id, { production, counted: COUNTED, by: other.id }),
      coded('production-taken-back'),
    );
    const text = await logged();
    assert.ok(
      text.includes('taken back') && text.includes(words.en?.['legal.back-wrong-file'] ?? 'no words'),
    );
    assert.ok(text.includes(Buffer.from(digest).toString('hex').slice(0, 8)), 'by its fingerprint');
    const { item } = await sealedOf(production);
    const [row] = await db.store.read.selectFrom('demand_bundles_back').selectAll().execute();
    assert.ok(row?.by_salt && row.ledger_salt);
    const leafFor = (reason: typeof row.reason) =>
      leafOf({
        salt: row.ledger_salt ?? new Uint8Array(),
        event: takenBackEvent({ ...row, reason, by_salt: row.by_salt ?? new Uint8Array(), item, digest }),
      });
    const leaves = [leafFor('wrong-file'), leafFor('sealed-twice')];
    assert.deepEqual(
      [...(await committedLeaves(db.store.read, leaves))].length,
      1,
      'its reason is committed to',
    );
    await bundled();
    const log = await act(law, demand, 'produced/log', {});
    assert.equal(log.headers['content-type'], 'application/pdf');
    if (process.env.DM_PDFS) writeFileSync(join(process.env.DM_PDFS, 'taken-back.pdf'), log.rawPayload);
    await nowhereClear(db, context, ['Zephyrine', 'Quillfeather']);
  });

  test('what went out is not taken back, and the database refuses both ways round', async (db, t) => {
    const { context, law, other, demand, bundled } = await ordered(db, t);
    const production = await bundled();
    await takeBundle(context, demand.id, { production, by: other.id });
    await agreeToProduce(context, demand.id, { production, counted: COUNTED, by: other.id });
    const late = { production, reason: 'wrong-file', by: law.id } as const;
    await assert.rejects(askBack(context, demand.id, late), coded('production-agreed-already'));
    const row = { id: crypto.randomUUID(), proposed_on: '2026-03-02', proposed_by: law.id } as const;
    const asked = (of: string) =>
      db.store.write((tx) =>
        tx
          .insertInto('demand_bundles_back')
          .values({ ...row, production: of, reason: 'other-file' as 'wrong-file' })
          .execute(),
      );
    await assert.rejects(asked(production), (error) => isRefusal(error, '23001'));
    const second = await bundled();
    await assert.rejects(asked(second), (error) => isRefusal(error, '23514'), 'a reason of the list');
    await askBack(context, demand.id, { production: second, reason: 'counts-wrong', by: law.id });
    const out = { decided_on: '2026-03-02', decided_by: other.id };
    const salts = { by_salt: context.random(32), ledger_salt: context.random(32) };
    await assert.rejects(
      db.store.write((tx) =>
        tx
          .updateTable('demand_productions')
          .set({ ...out, ...salts })
          .where('id', '=', second)
          .execute(),
      ),
      (error) => isRefusal(error, '23001'),
      'what one said is not to go out',
    );
    await assert.rejects(
      db.store.write((tx) => tx.updateTable('demand_bundles_back').set({ reason: 'wrong-file' }).execute()),
      (error) => isRefusal(error, '23001'),
    );
    // Of another demand nobody takes it back, and a demand that is closed keeps nothing that waits.
    await assert.rejects(
      takeBack(context, crypto.randomUUID(), { production: second, by: other.id }),
      coded('demand-unknown'),
    );
    await db.store.write((tx) => addStep(context, tx, demand.id, { step: 'closed' }, law.id));
    await takeBack(context, demand.id, { production: second, by: other.id });
  });

  test('T6: under a hold its content stays, nobody gets it, and the page says so', async (db, t) => {
    const { context, law, other, demand, bundled, sealedOf } = await ordered(db, t);
    const production = await bundled();
    const { store, clock, random, vault } = context;
    const parts = { clock, random, inFlight: vault.inFlight };
    await placeHold(store, EVERYTHING, law.id, parts);
    await askBack(context, demand.id, { production, reason: 'wrong-recipient', by: law.id });
    await takeBack(context, demand.id, { production, by: other.id });
    assert.equal((await sealedOf(production)).content, 'kept');
    const page = (await other.visitor.get(`/demands/${demand.id}/produced`)).body;
    assert.ok(said(page, 'legal.produced-content-kept'));
    await assert.rejects(
      takeBundle(context, demand.id, { production, by: other.id }),
      coded('production-taken-back'),
    );
  });

  test('the same file is not sealed twice unseen: a second bundle of an item is refused while one waits, and nothing typed is lost', async (db, t) => {
    const { context, law, other, demand, item, bundled } = await ordered(db, t);
    const first = await bundled();
    const send = (fields: Record<string, string>) =>
      sendFile(law, `/demands/${demand.id}`, {
        url: `/demands/${demand.id}/produced`,
        fields: {
          item,
          recipient: 'court',
          medium: 'mail',
          pages: '47',
          records: '1',
          people: '1',
          ...fields,
        },
        name: 'file',
        file: new Uint8Array(64).fill(7),
        type: 'application/pdf',
      });
    const twice = await send({});
    assert.equal(twice.statusCode, 409);
    assert.ok(said(twice.body, 'fault.production-waits-already'));
    assert.ok(twice.body.includes('value="47"'));
    assert.match(twice.body, /name="another"/, 'the way out stands in the form');
    const line = (more: Record<string, string>) =>
      act(law, demand, 'produced/line', { item, recipient: 'court', medium: 'mail', ...more });
    assert.ok(said((await line({})).body, 'fault.production-waits-already'));
    assert.match((await line({ another: 'on' })).body, /bundle\.[^<]*\.mail\.issuer\.another</);
    const both = await Promise.allSettled([bundled(true), bundled(true)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['fulfilled', 'fulfilled'],
      'parts of one item, said to be that',
    );
    for (const { id } of await productionsOf(db.store.read, demand.id)) {
      await askBack(context, demand.id, { production: id, reason: 'sealed-twice', by: law.id });
      await takeBack(context, demand.id, { production: id, by: other.id });
    }
    const race = await Promise.allSettled([bundled(), bundled()]);
    assert.deepEqual(
      race.map(({ status }) => status).sort(),
      ['fulfilled', 'rejected'],
      'of two at once one waits',
    );
    assert.notEqual(first, '');
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-part' });
    await bundled();
  });

  test('what somebody counted and the bundle did not is said at its own form, with what they typed', async (db, t) => {
    const { law, other, demand, bundled } = await ordered(db, t);
    const production = await bundled();
    await act(other, demand, 'produced/take', { production });
    const counted = { pages: '4711', records: '1', people: '1' };
    const differs = await act(other, demand, 'produced/agree', { production, ...counted });
    assert.equal(differs.statusCode, 409);
    assert.ok(said(differs.body, 'fault.production-counts-differ'));
    assert.match(differs.body, new RegExp(`href="#pages-${production}"`));
    assert.match(differs.body, new RegExp(`id="pages-${production}"[^>]*value="4711"`));
    const mine = await act(law, demand, 'produced/take', { production });
    assert.ok(said(mine.body, 'fault.production-not-agreed'));
    assert.match(mine.body, new RegExp(`href="#bundle-${production}"`));
    assert.match(mine.body, new RegExp(`id="bundle-${production}"`));
  });
});

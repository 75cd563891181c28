import assert from 'node:assert/strict';
import type { TestContext as NodeTest } from 'node:test';
import { isFault } from '@commonkey/words';
import { publishedDemands } from '../../../register/service.ts';
import { forOneServer, type TestDatabase } from '../../../testing/database.ts';
import { proposeCopy, proposedCopy, publishDemand } from '../../publish/publish-demand.ts';
import type { Colleague } from '../../testing/colleagues.ts';
import { scopeFile } from '../scope-file.ts';
import { answerSearch, declareSearch } from '../search.ts';
import { act, decided, registered } from '../testing/hall.ts';
import { sendFile } from '../testing/send-file.ts';
import { oneDemand } from '../view.ts';
import { words } from '../words.ts';
import { agreeToProduce, makeBundle, takeBundle } from './productions.ts';

const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const COUNTED = { pages: 1, records: 1, people: 1 };

async function ordered(db: TestDatabase, t: NodeTest) {
  const hall = await registered(db, t, { instrument: 'court-order', issuer: 'court' });
  const { context, law, other, demand, item } = hall;
  await act(law, demand, 'checks', { 'call-back': 'yes' });
  const of = { demand: demand.id, item };
  const searched = async (found: 'none' | 'to-10') => {
    const search = await declareSearch(context, of, { found, hours: null }, law.id);
    await answerSearch(context, { demand: demand.id, search, found }, other.id);
  };
  const bundled = async (fill: number, another = false) => {
    const wish = { item, recipient: 'court', medium: 'mail', key: null, another, ...COUNTED } as const;
    const file = new Uint8Array(64).fill(fill);
    return (await makeBundle(context, demand.id, { wish, file, by: law.id })).id;
  };
  const goesOut = async (production: string) => {
    await takeBundle(context, demand.id, { production, by: other.id });
    await agreeToProduce(context, demand.id, { production, counted: COUNTED, by: other.id });
  };
  const letter = async () => {
    const view = await oneDemand(context, demand.id);
    const scope = view.items.map((one) => scopeFile(view, one) ?? '').join('');
    const fields = { letter: 'response', to: 'The court', responsible: 'Ada Example', own: 'By order.' };
    return act(law, demand, 'letters', { ...fields, 'scope-1': scope });
  };
  return { ...hall, of, searched, bundled, goesOut, letter };
}

const sealedBy = (who: Colleague, demand: { id: string }, item: string) =>
  sendFile(who, `/demands/${demand.id}`, {
    url: `/demands/${demand.id}/produced`,
    fields: {
      ...{ item, recipient: 'court', medium: 'by-hand', pages: '1', records: '1', people: '1' },
      another: 'on',
    },
    name: 'file',
    file: new Uint8Array(64).fill(7),
    type: 'application/pdf',
  });

forOneServer('what is said to have been handed over', (test) => {
  test('nothing is decided, sealed or written to be handed over of what two say does not exist', async (db, t) => {
    const { context, law, other, demand, item, of, searched, bundled, letter } = await ordered(db, t);
    await searched('none');
    for (const outcome of ['produced-in-full', 'produced-in-part']) {
      const refusal = await act(law, demand, 'outcome', { item, outcome });
      assert.equal(refusal.statusCode, 409, outcome);
      assert.ok(said(refusal.body, 'fault.produced-nothing-found'), outcome);
    }
    // One person's new answer takes nothing back of what two said.
    await declareSearch(context, of, { found: 'to-10', hours: null }, law.id);
    const alone = await act(law, demand, 'outcome', { item, outcome: 'produced-in-full' });
    assert.ok(said(alone.body, 'fault.produced-nothing-found'));
    await searched('to-10');
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-full' });
    const production = await bundled(1);
    await searched('none');
    await assert.rejects(bundled(2), coded('produced-nothing-found'));
    await takeBundle(context, demand.id, { production, by: other.id });
    await assert.rejects(
      agreeToProduce(context, demand.id, { production, counted: COUNTED, by: other.id }),
      coded('produced-nothing-found'),
    );
    const written = await letter();
    assert.equal(written.statusCode, 422);
    assert.ok(said(written.body, 'legal.letter-fact-found'));
    // Proposed before the search, it is not decided after it either.
    await searched('to-10');
    await act(law, demand, 'outcome', { item, outcome: 'produced-in-part' });
    const [asked] = await db.store.read
      .selectFrom('demand_decisions')
      .select('id')
      .where('decided_by', 'is', null)
      .execute();
    await searched('none');
    const late = await act(other, demand, 'outcome-second', { decision: asked?.id ?? '' });
    assert.ok(said(late.body, 'fault.produced-nothing-found'));
  });

  test('neither a letter nor the register tells that something was handed over before it went out', async (db, t) => {
    const { context, law, other, demand, item, searched, bundled, goesOut, letter } = await ordered(db, t);
    const published = async () => {
      await proposeCopy(context, demand.id, 'All papers of [name].', law.id);
      const copy = await proposedCopy(context, demand.id, other.id);
      await publishDemand(context, demand.id, { by: other.id, digest: copy?.digest ?? '' });
      const [shown] = await publishedDemands(db.store.read);
      const opened = shown?.said.openings.some(({ event }) => event.kind === 'demand-decided');
      return [shown?.said.items[0]?.outcome, opened];
    };
    await searched('to-10');
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-part' });
    const [first, second] = [await bundled(1), await bundled(2, true)];
    const early = await letter();
    assert.equal(early.statusCode, 422, 'two bundles lie there, and neither went out');
    assert.ok(said(early.body, 'legal.letter-fact-produced'));
    assert.ok(early.body.includes('Ada Example'), 'what was typed is not lost');
    assert.deepEqual(await published(), [null, false], 'nor does an opening tell it');
    await goesOut(first);
    assert.equal((await letter()).statusCode, 303);
    assert.deepEqual(await published(), ['produced-in-part', true]);
    // What went out in part is not all of it.
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-full' });
    assert.ok(said((await letter()).body, 'legal.letter-fact-produced'));
    await assert.rejects(goesOut(second), coded('production-not-decided'), 'sealed under another decision');
    await goesOut(await bundled(3));
    assert.equal((await letter()).statusCode, 303);
  });

  test('a passphrase stands at the bundle that it opens, by its fingerprint, where the same was sealed twice', async (db, t) => {
    const { context, law, other, demand, item } = await ordered(db, t);
    await decided({ context }, [law, other], demand, { item, outcome: 'produced-in-full' });
    const pages = [(await sealedBy(law, demand, item)).body, (await sealedBy(law, demand, item)).body];
    const rows = await db.store.read
      .selectFrom('demand_productions')
      .select('digest')
      .orderBy('turn')
      .execute();
    for (const [at, page] of pages.entries()) {
      const digest = Buffer.from(rows[at]?.digest ?? []).toString('hex');
      const own = page.split('<li id="bundle-').filter((one) => one.includes('class="passphrase"'));
      assert.equal(own.length, 1, 'once, and beside a bundle');
      assert.ok(own[0]?.includes(digest), 'at its own bundle');
      assert.match(own[0] ?? '', new RegExp(`begins with [^0-9a-f]*${digest.slice(0, 16)}`));
    }
  });
});

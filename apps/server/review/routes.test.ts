import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test as plain } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { cityHall } from '../staff/testing/city-hall.ts';
import { Visitor } from '../staff/testing/visitor.ts';
import { forOneServer } from '../testing/database.ts';
import { sendApplication } from './testing/application.ts';
import { reviewHall } from './testing/hall.ts';
import { newOfficer } from './testing/officers.ts';
import { signedIn } from './testing/signed-in.ts';
import { words } from './words.ts';

forOneServer('review over HTTP', (test) => {
  test('T10: one officer reads at the top that nothing opens by order, and finds no form for it', async (db, t) => {
    const context = await reviewHall(db, t);
    const { visitor } = await signedIn(context, ['evidence-officer', 'reviewer']);
    const page = async () => (await visitor.get('/review/unseal?lang=en')).body;
    const alone = await page();
    assert.match(alone, /After the decision it takes two, so nothing opens by order/);
    assert.doesNotMatch(alone, /data-unseal-app/);
    await newOfficer(context, ['evidence-officer']);
    const two = await page();
    assert.doesNotMatch(two, /nothing opens by order/);
    assert.match(two, /data-unseal-app/);
  });

  test('nobody without the office comes near it', async (db, t) => {
    const context = await reviewHall(db, t);
    const { visitor } = await signedIn(context, ['clerk', 'records-officer', 'evidence-officer']);
    const { staff } = await cityHall(context);
    const stranger = new Visitor(staff, visitor.origin);
    const response = {
      id: 'A',
      rawId: 'A',
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: 'A', authenticatorData: 'A', signature: 'A' },
    };
    const posts = [
      ['/api/review/options', {}],
      ['/api/review/open', { response }],
      ['/api/review/decide', { token: '0'.repeat(109), verdict: 'approve', unmet: [] }],
      ['/api/review/leave', { token: '0'.repeat(109) }],
    ] as const;
    for (const [path, body] of posts) {
      assert.equal((await visitor.json(path, body)).statusCode, 403, path);
      assert.equal((await stranger.json(path, body)).statusCode, 401, path);
    }
    assert.equal((await visitor.get('/review')).statusCode, 403);
    // The city’s public rules: whoever opens by order reads them too, and nobody without a sign-in.
    assert.equal((await visitor.get('/api/review/rules')).statusCode, 200);
    assert.equal((await stranger.get('/api/review/rules')).statusCode, 401);
  });

  test('the queue shows waiting time and nothing else: whose it is, what was sent and what it is for change no byte', async (db, t) => {
    const context = await reviewHall(db, t);
    const { visitor } = await signedIn(context, ['reviewer', 'evidence-officer']);
    const pages = [];
    for (const [born, papers] of [
      ['1987-04-17', 1],
      ['2019-01-02', 7],
    ] as const) {
      const { id } = await sendApplication(context, {
        born,
        papers: Array.from({ length: papers }, () => context.random(2000 * papers)),
      });
      const page = await visitor.get('/review');
      assert.equal(page.headers['cache-control'], 'no-store');
      const row = await db.store.read
        .selectFrom('applications')
        .select('reference')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      for (const never of [id, row.reference]) assert.ok(!page.body.includes(never));
      pages.push(page.body.replace(/name="_csrf" value="[^"]*"|nonce="[^"]*"/g, ''));
      await context.store.write(async (tx) => {
        await context.vault.end(tx, { application: id }, 'withdrawn');
        const gone = { state: 'withdrawn', waiting_since: null } as const;
        await tx.updateTable('applications').set(gone).where('id', '=', id).execute();
      });
    }
    assert.match(pages[0] ?? '', /1 application waits/);
    assert.equal(pages[0], pages[1]);
  });

  test('each opening takes a touch of its own; the answer is kept by no cache', async (db, t) => {
    const context = await reviewHall(db, t);
    const { visitor, touch } = await signedIn(context, ['reviewer', 'evidence-officer']);
    await newOfficer(context);
    await sendApplication(context);
    const response = await touch();
    const opened = await visitor.json('/api/review/open', { response });
    assert.equal(opened.statusCode, 200);
    assert.equal(opened.headers['cache-control'], 'no-store');
    assert.deepEqual(
      opened
        .json()
        .records.map(({ kind }: { kind: string }) => kind)
        .sort(),
      ['card', 'papers', 'review-box'],
    );
    assert.equal((await visitor.json('/api/review/open', { response })).statusCode, 401);
    const { token } = opened.json();
    assert.equal((await visitor.json('/api/review/leave', { token })).statusCode, 200);
    const late = { token, verdict: 'approve', unmet: [] };
    assert.equal((await visitor.json('/api/review/decide', late)).statusCode, 409);
  });

  test('a colleague’s touch is not one’s own, and without a key there is nothing to touch', async (db, t) => {
    const context = await reviewHall(db, t);
    const { visitor, id, touch } = await signedIn(context, ['reviewer', 'evidence-officer']);
    await sendApplication(context);
    const response = await touch();
    const other = await newOfficer(context);
    await context.store.write((tx) =>
      tx.updateTable('staff_sessions').set({ staff_id: other.staffId }).where('staff_id', '=', id).execute(),
    );
    assert.equal((await visitor.json('/api/review/open', { response })).statusCode, 401);
    await context.store.write((tx) =>
      tx.updateTable('evidence_keys').set({ active: false }).where('staff_id', '=', other.staffId).execute(),
    );
    const refused = await visitor.json('/api/review/options', {});
    assert.equal(refused.json().code, 'evidence-key-needed');
    const openings = await db.store.read.selectFrom('evidence_openings').select('id').execute();
    assert.deepEqual(openings, []);
  });

  test('the key process is away: nothing opens, nothing stays reserved, and the page says so', async (db, t) => {
    const context = await reviewHall(db, t);
    const { visitor, touch } = await signedIn(context, ['reviewer', 'evidence-officer']);
    await newOfficer(context);
    const { id } = await sendApplication(context);
    const response = await touch();
    await context.stopKeeper();
    const refused = await visitor.json('/api/review/open', { response });
    assert.equal(refused.statusCode, 503);
    assert.equal(refused.json().code, 'keeper-silent');
    const row = await db.store.read
      .selectFrom('applications')
      .select(['state', 'reserved_by'])
      .where('id', '=', id)
      .executeTakeFirst();
    assert.deepEqual(row, { state: 'waiting', reserved_by: null });
    assert.deepEqual(await db.store.read.selectFrom('evidence_openings').select('id').execute(), []);
  });
});

plain('every word of the office is there in every language, and every code has its sentence', () => {
  assert.deepEqual(catalogueFaults(words, 'en'), []);
  const source = readFileSync(new URL('./errors.ts', import.meta.url), 'utf8');
  for (const [, code] of source.matchAll(/\| '([a-z0-9-]+)'/g))
    assert.ok(words.en?.[`fault.${code}`], String(code));
});

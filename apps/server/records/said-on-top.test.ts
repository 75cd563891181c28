import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tellDoubt } from '../holds/clock-doubt.ts';
import { signedIn, signInAgain } from '../staff/testing/signed-in.ts';
import { testContext } from '../testing/context.ts';
import { forOneServer } from '../testing/database.ts';
import { modelCity } from '../testing/model-city.ts';
import { certificates } from './certificates.ts';
import { certificatePath } from './paths.ts';
import { addCards, CARD_SERIES, officeContext } from './testing/office.ts';

forOneServer('what stands on top of the records office', (test) => {
  test('what is overdue is named by its series; a sign-in that ran out is no record and no alarm', async ({
    store,
  }) => {
    const { program } = await modelCity();
    const context = testContext(store, { program, time: new Date('2026-03-02T18:00:00Z') });
    const { id: officer } = await signedIn(context, ['records-officer']);
    context.setTime(new Date('2026-03-12T18:00:00Z'));
    const visitor = await signInAgain(context, officer);
    const shown = async () => (await visitor.get('/records')).body;
    const one = await shown();
    assert.match(one, /1 sign-in has run out/);
    assert.match(one, /staff-sign-in: 1</);
    assert.doesNotMatch(one, /overdue<\/h2>|class="alarm"/);
    const tile = (page: string) => /<dt>Overdue<\/dt><dd>(\d+)<\/dd>/.exec(page)?.[1];
    assert.equal(tile(one), '0');
    await addCards(context, ['2026-03-01', '2026-03-02']);
    const all = await shown();
    assert.match(all, /2 records are overdue<\/h2>/);
    assert.match(all, /Register of card numbers: 2</);
    assert.equal(tile(all), '2', 'the number beside the alarm is the alarm’s');
    assert.match(all, /class="alarm"/);
  });

  test('while clocks differ the office says why nothing ends', async ({ store }, t) => {
    const folder = await mkdtemp(join(tmpdir(), 'ck-clocks-'));
    t.after(() => rm(folder, { recursive: true }));
    const context = await officeContext(store, { env: { COMMONKEY_DATA: folder } });
    await addCards(context, ['2026-02-27']);
    const { visitor } = await signedIn(context, ['records-officer']);
    await visitor.form('/records', '/records/draft', { series: CARD_SERIES, through: '2026-03-02' });
    const [paper] = await certificates(store.read);
    assert.ok(paper);
    for (const told of ['database', 'ledger', null] as const) {
      await tellDoubt(folder, told);
      for (const at of ['/', '/records', certificatePath(paper.id)]) {
        const page: string = (await visitor.get(at)).body;
        const said = /data-clock="differs">([^<]*)/.exec(page)?.[1];
        if (told === null) assert.equal(said, undefined, at);
        else assert.match(said ?? '', new RegExp(`${told}’s differ by more than an hour. Nothing ends`), at);
      }
    }
  });

  test('an invitation that ran out and stayed is said on top, and is no alarm', async ({ store }) => {
    const context = await officeContext(store);
    const { visitor, id } = await signedIn(context, ['records-officer']);
    const calm = await visitor.get('/records');
    assert.doesNotMatch(calm.body, /role="alert"/);
    await store.write((tx) =>
      tx
        .insertInto('staff_invites')
        .values({ token_hash: context.random(32), staff_id: id, ends_at: new Date('2026-02-27T10:00:00Z') })
        .execute(),
    );
    const late = (await visitor.get('/records')).body;
    assert.match(late, /1 sign-in has run out/);
    assert.doesNotMatch(late, /role="alert"/);
  });
});

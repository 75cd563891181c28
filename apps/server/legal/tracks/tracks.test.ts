import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import { catalogueFaults } from '@commonkey/words';
import { alteredRows } from '../../audit/altered.ts';
import { publishedEmergencies, publishedOpenings } from '../../register/service.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { committedLeaves } from '../../store/committed.ts';
import { openPool } from '../../store/connect.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { runningClocks } from '../clocks/clocks.ts';
import { demandHall } from '../demands/testing/hall.ts';
import type { Colleague } from '../testing/colleagues.ts';
import { oneMatter } from './matter.ts';
import { NEW_EMERGENCY_PATH, NEW_OWN_PATH, trackPath } from './paths.ts';
import { words } from './words.ts';

const CALLER = 'Sgt. Zephyrine Quillfeather, 555-0142';
const SAID = 'a child is missing, Zephyrine says';
const NOTHING_OF_IT = /zephyrine|quillfeather|555-0142/i;

plain('every word of these pages and letters is there in both languages', () => {
  assert.deepEqual(catalogueFaults(words, 'en'), []);
});

type Test = Parameters<typeof demandHall>[1];
async function hall(db: TestDatabase, t: Test) {
  const { context, ...rest } = await demandHall(db, t);
  context.setTime(new Date('2026-03-02T18:00:00Z'));
  const of = (id: string) => oneMatter(context.store.read, id);
  return { context, of, ...rest };
}

const press = ({ visitor }: Colleague, id: string, step: string, fields: Record<string, string> = {}) =>
  visitor.form(trackPath(id), `${trackPath(id)}/${step}`, fields);

async function call({ visitor }: Colleague, more: Record<string, string> = {}): Promise<string> {
  const id = randomUUID();
  const form = { id, came: 'phone', asker: 'local', contact: CALLER, words: SAID, ...more };
  const answer = await visitor.form(NEW_EMERGENCY_PATH, NEW_EMERGENCY_PATH, form);
  assert.equal(answer.statusCode, 303, answer.body.slice(0, 400));
  return id;
}

async function asks({ visitor }: Colleague, more: Record<string, string> = {}): Promise<string> {
  const id = randomUUID();
  const form = { id, came: 'counter', receivedOn: '2026-03-02', contact: '', words: '', ...more };
  const answer = await visitor.form(NEW_OWN_PATH, NEW_OWN_PATH, form);
  assert.equal(answer.statusCode, 303, answer.body.slice(0, 400));
  return id;
}

forOneServer('what comes without an instrument', (test) => {
  test('T10: an emergency takes two, one of them of the law department, and nothing but public facts can go out', async (db, t) => {
    const { of, join } = await hall(db, t);
    const [records, second] = [await join(['records-officer']), await join(['records-officer'])];
    const law = await join(['law-officer']);
    const id = await call(records);
    assert.equal((await press(records, id, 'agree')).statusCode, 409, 'nothing is decided yet');
    const decision = { outcome: 'nothing-to-find', reviewOn: '2026-04-01' };
    for (const reviewOn of ['', '2026-03-02', '2026-08-01'])
      assert.equal((await press(records, id, 'decide', { ...decision, reviewOn })).statusCode, 422, reviewOn);
    assert.equal((await press(records, id, 'decide', decision)).statusCode, 303);
    assert.equal((await press(records, id, 'agree')).statusCode, 403, 'the same person');
    assert.equal((await press(second, id, 'agree')).statusCode, 403, 'nobody of the law department');
    assert.equal((await of(id)).state, 'proposed');
    assert.equal((await press(law, id, 'agree')).statusCode, 303);
    const { state, decision: made } = await of(id);
    assert.deepEqual([state, made?.outcome, made?.disclosed], ['decided', 'nothing-to-find', 'nothing']);
    assert.equal((await press(law, id, 'decide', decision)).statusCode, 409, 'it stays decided');
    assert.equal((await press(law, id, 'decide', { ...decision, outcome: 'papers' })).statusCode, 400);
    assert.equal((await (await join(['clerk'])).visitor.get(trackPath(id))).statusCode, 403);
  });

  test('the database itself refuses one person twice, a decision without the law department, a record handed out, and every change', async (db, t) => {
    const { of, join } = await hall(db, t);
    const records = await join(['records-officer']);
    const id = await call(records);
    await press(records, id, 'decide', { outcome: 'nothing-to-find', reviewOn: '2026-04-01' });
    const [first] = (await of(id)).steps;
    assert.ok(first);
    const add = (more: object) =>
      db.store.write((tx) =>
        tx
          .insertInto('track_steps')
          .values({
            ...{ id: randomUUID(), matter: id, place: 2, step: 'agreed', moved_on: '2026-03-02' },
            ...{ moved_by: randomUUID(), moved_as: 'law-officer' },
            ...{ by_salt: new Uint8Array(32), ledger_salt: new Uint8Array(32), ...more },
          })
          .execute(),
      );
    const refused = (work: Promise<unknown>) => assert.rejects(work, { code: 'database-refused' });
    await refused(add({ moved_by: first.moved_by }));
    await refused(add({ moved_as: 'records-officer' }));
    const decided = { step: 'decided', review_on: '2026-04-01' };
    await refused(add({ ...decided, outcome: 'nothing-to-find', disclosed: 'public-facts' }));
    await refused(add({ ...decided, outcome: 'papers', disclosed: 'nothing' }));
    for (const table of ['track_matters', 'track_steps'] as const)
      await refused(db.store.write((tx) => tx.updateTable(table).set({ id: randomUUID() }).execute()));
    assert.deepEqual([...(await alteredRows(db.store))], []);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query('alter table track_steps disable trigger track_steps_append_only');
    await pool.query("update track_steps set outcome = 'not-ours'");
    assert.equal([...(await alteredRows(db.store))].length, 1, 'noticed: it opens its leaf no more');
  });

  test('T9: what was said is sealed and opened for one officer at a time; in writing by the third day, looked at again, then over', async (db, t) => {
    const { context, of, join } = await hall(db, t);
    const [law, records] = [await join(['law-officer']), await join(['records-officer'])];
    const id = await call(records);
    const kinds = async () =>
      (await runningClocks(context, ['law-officer'])).map(({ kind, due }) => `${kind} ${due}`);
    assert.deepEqual(await kinds(), ['emergency-paper 2026-03-03']);
    context.setTime(new Date('2026-03-03T20:00:00Z'));
    assert.deepEqual(await kinds(), ['emergency-paper 2026-03-05']);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const rows = JSON.stringify([
      await db.store.read.selectFrom('track_matters').selectAll().execute(),
      await db.store.read.selectFrom('track_steps').selectAll().execute(),
    ]);
    assert.doesNotMatch(rows, NOTHING_OF_IT);
    assert.doesNotMatch((await law.visitor.get(trackPath(id))).body, NOTHING_OF_IT);
    const opened = await press(law, id, 'open');
    assert.match(opened.body, NOTHING_OF_IT);
    assert.equal(opened.headers['cache-control'], 'no-store');
    assert.deepEqual(
      (await of(id)).steps.map(({ step, moved_by }) => [step, moved_by]),
      [['opened', law.id]],
    );
    await press(records, id, 'called-back', { found: 'no' });
    await press(records, id, 'decide', { outcome: 'not-who-they-said', reviewOn: '2026-04-01' });
    await press(law, id, 'agree');
    await press(records, id, 'paper-came');
    assert.deepEqual(await kinds(), ['emergency-review 2026-04-01']);
    const until = async () =>
      (
        await db.store.read
          .selectFrom('vault_records')
          .select('ends_on')
          .where('matter', '=', id)
          .executeTakeFirstOrThrow()
      ).ends_on;
    const before = await until();
    assert.equal((await press(records, id, 'review')).statusCode, 403);
    assert.equal((await press(law, id, 'review')).statusCode, 303);
    assert.ok((await until()) < before, 'over: what was said ends sooner');
    assert.deepEqual(await kinds(), []);
    assert.equal((await press(law, id, 'called-back', { found: 'yes' })).statusCode, 409);
  });

  test('an emergency is public once two law officers say so: closed lists and days, which the ledger had on its day', async (db, t) => {
    const { context, join } = await hall(db, t);
    const [law, other] = [await join(['law-officer']), await join(['law-officer'])];
    const id = await call(law);
    assert.equal((await press(law, id, 'publish-ask')).statusCode, 409, 'nothing is decided');
    await press(law, id, 'decide', { outcome: 'public-facts-told', reviewOn: '2026-04-01' });
    await press(other, id, 'agree');
    await press(law, id, 'publish-ask');
    assert.equal((await press(law, id, 'publish')).statusCode, 403);
    assert.deepEqual(await publishedEmergencies(db.store.read), []);
    assert.equal((await press(other, id, 'publish')).statusCode, 303);
    const [shown] = await publishedEmergencies(db.store.read);
    assert.deepEqual(
      [shown?.said.number, shown?.said.outcome, shown?.said.disclosed],
      ['R-2026-1', 'public-facts-told', 'public-facts'],
    );
    assert.equal((await press(other, id, 'publish')).statusCode, 409, 'once');
    const { public: open } = await cityHall(context);
    const register = (await open.inject({ url: '/demands?lang=en' })).body;
    assert.match(register, /R-2026-1/);
    assert.match(register, /One request stands here/, 'what stands there is counted');
    const openings = await publishedOpenings(db.store.read);
    assert.deepEqual(openings.map(({ event }) => event.kind).sort(), [
      ...['published', 'track-logged', 'track-step', 'track-step'],
    ]);
    const there = await committedLeaves(db.store.read, openings.map(leafOf));
    assert.equal(there.size, openings.length);
    const data = JSON.stringify(shown);
    assert.ok(![law.id, other.id].some((staff) => data.includes(staff)) && !NOTHING_OF_IT.test(data));
    const page = await context.store.read.selectFrom('publications').select('said').execute();
    assert.doesNotMatch(JSON.stringify(page), /T18:00/, 'the day, and not the hour');
  });

  test('somebody who asks about themselves: no name in the log, looked at and handed back, answered by a letter that tells nothing of anybody', async (db, t) => {
    const { context, of, join } = await hall(db, t);
    const officer = await join(['public-records-officer']);
    assert.equal((await (await join(['records-officer'])).visitor.get(NEW_OWN_PATH)).statusCode, 403);
    const id = await asks(officer);
    assert.equal((await of(id)).sealed, null, 'nothing typed, nothing kept');
    assert.deepEqual(
      (await runningClocks(context, ['public-records-officer'])).map(({ kind, due }) => [kind, due]),
      [['own-request-reply', '2026-03-09']],
    );
    assert.equal((await press(officer, id, 'answer', { answer: 'copy-given' })).statusCode, 409);
    await press(officer, id, 'verified', { found: 'no' });
    assert.equal((await press(officer, id, 'answer', { answer: 'copy-given' })).statusCode, 409);
    assert.equal((await officer.visitor.get(`${trackPath(id)}/letter`)).statusCode, 409, 'not answered yet');
    await press(officer, id, 'verified', { found: 'yes' });
    assert.equal((await press(officer, id, 'answer', { answer: 'copy-given' })).statusCode, 303);
    assert.equal((await press(officer, id, 'withdraw')).statusCode, 409);
    const letter = await officer.visitor.get(`${trackPath(id)}/letter`);
    assert.equal(letter.headers['content-type'], 'application/pdf');
    assert.ok(letter.body.startsWith('%PDF'));
    assert.deepEqual(await runningClocks(context, ['public-records-officer']), []);
    const boxes = { id: randomUUID(), came: 'mail', receivedOn: '2026-03-02', contact: '김', words: SAID };
    const refused = await officer.visitor.form(NEW_OWN_PATH, NEW_OWN_PATH, boxes);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /In “Where to send the answer”[\s\S]*김 \(U\+AE40\)/);
    const written = await asks(officer, { came: 'mail', contact: CALLER, words: SAID });
    await press(officer, written, 'answer', { answer: 'no-way-to-find' });
    const [row] = await db.store.read.selectFrom('vault_records').select('ends_on').execute();
    assert.equal(row?.ends_on, '2027-03-02', 'answered: nearer');
    const day = { id: randomUUID(), came: 'mail', receivedOn: '2026-03-03', contact: '', words: '' };
    assert.equal((await officer.visitor.form(NEW_OWN_PATH, NEW_OWN_PATH, day)).statusCode, 422);
    assert.equal((await asks(officer).then(of)).number, 'S-2026-3');
  });
});

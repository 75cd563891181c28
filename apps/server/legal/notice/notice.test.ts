import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { UpdateObject } from 'kysely';
import { alteredRows } from '../../audit/altered.ts';
import { keptOpenings } from '../../audit/kept.ts';
import { spokenEvent } from '../../ledger/page/spoken-event.ts';
import { back, sent } from '../../portal/after/testing/sent.ts';
import { type PortalHall, portalHall } from '../../portal/testing/hall.ts';
import { words as publicWords } from '../../public/words.ts';
import { openPool } from '../../store/connect.ts';
import type { Database } from '../../store/database.ts';
import { cityDay } from '../../testing/city-day.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { type Colleague, colleagues } from '../testing/colleagues.ts';
import { noticeWords as words } from './words.ts';

const DAY = 86_400_000;
const COURT = 'A court asked us for some records of applications. Ask a lawyer of your own.';
const NOTICE = 'Somebody asked the city for records <of applications>.';
const WISH = { which: 'all', when: 'all', reason: 'demand' };
const BASIS = { basis: 'no-order-forbids' };

type Test = Parameters<typeof portalHall>[1];

async function office(db: TestDatabase, t: Test, officers = 0) {
  const hall = await portalHall(db, t, { officers });
  return { hall, join: await colleagues(hall.context) };
}

async function held({ visitor }: Colleague, said: Record<string, string> = { 'said-en': COURT }) {
  const id = randomUUID();
  await visitor.form('/holds/new', '/holds/new', { id, ...WISH });
  await visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, { which: 'all', when: 'all', ...said });
  return id;
}

const press = ({ visitor }: Colleague, hold: string, step: string, fields: Record<string, string> = {}) =>
  visitor.form(`/holds/${hold}`, `/holds/${hold}/${step}`, fields);
const page = async ({ visitor }: Colleague, hold: string, which = '') =>
  (await visitor.get(`/holds/${hold}${which}`)).body;
const bare = (body: string) => body.replace(/name="_csrf" value="[^"]*"|nonce="[^"]*"/g, '');
const publicPage = async (hall: PortalHall, path: string) => bare((await hall.visitor().open(path)).body);

forOneServer('what residents may be told, decided', (test) => {
  test('T10: one law officer asks, another agrees; nobody else, nobody alone, and never with an old passkey', async (db, t) => {
    const { hall, join } = await office(db, t);
    const [one, two] = [await join(['law-officer']), await join(['law-officer'])];
    const [records, clerk] = [await join(['records-officer']), await join(['clerk'])];
    const hold = await held(one);
    assert.equal((await press(clerk, hold, 'tell/ask', BASIS)).statusCode, 403);
    assert.equal((await clerk.visitor.get(`/holds/${hold}/tell`)).statusCode, 403);
    assert.equal((await records.visitor.get(`/holds/${hold}/tell`)).statusCode, 403);
    assert.equal((await press(one, hold, 'tell/ask', {})).statusCode, 422, 'a reason of the list');
    assert.equal((await press(one, hold, 'tell/ask', { basis: 'because' })).statusCode, 400);
    assert.equal((await press(one, hold, 'tell/ask', { ...BASIS, note: 'Zephyrine' })).statusCode, 400);
    assert.equal((await press(one, hold, 'tell/ask', BASIS)).statusCode, 303);
    assert.doesNotMatch(await page(one, hold, '/tell'), /tell\/agree/);
    assert.equal((await press(one, hold, 'tell/agree')).statusCode, 409);
    assert.equal((await press(records, hold, 'tell/agree')).statusCode, 403);
    assert.match(await page(two, hold, '/tell'), /tell\/agree/);
    hall.context.setTime(new Date(hall.context.clock.now().getTime() + 6 * 60_000));
    assert.match((await press(two, hold, 'tell/agree')).body, /data-passkey="send-again"/);
    await two.touch();
    assert.equal((await press(two, hold, 'tell/agree')).statusCode, 303);
    const row = await db.store.read.selectFrom('hold_notices').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([row.asked_by, row.agreed_by, row.hold], [one.id, two.id, hold]);
    assert.match(await page(two, hold, '/tell'), /Agreed: messages go out/);
    assert.match(await page(clerk, hold), /Residents were told by message: fewer than 11/);
    assert.match(await page(two, hold), /Residents were told by message: 0/);
  });

  test('what cannot be decided is said on the page that asked, with what was chosen and a way to the field', async (db, t) => {
    const { join } = await office(db, t);
    const [one, two] = [await join(['law-officer']), await join(['law-officer'])];
    const hold = await held(one);
    const bare = await press(one, hold, 'tell/ask', { afterGag: 'on' });
    assert.equal(bare.statusCode, 422);
    assert.ok(bare.body.includes(words.en?.['fault.telling-basis-missing'] ?? 'no words'));
    assert.match(
      bare.body,
      /href="#basis"[\s\S]*aria-describedby="basis-error"[\s\S]*id="basis-error"[\s\S]*id="basis"/,
    );
    assert.match(bare.body, /id="afterGag"[^>]*checked|checked[^>]*id="afterGag"/, 'what was ticked stays');
    await press(one, hold, 'words', { gag: 'on', 'said-en': COURT });
    const gagged = await press(one, hold, 'tell/ask', BASIS);
    assert.equal(gagged.statusCode, 409);
    assert.match(gagged.body, /href="#afterGag"[\s\S]*id="afterGag-error"/);
    assert.match(gagged.body, /value="no-order-forbids"[^>]*checked|checked[^>]*value="no-order-forbids"/);
    assert.equal((await press(one, hold, 'tell/ask', { ...BASIS, afterGag: 'on' })).statusCode, 303);
    const alone = await press(one, hold, 'tell/agree');
    assert.equal(alone.statusCode, 409);
    assert.match(alone.body, /href="#message"[\s\S]*id="message"/);
    const days = { 'said-en': COURT, from: '2026-03-01', until: '2026-02-01' };
    const late = await press(two, hold, 'public-notice/ask', { ...BASIS, afterGag: 'on', ...days });
    assert.equal(late.statusCode, 422);
    assert.match(late.body, /href="#from"[\s\S]*id="from-error"/);
    assert.match(late.body, /value="2026-02-01"/);
  });

  test('with one law officer an administrator is the second, and alone nobody is', async (db, t) => {
    const { join } = await office(db, t);
    const law = await join(['law-officer', 'administrator']);
    const hold = await held(law);
    assert.equal((await press(law, hold, 'tell/ask', BASIS)).statusCode, 303);
    assert.match(await page(law, hold, '/tell'), /one person never decides this/);
    assert.equal((await press(law, hold, 'tell/agree')).statusCode, 409);
    const other = await join(['administrator']);
    assert.equal((await press(other, hold, 'tell/agree')).statusCode, 303);
  });

  test('behind the code: what counsel wrote, once two agreed, in a language that it exists in; under a gag no byte differs', async (db, t) => {
    const { hall, join } = await office(db, t, 2);
    const { code } = await sent(hall);
    const follow = async (language = 'en') => {
      const person = await back(hall, code);
      return bare((await person.open(`/apply/follow?lang=${language}`)).body);
    };
    const before = await follow();
    const [one, two] = [await join(['law-officer']), await join(['law-officer'])];
    const hold = await held(one);
    assert.equal(await follow(), before, 'words alone are not yet a notice');
    await press(one, hold, 'tell/ask', { ...BASIS, afterGag: 'on' });
    assert.equal(await follow(), before);
    await press(two, hold, 'tell/agree');
    assert.ok((await follow()).includes(COURT));
    const polish = await follow('pl');
    assert.ok(
      polish.includes(COURT) && polish.includes('lang="en"') && polish.includes('Nie mamy jeszcze tego'),
    );
    await press(one, hold, 'words', { gag: 'on', 'said-en': COURT });
    assert.equal(await follow(), before);
    await press(one, hold, 'words', { 'said-en': COURT });
    assert.ok((await follow()).includes(COURT), 'by itself');
    await press(one, hold, 'tell/end');
    assert.equal(await follow(), before);
  });

  test('a public notice: written by one, agreed to by another, on the page on its days, gone under a gag and on its day', async (db, t) => {
    const { hall, join } = await office(db, t);
    const { context } = hall;
    const [one, two] = [await join(['law-officer']), await join(['law-officer'])];
    const hold = await held(one);
    const today = context.clock.now();
    const on = (days: number) => cityDay(context, days);
    const none = await publicPage(hall, '/notices?lang=en');
    const start = await publicPage(hall, '/?lang=en');
    assert.match(none, /There is no notice today/);
    const wish = { ...BASIS, afterGag: 'on', 'said-en': NOTICE, from: on(-1), until: on(20) };
    for (const wrong of [
      { ...wish, 'said-en': ' ' },
      { ...wish, until: on(-1) },
      { ...wish, until: '' },
      { ...wish, until: on(400) },
      { ...wish, 'said-en': 'x'.repeat(601) },
    ]) {
      const answer = await press(one, hold, 'public-notice/ask', wrong);
      assert.equal(answer.statusCode, 422, JSON.stringify(wrong).slice(0, 80));
      assert.match(answer.body, /role="alert"/);
    }
    assert.equal((await press(one, hold, 'public-notice/ask', wish)).statusCode, 303);
    assert.equal(await publicPage(hall, '/notices?lang=en'), none, 'one alone publishes nothing');
    const [row] = await db.store.read.selectFrom('public_notices').selectAll().execute();
    assert.ok(row);
    assert.equal((await press(one, hold, 'public-notice/agree', { notice: row.id })).statusCode, 409);
    assert.equal((await press(two, hold, 'public-notice/agree', { notice: row.id })).statusCode, 303);
    const shown = await publicPage(hall, '/notices?lang=en');
    assert.ok(shown.includes('Somebody asked the city for records &lt;of applications>'), shown);
    assert.match(shown, /It comes down on/);
    assert.ok(!shown.includes(hold) && !shown.includes(row.id), 'no id of a matter');
    assert.match(await publicPage(hall, '/?lang=en'), /There is a notice from the city/);
    const arabic = await publicPage(hall, '/notices?lang=ar');
    assert.ok(
      arabic.includes('lang="en"') && arabic.includes(publicWords.ar?.['notices.other-language'] ?? '?'),
    );
    await press(one, hold, 'words', { gag: 'on', 'said-en': COURT });
    assert.equal(await publicPage(hall, '/notices?lang=en'), none, 'T12: as if there were none');
    assert.equal(await publicPage(hall, '/?lang=en'), start);
    await press(one, hold, 'words', { 'said-en': COURT });
    assert.equal(await publicPage(hall, '/notices?lang=en'), shown);
    context.setTime(new Date(today.getTime() + 21 * DAY));
    assert.equal(await publicPage(hall, '/notices?lang=en'), none, 'on its day');
    context.setTime(today);
    assert.equal((await press(one, hold, 'public-notice/end', { notice: row.id })).statusCode, 303);
    assert.equal(await publicPage(hall, '/notices?lang=en'), none);
  });

  test('every decision is a leaf that its row opens, with the two behind a salt of their own, and not for the public', async (db, t) => {
    const { join } = await office(db, t);
    const [one, two] = [await join(['law-officer']), await join(['law-officer'])];
    const hold = await held(one);
    await press(one, hold, 'tell/ask', BASIS);
    await press(two, hold, 'tell/agree');
    await press(one, hold, 'tell/end');
    const wish = { ...BASIS, 'said-en': NOTICE, from: '2026-01-01', until: '2026-12-30' };
    await press(one, hold, 'public-notice/ask', { ...wish, ...daysNow() });
    const { id } = await db.store.read.selectFrom('public_notices').select('id').executeTakeFirstOrThrow();
    await press(two, hold, 'public-notice/agree', { notice: id });
    await press(two, hold, 'public-notice/end', { notice: id });
    const kept = (await keptOpenings(db.store)).filter(
      ({ table }) => table.endsWith('_notices') && table !== 'hold_vendor_notices',
    );
    assert.deepEqual(kept.map(({ openings }) => openings[0].event.kind).sort(), [
      'notice-agreed',
      'notice-ended',
      'notice-published',
      'notice-taken-down',
    ]);
    assert.deepEqual([...(await alteredRows(db.store))], []);
    const told = JSON.stringify(kept.map(({ openings }) => openings[0].event));
    assert.ok(!told.includes(one.id) && !told.includes(two.id));
    const say = (key: string) => key;
    for (const { openings } of kept)
      assert.ok(spokenEvent(openings[0].event, { say, language: 'en' }, (name) => name));
    await press(one, hold, 'words', { gag: 'on' });
    const silent = (await keptOpenings(db.store)).filter(({ table }) => table === 'hold_notices');
    assert.ok(silent.every(({ gagged }) => gagged));
  });

  test('T10: a decision is said once, agreed to once and ended once; any other change is refused by the database', async (db, t) => {
    const { join } = await office(db, t);
    const [one, two] = [await join(['law-officer']), await join(['law-officer'])];
    const hold = await held(one);
    await press(one, hold, 'tell/ask', BASIS);
    await press(one, hold, 'public-notice/ask', { ...BASIS, 'said-en': NOTICE, ...daysNow() });
    const told = (set: UpdateObject<Database, 'hold_notices'>) =>
      db.store.write((tx) => tx.updateTable('hold_notices').set(set).execute());
    const published = (set: UpdateObject<Database, 'public_notices'>) =>
      db.store.write((tx) => tx.updateTable('public_notices').set(set).execute());
    const refused = (work: Promise<unknown>) => assert.rejects(work, { code: 'database-refused' });
    await refused(told({ basis: 'law-requires' }));
    await refused(told({ asked_by: two.id }));
    await refused(published({ until_on: '2099-01-01' }));
    await refused(published({ sentences: { en: 'Something else.' } }));
    const { id } = await db.store.read.selectFrom('public_notices').select('id').executeTakeFirstOrThrow();
    await press(two, hold, 'tell/agree');
    await press(two, hold, 'public-notice/agree', { notice: id });
    const at = new Date();
    for (const change of [told, published]) {
      await refused(change({ agreed_by: randomUUID() }));
      await refused(change({ by_salt: new Uint8Array(32) }));
      await refused(change({ agreed_at: null, agreed_by: null, ledger_salt: null, by_salt: null }));
    }
    await refused(told({ told: 2 }));
    await told({ told: 1 });
    await refused(told({ told: 0 }));
    await press(one, hold, 'tell/end');
    await press(one, hold, 'public-notice/end', { notice: id });
    for (const change of [told, published]) {
      await refused(change({ ended_at: null, ended_by: null, ended_salt: null }));
      await refused(change({ ended_at: at }));
    }
    assert.deepEqual([...(await alteredRows(db.store))], []);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    const away = ['delete', 'from'].join(' ');
    for (const table of ['hold_notices', 'public_notices']) {
      await assert.rejects(pool.query(`${away} ${table}`), /said once/);
      await assert.rejects(pool.query(`truncate ${table} cascade`));
      // Without the trigger the database takes it, and whoever holds rows against the ledger notices.
      await pool.query(`alter table ${table} disable trigger ${table}_once`);
      await pool.query(`update ${table} set basis = 'law-requires'`);
    }
    assert.equal([...(await alteredRows(db.store))].length, 2);
  });
});

function daysNow() {
  const at = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  return { from: at(0), until: at(9) };
}

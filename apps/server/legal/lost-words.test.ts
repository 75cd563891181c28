import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays, type Flow } from '@commonkey/program';
import { keptOpenings } from '../audit/kept.ts';
import { keepLeaves } from '../audit/kept-leaves.ts';
import { agree } from '../holds/agree.ts';
import { doubtWords } from '../holds/doubt-words.ts';
import { askToMend, mendHold } from '../holds/mending.ts';
import { alteredHolds, sealOf } from '../holds/seal.ts';
import { portalHall } from '../portal/testing/hall.ts';
import { holdAnswers } from '../public/held/spoken-holds.ts';
import { openPool } from '../store/connect.ts';
import { sealKeyOf } from '../store/seal-key.ts';
import { forOneServer, type TestDatabase } from '../testing/database.ts';
import { askToPublish, publicNotices, publish } from './notice/public-notice.ts';
import { silentHolds } from './notice/silence.ts';
import { standingNotices } from './notice/standing.ts';
import { toldOfAHold } from './notice/testing/told.ts';
import { today } from './review.ts';
import { colleagues } from './testing/colleagues.ts';
import { saidOf } from './wording.ts';
import { words } from './words.ts';

const SAID = 'A court wants us to keep this.';
const said = (body: string, code: string) => body.includes(words.en?.[code] ?? 'no words');

async function hall(db: TestDatabase, t: Parameters<typeof portalHall>[1]) {
  const { context } = await portalHall(db, t, { officers: 0 });
  const { program } = context.program;
  const vendor: Flow = {
    ...{ id: 'bucket', kind: 'vendor', recipient: 'Lakeside Storage', purpose: 'purpose.series-contact' },
    ...{ basis: 'A contract', fields: ['counts'], contact: 'legal-department' },
    ...{ reviewBy: '2027-06-30', source: 'own' },
  };
  const sharing = { ...program.sharing, flows: [...(program.sharing?.flows ?? []), vendor] };
  const house = { ...context, program: { ...context.program, program: { ...program, sharing } } };
  const { store, clock } = context;
  const hold = await toldOfAHold(house, { en: SAID });
  return {
    context: house,
    hold,
    law: await (await colleagues(house))(['law-officer']),
    /** What anybody but the law department can notice of the hold, and whether an auditor's export has it without asking. */
    async spoken() {
      const answers = await holdAnswers(store.read, program, clock.now());
      const kept = (await keptOpenings(store)).filter(({ openings }) => openings[0].event.hold === hold);
      return {
        words: await saidOf(store.read, ['portal-papers'], 'en', clock.now()),
        answer: answers('vault_records'),
        messages: (await standingNotices(store.read, clock.now())).filter(({ now }) => now).length,
        page: (await publicNotices(store.read, today(house))).length,
        openings: kept.some(({ gagged }) => gagged !== true),
      };
    },
  };
}
const SPOKEN = { words: SAID, answer: 'spoken-of', messages: 1, page: 1, openings: true };
const SILENT = { words: null, answer: 'none-we-may-name', messages: 0, page: 0, openings: false };

forOneServer('a hold of which an old copy may have lost the words', (test) => {
  test('T12: put back from where the keys are, it is silent until the law department writes its words', async (db, t) => {
    const { context, hold, law, spoken } = await hall(db, t);
    assert.deepEqual(await spoken(), SPOKEN);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query(`set session_replication_role = replica; delete from hold_wordings; delete from hold_notices;
      delete from public_notices; delete from legal_holds; set session_replication_role = origin`);
    const { clock, random, vault } = context;
    await agree(db.store, vault.inFlight.mirror, { clock, random });
    assert.ok((await silentHolds(db.store.read)).has(hold));
    assert.deepEqual(await spoken(), SILENT);
    const page = (await law.visitor.get(`/holds/${hold}`)).body;
    for (const code of ['words-lost', 'words-gag', 'vendors-gag'])
      assert.ok(said(page, `legal.${code}`), code);
    assert.ok(said((await law.visitor.get(`/holds/${hold}/notice`)).body, 'legal.vendors-gag'));
    const form = (await law.visitor.get(`/holds/${hold}/words`)).body;
    assert.match(form, /name="gag"[^>]*checked/, 'to speak of it takes a hand');
    assert.equal((await law.visitor.form(`/holds/${hold}`, `/holds/${hold}/review`, {})).statusCode, 303);
    assert.deepEqual(await spoken(), SILENT, 'a review writes no words');

    await law.visitor.form(`/holds/${hold}`, `/holds/${hold}/words`, { 'said-en': SAID });
    assert.deepEqual(await spoken(), { ...SILENT, words: SAID, answer: 'spoken-of' });
    const after = (await law.visitor.get(`/holds/${hold}`)).body;
    assert.ok(!said(after, 'legal.words-lost') && !said(after, 'legal.vendors-gag'));
    await law.visitor.form(`/holds/${hold}`, `/holds/${hold}/words`, { 'said-en': SAID, gag: 'on' });
    assert.deepEqual(await spoken(), SILENT);
  });

  test('T12: words that the copy still has say nothing either, nor what two had decided before', async (db, t) => {
    const { context, hold, law, spoken } = await hall(db, t);
    const days = { from: today(context), until: addDays(today(context), 9) };
    const wish = {
      hold,
      basis: 'no-order-forbids',
      afterGag: false,
      sentences: { en: SAID },
      ...days,
    } as const;
    const id = await askToPublish(context, wish, randomUUID());
    await publish(context, { hold, id }, randomUUID());
    assert.deepEqual(await spoken(), { ...SPOKEN, page: 2 });
    await db.store.write((tx) => doubtWords(tx, context.clock.now()));
    assert.deepEqual(await spoken(), SILENT);
    const form = (await law.visitor.get(`/holds/${hold}/words`)).body;
    assert.ok(form.includes(SAID), 'counsel sees what stood there');
    await law.visitor.form(`/holds/${hold}`, `/holds/${hold}/words`, { 'said-en': 'Anew.' });
    const now = await spoken();
    assert.equal(now.words, 'Anew.');
    assert.equal(now.messages, 1, 'decided to wait for the end of an order');
    assert.equal(
      now.page,
      1,
      'and one that was not is over: nobody can say that there was no order meanwhile',
    );
  });

  test('T12 I12: that words may be lost is under the seal: who takes it out of the row makes nobody speak, and two who put the row right neither', async (db, t) => {
    const { context, hold, law, spoken } = await hall(db, t);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    const altered = async () => (await alteredHolds(db.store.read)).length;
    await db.store.write((tx) => doubtWords(tx, context.clock.now()));
    assert.equal(await altered(), 0);
    const sealed = await db.store.read.selectFrom('legal_holds').selectAll().executeTakeFirstOrThrow();
    const seal = sealOf({ ...sealed, words_lost_after: null, words_lost_at: null }, sealKeyOf(db.store.read));
    await pool.query('update legal_holds set seal = $1', [Buffer.from(seal)]);
    assert.equal(await altered(), 0, 'as seals were before this was in them');
    await pool.query('update legal_holds set seal = $1', [Buffer.from(sealed.seal ?? [])]);
    await pool.query('update legal_holds set words_lost_after = words_lost_after - 1');
    assert.equal(await altered(), 1);
    await pool.query('update legal_holds set words_lost_after = null, words_lost_at = null');
    assert.equal(await altered(), 1);
    const { words: text, answer, messages } = await spoken();
    assert.deepEqual([text, answer, messages], [null, 'none-we-may-name', 0]);
    const { store, vault } = context;
    await store.write((tx) => askToMend(tx, hold, randomUUID()));
    await mendHold(store, hold, randomUUID(), { ...context, inFlight: vault.inFlight });
    assert.equal(await altered(), 0);
    assert.deepEqual(await spoken(), SILENT, 'nobody can say whether there was a word of silence');
    await law.visitor.form(`/holds/${hold}`, `/holds/${hold}/words`, { 'said-en': 'Anew.' });
    assert.equal((await spoken()).words, 'Anew.');
  });

  test('I8 T12: where somebody removed the word that it may not be spoken of, the law department reads so', async (db, t) => {
    const { context, hold, law } = await hall(db, t);
    await law.visitor.form(`/holds/${hold}`, `/holds/${hold}/words`, { 'said-en': SAID, gag: 'on' });
    await keepLeaves(context);
    const missing = async () => /1 row about holds is missing/.test((await law.visitor.get('/holds')).body);
    assert.equal(await missing(), false);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query('alter table hold_wordings disable trigger all');
    await pool.query('delete from hold_wordings where gag');
    assert.equal(await missing(), true);
    const clerk = await (await colleagues(context))(['clerk']);
    assert.doesNotMatch((await clerk.visitor.get('/holds')).body, /about holds is missing/);
  });
});

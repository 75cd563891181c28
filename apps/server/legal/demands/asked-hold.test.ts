import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { sendApplication } from '../../review/testing/application.ts';
import { forOneServer } from '../../testing/database.ts';
import { today } from '../review.ts';
import { demandHall, register, subpoena } from './testing/hall.ts';
import { oneDemand } from './view.ts';
import { words } from './words.ts';

const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');

forOneServer('what intake holds of its own accord', (test) => {
  test('T6: who applied before it is held, and who applies after it ends on the usual day; a card that is issued later is held', async (db, t) => {
    const { context, join } = await demandHall(db, t, { officers: 2 });
    const law = await join(['law-officer']);
    const day = today(context);
    const days = { received: day, 'day-service': day, 'day-issued': day, 'day-return': addDays(day, 14) };
    const span = { 'item1-from': addDays(day, -200), 'item1-until': addDays(day, -30) };
    const form = subpoena({ ...days, ...span, 'item1-class-card-record': 'on' });
    const before = await sendApplication(context);
    const { id, hold, answer } = await register(law, form);
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 500));
    const after = await sendApplication(context);

    const { holds } = await oneDemand(context, id);
    assert.equal(holds.length, 2, 'both are in its history');
    const rows = await db.store.read.selectFrom('legal_holds').selectAll().where('id', 'in', holds).execute();
    assert.ok(rows.every(({ confirmed_at }) => confirmed_at !== null));
    const [cards, sealed] = [rows.find((row) => row.id === hold), rows.find((row) => row.id !== hold)];
    assert.deepEqual([cards?.series, cards?.covers_until], [['card-register', 'spoiled-card'], null]);
    assert.equal(sealed?.covers_until, span['item1-until']);
    assert.ok(sealed?.from_age, 'the key process knows from when on it leaves out');

    const ofCard = { series: 'card-register', date: day.slice(0, 7), due: addDays(day, -1) };
    assert.equal((await context.holds.mayDestroy(db.store.read, ofCard)).answer, 'held');
    const papers = await db.store.read
      .selectFrom('vault_records')
      .select(['application', 'series', 'age'])
      .where('series', '=', 'portal-papers')
      .execute();
    const answers = (whose: string) =>
      Promise.all(
        papers
          .filter(({ application }) => application === whose)
          .map(async ({ series, age }) => {
            const record = { series, date: null, due: addDays(day, -1), age };
            return (await context.holds.mayDestroy(db.store.read, record)).answer;
          }),
      );
    const [held, free] = [await answers(before.id), await answers(after.id)];
    assert.ok(held.length > 0 && held.every((one) => one === 'held'), String(held));
    assert.ok(free.length > 0 && free.every((one) => one === 'yes'), String(free));

    const page = await law.visitor.get(`/demands/${id}`);
    assert.ok(said(page.body, 'legal.hold-leaves-out'), 'and the page says what is left out');
    const again = await register(law, form);
    assert.equal(again.answer.statusCode, 303);
    const all = await db.store.read.selectFrom('legal_holds').select('id').execute();
    assert.equal(all.length, 2, 'pressed again, nothing is held twice');
  });

  test('a press that registers nothing says which holds it left in force, and the next one takes them', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const [law, other] = [await join(['law-officer']), await join(['law-officer'])];
    const held = (body: string) => /name="held" value="([^"]*)"/.exec(body)?.[1] ?? '';
    const form = subpoena({ matter: '2019-77', 'item1-class-card-record': 'on' });
    const refused = await register(law, form);
    assert.equal(refused.answer.statusCode, 422);
    const ids = held(refused.answer.body).split(' ');
    assert.equal(ids.length, 1, 'one span of days, one hold');
    assert.match(refused.answer.body, /confirmed and in force/);
    for (const id of ids) assert.ok(refused.answer.body.includes(`href="/holds/${id}?lang=en"`), id);
    assert.match(refused.answer.body, /“Matter”: There is no matter of this number/);

    // What it asks for is put right as well: the first hold stays with the demand, and what it did not take gets one.
    const wider = { ...form, matter: '', held: ids.join(' '), 'item1-class-contact': 'on' };
    const done = await register(law, wider);
    assert.equal(done.answer.statusCode, 303, done.answer.body.slice(0, 500));
    const all = await db.store.read.selectFrom('legal_holds').select(['id', 'series']).execute();
    const { holds } = await oneDemand(context, done.id);
    assert.deepEqual(holds.toSorted(), all.map(({ id }) => id).toSorted());
    assert.equal(holds.length, 2);
    assert.ok(all.some(({ series }) => series?.includes('portal-contact')));

    // Somebody else's hold is nobody's to take along.
    const strange = await register(other, subpoena({ held: ids.join(' '), keep: 'none' }));
    assert.equal(strange.answer.statusCode, 303);
    assert.deepEqual((await oneDemand(context, strange.id)).holds, []);
  });

  test('a form that has registered a demand registers no other: its page says so, and what it says anew asks for another press', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const start = await law.visitor.get('/demands/new');
    assert.equal(start.statusCode, 303);
    const address = String(start.headers.location);
    const page = await law.visitor.get(address);
    const id = /name="id" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    assert.ok(address.includes(id), 'the form’s id stands in its address');
    const form = subpoena({ id });
    assert.equal((await register(law, form)).answer.statusCode, 303);
    const back = await law.visitor.get(address);
    assert.match(back.body, /registered a demand already: matter 2026-1/);
    assert.ok(!back.body.includes('name="item1-words"'), 'there is nothing to press');
    const again = await register(law, form);
    assert.match(String(again.answer.headers.location), /done=again/);
    const changed = await register(law, { ...form, instrument: 'court-order', issuer: 'court' });
    assert.equal(changed.answer.statusCode, 409);
    assert.match(changed.answer.body, /This form has registered matter 2026-1 already/);
    assert.ok(changed.answer.body.includes('Zephyrine Quillfeather'), 'nothing typed is lost');
    const next = /name="id" value="([^"]+)"/.exec(changed.answer.body)?.[1] ?? '';
    const hold = /name="hold" value="([^"]+)"/.exec(changed.answer.body)?.[1] ?? '';
    assert.ok(next !== id && hold !== form.hold);
    const count = () => db.store.read.selectFrom('demands').select('id').execute();
    assert.equal((await count()).length, 1);
    const own = { ...form, id: next, hold, instrument: 'court-order', issuer: 'court' };
    assert.equal((await register(law, own)).answer.statusCode, 303);
    assert.equal((await count()).length, 2);
  });
});

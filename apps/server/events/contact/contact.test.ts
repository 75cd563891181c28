import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext as NodeTest } from 'node:test';
import { addDays, instantIn } from '@commonkey/program';
import { placeHold } from '../../holds/holding.ts';
import { over } from '../../holds/testing/scope.ts';
import { bodyOf, headersOf, outbox } from '../../notices/testing/outbox.ts';
import { CARRIED, portalHall } from '../../portal/testing/hall.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { confirmPlaces, keepPlaces } from '../booking/book.ts';
import { changeDay } from '../calendar/change-day.ts';
import { cityNow, oneDay } from '../days.ts';
import { giveTicket } from '../door/give.ts';
import { drawDue, yesUntil } from '../draw/draw.ts';
import { enterDraw } from '../draw/enter.ts';
import { giveBlock } from '../helpers/give.ts';
import { openBlock } from '../helpers/group.ts';
import { announced } from '../testing/day.ts';
import { contactOf, endContactOfComer, forgetContact, leaveContact } from './leave.ts';
import { remindWinners } from './remind.ts';
import { tellDue } from './tell-due.ts';

const REACH = 'zofia.canary@home.example';
const MINUTE = 60_000;

async function town(db: TestDatabase, t: NodeTest) {
  const box = await outbox(t);
  const hall = await portalHall(db, t, { notices: { ...CARRIED, mail: box.settings } });
  const { context } = hall;
  // Ten in the morning, where the city is: nobody is woken.
  context.setTime(new Date('2026-03-02T16:00:00Z'));
  const mark = await announced(context);
  const booked = async (open: 0 | 1 = 0, at: string | null = REACH, language = 'en') => {
    const { code } = await keepPlaces(context, { mark, starts: 540, party: 1 });
    await confirmPlaces(context, code);
    if (at) await leaveContact(context, code, { by: 'mail', address: at, language, open });
    return code;
  };
  const becomes = async (state: 'stopped' | 'cancelled' | 'announced', of = mark) => {
    const { version } = await oneDay(context, db.store.read, of);
    await changeDay(context, { mark: of, version }, state, state === 'announced' ? null : 'weather');
  };
  const later = (minutes: number) =>
    context.setTime(new Date(context.clock.now().getTime() + minutes * MINUTE));
  const row = () => db.store.read.selectFrom('event_contacts').selectAll().executeTakeFirstOrThrow();
  return { box, hall, context, mark, booked, becomes, later, row, read: db.store.read };
}

forOneServer('a contact with a place', (test) => {
  test('a day that is cancelled is told to each contact once, in words that say nothing unless they were to', async (db, t) => {
    const { box, context, booked, becomes, later, mark } = await town(db, t);
    const code = await booked();
    const open = await booked(1, 'open@home.example', 'es');
    await booked(0, null);
    await becomes('cancelled');
    assert.equal(await tellDue(context), 2);
    assert.equal(await tellDue(context), 0);
    later(600);
    assert.equal(await tellDue(context), 0, 'once');
    const shut = box.carried.find(({ to }) => to[0] === REACH) ?? assert.fail();
    assert.match(bodyOf(shut), /^There is news about something you asked us for\./);
    const { day, place } = await oneDay(context, context.store.read, mark);
    for (const word of [code, code.slice(0, 5), mark, place, 'card', 'place', day, 'March'])
      assert.ok(!`${headersOf(shut)} ${bodyOf(shut)}`.includes(word), word);
    const said = box.carried.find(({ to }) => to[0] === 'open@home.example') ?? assert.fail();
    assert.match(bodyOf(said), /no se celebra/);
    for (const word of [open, open.slice(0, 5), place, '9:00']) assert.ok(!bodyOf(said).includes(word));
  });

  test('what happens while it waits is one message; what happens later is another; nobody is woken', async (db, t) => {
    const { box, context, booked, becomes, later } = await town(db, t);
    await booked();
    await becomes('stopped');
    await becomes('announced');
    assert.equal(await tellDue(context), 1);
    later(9 * 60 + 45);
    await becomes('stopped');
    assert.equal(await tellDue(context), 1, 'at a quarter to eight');
    later(120);
    await becomes('announced');
    assert.equal(await tellDue(context), 0, 'at night');
    later(9 * 60 + 20);
    assert.equal(await tellDue(context), 1, 'in the morning');
    assert.equal(box.carried.length, 3);
  });

  test('a crash before the carrier took it over costs minutes; one after it is said; a carrier that is away loses nothing', async (db, t) => {
    const { box, context, booked, becomes, later, row } = await town(db, t);
    await booked();
    await becomes('cancelled');
    box.mood = 'breaks-off';
    assert.equal(await tellDue(context), 0);
    box.mood = 'takes';
    later(6);
    assert.equal(await tellDue(context), 1);
    assert.equal((await row()).again, 0);
    // As a service leaves it that ended while it handed over.
    await db.store.write((tx) =>
      tx.updateTable('event_contacts').set({ news: 2, trying: 2, due_at: context.clock.now() }).execute(),
    );
    assert.equal(await tellDue(context), 1);
    assert.deepEqual([(await row()).again, (await row()).told], [1, 2]);
    assert.ok(context.events.some((one) => 'code' in one && one.code === 'notice-twice'));
  });

  test('two passes at once tell nobody twice', async (db, t) => {
    const { box, context, booked, becomes } = await town(db, t);
    for (let n = 0; n < 12; n += 1) await booked(0, `p${n}@home.example`);
    await becomes('cancelled');
    const sent = await Promise.all([tellDue(context), tellDue(context), tellDue(context)]);
    assert.equal(
      sent.reduce((sum, one) => sum + one, 0),
      12,
    );
    assert.equal(new Set(box.carried.map(({ to }) => to[0])).size, 12);
    assert.equal(box.carried.length, 12);
  });

  test('one contact a code: another takes its place, it can be taken back, and given back places are told nothing', async (db, t) => {
    const { box, hall, context, booked, becomes, read } = await town(db, t);
    const code = await booked();
    await leaveContact(context, code, { by: 'mail', address: 'new@home.example', language: 'en', open: 0 });
    assert.equal((await read.selectFrom('event_contacts').select('id').execute()).length, 1);
    const back = await booked(0, 'back@home.example');
    await forgetContact(context, back);
    assert.equal(await contactOf(context, read, back), null);
    const cancelled = await booked(0, 'cancelled@home.example');
    const person = hall.visitor();
    await person.form('/booking', '/booking/cancel?lang=en', { code: cancelled });
    assert.equal((await read.selectFrom('vault_records').select('id').execute()).length, 1, 'keys and bytes');
    await becomes('stopped');
    assert.equal(await tellDue(context), 1);
    assert.deepEqual(
      box.carried.map(({ to }) => to),
      [['new@home.example']],
    );
  });

  test('under a hold it is kept shut: nobody is told by it after its day, and it is of no code once it was taken back', async (db, t) => {
    const { box, context, booked, becomes, read, mark } = await town(db, t);
    const code = await booked();
    await placeHold(db.store, over('event-contacts'), randomUUID(), {
      ...context,
      inFlight: context.vault.inFlight,
    });
    await forgetContact(context, code);
    await leaveContact(context, code, { by: 'mail', address: 'new@home.example', language: 'en', open: 0 });
    assert.equal((await read.selectFrom('vault_records').select('id').execute()).length, 2, 'both are held');
    await becomes('stopped');
    assert.equal(await tellDue(context), 1);
    assert.deepEqual(box.carried[0]?.to, ['new@home.example']);
    const { day } = await oneDay(context, read, mark);
    await becomes('announced');
    context.setTime(new Date(`${addDays(day, 1)}T17:00:00Z`));
    await context.vault.sweep();
    assert.equal(await tellDue(context), 0);
    assert.equal((await read.selectFrom('vault_records').select('id').execute()).length, 2, 'held');
  });

  test('whoever is in a draw is told that it was drawn, and winners once more on the day before', async (db, t) => {
    const { box, context, read } = await town(db, t);
    const mark = await announced(context, {
      ...{ day: addDays(cityNow(context).day, 9), drawDays: 4, walkInShare: 40, helperShare: 0 },
      ...{ opens: 540, closes: 570, stations: 1, printers: 1 },
    });
    for (let n = 0; n < 12; n += 1) {
      const { code } = await enterDraw(context, { mark, party: 1, wish: [] });
      await leaveContact(context, code, {
        by: 'mail',
        address: `p${n}@home.example`,
        language: 'en',
        open: 1,
      });
    }
    const day = await oneDay(context, read, mark);
    context.setTime(new Date((day.draw?.closes_at.getTime() ?? 0) + MINUTE));
    await drawDue(context);
    assert.equal(await tellDue(context), 12, 'those who won and those who did not');
    assert.ok(box.carried.every((one) => /were drawn/.test(bodyOf(one))));
    box.carried.length = 0;
    const drawn = await oneDay(context, read, mark);
    context.setTime(new Date(yesUntil(context, day.day).getTime() - 9 * 60 * MINUTE));
    await remindWinners(context);
    await remindWinners(context);
    assert.equal(await tellDue(context), drawn.draw?.won);
    assert.ok(box.carried.every((one) => /not said yes yet/.test(bodyOf(one))));
    context.setTime(new Date(context.clock.now().getTime() + 60 * MINUTE));
    await remindWinners(context);
    assert.equal(await tellDue(context), 0);
  });

  test('the page asks for it, refuses what is no address with what was typed, and shows no address again', async (db, t) => {
    const { hall, context, booked, read } = await town(db, t);
    const code = await booked(0, null);
    const person = hall.visitor();
    const leave = (fields: Record<string, string>) =>
      person.form('/booking', '/booking/contact?lang=en', { code, ...fields });
    const page = await person.form('/booking', '/booking?lang=en', { code });
    assert.match(page.body, /Be told if something changes/);
    const wrong = await leave({ way: 'mail', reach: 'nobody at home' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /This is no e-mail address/);
    assert.match(wrong.body, /value="nobody at home"/);
    assert.match((await leave({ reach: REACH })).body, /Choose how we write to you/);
    const left = await leave({ way: 'mail', reach: ` ${REACH} ` });
    assert.equal(left.statusCode, 200);
    assert.match(left.body, /We can write to you up to/);
    assert.ok(!left.body.includes('zofia'));
    const again = await person.form('/booking', '/booking?lang=en', { code });
    assert.ok(!again.body.includes('zofia'));
    await hall.keeper.stop();
    const away = await booked(0, null);
    const many = [];
    for (let n = 0; n < 40; n += 1)
      many.push(
        await person.form('/booking', '/booking/contact?lang=en', { code: away, way: 'mail', reach: REACH }),
      );
    const refused = many.find(({ statusCode }) => statusCode === 503);
    assert.match(refused?.body ?? '', /We cannot seal a contact now/);
    assert.ok(await contactOf(context, read, code));
  });

  test('where only e-mail is carried no telephone is asked for, in any language', async (db, t) => {
    const hall = await portalHall(db, t, { notices: { ...CARRIED, text: null } });
    const mark = await announced(hall.context);
    const { code } = await keepPlaces(hall.context, { mark, starts: 540, party: 1 });
    await confirmPlaces(hall.context, code);
    const person = hall.visitor();
    const { body } = await person.form('/booking', '/booking?lang=en', { code });
    assert.match(body, /<label for="reach">E-mail address<\/label>/);
    assert.doesNotMatch(body, /telephone/i);
  });

  test('it ends at the door with the check-in; of a slip, which a group may have kept, only in the night', async (db, t) => {
    const hall = await portalHall(db, t, { notices: CARRIED });
    const { context } = hall;
    const { read } = context.store;
    const mark = await announced(context);
    const { code } = await keepPlaces(context, { mark, starts: 540, party: 1 });
    await confirmPlaces(context, code);
    const block = { id: randomUUID(), mark, helper: 'Corner Kitchen', sizes: [1], returnsDays: 2 };
    const [slip] = (await openBlock(context, read, (await giveBlock(context, block)).code)).entries;
    const slipCode = slip?.code ?? '';
    await confirmPlaces(context, slipCode);
    const { day } = await oneDay(context, read, mark);
    context.setTime(instantIn(context.program.program.city.timeZone, day, 545));
    for (const one of [code, slipCode]) {
      await leaveContact(context, one, { by: 'mail', address: REACH, language: 'en', open: 0 });
      await endContactOfComer(context, one);
      assert.ok(await contactOf(context, read, one), 'nobody has come');
      await giveTicket(context, mark, { press: randomUUID(), party: 1, first: false, booking: one });
      await endContactOfComer(context, one);
    }
    assert.equal(await contactOf(context, read, code), null);
    assert.ok(await contactOf(context, read, slipCode));
    const rows = await read.selectFrom('event_contacts').select('id').execute();
    assert.equal(rows.length, 1);
  });
});

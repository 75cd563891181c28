import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { placeHold } from '../holds/holding.ts';
import { upholdHold } from '../holds/lifting.ts';
import { over } from '../holds/testing/scope.ts';
import { agreeToTell, askToTell, endTelling } from '../legal/notice/telling.ts';
import { type Wording, writeWording } from '../legal/wording.ts';
import { back, NAME, REACH, sent } from '../portal/after/testing/sent.ts';
import { packContact } from '../portal/file-layout.ts';
import { type PortalHall, portalHall } from '../portal/testing/hall.ts';
import { cityDay } from '../testing/city-day.ts';
import { forOneServer } from '../testing/database.ts';
import { wordNotice } from './message.ts';
import { sendDue } from './send-due.ts';
import { tellHeld } from './tell-held.ts';
import { later, nextPass, waiting } from './testing/news.ts';
import { bodyOf, headersOf, outbox } from './testing/outbox.ts';

const COURT = 'A court asked us for some records. You can have a lawyer of your own.';
type Database = Parameters<typeof portalHall>[0];
type Test = Parameters<typeof portalHall>[1];

async function city(db: Database, t: Test, requests: 'yes' | 'no' = 'yes') {
  const box = await outbox(t);
  const hall = await portalHall(db, t, { notices: { mail: box.settings, text: null } });
  return { box, hall, ...(await sent(hall, 'own', requests)) };
}

/** A confirmed hold over a series, with words of counsel. */
async function held({ context }: PortalHall, wording: Wording, series: string | null = 'portal-papers') {
  const { store, clock, random, vault } = context;
  const placing = { clock, random, inFlight: vault.inFlight };
  const { id } = await placeHold(store, over(series), randomUUID(), placing);
  await upholdHold(store, id, randomUUID(), placing);
  const say = (words: Wording) =>
    store.write((tx) => writeWording(tx, id, words, { by: randomUUID(), now: clock.now(), random }));
  await say(wording);
  return { id, say };
}

async function agreed({ context }: PortalHall, hold: string, afterGag = true) {
  await askToTell(context, { hold, basis: 'no-order-forbids', afterGag, by: randomUUID() });
  await agreeToTell(context, hold, randomUUID());
}

const toldOf = async ({ context }: PortalHall) =>
  (await context.store.read.selectFrom('hold_notices').select('told').execute()).map(({ told }) => told);

/** Passes until nothing is due any more, at most. */
async function passes(hall: PortalHall, count = 12): Promise<number> {
  let went = 0;
  for (let pass = 0; pass < count; pass += 1) {
    went += await sendDue(hall.context);
    const [next] = (await waiting(hall)).filter(({ done }) => !done);
    if (!next) break;
    if (next.due_at > hall.context.clock.now()) hall.context.setTime(next.due_at);
  }
  return went;
}

forOneServer('notice to those whose records a hold takes', (test) => {
  test('UX-15: one hold, one resident who chose it, one message in the words of any news, at an hour by chance', async (db, t) => {
    const { box, hall, code, id } = await city(db, t);
    const { id: hold } = await held(hall, { gag: false, sentences: { en: COURT } });
    await agreed(hall, hold);
    assert.equal(await sendDue(hall.context), 0, 'not in the hour in which it was agreed');
    const [turn, ...others] = await waiting(hall);
    assert.ok(turn && others.length === 0);
    assert.equal(await nextPass(hall), 1);
    const [message, ...more] = box.carried;
    assert.ok(message && more.length === 0);
    assert.deepEqual([message.from, message.to], ['news@town.example', [REACH]]);
    assert.equal(
      bodyOf(message),
      wordNotice('en').text,
      'the carrier sees no other message than any other day',
    );
    for (const part of [NAME, COURT, code, id, hold, turn.id, turn.about ?? '', 'court', 'record', 'hold'])
      assert.ok(!bodyOf(message).includes(part) && !headersOf(message).includes(part), part);
    assert.deepEqual(await toldOf(hall), [1]);
    later(hall, 200);
    assert.equal(await passes(hall), 0, 'once, and never again');
    assert.equal(box.carried.length, 1);
  });

  test('a hold that may not be spoken of: nothing is sent and nothing written down, until it may be, and then by itself', async (db, t) => {
    const { box, hall, id: application } = await city(db, t);
    const silent: Wording = { gag: true, sentences: { en: COURT } };
    const spoken: Wording = { gag: false, sentences: { en: COURT } };
    const { id: hold, say } = await held(hall, silent);
    await agreed(hall, hold);
    assert.equal(await passes(hall), 0);
    assert.deepEqual(await waiting(hall), [], 'no row says that anything waits');
    await say(spoken);
    assert.equal(await sendDue(hall.context), 0);
    assert.equal((await waiting(hall)).length, 1);
    // A second order comes after it was given its hour, and stays for days.
    await say(silent);
    for (let pass = 0; pass < 4; pass += 1) {
      later(hall, 20);
      assert.equal(await sendDue(hall.context), 0);
    }
    const [turn] = await waiting(hall);
    assert.ok(
      turn && turn.due_at > hall.context.clock.now(),
      'at another hour than the first after the order',
    );
    assert.deepEqual(box.carried, []);
    await say(spoken);
    assert.equal(await passes(hall), 1);
    assert.equal(box.carried.length, 1);
    assert.ok(application);
  });

  test('an order of silence ends what was not said to outlast it; nobody asks for such a one under an order', async (db, t) => {
    const { box, hall } = await city(db, t);
    const spoken: Wording = { gag: false, sentences: { en: COURT } };
    const { id: hold, say } = await held(hall, spoken);
    await agreed(hall, hold, false);
    await say({ ...spoken, gag: true });
    const wish = { hold, basis: 'order-ended', afterGag: false, by: randomUUID() } as const;
    await assert.rejects(askToTell(hall.context, wish), { code: 'telling-gagged' });
    await say(spoken);
    assert.equal(await passes(hall), 0, 'the order ended it for good');
    assert.deepEqual(box.carried, []);
    later(hall, 1);
    await agreed(hall, hold, false);
    assert.equal(await passes(hall), 1, 'two decided anew');
  });

  test('an order of silence on the demand that placed the hold silences it too, though nobody wrote it beside the hold', async (db, t) => {
    const { box, hall } = await city(db, t);
    const { store, random, clock } = hall.context;
    const { id: hold } = await held(hall, { gag: false, sentences: { en: COURT } });
    await agreed(hall, hold);
    const demand = randomUUID();
    const salt = () => ({ ledger_salt: random(32) });
    const day = cityDay(hall.context);
    let place = 0;
    const step = (one: { step: 'held' | 'gag'; hold?: string; found?: 'ordered' | 'none' }) =>
      store.write((tx) =>
        tx
          .insertInto('demand_steps')
          .values({
            id: randomUUID(),
            demand,
            place: ++place,
            moved_on: day,
            moved_by: randomUUID(),
            what: null,
            day: null,
            ...{ hold: null, found: null, ...one },
            ...salt(),
          })
          .execute(),
      );
    await store.write((tx) =>
      tx
        .insertInto('demands')
        .values({
          ...{
            id: demand,
            matter: '2026-1',
            received_on: day,
            received_by: 'hand',
            instrument: 'court-order',
          },
          ...{ issuer: 'court', custodian: 'clerk', issued_on: day, service_on: day, return_on: null },
          ...{
            objection_on: null,
            hearing_on: null,
            gag: 'none',
            gag_until: null,
            registered_at: clock.now(),
          },
          ...{ registered_by: randomUUID(), ...salt() },
        })
        .execute(),
    );
    await step({ step: 'held', hold });
    await sendDue(hall.context);
    assert.equal((await waiting(hall)).length, 1);
    await step({ step: 'gag', found: 'ordered' });
    for (let pass = 0; pass < 3; pass += 1) {
      later(hall, 20);
      assert.equal(await sendDue(hall.context), 0);
    }
    assert.deepEqual(box.carried, []);
    await step({ step: 'gag', found: 'none' });
    assert.equal(await passes(hall), 1);
  });

  test('whoever orders silence while a message is being handed over waits for it; afterwards nothing leaves', async (db, t) => {
    const { box, hall, code } = await city(db, t);
    const spoken: Wording = { gag: false, sentences: { en: COURT } };
    const { id: hold, say } = await held(hall, spoken);
    await agreed(hall, hold);
    await sendDue(hall.context);
    const [turn] = await waiting(hall);
    assert.ok(turn?.about && turn.contact && code);
    const order: string[] = [];
    const { id, application, about, contact } = turn;
    let ordered: Promise<void> = Promise.resolve();
    const outcome = await tellHeld(hall.context, { id, application, about, contact }, async () => {
      ordered = say({ ...spoken, gag: true }).then(() => void order.push('ordered'));
      await new Promise((done) => setTimeout(done, 150));
      order.push('handed over');
      return 'sent';
    });
    await ordered;
    assert.deepEqual([outcome, ...order], ['sent', 'handed over', 'ordered']);
    assert.equal(
      await tellHeld(hall.context, { id, application, about, contact }, async () => 'sent'),
      'waits',
    );
    assert.deepEqual(box.carried, []);
  });

  test('a crash before the carrier took over costs an hour, one after it a second message to the same address, and never none', async (db, t) => {
    const { box, hall } = await city(db, t);
    const { id: hold } = await held(hall, { gag: false, sentences: { en: COURT } });
    await agreed(hall, hold);
    await sendDue(hall.context);
    const [turn] = await waiting(hall);
    hall.context.setTime(turn?.due_at ?? new Date(0));
    await assert.rejects(sendDue(diesIn(hall, 'before')), { message: 'killed' });
    assert.equal(box.carried.length, 0);
    later(hall, 24);
    await assert.rejects(sendDue(diesIn(hall, 'after')), { message: 'killed' });
    assert.equal(box.carried.length, 1);
    assert.deepEqual(await toldOf(hall), [0]);
    assert.equal(await sendDue(hall.context), 0, 'put off');
    later(hall, 24);
    const sentBy = await Promise.all([sendDue(hall.context), sendDue(hall.context), sendDue(hall.context)]);
    assert.deepEqual(sentBy.sort(), [0, 0, 1], 'three passes at once send once');
    later(hall, 200);
    assert.equal(await passes(hall), 0);
    assert.deepEqual(
      box.carried.map(({ to }) => to),
      [[REACH], [REACH]],
    );
    assert.deepEqual(await toldOf(hall), [1]);
  });

  test('one officer alone decides nothing, twice or under another name of the same person, and without words nobody does', async (db, t) => {
    const { box, hall } = await city(db, t);
    const { id: hold, say } = await held(hall, { gag: false, sentences: {} });
    const one = randomUUID();
    const wish = { hold, basis: 'no-order-forbids', afterGag: true, by: one } as const;
    await assert.rejects(askToTell(hall.context, wish), { code: 'telling-words-missing' });
    await say({ gag: false, sentences: { en: COURT } });
    await assert.rejects(agreeToTell(hall.context, hold, one), { code: 'telling-unknown' });
    await askToTell(hall.context, wish);
    await assert.rejects(agreeToTell(hall.context, hold, one), { code: 'telling-needs-second' });
    await assert.rejects(askToTell(hall.context, wish), { code: 'telling-open' });
    // The database itself refuses one name twice.
    const salts = { ledger_salt: hall.context.random(32), by_salt: hall.context.random(32) };
    const forged = { agreed_at: new Date(), agreed_by: one, ...salts };
    await assert.rejects(
      hall.context.store.write((tx) => tx.updateTable('hold_notices').set(forged).execute()),
    );
    assert.equal(await passes(hall), 0, 'asked for is not agreed');
    assert.deepEqual(box.carried, []);
    const { id: loose } = await placeHold(hall.context.store, over('portal-papers'), one, hall.context);
    await assert.rejects(askToTell(hall.context, { ...wish, hold: loose }), { code: 'hold-not-confirmed' });
  });

  test('who did not choose it, whom the hold does not take, and whose contact is replaced', async (db, t) => {
    const { box, hall, code } = await city(db, t, 'no');
    const words: Wording = { gag: false, sentences: { en: COURT } };
    const { id: elsewhere } = await held(hall, words, 'card-register');
    await agreed(hall, elsewhere);
    await sendDue(hall.context);
    assert.deepEqual(await waiting(hall), [], 'nothing of theirs is held');
    const { id: hold } = await held(hall, words);
    await agreed(hall, hold);
    assert.equal(await passes(hall), 0);
    const [turn] = await waiting(hall);
    assert.ok(turn?.done, 'opened, and not chosen: as if it had been sent');
    assert.deepEqual(await toldOf(hall), [0, 0]);
    const person = await back(hall, code);
    await person.open('/apply/correct/contact');
    const other = 'other@quakenbush.example';
    await person.answer({ contact: 'mail', reach: other, requests: 'yes', safe: 'yes' });
    assert.equal(await passes(hall), 1, 'the new contact has a turn of its own');
    assert.deepEqual(
      box.carried.map(({ to }) => to),
      [[other]],
    );
    assert.equal((await waiting(hall)).length, 1, 'the old one’s ended with it');
  });

  test('T5: after the record’s end nothing of it is left, and nothing is sent; a stopped notice leaves no turn either', async (db, t) => {
    const { box, hall, code } = await city(db, t);
    const { context } = hall;
    // The hold takes the row of an application alone: the contact dies by its own days.
    const { id: hold } = await held(hall, { gag: false, sentences: { en: COURT } }, 'portal-application');
    await agreed(hall, hold);
    await sendDue(context);
    const [turn] = await waiting(hall);
    assert.ok(turn?.contact);
    const person = await back(hall, code);
    await person.open('/apply/withdraw');
    await person.answer();
    assert.equal(await passes(hall), 0);
    assert.deepEqual(await waiting(hall), []);
    const records = await context.store.read.selectFrom('vault_records').select('id').execute();
    assert.ok(!records.some(({ id }) => id === turn.contact));
    assert.deepEqual(box.carried, []);
    assert.ok(!JSON.stringify(context.events).includes(turn.contact));
    const next = await sent(hall, 'own', 'yes');
    await sendDue(context);
    assert.equal((await waiting(hall)).length, 1, 'whoever comes later has a turn');
    await endTelling(context, hold, randomUUID());
    assert.equal(await passes(hall), 0);
    assert.deepEqual(await waiting(hall), []);
    await assert.rejects(agreeToTell(context, hold, randomUUID()), { code: 'telling-over' });
    assert.ok(next.id && box.carried.length === 0);
  });

  test('what is sealed is as long whether somebody chose it or not', async () => {
    const contact = { by: 'mail', address: REACH, language: 'en' } as const;
    const [yes, no] = [packContact({ ...contact, requests: 1 }), packContact({ ...contact, requests: 0 })];
    assert.equal(yes.length, no.length);
  });
});

/** The service, ended by a crash right before or right after a carrier took a message over. */
function diesIn({ context }: PortalHall, when: 'before' | 'after') {
  const killed = () => Promise.reject(new Error('killed'));
  const { store, vault } = context;
  if (when === 'before') return { ...context, vault: { ...vault, release: killed } };
  return {
    ...context,
    store: {
      ...store,
      write: ((work) =>
        store.write(async (tx) => {
          const done = await work(tx);
          if (done === 'sent') throw new Error('killed');
          return done;
        })) as typeof store.write,
    },
  };
}

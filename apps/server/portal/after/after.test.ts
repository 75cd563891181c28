import assert from 'node:assert/strict';
import { isFault } from '@commonkey/words';
import { placeHold } from '../../holds/holding.ts';
import { EVERYTHING } from '../../holds/scope.ts';
import { decide } from '../../review/decide.ts';
import { openNext } from '../../review/open.ts';
import { forOneServer } from '../../testing/database.ts';
import { newCode } from '../code.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { APPROVE, codeOn, headsOf, kindsOf, NO_SECOND_LOOK, rowOf, WORDS } from './testing/rows.ts';
import { back, decided, REACH, sent, tryCode } from './testing/sent.ts';

const TOLD_OF_REQUESTS = /to tell if somebody asks the city for records like these/;

forOneServer('after the code was written down', (test) => {
  test('CC-03, CC-06: a code as people type it goes on where it stopped; every other is one answer', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    const code = await person.begin();
    await person.answer({ who: 'self' });
    const typed = ` ${code.toLowerCase().replace(/(.{3})/g, '$1 ')}`;
    const again = await back(hall, typed);
    assert.equal(again.pathname(), '/apply/ask/name');
    const other = code.endsWith('0') ? `${code.slice(0, -1)}1` : `${code.slice(0, -1)}0`;
    const never = newCode(hall.context.random);
    const answers = await Promise.all(
      ['', other, never, 'x'.repeat(200), 'x'.repeat(201), 'x'.repeat(9_000)].map((one) =>
        tryCode(hall, one),
      ),
    );
    for (const answer of answers) assert.deepEqual(answer, { ...answers[0], status: 422 });
    assert.match(answers[0]?.body ?? '', /opens nothing/);
    assert.doesNotMatch(answers[0]?.body ?? '', new RegExp(never));
    hall.context.setTime(new Date(hall.context.clock.now().getTime() + 9 * 86_400_000));
    assert.deepEqual(await tryCode(hall, code), answers[0], 'expired');
  });

  test('CC-05, F-08: a correction brings a new code; the old one counts until the new one is used, a lost one never does', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code } = await sent(hall);
    const first = await back(hall, code);
    assert.equal(first.pathname(), '/apply/follow');
    await first.open('/apply/correct/name');
    // The answer is lost on the way: nobody ever sees this page.
    const lost = codeOn((await first.answer({ name: 'Zephyrine Quakenbusch' })).body);
    assert.equal(first.pathname(), '/apply/new-code');
    const second = await back(hall, code);
    assert.equal(second.pathname(), '/apply/follow', 'the old code still opens');
    await second.open('/apply/correct/address');
    const next = codeOn((await second.answer({ address: '18 Thistlewood Lane', address2: '' })).body);
    assert.notEqual(next, lost);
    const never = await tryCode(hall, newCode(hall.context.random));
    assert.deepEqual(await tryCode(hall, lost), never, 'the lost one was replaced');
    const third = await back(hall, next);
    assert.equal(third.pathname(), '/apply/follow');
    assert.deepEqual(await tryCode(hall, code), never, 'and now the old one is a code that never existed');
    const page = await third.open('/apply/correct/name');
    assert.match(page.body, /value="Zephyrine Quakenbusch"/);
    // Looking wrote nothing, so nothing turned.
    assert.equal((await tryCode(hall, next)).status, 303);
  });

  test('a correction takes the file back from whoever has it open: no verdict is about what nobody saw', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code, id } = await sent(hall);
    const [officer] = hall.officers;
    assert.ok(officer);
    const opened = await openNext(hall.context, officer.staffId);
    const person = await back(hall, code);
    await person.open('/apply/correct/name');
    const wrong = await person.answer({ name: '' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /<title>Error: /);
    await person.answer({ name: 'Somebody Else' });
    await assert.rejects(
      decide(hall.context, officer.staffId, opened.token, APPROVE),
      (error) => isFault(error) && error.code === 'review-over',
    );
    assert.equal((await rowOf(hall, id)).state, 'waiting');
    assert.equal((await kindsOf(hall, id)).filter((kind) => kind === 'card').length, 1);
  });

  test('UX-16: where we may write is corrected, and without "safe" it is destroyed', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code, id, whereToWrite } = await sent(hall);
    assert.match(whereToWrite, /used for news of this application only/);
    assert.doesNotMatch(whereToWrite, TOLD_OF_REQUESTS);
    const person = await back(hall, code);
    // The key process opens it for notices alone: not even its owner's page shows it.
    assert.doesNotMatch((await person.open('/apply/correct/contact')).body, new RegExp(REACH));
    // The box that decides it stands below, in the same form: the hint is right whether it is ticked or not.
    const asked = (await person.open('/apply/correct/contact')).body;
    const wrong = await person.answer({ contact: 'mail', reach: 'nowhere', safe: 'yes' });
    assert.equal(wrong.statusCode, 422);
    const told = await person.answer({ contact: 'mail', reach: 'nowhere', requests: 'yes', safe: 'yes' });
    for (const body of [asked, wrong.body, told.body]) {
      assert.match(body, /Only if you tick the box below, it is also used to tell if somebody asks/);
      assert.doesNotMatch(body, /news of this application only/);
    }
    await person.open('/apply/correct/contact');
    await person.answer({ contact: 'text', reach: '312 555 0123', safe: 'yes' });
    await person.answer();
    assert.equal((await kindsOf(hall, id)).filter((kind) => kind === 'contact').length, 1);
    await person.open('/apply/correct/contact');
    await person.answer({ contact: 'mail', reach: REACH });
    assert.ok(!(await kindsOf(hall, id)).includes('contact'));
  });

  test('UX-16: who wants to hear of requests too reads, where the address is given, that it is used for that', async (db, t) => {
    const { whereToWrite } = await sent(await portalHall(db, t), 'own', 'yes');
    assert.match(whereToWrite, TOLD_OF_REQUESTS);
    assert.doesNotMatch(whereToWrite, /news of this application only/);
  });

  test('taken back: everything dies at once, and the code is a code that never existed', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code, person, id } = await sent(hall);
    const never = await tryCode(hall, newCode(hall.context.random));
    const other = await back(hall, code);
    await other.open('/apply/withdraw');
    const page = await other.answer();
    assert.equal(other.pathname(), '/apply/withdrawn');
    assert.match(page.body, /It has ended/);
    const { store } = hall.context;
    const left = await store.read.selectFrom('applications').selectAll().where('id', '=', id).execute();
    assert.deepEqual(left, []);
    assert.deepEqual(await store.read.selectFrom('vault_records').select('id').execute(), []);
    assert.deepEqual(await store.read.selectFrom('portal_sessions').selectAll().execute(), []);
    assert.deepEqual(await tryCode(hall, code), never);
    await person.open('/apply/what-exists');
    assert.equal(person.pathname(), '/apply/over', 'other browsers are signed out too');
  });

  test('T12: under a hold the same words, byte for byte; the code is dead all the same, and nothing says why', async (db, t) => {
    const hall = await portalHall(db, t);
    const free = await sent(hall);
    const freed = await takenBack(hall, free.code);
    const held = await sent(hall);
    const before = (await headsOf(hall, held.id)).length;
    const { context } = hall;
    await placeHold(context.store, EVERYTHING, crypto.randomUUID(), {
      clock: context.clock,
      random: context.random,
      inFlight: context.vault.inFlight,
    });
    const keeps = await takenBack(hall, held.code);
    assert.deepEqual(keeps, freed);
    const heads = await headsOf(hall, held.id);
    assert.equal(heads.length, before - 1, 'of what is held nothing but its second key was destroyed');
    assert.ok(heads.every(({ ending }) => !ending));
    assert.equal((await rowOf(hall, held.id)).state, 'withdrawn');
    assert.deepEqual(await tryCode(hall, held.code), await tryCode(hall, free.code));
    assert.doesNotMatch(keeps.body, /hold|court|subpoena|gag/i);
  });

  test('what exists about me is what the rows say, and what a hold keeps past its day is nowhere', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const { code, id } = await sent(hall);
    const person = await back(hall, code);
    const page = await person.open('/apply/what-exists?lang=en');
    const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });
    for (const { kind, endsOn } of await headsOf(hall, id)) {
      assert.match(page.body, new RegExp(WORDS[kind] ?? 'unknown'), kind);
      assert.ok(page.body.includes(day.format(new Date(endsOn))), kind);
    }
    assert.ok(page.body.includes(day.format(new Date((await rowOf(hall, id)).ends_on))));
    // What is promised for a decision is the day on which nobody can decide any more.
    const box = (await headsOf(hall, id)).find(({ kind }) => kind === 'review-box');
    const follow = await person.open('/apply/follow?lang=en');
    assert.ok(follow.body.includes(`before ${day.format(new Date(box?.endsOn ?? ''))}`));
    const { context } = hall;
    await placeHold(context.store, EVERYTHING, crypto.randomUUID(), {
      clock: context.clock,
      random: context.random,
      inFlight: context.vault.inFlight,
    });
    await decided(hall, hall.officers[0], APPROVE);
    assert.ok((await kindsOf(hall, id)).includes('papers'), 'held');
    const after = (await person.open('/apply/what-exists?lang=en')).body;
    assert.doesNotMatch(after, /Pictures of your papers/);
    assert.match(after, /for everybody/);
  });

  test('UX-22: whoever helped reads nothing back after sending, and no organisation is asked for or stored', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code, person } = await sent(hall, 'helper');
    for (const path of [
      'follow',
      'correct',
      'correct/name',
      'pick-up',
      'withdraw',
      'what-exists',
      'more',
      'new-code',
    ]) {
      const page = await person.open(`/apply/${path}`);
      assert.equal(person.pathname(), '/apply/done', path);
      assert.doesNotMatch(page.body, /Quakenbush|Thistlewood/);
    }
    const own = await back(hall, code);
    assert.equal(own.pathname(), '/apply/follow', 'the code is the person’s');
  });

  test('CC-07: the code is in no address, no title and no log', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code } = await sent(hall);
    const plain = code.replaceAll('-', '');
    const person = await back(hall, code);
    for (const path of ['follow', 'correct', 'what-exists', 'withdraw']) {
      const { body } = await person.open(`/apply/${path}`);
      for (const form of [code, plain]) assert.ok(!body.includes(form), path);
      assert.ok(!person.at.includes(plain) && !person.at.includes(code));
    }
    assert.ok(!JSON.stringify(hall.context.events).includes(plain));
    assert.ok(!JSON.stringify(hall.context.events).includes(code));
  });
});

async function takenBack(hall: PortalHall, code: string) {
  const person = await back(hall, code);
  await person.open('/apply/withdraw');
  const { statusCode, body } = await person.answer();
  return { statusCode, body, at: person.at };
}

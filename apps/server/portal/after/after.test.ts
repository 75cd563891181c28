import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { readQr } from '@commonkey/scan';
import { readPickUp } from '@commonkey/shift';
import { openRecord } from '@commonkey/vault';
import { isFault, wordDay } from '@commonkey/words';
import sharp from 'sharp';
import { placeHold } from '../../holds/holding.ts';
import { EVERYTHING } from '../../holds/scope.ts';
import { openFile } from '../../review/browser/open-file.ts';
import { decide } from '../../review/decide.ts';
import { openNext } from '../../review/open.ts';
import { lapse } from '../../review/service.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { keyOf } from '../../review/testing/officers.ts';
import { forEachServer } from '../../testing/database.ts';
import { newCode } from '../code.ts';
import { unpackCard } from '../file-layout.ts';
import { heading, photo } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { back, decided, NAME, REACH, sent, tryCode } from './testing/sent.ts';

const APPROVE = { verdict: 'approve', unmet: [] } as const;
const DENY = { verdict: 'deny', unmet: ['residency'] } as const;
const ASK = { verdict: 'ask', unmet: ['residency'] } as const;
const NO_SECOND_LOOK = { change: withSecondLooks(0) };
const DAY = 86_400_000;
const codeOn = (body: string): string => /<code>([^<]+)<\/code>/.exec(body)?.[1] ?? '';

forEachServer('after the code was written down', (test) => {
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
    const answers = await Promise.all(['', other, never, 'x'.repeat(200)].map((one) => tryCode(hall, one)));
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
    const { code, id } = await sent(hall);
    const person = await back(hall, code);
    // The key process opens it for notices alone: not even its owner's page shows it.
    assert.doesNotMatch((await person.open('/apply/correct/contact')).body, new RegExp(REACH));
    const wrong = await person.answer({ contact: 'mail', reach: 'nowhere', safe: 'yes' });
    assert.equal(wrong.statusCode, 422);
    await person.open('/apply/correct/contact');
    await person.answer({ contact: 'text', reach: '312 555 0123', safe: 'yes' });
    await person.answer();
    assert.equal((await kindsOf(hall, id)).filter((kind) => kind === 'contact').length, 1);
    await person.open('/apply/correct/contact');
    await person.answer({ contact: 'mail', reach: REACH });
    assert.ok(!(await kindsOf(hall, id)).includes('contact'));
  });

  test('asked: another paper joins the one sealed bundle, and an appeal stays an appeal', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const [one, two] = hall.officers;
    const { code, id } = await sent(hall);
    await decided(hall, one, ASK);
    const person = await back(hall, code);
    const page = await person.open('/apply/follow');
    assert.equal(heading(page), 'We need another paper');
    assert.match(page.body, /A paper that shows the person lives here/);
    const before = await kindsOf(hall, id);
    await person.open('/apply/more/residency');
    const refused = await person.upload(Buffer.from('no picture'));
    assert.equal(refused.statusCode, 415);
    assert.match(refused.body, /<title>Error: /);
    await person.open('/apply/more/residency');
    await person.upload(await photo('#333'));
    assert.equal(person.pathname(), '/apply/new-code');
    await person.answer();
    assert.deepEqual(await kindsOf(hall, id), before, 'still one bundle');
    await person.open('/apply/more');
    await person.answer({}, '/apply/more/back');
    const row = await rowOf(hall, id);
    assert.deepEqual([row.state, row.unmet], ['waiting', []]);
    assert.ok(one);
    const opened = await openNext(hall.context, one.staffId);
    const { papers } = await openFile(opened, keyOf(one));
    assert.deepEqual(
      papers.map(({ shows }) => shows.join(' ')),
      ['photo birth-date', 'residency', 'residency'],
    );
    await decide(hall.context, one.staffId, opened.token, DENY);
    await person.open('/apply/appeal');
    await person.answer();
    await decided(hall, two, ASK);
    await person.open('/apply/more');
    await person.answer({}, '/apply/more/back');
    assert.equal((await rowOf(hall, id)).state, 'appealed');
    await assert.rejects(openNext(hall.context, one.staffId), isFault, 'and not of whoever denied it');
    await decided(hall, two, APPROVE);
    assert.equal((await rowOf(hall, id)).state, 'approved');
  });

  test('UX-23: a denial says which requirement, the fix and the appeal; the appeal goes to another and has its own days', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const [one, two] = hall.officers;
    const { code, id } = await sent(hall);
    await decided(hall, one, DENY);
    const person = await back(hall, code);
    const page = await person.open('/apply/follow?lang=en');
    assert.equal(heading(page), 'We could not say yes');
    assert.match(page.body, /A paper that shows the person lives here/);
    assert.match(page.body, /href="\/papers\?lang=en"/);
    assert.doesNotMatch(page.body, /suspicious|illegal|fraud|forged|valid reason/i);
    assert.ok(!(await kindsOf(hall, id)).includes('review-box'), 'nobody alone opens it now');
    const until = (await rowOf(hall, id)).appeal_until ?? '';
    await person.open('/apply/more/residency');
    await person.upload(await photo('#123'));
    await person.open('/apply/appeal');
    await person.answer();
    const row = await rowOf(hall, id);
    assert.deepEqual([row.state, row.appeal_until, row.decided_on], ['appealed', null, null]);
    const anew = (await headsOf(hall, id)).filter(({ kind }) => kind !== 'contact');
    assert.equal(anew.length, 3);
    assert.ok(
      anew.every(({ endsOn }) => endsOn > until),
      'days of its own',
    );
    assert.ok(one);
    await assert.rejects(openNext(hall.context, one.staffId), isFault);
    await decided(hall, two, DENY);
    const last = await person.open('/apply/follow');
    assert.doesNotMatch(last.body, /\/apply\/appeal/);
    await person.open('/apply/appeal');
    assert.equal(person.pathname(), '/apply/follow', 'once');
    assert.deepEqual(await kindsOf(hall, id), ['contact'], 'it alone stays, until the news has been sent');
  });

  test('the last answer can be read with the code until its day, with nothing behind it, and on that day it is gone', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const [one, two] = hall.officers;
    const { code, id } = await sent(hall);
    await decided(hall, one, DENY);
    const person = await back(hall, code);
    await person.open('/apply/appeal');
    const next = codeOn((await person.answer()).body);
    await decided(hall, two, DENY);
    const { context } = hall;
    await context.vault.finish();
    const decidedOn = context.clock.now().toISOString().slice(0, 10);
    const [contact, ...others] = await headsOf(hall, id);
    assert.deepEqual(others, [], 'papers and card die at once');
    assert.deepEqual([contact?.kind, contact?.endsOn], ['contact', addDays(decidedOn, 3)]);
    const last = addDays(decidedOn, 30);
    assert.equal((await rowOf(hall, id)).ends_on, last);
    const said = wordDay('en', last);
    context.setTime(new Date(context.clock.now().getTime() + 29 * DAY));
    await context.vault.sweep();
    const later = await back(hall, next);
    const follow = await later.open('/apply/follow?lang=en');
    assert.equal(heading(follow), 'We could not say yes');
    assert.match(follow.body, /A paper that shows the person lives here/);
    assert.ok(follow.body.includes(`opens this page before ${said}`));
    assert.doesNotMatch(follow.body, /with an appeal|\/apply\/(appeal|destroy|more)/);
    const exists = await later.open('/apply/what-exists?lang=en');
    assert.ok(exists.body.includes(`on ${said} at the latest`));
    for (const kind of Object.values(WORDS)) assert.ok(!exists.body.includes(kind), kind);
    context.setTime(new Date(context.clock.now().getTime() + DAY));
    assert.deepEqual(await tryCode(hall, next), await tryCode(hall, newCode(context.random)));
    // The destroyer goes by the city's day, which is not over when it is in UTC.
    context.setTime(new Date(context.clock.now().getTime() + DAY));
    await context.holds.sweep(context.store);
    const { store } = context;
    const left = await store.read.selectFrom('applications').select('id').where('id', '=', id).execute();
    assert.deepEqual(left, []);
  });

  test('nobody decided: the code opens a page that says so, and that it is no denial', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context } = hall;
    const { code, id } = await sent(hall);
    context.setTime(new Date(context.clock.now().getTime() + 45 * DAY));
    await lapse(context);
    await context.vault.finish();
    assert.deepEqual(await kindsOf(hall, id), ['contact'], 'until the news has been sent');
    const person = await back(hall, code);
    const page = await person.open('/apply/follow?lang=en');
    assert.equal(heading(page), 'It ended without an answer');
    assert.match(page.body, /This is not a no/);
    assert.ok(page.body.includes(wordDay('en', (await rowOf(hall, id)).ends_on)));
    for (const path of ['appeal', 'more', 'correct', 'pick-up', 'destroy']) {
      await person.open(`/apply/${path}`);
      assert.equal(person.pathname(), '/apply/follow', path);
    }
  });

  test('denied: what was sent is destroyed at once when its owner says so, and the answer still opens', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const { code, id } = await sent(hall);
    await decided(hall, hall.officers[0], DENY);
    const person = await back(hall, code);
    await person.open('/apply/destroy');
    const page = await person.answer();
    assert.match(page.body, /is being destroyed/);
    assert.deepEqual(await headsOf(hall, id), []);
    assert.doesNotMatch(page.body, /\/apply\/(appeal|destroy|more)/);
    assert.equal((await tryCode(hall, code)).status, 303);
    for (const path of ['/apply/appeal', '/apply/more', '/apply/correct', '/apply/pick-up']) {
      await person.open(path);
      assert.equal(person.pathname(), '/apply/follow', path);
    }
  });

  test('approved: the sheet opens the card, and only the sheet', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const { code, id } = await sent(hall);
    await decided(hall, hall.officers[0], APPROVE);
    const person = await back(hall, code);
    assert.equal(heading(await person.open('/apply/follow')), 'Your card is approved');
    const page = await person.open('/apply/pick-up');
    const { record, share } = readPickUp(await scanned(page.body));
    const card = (await headsOf(hall, id)).find(({ kind }) => kind === 'card');
    assert.equal(record, card?.id.replaceAll('-', ''));
    const [released] = await hall.context.vault.release(
      hall.context.store.read,
      { application: id, kinds: ['card'] },
      { purpose: 'desk', approvals: [hall.officers[0]?.staffId ?? ''] },
    );
    assert.ok(released);
    const opened = await openRecord({
      recordId: released.id,
      slotKey: released.slotKey,
      share,
      sealed: released.sealed,
    });
    assert.equal(unpackCard(opened).person.name, NAME);
    await assert.rejects(
      openRecord({ recordId: released.id, slotKey: released.slotKey, share: null, sealed: released.sealed }),
    );
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
    assert.equal(heads.length, before, 'nothing that is held was destroyed');
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

const WORDS: Readonly<Record<string, string>> = {
  papers: 'Pictures of your papers',
  card: 'Your answers and the photo for the card',
  contact: 'Where we may write to you',
  'review-box': 'A key for the reviewers',
};

async function takenBack(hall: PortalHall, code: string) {
  const person = await back(hall, code);
  await person.open('/apply/withdraw');
  const { statusCode, body } = await person.answer();
  return { statusCode, body, at: person.at };
}

const rowOf = ({ context }: PortalHall, id: string) =>
  context.store.read.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const headsOf = ({ context }: PortalHall, id: string) => context.vault.heads(context.store.read, id);
const kindsOf = async (hall: PortalHall, id: string) =>
  (await headsOf(hall, id))
    .filter(({ ending }) => !ending)
    .map(({ kind }) => kind)
    .sort();

/** What a desk's scanner reads off the page. */
async function scanned(body: string): Promise<string> {
  const svg =
    /<svg class="qr-picture".*?<\/svg>/s
      .exec(body)?.[0]
      .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600" ') ?? '';
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
  const read = await readQr(image);
  return String(read);
}

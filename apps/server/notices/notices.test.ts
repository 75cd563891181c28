import assert from 'node:assert/strict';
import { placeHold } from '../holds/holding.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { scheduleHousekeeping } from '../housekeeping.ts';
import { back, decided, NAME, REACH, sent } from '../portal/after/testing/sent.ts';
import { ADULT, fillIn } from '../portal/testing/fill-in.ts';
import { CARRIED, type PortalHall, portalHall } from '../portal/testing/hall.ts';
import { withSecondLooks } from '../review/testing/hall.ts';
import { openPool } from '../store/connect.ts';
import { openJobs } from '../store/jobs.ts';
import { forOneServer } from '../testing/database.ts';
import { wordNotice } from './message.ts';
import { sendDue } from './send-due.ts';
import { later, nextPass, waiting } from './testing/news.ts';
import { bodyOf, type Carried, headersOf, outbox } from './testing/outbox.ts';

const APPROVE = { verdict: 'approve', unmet: [] } as const;
const DENY = { verdict: 'deny', unmet: ['residency'] } as const;
const ASK = { verdict: 'ask', unmet: ['residency'] } as const;
type Database = Parameters<typeof portalHall>[0];
type Test = Parameters<typeof portalHall>[1];

/** A city with a mail server, and an adult's application that was sent, with somewhere to write. */
async function city(db: Database, t: Test) {
  const box = await outbox(t);
  const notices = { mail: box.settings, text: null };
  const hall = await portalHall(db, t, { change: withSecondLooks(0), notices });
  return { box, hall, ...(await sent(hall)) };
}

const codeOn = (body: string): string => /<code>([^<]+)<\/code>/.exec(body)?.[1] ?? '';

const codes = ({ context }: PortalHall) =>
  context.events.flatMap((event) => (event.event === 'fault' ? [event.code] : []));

forOneServer('messages', (test) => {
  test('UX-15: a decision becomes one message that says that there is news, and to nobody anything else', async (db, t) => {
    const { box, hall, code, id } = await city(db, t);
    const { reference } = await hall.context.store.read
      .selectFrom('applications')
      .select('reference')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.deepEqual(await waiting(hall), [], 'sending it is no news');
    await decided(hall, hall.officers[0], APPROVE);
    const [news, last, ...more] = await waiting(hall);
    assert.ok(news && last && more.length === 0);
    assert.deepEqual(Object.keys(news).sort(), [
      'about',
      'application',
      'contact',
      'done',
      'due_at',
      'ends_on',
      'id',
      'tries',
    ]);
    assert.equal(await sendDue(hall.context), 0, 'not in the hour in which it happened');
    const before = hall.context.events.length;
    assert.equal(await nextPass(hall), 1);
    const [message, ...others] = box.carried;
    assert.ok(message && others.length === 0);
    assert.deepEqual([message.from, message.to], ['news@town.example', [REACH]]);
    assert.equal(bodyOf(message), wordNotice('en').text);
    assertTellsNothing(message, [id, news.id, reference, code, code.replaceAll('-', '')]);
    const log = JSON.stringify(hall.context.events.slice(before));
    assert.deepEqual(hall.context.events.slice(before), [{ event: 'notices', count: 1 }]);
    assert.ok(!log.includes(REACH) && !log.includes(id));
    assert.equal(await sendDue(hall.context), 0);
    later(hall, 40);
    assert.equal(await sendDue(hall.context), 0, 'a second pass sends nothing more');
    assert.deepEqual(
      (await waiting(hall)).map((row) => row.id),
      [last.id],
    );
  });

  test('a card that nobody fetches: once more some days before its end, in the same words', async (db, t) => {
    const { box, hall, id } = await city(db, t);
    await decided(hall, hall.officers[0], APPROVE);
    const card = (await hall.context.vault.heads(hall.context.store.read, id)).find(
      ({ kind }) => kind === 'card',
    );
    await nextPass(hall);
    const [last] = await waiting(hall);
    const days = (Date.parse(card?.endsOn ?? '') - (last?.due_at.getTime() ?? 0)) / 86_400_000;
    assert.ok(days > 5.5 && days < 7, `${days} days before`);
    assert.equal(await nextPass(hall), 1);
    assert.equal(box.carried.length, 2);
    assert.equal(box.carried[0]?.raw.length, box.carried[1]?.raw.length, 'no two kinds of news');
    assert.deepEqual(await waiting(hall), []);
  });

  test('asked for a paper, denied, and denied on appeal: each is told, the last one too', async (db, t) => {
    const { box, hall, code, id } = await city(db, t);
    const [one, two] = hall.officers;
    await decided(hall, one, ASK);
    assert.equal(await nextPass(hall), 1);
    const person = await back(hall, code);
    await person.open('/apply/more');
    await person.answer({}, '/apply/more/back');
    await decided(hall, one, DENY);
    assert.equal(await nextPass(hall), 1);
    const again = await back(hall, code);
    await again.open('/apply/appeal');
    await again.answer();
    await decided(hall, two, DENY);
    const left = await hall.context.vault.heads(hall.context.store.read, id);
    assert.deepEqual(
      left.map(({ kind }) => kind),
      ['contact'],
      'it alone stays, for the days in which the news is sent',
    );
    assert.equal(await nextPass(hall), 1);
    assert.deepEqual(
      box.carried.map(({ to }) => to),
      [[REACH], [REACH], [REACH]],
    );
    const kinds = new Set(box.carried.map((message) => `${bodyOf(message)} ${message.raw.length}`));
    assert.equal(kinds.size, 1, 'a yes, a no and a question look alike');
  });

  test('a server that is down or takes nothing is tried again until it took over; only an address is waited for longer', async (db, t) => {
    const { box, hall } = await city(db, t);
    await decided(hall, hall.officers[0], DENY);
    await box.stop();
    const [first] = await waiting(hall);
    assert.equal(await nextPass(hall), 0);
    const [put] = await waiting(hall);
    assert.equal(put?.tries, 0, 'not its fault');
    assert.ok(put && first && put.due_at > first.due_at);
    assert.equal(await sendDue(hall.context), 0, 'once an hour');
    await box.start();
    Object.assign(hall.context.notices.mail ?? {}, { port: box.settings.port });
    box.mood = 'refuses-address';
    const waits: number[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      assert.equal(await nextPass(hall), 0);
      const [row] = await waiting(hall);
      waits.push(((row?.due_at.getTime() ?? 0) - hall.context.clock.now().getTime()) / 3_600_000);
    }
    assert.ok(waits[0] !== undefined && waits[0] >= 1 && (waits[2] ?? 0) >= 4 && (waits[3] ?? 0) >= 8);
    box.mood = 'breaks-off';
    assert.equal(await nextPass(hall), 0);
    box.mood = 'takes';
    assert.equal(await nextPass(hall), 1);
    assert.equal(box.carried.length, 1);
    assert.deepEqual(
      [...new Set(codes(hall))].sort(),
      ['notice-refused', 'notice-sender-away'],
      'the log has codes',
    );
    assert.ok(!JSON.stringify(hall.context.events).includes(REACH));
  });

  test('nothing is sent to a contact that is replaced or ended, and nothing about what was taken back', async (db, t) => {
    const { box, hall, code, id } = await city(db, t);
    const [one] = hall.officers;
    await decided(hall, one, ASK);
    const person = await back(hall, code);
    await person.open('/apply/correct/contact');
    const page = await person.answer({ contact: 'mail', reach: 'other@quakenbush.example', safe: 'yes' });
    assert.equal(await nextPass(hall), 1);
    assert.deepEqual(box.carried.splice(0)[0]?.to, ['other@quakenbush.example']);
    const again = await back(hall, codeOn(page.body));
    await again.open('/apply/more');
    const handed = await again.answer({}, '/apply/more/back');
    await decided(hall, one, ASK);
    assert.equal((await waiting(hall)).length, 1);
    // The city's sender is gone since: the address is not offered again, and can be taken back.
    Object.assign(hall.context.notices, { mail: null });
    const last = await back(hall, codeOn(handed.body));
    const left = await last.open('/apply/correct/contact');
    assert.doesNotMatch(left.body, /name="reach"|value="mail"|value="text"/);
    assert.equal((await last.answer({ contact: 'mail', reach: REACH, safe: 'yes' })).statusCode, 422);
    await last.open('/apply/correct/contact');
    await last.answer({ contact: 'none' });
    assert.doesNotMatch((await last.open('/apply/correct')).body, /correct\/contact/);
    Object.assign(hall.context.notices, { mail: box.settings });
    assert.equal(await nextPass(hall), 0);
    assert.deepEqual(await waiting(hall), [], 'there is nobody to tell');
    assert.ok(id && box.carried.length === 0);
  });

  test('without a contact a decision stores nothing, and what is taken back takes its news along', async (db, t) => {
    const { box, hall, code } = await city(db, t);
    await decided(hall, hall.officers[0], APPROVE);
    assert.equal((await waiting(hall)).length, 2);
    const person = await back(hall, code);
    await person.open('/apply/withdraw');
    await person.answer();
    assert.deepEqual(await waiting(hall), []);
    const { read } = hall.context.store;
    assert.deepEqual(await read.selectFrom('applications').select('id').execute(), [], 'nothing hangs on it');
    Object.assign(hall.context.notices, { mail: null });
    const quiet = hall.visitor();
    await quiet.begin();
    await fillIn(quiet, ADULT);
    assert.doesNotMatch((await quiet.open('/apply/check?lang=en')).body, /ask\/contact/);
    await quiet.answer({}, '/apply/send');
    assert.equal(quiet.pathname(), '/apply/done');
    const kinds = await read.selectFrom('vault_records').select('kind').execute();
    assert.deepEqual(kinds.map(({ kind }) => kind).sort(), ['card', 'papers', 'review-box']);
    await quiet.open('/apply/correct');
    assert.doesNotMatch((await quiet.open('/apply/correct')).body, /correct\/contact/);
    await quiet.open('/apply/correct/contact');
    assert.equal(quiet.pathname(), '/apply/follow');
    await decided(hall, hall.officers[0], APPROVE);
    assert.deepEqual(await waiting(hall), []);
    assert.deepEqual(box.carried, []);
  });

  test('T6, T12: a hold changes nothing of what is told, and what only a hold keeps is not written to', async (db, t) => {
    const { box, hall, code, id } = await city(db, t);
    const { context } = hall;
    await placeHold(context.store, EVERYTHING, crypto.randomUUID(), {
      clock: context.clock,
      random: context.random,
      inFlight: context.vault.inFlight,
    });
    await decided(hall, hall.officers[0], DENY);
    assert.equal(await nextPass(hall), 1, 'as for everybody');
    later(hall, 30);
    assert.equal(await sendDue(context), 0, 'the row that a hold keeps is spent');
    assert.equal((await waiting(hall)).length, 1);
    const person = await back(hall, code);
    await person.open('/apply/appeal');
    await person.answer();
    await decided(hall, hall.officers[1], ASK);
    const again = await back(hall, code);
    await again.open('/apply/withdraw');
    await again.answer();
    const heads = await context.vault.heads(context.store.read, id);
    assert.ok(
      heads.some(({ kind, ending }) => kind === 'contact' && !ending),
      'the contact is held',
    );
    for (let pass = 0; pass < 3; pass += 1) {
      later(hall, 12);
      assert.equal(await sendDue(context), 0);
    }
    assert.equal(box.carried.length, 1);
  });

  test('a crash before the carrier took over costs an hour, one after it a second message, and never none', async (db, t) => {
    const { box, hall } = await city(db, t);
    await decided(hall, hall.officers[0], DENY);
    const [first] = await waiting(hall);
    hall.context.setTime(first?.due_at ?? new Date(0));
    for (const [writes, arrived] of [
      [1, 0],
      [2, 1],
    ] as const) {
      await assert.rejects(sendDue(diesAfter(hall, writes, box.carried)), { message: 'killed' });
      assert.equal(box.carried.length, arrived);
      assert.equal(await sendDue(hall.context), 0, 'put off');
      later(hall, 24);
    }
    assert.equal(await sendDue(hall.context), 1);
    assert.equal(box.carried.length, 2);
    assert.deepEqual(await waiting(hall), []);
  });

  test('two passes at once send once; without the keys nothing is lost', async (db, t) => {
    const { box, hall } = await city(db, t);
    await decided(hall, hall.officers[0], DENY);
    await hall.keeper.stop();
    assert.equal(await nextPass(hall), 0);
    assert.deepEqual(codes(hall), ['keeper-silent']);
    await hall.keeper.start();
    const [row] = await waiting(hall);
    hall.context.setTime(row?.due_at ?? new Date(0));
    const sentBy = await Promise.all([sendDue(hall.context), sendDue(hall.context), sendDue(hall.context)]);
    assert.deepEqual(sentBy.sort(), [0, 0, 1]);
    assert.equal(box.carried.length, 1);
  });

  test('the service’s own queue makes the pass at every full hour', async (db, t) => {
    const { box, hall } = await city(db, t);
    await decided(hall, hall.officers[0], DENY);
    const [row] = await waiting(hall);
    hall.context.setTime(row?.due_at ?? new Date(0));
    const jobs = await openJobs(db.address, hall.context.log);
    try {
      const steady = {
        ...hall.context.clock,
        waits: () => null,
        begin: async () => {},
        mark: async () => {},
      };
      await scheduleHousekeeping({ ...hall.context, jobs }, steady, {});
      await db.store.write((tx) => jobs.send(tx, 'notices.send', {}));
      while (box.carried.length === 0) await new Promise((done) => setTimeout(done, 50));
    } finally {
      await jobs.stop();
    }
    const pool = openPool(db.address, { max: 1, readOnly: true });
    const { rows } = await pool.query("select cron from pgboss.schedule where name = 'notices.send'");
    await pool.end();
    assert.deepEqual(rows, [{ cron: '0 * * * *' }]);
  });

  test('UX-16: a city without a sender asks nothing, keeps nothing and says nothing of it; one with a sender offers that way alone', async (db, t) => {
    const hall = await portalHall(db, t, { notices: { mail: null, text: null } });
    const person = hall.visitor();
    const start = (await person.open('/apply?lang=en')).body;
    assert.doesNotMatch(start, /Contact for news/);
    assert.doesNotMatch((await person.open('/apply/what-we-keep?lang=en')).body, /Contact for news/);
    await person.begin();
    await person.open('/apply/ask/contact');
    assert.equal(person.pathname(), '/apply/ask/who');
    Object.assign(hall.context.notices, { text: CARRIED.text });
    const offered = hall.visitor();
    assert.match((await offered.open('/apply?lang=en')).body, /Contact for news/);
  });
});

/** The service, ended by a crash right after a number of its transactions and whatever came in between. */
function diesAfter({ context }: PortalHall, writes: number, carried: readonly Carried[]) {
  let left = writes;
  const killed = () => Promise.reject(new Error('killed'));
  const { store, vault } = context;
  return {
    ...context,
    store: {
      ...store,
      write: ((work) => {
        left -= 1;
        return left < 0 || (left === 0 && carried.length > 0 && writes > 1) ? killed() : store.write(work);
      }) as typeof store.write,
    },
    vault: {
      ...vault,
      release: ((...asked) => (writes === 1 ? killed() : vault.release(...asked))) as typeof vault.release,
    },
  };
}

/** Nothing planted and nothing of the application, in any encoding that a message has. */
function assertTellsNothing(message: Carried, own: readonly string[]): void {
  const decoded = `${message.raw}\n${bodyOf(message)}\n${decodeURIComponent(escape(headersOf(message)))}`;
  const whole = decoded.replaceAll(REACH, '').toLowerCase();
  const planted = [NAME, 'zephyrine', 'quakenbush', 'thistlewood', '1987-04-17', '19870417', ...own];
  const rules = ['residency', 'model city', 'key', 'card', 'apply', 'localhost', 'http'];
  for (const text of [...planted, ...rules]) assert.ok(!whole.includes(text.toLowerCase()), text);
  for (const uuid of own.map((text) => text.replaceAll('-', '').toLowerCase()))
    assert.ok(!whole.replaceAll('-', '').includes(uuid));
}

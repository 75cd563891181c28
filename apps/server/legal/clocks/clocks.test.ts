import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import { addDays, type DeadlineKind, deadline } from '@commonkey/program';
import { catalogueFaults } from '@commonkey/words';
import { portalHall } from '../../portal/testing/hall.ts';
import { draftCertificate } from '../../records/draft.ts';
import { fileCertificate } from '../../records/life.ts';
import { certificatePath, RECORDS_PATH } from '../../records/paths.ts';
import { papersDue } from '../../records/service.ts';
import { COMMISSION, certified, PAPERS } from '../../records/testing/hall.ts';
import { sendApplication } from '../../review/testing/application.ts';
import { setRole } from '../../staff/members.ts';
import { forOneServer } from '../../testing/database.ts';
import { demandHall, register, subpoena } from '../demands/testing/hall.ts';
import { logRequest } from '../requests/log-request.ts';
import { runningClocks } from './clocks.ts';
import { calendarDays } from './feed.ts';
import type { RunningClock } from './source.ts';
import { words } from './words.ts';

const fetched = (address: string) => new URL(address).pathname;
const addressIn = (body: string) => /https?:\/\/[^<\s]+\/calendar\.ics/.exec(body)?.[0] ?? '';

plain('every word of these pages is there in both languages', () => {
  assert.deepEqual(catalogueFaults(words, 'en'), []);
});

plain(
  'one entry a day: a calendar does not tell how much there is, and names its entries the same each time',
  () => {
    const clock = (kind: DeadlineKind, from: string): RunningClock => ({
      ...deadline({ kind, from }, null),
      matter: '2026-7',
      of: 'demand',
      path: '/holds/x',
    });
    const one = [clock('records-reply', '2026-11-23')];
    const more = [...one, clock('records-reply', '2026-11-23'), clock('i9-inspection', '2026-11-25')];
    const days = (clocks: readonly RunningClock[], token = 'a') =>
      calendarDays(clocks, { timeZone: 'America/Chicago', token });
    assert.deepEqual(days(one), days(more));
    assert.deepEqual(
      days(one).map(({ on }) => on),
      ['2026-11-30'],
    );
    assert.notEqual(days(one)[0]?.uid, days(one, 'b')[0]?.uid);
  },
);

plain(
  'papers for the commission: for its last meeting before the disposal, and never for one that is missed',
  () => {
    // Second Tuesdays: 10 March, 14 April and 12 May 2026; papers five business days before.
    assert.equal(papersDue(COMMISSION, '2026-05-20', '2026-03-02'), '2026-05-05');
    assert.equal(papersDue(COMMISSION, '2026-05-11', '2026-03-02'), '2026-04-07');
    assert.equal(papersDue(COMMISSION, '2026-05-11', '2026-04-08'), '2026-05-05', 'April is missed');
    assert.equal(papersDue(COMMISSION, '2026-03-05', '2026-03-02'), '2026-03-03', 'nothing sits before it');
  },
);

forOneServer('the clocks of the law department', (test) => {
  test('each source’s days, the next first, and each to those who may see it: a demand under an order of silence to the law alone', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    await register(law, subpoena());
    await register(law, subpoena({ gag: 'ordered', 'day-return': '2026-03-09' }));
    await logRequest(
      context,
      {
        id: randomUUID(),
        receivedOn: '2026-03-02',
        requester: 'ordinary',
        classes: ['demands'],
        contact: 'Zofia',
        words: 'Zofia',
      },
      law.id,
    );
    const seen = async (...roles: Parameters<typeof runningClocks>[1]) =>
      (await runningClocks(context, roles)).map(({ kind, actBy }) => `${kind} ${actBy}`);
    const all = await seen('law-officer');
    assert.deepEqual(
      all,
      [...all].sort((a, b) => a.slice(-10).localeCompare(b.slice(-10))),
    );
    for (const one of ['return-date 2026-03-16', 'return-date 2026-03-09', 'records-reply 2026-03-09'])
      assert.ok(all.includes(one), `${one} in ${all}`);
    assert.equal(all.filter((one) => one.startsWith('hold-review')).length, 2);
    const records = await seen('records-officer');
    assert.ok(records.includes('return-date 2026-03-16') && !records.includes('return-date 2026-03-09'));
    assert.deepEqual(await seen('public-records-officer'), ['records-reply 2026-03-09']);
    assert.deepEqual(await seen('clerk'), []);
    const page = await law.visitor.get('/clocks');
    assert.equal(page.statusCode, 200);
    assert.doesNotMatch(page.body, /clocks\.|zofia|zephyrine/i);
    for (const matter of ['Demand 2026-1', 'Records request 2026-1'])
      assert.ok(page.body.includes(matter), `${matter}: each log counts by itself`);
    assert.equal((await (await join(['clerk'])).visitor.get('/clocks')).statusCode, 403);
  });

  test('an inspection of employers’ forms is due three business days after service, and an objection by the return date', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const i9 = await register(
      law,
      subpoena({
        instrument: 'i9-inspection',
        'day-service': '2026-03-05',
        'day-return': '',
        received: '2026-03-02',
        'day-issued': '',
      }),
    );
    assert.equal(i9.answer.statusCode, 303, i9.answer.body.slice(0, 500));
    const all = await runningClocks(context, ['law-officer']);
    const due = all.find(({ kind }) => kind === 'i9-inspection')?.due;
    assert.equal(due, '2026-03-10', 'Thursday, then Friday, Monday, Tuesday');
    const read = async (path: string) => (await law.visitor.get(path)).body;
    const line = 'Answer by March 10, 2026: the rule’s day, 3 business days after service, not the paper’s';
    for (const path of ['/demands', `/demands/${i9.id}`]) {
      assert.ok((await read(path)).includes(line), `${path}: the day that runs is where counsel looks first`);
      assert.ok(!(await read(path)).includes('No return date'), path);
      assert.ok(!(await read(path)).includes('this day has passed'), path);
    }
    assert.match(await read(`/demands/${i9.id}`), /the answer is due by March 10, 2026, 3 business days/);
    assert.match(await read(`/demands/${i9.id}?lang=es`), /vence el 10 de marzo de 2026, 3 días hábiles/);
    context.setTime(new Date('2026-03-11T18:00:00Z'));
    const { visitor } = await join(['law-officer']);
    const listed = (await visitor.get('/demands')).body;
    assert.match(listed, /state-overdue[\s\S]*Answer by March 10[^<]* · this day has passed/);
    assert.match((await visitor.get(`/demands/${i9.id}`)).body, /The rule’s day for it has passed/);
  });

  test('the first line of a demand says the nearer of its own day and the rule’s, and counts from the day it came where nobody wrote of service', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const first = async (more: Record<string, string>) => {
      const { id } = await register(law, subpoena({ instrument: 'i9-inspection', keep: 'none', ...more }));
      return (await law.visitor.get(`/demands/${id}`)).body;
    };
    const later = await first({ 'day-return': '2026-03-20', 'day-service': '' });
    assert.match(later, /Answer by March 5, 2026: the rule’s day, 3 business days after it came, not the pa/);
    assert.match(later, / · Its own date: March 20, 2026/);
    const sooner = await first({ 'day-return': '2026-03-04' });
    assert.match(sooner, /Answer by March 4, 2026 ·/);
    const none = await first({ instrument: 'informal-request', 'day-return': '' });
    assert.match(none, /No return date/);
    assert.doesNotMatch(none, /Until then a day of the rule/);
    const suit = await first({ instrument: 'civil-subpoena', issuer: 'private-party', 'day-return': '' });
    assert.match(suit, /Object by March 16, 2026: the rule’s day, 14 days after service/);
  });

  test('an objection by the return date says so, and stands among the facts as worked out by the rule', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const pages = async (more: Record<string, string>) => {
      const suit = { instrument: 'civil-subpoena', issuer: 'private-party', keep: 'none', ...more };
      const { id } = await register(law, subpoena(suit));
      const read = async (language: string) =>
        (await law.visitor.get(`/demands/${id}?lang=${language}`)).body.replace(/<[^>]*>/g, ' ');
      return { en: await read('en'), es: await read('es') };
    };
    const sooner = await pages({ 'day-return': '2026-03-12' });
    assert.match(
      sooner.en,
      /Objection due by March 12, 2026, the return date: it comes before 14 days after/,
    );
    assert.doesNotMatch(sooner.en, /Objection due by March 12, 2026: 14 days after/);
    assert.match(sooner.en, /Objection by\s+March 12, 2026, worked out by the rule/);
    assert.match(sooner.es, /el 12 de marzo de 2026, la fecha de respuesta del documento: llega antes de/);
    assert.match(sooner.es, /12 de marzo de 2026, calculada por la norma/);
    for (const day of ['2026-03-16', '2026-03-20', '']) {
      const counted = await pages({ 'day-return': day });
      assert.match(counted.en, /Objection due by March 16, 2026: 14 days after service/, day);
      assert.match(counted.en, /Objection by\s+March 16, 2026, worked out by the rule/, day);
    }
    const unserved = await pages({ 'day-service': '' });
    assert.match(unserved.en, /Objection due by March 16, 2026: 14 days after it came/);
    const own = await pages({ 'day-objection': '2026-03-10' });
    assert.match(own.en, /Objection by\s+March 10, 2026\s/);
    assert.doesNotMatch(own.en, /worked out by the rule|Objection due by/);
  });

  test('a calendar address: content-free, stored as a fingerprint, ended by its owner, by a new one, by its day, and with the office', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    await register(law, subpoena());
    const make = async () => addressIn((await law.visitor.form('/clocks', '/clocks/feed', {})).body);
    const get = (address: string) => law.visitor.get(fetched(address));
    const first = await make();
    const token = first.split('/').at(-2) ?? '';
    assert.match(token, /^[A-Za-z0-9_-]{43}$/);
    const answer = await get(first);
    assert.equal(answer.statusCode, 200);
    assert.match(String(answer.headers['content-type']), /^text\/calendar/);
    assert.match(answer.body, /DTSTART;VALUE=DATE:20260316\r\n/);
    assert.match(answer.body, /TRIGGER;VALUE=DATE-TIME:20260309T140000Z\r\n/);
    const said = new Set(
      [...answer.body.matchAll(/^(?:SUMMARY|DESCRIPTION):(.*)\r$/gm)].map(([, text]) => text),
    );
    assert.deepEqual([...said], ['Deadline']);
    assert.doesNotMatch(answer.body, /2026-1|demand|return|hold|LOCATION|URL|ORGANIZER|ATTENDEE/);
    assert.equal((await law.visitor.get('/clocks')).body.includes(token), false, 'shown once');
    const rows = await db.store.read.selectFrom('calendar_feeds').selectAll().execute();
    assert.equal(rows.length, 1);
    assert.ok(!JSON.stringify(rows).includes(token));

    const second = await make();
    assert.equal((await get(first)).statusCode, 404, 'a new one ends the old');
    await law.visitor.form('/clocks', '/clocks/feed/revoke', {});
    assert.equal((await get(second)).statusCode, 404, 'revoked');
    assert.equal((await db.store.read.selectFrom('calendar_feeds').selectAll().execute()).length, 0);

    const third = await make();
    assert.equal((await get(third)).statusCode, 200);
    await db.store.write((tx) => setRole(tx, law.id, 'law-officer', false));
    assert.equal((await get(third)).statusCode, 404, 'without the office');
    await db.store.write((tx) => setRole(tx, law.id, 'law-officer', true));
    assert.equal((await get(third)).statusCode, 200);
    context.setTime(new Date(context.clock.now().getTime() + 181 * 86_400_000));
    assert.equal((await get(third)).statusCode, 404, 'over by itself');
    assert.equal((await get(third.replace(/feed\/..../, 'feed/AAAA'))).statusCode, 404);
    assert.equal((await law.visitor.get('/clocks/feed/x/calendar.ics')).statusCode, 404);
  });

  test('certificates: filed so many days ahead, papers with the commission, until it is filed; the law sees days and no page', async (db, t) => {
    const { context } = await portalHall(db, t, { change: certified });
    await sendApplication(context);
    const { ends_on: due } = await db.store.read
      .selectFrom('vault_records')
      .select('ends_on')
      .where('series', '=', PAPERS)
      .orderBy('ends_on')
      .limit(1)
      .executeTakeFirstOrThrow();
    const on = (day: string) => context.setTime(new Date(`${day}T18:00:00Z`));
    const seen = async (...roles: Parameters<typeof runningClocks>[1]) =>
      (await runningClocks(context, roles))
        .filter(({ matter }) => matter === PAPERS)
        .map(({ kind, due, path }) => ({ kind, due, path }));
    on(addDays(due, -181));
    assert.deepEqual(await seen('law-officer'), [], 'nothing can be drafted yet');
    on(addDays(due, -40));
    const today = addDays(due, -40);
    const days = [
      { kind: 'certificate-filing', due: addDays(due, -30) },
      { kind: 'commission-papers', due: papersDue(COMMISSION, due, today) },
    ].sort((a, b) => a.due.localeCompare(b.due));
    const at = (path: string | null) => days.map((one) => ({ ...one, path }));
    const inOrder = (found: Awaited<ReturnType<typeof seen>>) =>
      found.sort((a, b) => a.due.localeCompare(b.due));
    assert.deepEqual(inOrder(await seen('records-officer')), at(RECORDS_PATH));
    assert.deepEqual(inOrder(await seen('law-officer')), at(null));
    assert.deepEqual(await seen('public-records-officer'), []);
    const by = randomUUID();
    const id = await draftCertificate(context, db.store, { series: PAPERS, through: due }, by);
    assert.deepEqual(inOrder(await seen('records-officer')), at(certificatePath(id)));
    await fileCertificate(context, db.store, { id, disposalOn: due }, by);
    assert.deepEqual(await seen('records-officer'), [], 'filed: nothing is left to file');
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import type { Flow } from '@commonkey/program';
import { catalogueFaults } from '@commonkey/words';
import { sql } from 'kysely';
import { lockForDestroying } from '../holds/locks.ts';
import { portalHall } from '../portal/testing/hall.ts';
import { openPool } from '../store/connect.ts';
import { HOLD_REASONS } from '../store/tables/holds.ts';
import { forOneServer, type TestDatabase } from '../testing/database.ts';
import { overdueReviews } from './review.ts';
import { seriesGroups } from './series.ts';
import { type Colleague, colleagues } from './testing/colleagues.ts';
import { words } from './words.ts';

const DAY = 86_400_000;
const WISH = { which: 'all', when: 'all', reason: 'demand' };

async function hall(db: TestDatabase, t: Parameters<typeof portalHall>[1], flows: readonly Flow[] = []) {
  const { context: house, keeper } = await portalHall(db, t, { officers: 0 });
  const { program, files } = house.program;
  const sharing = { ...program.sharing, flows: [...(program.sharing?.flows ?? []), ...flows] };
  const context = { ...house, program: { files, program: { ...program, sharing } } };
  return { context, keeper, join: await colleagues(context) };
}
const place = async ({ visitor }: Colleague, wish: Record<string, string>, id: string = randomUUID()) => ({
  id,
  answer: await visitor.form('/holds/new', '/holds/new', { id, ...wish }),
});
const rowOf = ({ store }: TestDatabase, id: string) =>
  store.read.selectFrom('legal_holds').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
/** Until so many wait for the lock of the destroyers. */
async function allWait({ store }: TestDatabase, count: number): Promise<void> {
  for (let waiting = 0; waiting < count; ) {
    const found = await store.read
      .selectFrom(
        sql<{
          n: number;
        }>`(select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database()))`.as('found'),
      )
      .select('found.n')
      .executeTakeFirstOrThrow();
    waiting = found.n;
  }
}
const leavesIn = async ({ store }: TestDatabase) =>
  (await store.read.selectFrom('ledger_unsequenced').select('commitment').execute()).length;
const holdsIn = async ({ store }: TestDatabase) =>
  (await store.read.selectFrom('legal_holds').select('id').execute()).length;
const flow = (id: string, kind: Flow['kind'], recipient: string, more: Partial<Flow> = {}): Flow => ({
  id,
  kind,
  recipient,
  purpose: 'purpose.series-contact',
  basis: 'A contract',
  fields: ['counts'],
  contact: 'legal-department',
  reviewBy: '2027-06-30',
  source: 'own',
  ...more,
});
const VENDORS = [
  flow('post-room', 'mail', 'Northern Carriers', {
    host: 'mail.example',
    noticeTo: 'legal@carriers.example',
  }),
  flow('texts', 'text', 'Northern Carriers', { host: 'text.example' }),
  flow('bucket', 'vendor', 'Lakeside Storage'),
  flow('witness', 'witness', 'A University', { host: 'witness.example' }),
];
const said = (body: string, code: string) => body.includes(words.en?.[code] ?? 'no words');

plain('every word of these pages is there in both languages, and every series has a name', async () => {
  assert.deepEqual(catalogueFaults(words, 'en'), []);
  const { loadProgram } = await import('../config/program.ts');
  for (const city of ['model-city', 'model-city-online']) {
    const { program } = await loadProgram(new URL(`../../../programs/${city}`, import.meta.url).pathname);
    const own = new Set(program.series.map(({ id }) => id));
    for (const id of seriesGroups(program).flatMap(({ ids }) => ids))
      assert.ok(own.has(id) || words.en?.[`legal.series-${id}`], `${city} ${id}`);
  }
  for (const reason of HOLD_REASONS)
    for (const key of ['reason', 'because']) assert.ok(words.en?.[`legal.${key}-${reason}`], reason);
});

forOneServer('the office of holds', (test) => {
  test('T12: anybody of staff places one for 72 hours; nothing chosen is nothing, and never all', async (db, t) => {
    const { join, context } = await hall(db, t);
    const clerk = await join(['clerk']);
    const wrong: [Record<string, string>, string][] = [
      [{ when: 'all', reason: 'demand' }, 'legal.wrong-hold-scope-empty'],
      [{ ...WISH, 'series-portal-papers': 'on' }, 'legal.wrong-hold-scope-both'],
      [{ ...WISH, from: '2026-03-01' }, 'legal.wrong-hold-days-both'],
      [{ ...WISH, until: '2026-03-01' }, 'legal.wrong-hold-days-both'],
      [{ ...WISH, when: 'some', from: '12026-03-01' }, 'legal.wrong-hold-day-unreadable'],
      [{ which: 'some', when: 'all', reason: 'demand' }, 'legal.wrong-hold-scope-empty'],
      [{ which: 'all', reason: 'demand' }, 'legal.wrong-hold-days-empty'],
      [{ which: 'all', when: 'some', reason: 'demand' }, 'legal.wrong-hold-days-empty'],
      [{ which: 'all', when: 'all' }, 'legal.wrong-hold-reason-missing'],
      [{ ...WISH, when: 'some', from: '2026-02-30' }, 'legal.wrong-hold-day-unreadable'],
      [{ ...WISH, when: 'some', from: '2026-03-02', until: '2026-03-01' }, 'legal.wrong-hold-days-reversed'],
      [{ ...WISH, when: 'some', from: '2099-01-01' }, 'legal.wrong-hold-days-future'],
      [{ ...WISH, when: 'some', until: '1999-12-31' }, 'legal.wrong-hold-days-before'],
      [
        { ...WISH, which: 'some', 'series-portal-papers': 'on', channel: 'events' },
        'legal.wrong-hold-channel-elsewhere',
      ],
    ];
    for (const [wish, code] of wrong) {
      const { answer } = await place(clerk, wish);
      assert.equal(answer.statusCode, 422, code);
      assert.ok(said(answer.body, code), `${code} is said`);
      for (const [name, value] of Object.entries(wish)) {
        const kept = value === 'on' ? `name="${name}" checked` : `name="${name}"[^>]*value="${value}"`;
        assert.match(answer.body, new RegExp(kept), `${name} is not lost`);
        if (value === 'all' || value === 'some' || name === 'reason')
          assert.match(answer.body, new RegExp(`name="${name}" value="${value}"[^>]*checked`));
      }
    }
    // What is no choice of the form is not even read; a field for a word about somebody there is none.
    for (const odd of [{ 'series-zephyrine': 'on' }, { note: 'Zephyrine' }, { reason: 'Zephyrine' }]) {
      const { answer } = await place(clerk, { ...WISH, ...odd });
      assert.equal(answer.statusCode, 400);
      assert.doesNotMatch(answer.body, /zephyrine/i);
    }
    assert.equal(await holdsIn(db), 0);
    const { id, answer } = await place(clerk, { ...WISH, which: 'some', 'series-portal-papers': 'on' });
    assert.equal(answer.statusCode, 200, answer.body);
    const row = await rowOf(db, id);
    assert.deepEqual(
      [row.series, row.covers_from, row.covers_until, row.reason, row.placed_by],
      [['portal-papers'], null, null, 'demand', clerk.id],
    );
    assert.equal(row.provisional_until.getTime(), context.clock.now().getTime() + 3 * DAY);
    const again = await place(clerk, { ...WISH, which: 'some', 'series-portal-papers': 'on' }, id);
    assert.equal(again.answer.statusCode, 200, 'F-07: the same form again is the same hold');
    assert.equal(await holdsIn(db), 1);
  });

  test('confirmed for a part by the law department in one press; nobody else, nobody wider, and not twice', async (db, t) => {
    const { join, context, keeper } = await hall(db, t);
    const [clerk, law] = [await join(['clerk', 'records-officer']), await join(['law-officer'])];
    const { id } = await place(clerk, {
      ...WISH,
      ...{ which: 'some', 'series-portal-papers': 'on', 'series-portal-card': 'on' },
    });
    const confirm = (who: Colleague, wish: Record<string, string>) =>
      who.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, wish);
    assert.equal((await confirm(clerk, { which: 'all', when: 'all' })).statusCode, 403);
    const form = (await law.visitor.get(`/holds/${id}/confirm`)).body;
    for (const name of ['which', 'when'])
      assert.match(form, new RegExp(`name="${name}" value="all"[^>]*checked`), `${name}: as it was placed`);
    const empty = await confirm(law, {});
    assert.equal(empty.statusCode, 422);
    const outside = await confirm(law, { which: 'some', when: 'all', 'series-portal-draft': 'on' });
    assert.ok(said(outside.body, 'legal.wrong-hold-narrowed-outside'), outside.body);
    const nothing = await confirm(law, { which: 'all', when: 'all', channel: 'events' });
    assert.equal(nothing.statusCode, 422, 'what came online alone is not narrowed to nothing');
    assert.ok(said(nothing.body, 'legal.wrong-hold-channel-elsewhere'), nothing.body);
    const long = { which: 'all', when: 'all', 'said-en': 'x'.repeat(601) };
    assert.ok(said((await confirm(law, long)).body, 'legal.wrong-wording-too-long'));
    assert.equal((await rowOf(db, id)).confirmed_at, null);
    const part = { which: 'some', when: 'all', 'series-portal-papers': 'on', 'said-en': 'A court told us.' };
    const done = await confirm(law, part);
    assert.equal(done.statusCode, 303, done.body);
    const row = await rowOf(db, id);
    assert.deepEqual(
      [row.confirmed_by, row.narrowed, row.narrowed_series, row.series],
      [law.id, true, ['portal-papers'], ['portal-card', 'portal-papers']],
    );
    const [kept] = await context.vault.inFlight.mirror.list();
    assert.deepEqual(kept?.narrowed, { series: ['portal-papers'], from: null, until: null });
    const leaves = await leavesIn(db);
    const twice = await confirm(law, part);
    assert.equal(twice.statusCode, 409);
    for (const key of ['stands-confirmed', 'stands-nothing', 'stands-confirmed-next'])
      assert.ok(said(twice.body, `legal.${key}`), key);
    assert.doesNotMatch(twice.body, /name="said-/, 'what it was confirmed with is written');
    for (const href of [`/holds/${id}?`, '/holds/new?'])
      assert.ok(twice.body.includes(`href="${href}`), href);
    // Whole, too: that press would have been taken for another look.
    const late = await confirm(law, { which: 'all', when: 'all', 'said-en': 'Something else.' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, new RegExp(`action="/holds/${id}/words[^>]*>`));
    assert.match(late.body, /Something else\./, 'nothing that was written is lost');
    const opened = await law.visitor.get(`/holds/${id}/confirm`);
    assert.ok(said(opened.body, 'legal.stands-confirmed') && !said(opened.body, 'legal.stands-nothing'));
    assert.doesNotMatch(opened.body, /name="which"/);
    assert.deepEqual([await rowOf(db, id), await leavesIn(db)], [row, leaves], 'and nothing was added');
    const record = { date: null, due: '2026-01-01' };
    const ask = (series: string) => context.holds.mayDestroy(db.store.read, { series, ...record });
    assert.equal((await ask('portal-papers')).answer, 'held');
    assert.equal((await ask('portal-card')).answer, 'yes');
    assert.ok(keeper.pid() > 0);
  });

  test('F-07: of two presses of one form at once, one confirms it, with one entry, and the other is told how it stands', async (db, t) => {
    const { join } = await hall(db, t);
    const law = await join(['law-officer']);
    const { id } = await place(law, WISH);
    const before = await leavesIn(db);
    const confirm = () =>
      law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, { which: 'all', when: 'all' });
    // Each has looked at how it stands before any of them may write.
    let sent: ReturnType<typeof confirm>[] = [];
    await db.store.write(async (tx) => {
      await lockForDestroying(tx);
      sent = [confirm(), confirm()];
      await allWait(db, sent.length);
    });
    const answers = await Promise.all(sent);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [303, 409]);
    assert.equal(await leavesIn(db), before + 1);
  });

  test('what lapsed or was lifted is said in the place of the form, with the way to a new one', async (db, t) => {
    const { join, context } = await hall(db, t);
    const [law, other] = [await join(['law-officer']), await join(['law-officer'])];
    const lapsed = await place(law, WISH);
    const lifted = await place(law, WISH);
    const confirm = (id: string, more = {}) =>
      law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, { which: 'all', when: 'all', ...more });
    await confirm(lifted.id);
    await law.visitor.form(`/holds/${lifted.id}`, `/holds/${lifted.id}/ask`, {});
    const done = await other.visitor.form(`/holds/${lifted.id}`, `/holds/${lifted.id}/lift`, {});
    assert.equal(done.statusCode, 303, done.body);
    context.setTime(new Date(context.clock.now().getTime() + 3 * DAY + 60_000));
    const late = await join(['law-officer']);
    for (const [id, state] of [
      [lapsed.id, 'lapsed'],
      [lifted.id, 'released'],
    ] as const) {
      const page = await late.visitor.get(`/holds/${id}/confirm`);
      assert.ok(said(page.body, `legal.stands-${state}`), state);
      assert.doesNotMatch(page.body, /name="which"/);
      const press = { which: 'all', when: 'all', 'said-en': 'Ten minutes of work.' };
      const told = await late.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, press);
      assert.equal(told.statusCode, 409, state);
      assert.match(told.body, /<blockquote[^>]*>Ten minutes of work\./);
    }
  });

  test('reviewed every 90 days: late is said on the page, and lifts nothing; a review is a row of its own', async (db, t) => {
    const { join, context } = await hall(db, t);
    const law = await join(['law-officer']);
    const { id } = await place(law, WISH);
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, { which: 'all', when: 'all' });
    const start = context.clock.now().getTime();
    const late = () =>
      overdueReviews(db.store.read, context.program.program.city.timeZone, context.clock.now());
    const at = async (days: number) => {
      context.setTime(new Date(start + days * DAY));
      await law.touch();
    };
    await at(90);
    assert.equal(await late(), 0);
    await at(91);
    assert.equal(await late(), 1);
    const clerk = await join(['clerk']);
    const home = async ({ visitor }: Colleague) => (await visitor.get('/')).body;
    assert.match(
      await home(law),
      /One hold has not been looked at for 90 days/,
      'where a law officer begins',
    );
    assert.doesNotMatch(await home(clerk), /looked at for/, 'a silent one can be among them');
    const page = await law.visitor.get('/holds');
    assert.match(page.body, /has not been looked at for 90 days/);
    assert.match(page.body, /review overdue/);
    assert.equal(
      (
        await context.holds.mayDestroy(db.store.read, {
          series: 'portal-papers',
          date: null,
          due: '2026-01-01',
        })
      ).answer,
      'held',
    );
    const review = () => law.visitor.form(`/holds/${id}`, `/holds/${id}/review`, {});
    assert.equal((await review()).statusCode, 303);
    assert.equal(await late(), 0);
    assert.doesNotMatch(await home(law), /looked at for/);
    await at(182);
    assert.equal(await late(), 1);
    await review();
    assert.equal((await db.store.read.selectFrom('hold_reviews').select('id').execute()).length, 2);
  });

  test('T10: one asks, another lifts; alone nobody, whatever they are, and the page says whose turn it is', async (db, t) => {
    const { join, context } = await hall(db, t);
    const law = await join(['law-officer', 'administrator', 'records-officer']);
    const { id } = await place(law, WISH);
    const press = (who: Colleague, step: string) =>
      who.visitor.form(`/holds/${id}`, `/holds/${id}/${step}`, {});
    const page = async (who: Colleague) => (await who.visitor.get(`/holds/${id}`)).body;
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, { which: 'all', when: 'all' });
    assert.ok(said(await page(law), 'legal.second-nobody'));
    assert.doesNotMatch(await page(law), /\/ask"|\/lift"/);
    await press(law, 'ask');
    assert.equal((await press(law, 'lift')).statusCode, 409);
    const [clerk, records] = [await join(['clerk']), await join(['records-officer'])];
    assert.ok(said(await page(records), 'legal.second-stand-in'));
    const clerks = await page(clerk);
    assert.doesNotMatch(clerks, /\/lift/);
    assert.ok(!said(clerks, 'legal.lift-title'), 'nor a heading with nothing to do under it');
    assert.equal((await press(clerk, 'lift')).statusCode, 403);
    assert.match(await page(records), /\/lift/);
    const other = await join(['law-officer']);
    assert.ok(said(await page(law), 'legal.second-law'));
    assert.ok(!said(await page(records), 'legal.lift-title'));
    assert.equal((await press(records, 'lift')).statusCode, 403, 'with two law officers it is theirs');
    // Somebody who walks up to an open screen lifts nothing: the passkey was used too long ago.
    context.setTime(new Date(context.clock.now().getTime() + 6 * 60_000));
    const stale = await press(other, 'lift');
    assert.match(stale.body, /data-passkey="send-again"/);
    assert.equal((await rowOf(db, id)).released_at, null);
    await other.touch();
    assert.equal((await press(other, 'lift')).statusCode, 303);
    const row = await rowOf(db, id);
    assert.deepEqual([row.release_asked_by, row.released_by], [law.id, other.id]);
    assert.deepEqual((await context.vault.inFlight.mirror.list())[0]?.released?.by, other.id);
  });

  test('T12: a hold that may not be spoken of is there for law officers and for whoever placed it; all other staff see the same bytes', async (db, t) => {
    const { join } = await hall(db, t);
    const law = await join(['law-officer']);
    const other = await join(['law-officer']);
    const [clerk, records] = [await join(['clerk']), await join(['records-officer', 'administrator'])];
    const spoken = await place(law, { ...WISH, which: 'some', 'series-portal-card': 'on' });
    const pages = async (who: Colleague) => {
      const bodies = [];
      for (const path of ['/holds', `/holds/${spoken.id}`]) {
        const { body, statusCode } = await who.visitor.get(path);
        assert.equal(statusCode, 200, path);
        bodies.push(body.replaceAll(/(name="_csrf" value|nonce)="[^"]*"/g, ''));
      }
      return bodies;
    };
    const before = [await pages(clerk), await pages(records)];
    assert.doesNotMatch(
      before.flat().join(),
      /Nothing is held|Every record ends/,
      'which they could not know',
    );
    const placer = await join(['clerk']);
    const { id } = await place(placer, { ...WISH, which: 'some', 'series-portal-papers': 'on' });
    const confirmed = await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, {
      ...{ which: 'all', when: 'all', gag: 'on' },
    });
    assert.equal(confirmed.statusCode, 303, confirmed.body.slice(0, 400));
    assert.deepEqual([await pages(clerk), await pages(records)], before, 'as if it were not there');
    const unknown = await clerk.visitor.get(`/holds/${randomUUID()}`);
    for (const who of [clerk, records]) {
      assert.equal((await who.visitor.get(`/holds/${id}`)).statusCode, unknown.statusCode);
      assert.ok(!(await who.visitor.get('/holds')).body.includes(id));
    }
    const lift = (who: Colleague) => who.visitor.form('/holds', `/holds/${id}/lift`, {});
    assert.equal((await lift(records)).statusCode, unknown.statusCode, 'nor does a button tell that it is');
    for (const who of [law, other, placer]) {
      assert.ok((await who.visitor.get('/holds')).body.includes(`/holds/${id}`));
      assert.equal((await who.visitor.get(`/holds/${id}`)).statusCode, 200);
    }
  });

  test('T6: over one channel it leaves out what is certain to have come by the other, here and with the keys', async (db, t) => {
    const { context, join } = await hall(db, t);
    const law = await join(['law-officer']);
    const { id, answer } = await place(law, { ...WISH, channel: 'events' });
    assert.equal(answer.statusCode, 200, answer.body);
    const answerFor = async (series: string) => {
      const record = { series, date: null, due: '2026-03-01' };
      return (await context.holds.mayDestroy(db.store.read, record)).answer;
    };
    assert.equal(await answerFor('portal-papers'), 'yes');
    for (const held of ['card-register', 'camera-card', 'used-ribbon', 'online-notices'])
      assert.equal(await answerFor(held), 'held', held);
    const kept = (await context.vault.inFlight.mirror.list()).find((one) => one.id === id);
    assert.equal(kept?.channel, 'events');
    assert.match((await law.visitor.get(`/holds/${id}`)).body, /In person/);

    const other = await place(law, WISH);
    assert.equal(await answerFor('portal-papers'), 'held');
    await law.visitor.form(`/holds/${other.id}`, `/holds/${other.id}/confirm`, {
      which: 'all',
      when: 'all',
      channel: 'events',
    });
    const row = await rowOf(db, other.id);
    assert.deepEqual([row.channel, row.narrowed, row.narrowed_channel], [null, true, 'events']);
    assert.equal(await answerFor('portal-papers'), 'yes');
    const narrowed = (await context.vault.inFlight.mirror.list()).find((one) => one.id === other.id);
    assert.equal(narrowed?.narrowed?.channel, 'events');
  });

  test('vendors: the notice names records and nobody, each marking is a row, and without vendors nobody is to be told', async (db, t) => {
    const { join } = await hall(db, t, VENDORS);
    const law = await join(['law-officer']);
    const { id } = await place(law, { ...WISH, which: 'some', 'series-portal-contact': 'on' });
    const clerk = await join(['clerk']);
    const early = (await law.visitor.get(`/holds/${id}`)).body;
    assert.ok(early.includes('Lakeside Storage'), 'from its first hour: what they keep goes on expiring');
    const bucket = () => law.visitor.form(`/holds/${id}`, `/holds/${id}/vendor`, { vendor: 'bucket' });
    const first = await bucket();
    assert.match(String(first.headers.location), /done=told&|done=told$/, first.body);
    assert.match(early, /\/notice/);
    const clerks = (await clerk.visitor.get(`/holds/${id}`)).body;
    assert.ok(clerks.includes('Lakeside Storage'));
    assert.doesNotMatch(clerks, /\/notice/, 'no way to a page that answers 403');
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, { which: 'all', when: 'all', gag: 'on' });
    const page = (await law.visitor.get(`/holds/${id}`)).body;
    assert.ok(said(page, 'legal.vendors-gag'));
    assert.equal(page.match(/name="vendor"/g)?.length, 1, 'who was told is not to be told again');
    assert.ok(page.includes('Northern Carriers') && page.includes('Lakeside Storage'));
    assert.match(page, /Carrier of e-mail · Carrier of text messages/, 'one body, told once');
    assert.doesNotMatch(page, /A University|Model City Public Library/, 'who keeps nothing for the city');
    assert.ok(page.includes('legal@carriers.example') && said(page, 'legal.vendor-by-hand'));
    const notice = (await law.visitor.get(`/holds/${id}/notice`)).body;
    assert.match(notice, /Contact for news/);
    assert.equal(notice.match(/Model City is bound by law/g)?.length, 2, 'a letter to each');
    assert.ok(said(notice, 'legal.contact-legal-department'));
    const [list, ...letters] = notice.split('<article');
    assert.ok(said(list ?? '', 'legal.vendor-by-hand'));
    assert.ok(
      !letters.some((letter) => said(letter, 'legal.vendor-by-hand')),
      'not in what the vendor reads',
    );
    const mark = (vendor: string) => law.visitor.form(`/holds/${id}`, `/holds/${id}/vendor`, { vendor });
    assert.equal((await mark('witness')).statusCode, 422, 'that one the city does not have');
    const before = await leavesIn(db);
    const answers = await Promise.all([mark('post-room'), mark('post-room')]);
    const went = answers.map(({ headers }) => String(headers.location));
    assert.deepEqual(went.map((to) => /done=([a-z-]*)/.exec(to)?.[1]).sort(), ['told', 'told-already']);
    const told = await law.visitor.get(went.find((to) => to.includes('told-already')) ?? '');
    assert.ok(said(told.body, 'legal.done-told-already'));
    const marks = await db.store.read.selectFrom('hold_vendor_notices').selectAll().execute();
    assert.deepEqual(
      marks.map(({ vendor, marked_by }) => [vendor, marked_by]).sort(),
      [
        ['bucket', law.id],
        ['post-room', law.id],
      ],
      'F-07: two presses at once are one',
    );
    assert.equal(await leavesIn(db), before + 1);
  });

  test('T12: a law officer places one silently: no page of another tells that it came, and it lasts', async (db, t) => {
    const { join, context } = await hall(db, t);
    const [law, other, clerk] = [
      await join(['law-officer']),
      await join(['law-officer']),
      await join(['clerk', 'records-officer', 'administrator']),
    ];
    const list = async () =>
      (await clerk.visitor.get('/holds')).body.replaceAll(/(name="_csrf" value|nonce)="[^"]*"/g, '');
    const before = await list();
    assert.doesNotMatch((await clerk.visitor.get('/holds/new')).body, /name="gag"/);
    assert.match((await law.visitor.get('/holds/new')).body, /name="gag"/);
    const silent = { ...WISH, gag: 'on' };
    assert.equal((await place(clerk, silent)).answer.statusCode, 403);
    assert.equal(await holdsIn(db), 0);
    const lost = await place(law, { which: 'all', when: 'all', gag: 'on' });
    assert.match(lost.answer.body, /name="gag" checked/, 'what was chosen is not lost');
    const { id, answer } = await place(law, silent);
    assert.equal(answer.statusCode, 200, answer.body);
    assert.ok(said(answer.body, 'legal.placed-silent'));
    assert.ok((await rowOf(db, id)).confirmed_at, 'it does not lapse');
    const leaves = await leavesIn(db);
    assert.equal((await place(law, silent, id)).answer.statusCode, 200);
    assert.deepEqual([await leavesIn(db), await holdsIn(db)], [leaves, 1], 'F-07');
    assert.equal(await list(), before);
    assert.equal((await clerk.visitor.get(`/holds/${id}`)).statusCode, 404);
    assert.ok((await other.visitor.get('/holds')).body.includes(id));
    context.setTime(new Date(context.clock.now().getTime() + 4 * DAY));
    const record = { series: 'portal-papers', date: null, due: '2026-01-01' };
    assert.equal((await context.holds.mayDestroy(db.store.read, record)).answer, 'held');
  });

  test('a hold whose row somebody removed: the law department is told by what the key process keeps', async (db, t) => {
    const { join } = await hall(db, t);
    const [law, clerk] = [await join(['law-officer']), await join(['clerk'])];
    await place(law, WISH);
    const shown = async (who: Colleague) => (await who.visitor.get('/holds')).body;
    const alarm = 'legal.rowless-note';
    assert.ok(!said(await shown(law), alarm));
    const pool = openPool(db.address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query('set session_replication_role = replica; delete from legal_holds');
    assert.ok(said(await shown(law), alarm));
    assert.ok(!said(await shown(clerk), alarm), 'who may not know it');
  });

  test('what law officers wrote and did is only added to: the database refuses to change or to remove it', async (db, t) => {
    const { join } = await hall(db, t);
    const law = await join(['law-officer']);
    const { id } = await place(law, WISH);
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, {
      which: 'all',
      when: 'all',
      'said-en': 'One.',
    });
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/words`, { 'said-en': 'Two.' });
    const rows = await db.store.read
      .selectFrom('hold_wordings')
      .select('sentences')
      .orderBy('turn')
      .execute();
    assert.deepEqual(
      rows.map(({ sentences }) => sentences.en),
      ['One.', 'Two.'],
    );
    const change = db.store.write((tx) => tx.updateTable('hold_wordings').set({ gag: true }).execute());
    await assert.rejects(change, { code: 'database-refused' });
  });
});

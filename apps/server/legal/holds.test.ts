import assert from 'node:assert/strict';
import { test as plain } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { lockForDestroying } from '../holds/locks.ts';
import { HOLD_REASONS } from '../store/tables/holds.ts';
import { forOneServer } from '../testing/database.ts';
import { seriesGroups } from './series.ts';
import type { Colleague } from './testing/colleagues.ts';
import { allWait, DAY, hall, holdsIn, leavesIn, place, rowOf, said, WISH } from './testing/holds-office.ts';
import { words } from './words.ts';

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
});

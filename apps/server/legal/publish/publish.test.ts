import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test as plain } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import { catalogueFaults } from '@commonkey/words';
import { addCards } from '../../records/testing/office.ts';
import { openingOf, openingsIn } from '../../register/openings.ts';
import { publishedDemands } from '../../register/publications.ts';
import { demandFigures } from '../../register/report/demand-figures.ts';
import { figuresOf } from '../../register/report/figures.ts';
import { published } from '../../register/testing/published.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { committedLeaves } from '../../store/committed.ts';
import { forOneServer } from '../../testing/database.ts';
import { act, decided, demandHall, register, registered, subpoena } from '../demands/testing/hall.ts';
import { isSilenced } from './publish-demand.ts';
import { silencesOver } from './silence.ts';
import { words } from './words.ts';

const COPY = 'All papers of everyone who used a foreign document, [name] among them.';

plain('every word of it is there in both languages', () => {
  assert.deepEqual(catalogueFaults(words, 'en'), []);
});

plain('an order of silence runs through its last day, and without one until it is lifted', () => {
  const gag = (until: string | null) => ({ gag: { gag: 'ordered', until } }) as const;
  assert.equal(isSilenced(gag(null), '2026-03-02'), true);
  assert.equal(isSilenced(gag('2026-03-02'), '2026-03-02'), true);
  assert.equal(isSilenced(gag('2026-03-01'), '2026-03-02'), false);
  assert.equal(isSilenced({ gag: { gag: 'requested', until: null } }, '2026-03-02'), false);
});

plain('an order of silence that was renewed is told as one, and one that came again as another', () => {
  const order = (on: string, found: 'ordered' | 'none', until: string | null) =>
    ({ step: 'gag', found, day: until, moved_on: on }) as const;
  const row = { gag: 'ordered', gag_until: '2026-03-20', received_on: '2026-03-02' } as const;
  assert.deepEqual(silencesOver(row, []), [{ from: '2026-03-02', until: '2026-03-20' }]);
  const steps = [
    order('2026-03-15', 'ordered', '2026-05-31'),
    order('2026-04-02', 'none', null),
    order('2026-06-01', 'ordered', '2026-06-10'),
  ];
  assert.deepEqual(silencesOver(row, steps), [
    { from: '2026-03-02', until: '2026-04-02' },
    { from: '2026-06-01', until: '2026-06-10' },
  ]);
});

/** The fingerprint on the button that the page offers; undefined where it offers none. */
const offered = (body: string): string | undefined => /name="digest" value="([0-9a-f]{64})"/.exec(body)?.[1];

forOneServer('making a demand public', (test) => {
  test('T2, T12: two law officers make it public; what was sealed on the day opens, and nobody who was named stands anywhere', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const [first, second] = [await join(['law-officer']), await join(['law-officer'])];
    const { id } = await register(first, subpoena());
    const path = `/demands/${id}/public`;

    const sent = await first.visitor.form(path, path, { copy: COPY });
    assert.equal(sent.statusCode, 303);
    const rows = () => db.store.read.selectFrom('publications').selectAll().execute();
    assert.deepEqual(await rows(), [], 'sealed until another agrees');
    assert.equal(
      offered((await first.visitor.get(path)).body),
      undefined,
      'whoever wrote it is offered no button',
    );

    const page = await second.visitor.get(path);
    assert.match(page.body, /\[name\] among them/);
    const digest = offered(page.body);
    assert.ok(digest);
    const own = await first.visitor.form(path, `${path}/agree`, { digest });
    assert.equal(own.statusCode, 409, 'one person alone');
    const another = await second.visitor.form(path, `${path}/agree`, { digest: '0'.repeat(64) });
    assert.equal(another.statusCode, 409, 'not what was read');
    assert.deepEqual(await rows(), []);

    assert.equal((await second.visitor.form(path, `${path}/agree`, { digest })).statusCode, 303);
    const [shown] = await publishedDemands(db.store.read);
    assert.ok(shown);
    const after = (await second.visitor.get(path)).body;
    assert.match(after, /These words are public/);
    assert.doesNotMatch(after, /This copy waits|Nobody is in it/);
    assert.ok(offered(after), 'they can be made public again, with what is decided later');
    assert.deepEqual(
      [shown.said.instrument, shown.said.issuer, shown.said.copy, shown.said.items],
      [
        'immigration-administrative-subpoena',
        'federal-immigration',
        COPY,
        [{ place: 1, outcome: null, decidedOn: null }],
      ],
    );
    assert.doesNotMatch(shown.row.said, /Zephyrine|Quillfeather|ZQ-4471/);
    const committed = await db.store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const has = new Set(committed.map(({ commitment }) => Buffer.from(commitment).toString('hex')));
    const leaves = [...openingsIn(shown.said), openingOf(shown.row)].map(leafOf);
    assert.equal(leaves.length, 3, 'what came, its one item, and that it is public');
    for (const leaf of leaves) assert.ok(has.has(Buffer.from(leaf).toString('hex')), 'it was committed to');
  });

  test('T12: the register counts what is on it: no number, and no opening, tells of one that is not', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const [first, second] = [await join(['law-officer']), await join(['law-officer'])];
    const registered = async (more: Record<string, string> = {}) =>
      (await register(first, subpoena({ keep: 'none', ...more }))).id;
    const ids = [await registered(), await registered({ gag: 'ordered' }), await registered()];
    const inside = await db.store.read.selectFrom('demands').select(['id', 'matter']).execute();
    assert.deepEqual(
      ids.map((id) => inside.find((row) => row.id === id)?.matter),
      ['2026-1', '2026-2', '2026-3'],
    );
    const publish = async (id = '') => {
      const path = `/demands/${id}/public`;
      await first.visitor.form(path, path, { copy: COPY });
      const digest = offered((await second.visitor.get(path)).body) ?? '';
      const answer = await second.visitor.form(path, `${path}/agree`, { digest });
      assert.equal(answer.statusCode, 303, answer.body.slice(0, 200));
    };
    // The last first, the first in its year after, and the last again.
    await publish(ids[2]);
    await publish(ids[0]);
    await publish(ids[2]);
    const shown = await publishedDemands(db.store.read);
    const numbers = new Map(shown.map(({ said }) => [said.demand, said.number]));
    assert.deepEqual([numbers.get(ids[2] ?? ''), numbers.get(ids[0] ?? '')], ['R-2026-1', 'R-2026-2']);
    const { public: open } = await cityHall(context);
    for (const url of ['/demands', '/demands.json']) {
      const { statusCode, body } = await open.inject({ url });
      assert.equal(statusCode, 200);
      assert.match(body, /R-2026-2/);
      assert.doesNotMatch(body.replaceAll(/R-2026-\d/g, ''), /\b2026-[1-9]\b/, url);
    }
    for (const { said } of shown) {
      const has = await committedLeaves(db.store.read, openingsIn(said).map(leafOf));
      assert.equal(has.size, said.openings.length, 'and all of it opens');
    }
    assert.match((await first.visitor.get(`/demands/${ids[0]}/public`)).body, /R-2026-2/);
  });

  test('while an order of silence runs nothing comes out, whoever agrees', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const [first, second] = [await join(['law-officer']), await join(['law-officer'])];
    const { id } = await register(first, subpoena({ gag: 'ordered', gagUntil: '2026-03-20' }));
    const path = `/demands/${id}/public`;
    assert.equal((await first.visitor.form(path, path, { copy: COPY })).statusCode, 303);
    const page = await second.visitor.get(path);
    assert.equal(offered(page.body), undefined);
    assert.match(page.body, /order of silence/i);
    const digest = createHash('sha256').update(COPY).digest('hex');
    assert.equal((await second.visitor.form(path, `${path}/agree`, { digest })).statusCode, 409);
    assert.deepEqual(await publishedDemands(db.store.read), []);

    context.setTime(new Date('2026-03-22T18:00:00Z'));
    const [third, fourth] = [await join(['law-officer']), await join(['law-officer'])];
    assert.equal((await third.visitor.form(path, path, { copy: '' })).statusCode, 303);
    const after = offered((await fourth.visitor.get(path)).body);
    assert.ok(after, 'the order ended by its own last day');
    assert.equal((await fourth.visitor.form(path, `${path}/agree`, { digest: after })).statusCode, 303);
    const [shown] = await publishedDemands(db.store.read);
    assert.deepEqual([shown?.said.gag, shown?.said.copy], ['ordered', '']);
    assert.deepEqual(shown?.said.silence, [{ from: '2026-03-02', until: '2026-03-20' }]);
  });

  test('T12: silence that was lifted before a demand is public is told with its days, counted, and opened in the ledger', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    const colleaguesOn = async (day: string) => {
      context.setTime(new Date(`${day}T18:00:00Z`));
      return [await join(['law-officer']), await join(['law-officer'])] as const;
    };
    const [first] = await colleaguesOn('2026-03-02');
    const at = async (gag: string) =>
      (await register(first, subpoena({ keep: 'none', gag, gagUntil: '' }))).id;
    const [ordered, asked, later] = [await at('ordered'), await at('requested'), await at('none')];
    const [second] = await colleaguesOn('2026-03-09');
    const silence = (id: string, gag: string) => act(second, { id }, 'gag', { gag, until: '' });
    assert.equal((await silence(ordered, 'none')).statusCode, 303);
    assert.equal((await silence(asked, 'none')).statusCode, 303);
    assert.equal((await silence(later, 'ordered')).statusCode, 303);
    const [third, fourth] = await colleaguesOn('2026-03-12');
    assert.equal((await act(third, { id: later }, 'gag', { gag: 'none', until: '' })).statusCode, 303);
    for (const id of [ordered, asked, later]) {
      const path = `/demands/${id}/public`;
      await third.visitor.form(path, path, { copy: COPY });
      const digest = offered((await fourth.visitor.get(path)).body) ?? '';
      assert.equal((await fourth.visitor.form(path, `${path}/agree`, { digest })).statusCode, 303);
    }
    const shown = await publishedDemands(db.store.read);
    const saidOf = (id: string) => shown.find(({ said }) => said.demand === id)?.said ?? assert.fail();
    assert.deepEqual(
      [ordered, asked, later].map((id) => [saidOf(id).gag, saidOf(id).silence]),
      [
        ['ordered', [{ from: '2026-03-02', until: '2026-03-09' }]],
        ['requested', undefined],
        ['ordered', [{ from: '2026-03-09', until: '2026-03-12' }]],
      ],
    );
    for (const { said } of shown) {
      const has = await committedLeaves(db.store.read, openingsIn(said).map(leafOf));
      assert.equal(has.size, said.openings.length);
      assert.ok(said.openings.some(({ event }) => event.kind === 'demand-step' && event.step === 'gag'));
    }
    const { demands } = await figuresOf(context, '2026-H1');
    assert.deepEqual([demands.silenceAsked, demands.silenceOrdered], [1, 2]);
    // What a demand opened counts too where it was shown before its row told of silence that had ended.
    const before = published({ gag: 'none', openings: saidOf(later).openings });
    const of = (said: typeof before) =>
      demandFigures([{ said, firstOn: '2026-03-12' }], '2026-H1').silenceOrdered;
    assert.deepEqual([of(before), of({ ...before, openings: [] })], [1, 0]);
    const { public: open } = await cityHall(context);
    const { body } = await open.inject({ url: '/demands' });
    assert.match(body, /ordered to tell nobody, from March 2, 2026 to March 9, 2026/);
    assert.match(body, /That was a wish, not an order/);
  });

  test('a copy that is too long is kept in the field, and nobody but counsel opens the page', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const records = await join(['records-officer']);
    const { id } = await register(law, subpoena());
    const path = `/demands/${id}/public`;
    const long = await law.visitor.form(path, path, { copy: `${'word '.repeat(13_000)}end` });
    assert.equal(long.statusCode, 422);
    assert.match(long.body, /word end/);
    assert.equal((await records.visitor.get(path)).statusCode, 403);
    assert.equal((await law.visitor.get(`/demands/${crypto.randomUUID()}/public`)).statusCode, 404);
  });

  test('EX-06: “we have no such records” is not made public while part of it cannot be determined', async (db, t) => {
    const { context, law, other, demand, item } = await registered(db, t, {
      'item1-class-card-record': 'on',
      'item1-from': '',
      'item1-until': '',
    });
    const path = `/demands/${demand.id}/public`;
    const propose = (copy: string) => law.visitor.form(path, path, { copy });
    await act(law, demand, 'search', { item, found: 'none', hours: '' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'none' });
    await decided({ context }, [law, other], demand, { item, outcome: 'no-records' });
    assert.equal((await propose(COPY)).statusCode, 303, 'nothing is held');
    const digest = offered((await other.visitor.get(path)).body) ?? '';

    await addCards(context, ['2028-03-01']);
    const agreed = await other.visitor.form(path, `${path}/agree`, { digest });
    assert.equal(agreed.statusCode, 409, 'asked again when it is made public');
    assert.match(agreed.body, /part of what it asks for cannot be determined/);
    const typed = await propose('Other words of the demand.');
    assert.equal(typed.statusCode, 409);
    assert.match(typed.body, /part of what it asks for cannot be determined/);
    assert.match(typed.body, /Other words of the demand\./, 'nothing typed is lost');
    assert.deepEqual(await publishedDemands(db.store.read), []);

    await decided({ context }, [law, other], demand, { item, outcome: 'objected' });
    assert.equal((await other.visitor.form(path, `${path}/agree`, { digest })).statusCode, 303, 'a way out');
    const [shown] = await publishedDemands(db.store.read);
    assert.equal(shown?.said.items[0]?.outcome, null, 'decided, and no letter sent');
  });
});

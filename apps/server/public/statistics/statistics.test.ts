import assert from 'node:assert/strict';
import { pinned } from '@commonkey/exposure';
import { leafOf } from '@commonkey/ledger';
import { addDays } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import { closeShift } from '../../desks/close-shift.ts';
import { city } from '../../desks/testing/city.ts';
import { workShift } from '../../desks/testing/shift.ts';
import { publicOpeningOf } from '../../ledger/openings.ts';
import { committedLeaves } from '../../store/committed.ts';
import { openPool } from '../../store/connect.ts';
import { cityDay } from '../../testing/city-day.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { importHistory, publishStatistics } from './publish.ts';
import { firstDayOf, nextQuarter, quarterOf } from './quarter.ts';
import { recomputeStatistics } from './recompute.ts';
import { allReleases, releaseOpening } from './releases.ts';
import { toldIn } from './said.ts';
import { chicagoSized } from './testing/history.ts';
import { addClosedShift } from './testing/shifts.ts';
import { everPublished } from './told.ts';

const code = (expected: string) => (error: unknown) => isFault(error) && error.code === expected;

/** A city hall on a day of spring 2026. */
async function hall(db: TestDatabase, on = '2026-04-20') {
  const { context } = await city(db);
  const day = (to: string) => context.setTime(new Date(`${to}T18:00:00Z`));
  day(on);
  return { context, day, store: db.store, recompute: () => recomputeStatistics(context, db.store.read) };
}

/** Whoever owns the database, past every trigger. */
async function asSuperuser({ address }: TestDatabase, sql: string): Promise<void> {
  const pool = openPool(address, { max: 1, readOnly: false });
  try {
    await pool.query('set session_replication_role = replica');
    await pool.query(sql);
  } finally {
    await pool.end();
  }
}

const rowsOf = async ({ store }: TestDatabase) => {
  const counts = await Promise.all(
    (['statistics_imports', 'statistics_releases', 'ledger_unsequenced'] as const).map((table) =>
      store.read.selectFrom(table).selectAll().execute(),
    ),
  );
  return counts.map(({ length }) => length);
};

forOneServer('published statistics', (test) => {
  test('what desks closed is told when the quarter is over, and the release is in the ledger', async (db) => {
    const { context, store, open } = await city(db);
    const { offer, desk } = await open(20);
    await closeShift(context, (await workShift(offer, desk, { print: 14, spoil: true, void: true })).signed);
    await assert.rejects(publishStatistics(context), code('statistics-nothing'), 'the quarter is not over');
    const quarter = quarterOf(cityDay(context));
    context.setTime(new Date(`${addDays(firstDayOf(nextQuarter(quarter)), 3)}T18:00:00Z`));
    const said = await publishStatistics(context);
    assert.deepEqual(said.quarters, [{ quarter, from: 'closed', cards: 14, inPerson: 14, online: 0 }]);
    const [release] = await allReleases(store.read);
    assert.ok(release);
    const leaf = leafOf(releaseOpening(release.row));
    assert.equal((await committedLeaves(store.read, [leaf])).size, 1);
    assert.ok(await publicOpeningOf(context, leaf), 'anybody may open it');
    await assert.rejects(publishStatistics(context), code('statistics-nothing-new'));
  });

  test('PC-01: few are not told, and who picked up what they had applied for online is counted apart and once', async (db) => {
    const { context, store } = await hall(db);
    await addClosedShift(store, '2026-01-05', { cards: 41, handedOver: 16, second: 1 });
    await addClosedShift(store, '2026-03-31', { cards: 20, handedOver: 2 });
    await addClosedShift(store, '2025-11-02', { cards: 7 });
    const { quarters, together } = await publishStatistics(context);
    assert.deepEqual(quarters, [
      { quarter: '2025-Q4', from: 'closed', cards: null, inPerson: null, online: 0 },
      { quarter: '2026-Q1', from: 'closed', cards: null, inPerson: null, online: 17 },
    ]);
    assert.deepEqual(together, { cards: 67, inPerson: 50, online: 17 });
  });

  test('a history of the size of a large city goes in whole, is marked, and its sum is told', async (db) => {
    const { context, recompute } = await hall(db);
    const { text, total } = chicagoSized();
    await importHistory(context, text);
    await addClosedShift(db.store, '2026-02-14', { cards: 300, handedOver: 40 });
    const said = await publishStatistics(context);
    assert.equal(said.together.cards, total + 300);
    assert.deepEqual(said.imported?.from, '2018-Q2');
    assert.match(said.imported?.source ?? '', /nobody’s real numbers/);
    assert.deepEqual(said.quarters.map(({ from }) => from).slice(-2), ['imported', 'closed']);
    assert.equal(said.quarters.find(({ quarter }) => quarter === '2025-Q1')?.online, null, 'six');
    const { releases, quarters } = await recompute();
    assert.deepEqual(releases, [{ release: 1, faults: [] }]);
    assert.deepEqual([...new Set(quarters.map(({ standing }) => standing))], ['agrees']);
    await assert.rejects(importHistory(context, text), code('statistics-history-again'));
  });

  test('F: of a history that is wrong in its last line nothing is there, in no table and not in the ledger', async (db) => {
    const { context } = await hall(db);
    const { text } = chicagoSized();
    const before = await rowsOf(db);
    for (const [wrong, fault] of [
      [`${text}2025-Q4,online,5\n`, 'statistics-quarter-twice'],
      [`${text}2026-Q2,online,5\n`, 'statistics-quarter-future'],
      [text.replace('145825', '145826'), 'statistics-total-differs'],
    ] as const)
      await assert.rejects(importHistory(context, wrong), code(fault));
    assert.deepEqual(await rowsOf(db), before);
    const both = await Promise.allSettled([importHistory(context, text), importHistory(context, text)]);
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  test('PC-02: late shifts correct a quarter once they are eleven cards, and no two releases give fewer away', async (db) => {
    const { context, day, store, recompute } = await hall(db);
    await addClosedShift(store, '2026-02-14', { cards: 300, handedOver: 40 });
    await publishStatistics(context);
    await addClosedShift(store, '2026-02-15', { cards: 6 });
    await assert.rejects(publishStatistics(context), code('statistics-nothing-new'), 'six wait');
    assert.deepEqual((await recompute()).quarters, [{ quarter: '2026-Q1', standing: 'late' }]);
    await addClosedShift(store, '2026-02-16', { cards: 9 });
    const second = await publishStatistics(context);
    assert.equal(second.quarters[0]?.inPerson, 275);
    day('2026-07-03');
    await addClosedShift(store, '2026-05-01', { cards: 30, handedOver: 5 });
    const third = await publishStatistics(context);
    assert.deepEqual([third.release, third.through], [3, '2026-Q2']);
    const releases = await allReleases(store.read);
    const all = everPublished(
      releases.map(({ said, counted: { cells } }) => ({ cells, told: toldIn(said) })),
    );
    assert.deepEqual(pinned(all), []);
    assert.deepEqual(
      (await recompute()).releases.flatMap(({ faults }) => faults),
      [],
    );
  });

  test('two who publish at once make one release', async (db) => {
    const { context, store } = await hall(db);
    await addClosedShift(store, '2026-02-14', { cards: 300 });
    const both = await Promise.allSettled([publishStatistics(context), publishStatistics(context)]);
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const one of both)
      if (one.status === 'rejected')
        assert.match(String(one.reason.code), /^statistics-(just-published|nothing-new)$/);
  });

  test('what closed before its counts were committed to is nobody’s count, and no nought', async (db) => {
    const { context, store } = await hall(db);
    await addClosedShift(store, '2025-08-14', { cards: 300 });
    await addClosedShift(store, '2025-11-14', { cards: 200, handedOver: undefined as never });
    await addClosedShift(store, '2026-01-14', { cards: 100 });
    const said = await publishStatistics(context);
    assert.deepEqual(
      said.quarters.map(({ quarter }) => quarter),
      ['2025-Q3', '2026-Q1'],
    );
    assert.deepEqual(said.uncounted, ['2025-Q4']);
  });

  test('I8: an altered shift stops the next release, and what was published is found to differ', async (db) => {
    const { context, day, store, recompute } = await hall(db);
    const shift = await addClosedShift(store, '2026-02-14', { cards: 300 });
    await publishStatistics(context);
    await asSuperuser(
      db,
      `update desk_shifts set counts = jsonb_set(counts, '{cards}', '310') where shift = '${shift}'`,
    );
    assert.deepEqual((await recompute()).quarters, [{ quarter: '2026-Q1', standing: 'differs' }]);
    day('2026-07-03');
    await assert.rejects(publishStatistics(context), code('statistics-not-as-committed'));
    await asSuperuser(db, `alter table desk_shifts disable trigger all`);
    await asSuperuser(db, `delete from desk_shifts where shift = '${shift}'`);
    assert.deepEqual((await recompute()).quarters, [{ quarter: '2026-Q1', standing: 'differs' }]);
  });

  test('I8: an altered release, and one whose numbers do not follow from its counts, are found', async (db) => {
    const { context, store, recompute } = await hall(db);
    await importHistory(context, chicagoSized().text);
    await publishStatistics(context);
    const faults = async () => (await recompute()).releases[0]?.faults;
    assert.deepEqual(await faults(), []);
    const { said, counted, ...rest } = (await allReleases(store.read))[0]?.row ?? assert.fail();
    assert.ok(rest);
    const put = (column: 'said' | 'counted', text: string) =>
      asSuperuser(db, `update statistics_releases set ${column} = '${text.replaceAll("'", "''")}'`);
    await put('said', said.replace('"online":null', '"online":6'));
    assert.deepEqual(await faults(), ['not-as-committed', 'numbers-differ']);
    await put('said', said);
    await put('counted', counted.replace('"cards":6,', '"cards":5,'));
    assert.deepEqual(await faults(), ['not-as-committed', 'numbers-differ']);
    await put('counted', counted);
    await asSuperuser(
      db,
      `update statistics_imports set history = replace(history, '# source: Made', '# source: made')`,
    );
    assert.deepEqual(await faults(), ['history-not-as-committed', 'numbers-differ']);
  });

  test('when a quarter’s rows have ended it stands as it was counted, and nobody is told that it agrees', async (db) => {
    const { context, day, store, recompute } = await hall(db);
    const shift = await addClosedShift(store, '2026-02-14', { cards: 300, handedOver: 50 });
    await publishStatistics(context);
    // The model city keeps a shift's counts for three years after its close.
    day('2029-04-10');
    await asSuperuser(db, `delete from desk_shifts where shift = '${shift}'`);
    assert.deepEqual((await recompute()).quarters, [{ quarter: '2026-Q1', standing: 'ended' }]);
    await addClosedShift(store, '2029-01-14', { cards: 80 });
    const said = await publishStatistics(context);
    assert.deepEqual(said.quarters[0], {
      quarter: '2026-Q1',
      from: 'closed',
      cards: 300,
      inPerson: 250,
      online: 50,
    });
  });

  test('the database changes no row of either table', async (db) => {
    const { context, store } = await hall(db);
    await importHistory(context, chicagoSized().text);
    await publishStatistics(context);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    try {
      for (const table of ['statistics_imports', 'statistics_releases'])
        for (const change of [
          `update ${table} set ledger_salt = ledger_salt`,
          `delete from ${table}`,
          `truncate ${table}`,
        ])
          await assert.rejects(pool.query(change), change);
    } finally {
      await pool.end();
    }
    assert.equal((await allReleases(store.read)).length, 1);
  });
});

import assert from 'node:assert/strict';
import { pinned } from '@commonkey/exposure';
import { addDays } from '@commonkey/program';
import { closeShift } from '../../desks/close-shift.ts';
import { city } from '../../desks/testing/city.ts';
import { workShift } from '../../desks/testing/shift.ts';
import { openPool } from '../../store/connect.ts';
import { cityDay } from '../../testing/city-day.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { everAges } from './ages.ts';
import { agesCsvOf } from './csv.ts';
import { importHistory, publishStatistics } from './publish.ts';
import { firstDayOf, nextQuarter, quarterOf } from './quarter.ts';
import { recomputeStatistics } from './recompute.ts';
import { allReleases } from './releases.ts';
import { agesIn } from './said.ts';
import { addClosedShift } from './testing/shifts.ts';

const FROM = [14, 18, 65];
const round = (...cards: number[]) => ({ from: FROM, cards });

async function hall(db: TestDatabase, on = '2026-04-20') {
  const { context } = await city(db);
  const day = (to: string) => context.setTime(new Date(`${to}T18:00:00Z`));
  day(on);
  const recompute = () => recomputeStatistics(context, db.store.read);
  const shift = (to: string, cards: number, ages?: ReturnType<typeof round>) =>
    addClosedShift(db.store, to, { cards, ...(ages ? { ages } : {}) });
  return { context, day, shift, recompute };
}

/** Of the newest release: by band, and those of whom nobody knows. */
const told = ({ ages = [] }: Awaited<ReturnType<typeof publishStatistics>>) =>
  ages.map(({ quarter, bands, unknown }) => [quarter, ...bands.map(({ cards }) => cards), unknown]);

forOneServer('published ages', (test) => {
  test('what a desk told at its close is on the page of its quarter, beside how many are not known', async (db) => {
    const { context, open } = await city(db);
    const quarter = quarterOf(cityDay(context));
    for (const ages of [undefined, round(40, 25, 60, 45)]) {
      const { offer, desk } = await open(100);
      const { signed } = await workShift(offer, desk, { print: 96, ...(ages ? { ages } : {}) });
      await closeShift(context, signed);
    }
    context.setTime(new Date(`${addDays(firstDayOf(nextQuarter(quarter)), 3)}T18:00:00Z`));
    const said = await publishStatistics(context);
    assert.deepEqual(told(said), [[quarter, 40, 25, 60, 45, 22]]);
    assert.deepEqual(
      said.ages?.[0]?.bands.map(({ band }) => band),
      ['0-13', '14-17', '18-64', '65-'],
    );
    assert.deepEqual(agesCsvOf(said).trim().split('\r\n').slice(1), [
      `1,${quarter},${quarter},closed,age 0-13,40`,
      `1,${quarter},${quarter},closed,age 14-17,25`,
      `1,${quarter},${quarter},closed,age 18-64,60`,
      `1,${quarter},${quarter},closed,age 65-,45`,
      `1,${quarter},${quarter},closed,unknown,22`,
    ]);
    const { releases, quarters } = await recomputeStatistics(context, db.store.read);
    assert.deepEqual(releases, [{ release: 1, faults: [] }]);
    assert.deepEqual(quarters, [{ quarter, standing: 'agrees' }]);
  });

  test('a city of which nobody counted ages says nothing of them, and its releases are as they were', async (db) => {
    const { context, shift } = await hall(db);
    await shift('2026-02-01', 300);
    const said = await publishStatistics(context);
    assert.ok(!('ages' in said));
    const [release] = await allReleases(db.store.read);
    assert.ok(!release?.row.said.includes('ages') && !release?.row.counted.includes('ages'));
  });

  test('PC-02: rounds that come late, small numbers of a history and corrections: over all releases nothing small comes out', async (db) => {
    const { context, day, shift, recompute } = await hall(db);
    const history = (...lines: string[]) =>
      ['# source: Reports', '# total: 310', 'quarter,channel,cards', ...HISTORY, ...lines, ''].join('\n');
    await importHistory(
      context,
      history('2025-Q4,age 0-13,6', '2025-Q4,age 14-17,40', '2025-Q4,age 18-,200'),
    );
    await shift('2026-02-01', 300);
    await shift('2026-02-03', 150, round(50, 30, 300, 60));
    const first = await publishStatistics(context);
    assert.deepEqual(
      told(first),
      [
        ['2025-Q4', null, 40, 200, null],
        ['2026-Q1', 50, 30, 300, null, null],
      ],
      'six children, and ten of unknown age',
    );
    await shift('2026-03-03', 445, round(44, 33, 290, 41));
    const second = await publishStatistics(context);
    assert.deepEqual(told(second).at(-1), ['2026-Q1', 94, 63, 590, 101, 47]);
    await shift('2026-03-04', 3);
    day('2026-07-04');
    await shift('2026-05-04', 420, round(0, 40, 340, 40));
    const third = await publishStatistics(context);
    assert.deepEqual(told(third).at(-1), ['2026-Q2', 0, 40, 340, 40, 0]);
    const releases = await allReleases(db.store.read);
    assert.equal(releases.length, 3);
    assert.deepEqual(pinned(everAges(releases.map(({ said, counted }) => agesIn(said, counted)))), []);
    const found = await recompute();
    assert.deepEqual(
      found.releases.flatMap(({ faults }) => faults),
      [],
    );
  });

  test('PC-02: a band that is corrected by few stands as it was told until it is eleven', async (db) => {
    const { context, recompute } = await hall(db);
    const history = (children: number) =>
      importHistory(
        context,
        ['# source: Reports', '# total: 310', 'quarter,channel,cards', ...HISTORY]
          .concat(`2025-Q4,age 0-17,${children}`, '2025-Q4,age 18-,150', '')
          .join('\n'),
      );
    await history(60);
    assert.deepEqual(told(await publishStatistics(context)), [['2025-Q4', 60, 150, 100]]);
    await history(63);
    await assert.rejects(publishStatistics(context), { code: 'statistics-nothing-new' });
    await history(71);
    assert.deepEqual(told(await publishStatistics(context)), [['2025-Q4', 71, 150, 89]]);
    await history(65);
    await assert.rejects(publishStatistics(context), { code: 'statistics-nothing-new' });
    assert.deepEqual(
      (await recompute()).releases.flatMap(({ faults }) => faults),
      [],
    );
  });

  test('I8: an altered band stops the next release, and a told one that somebody changed is found', async (db) => {
    const { context, shift, recompute } = await hall(db);
    const id = await shift('2026-02-03', 500, round(50, 30, 300, 60));
    await publishStatistics(context);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    try {
      await pool.query('set session_replication_role = replica');
      await pool.query(`update statistics_releases set said = replace(said, '"cards":50', '"cards":51')`);
      assert.deepEqual((await recompute()).releases[0]?.faults, ['not-as-committed', 'numbers-differ']);
      await pool.query(
        `update desk_shifts set counts = jsonb_set(counts, '{ages,cards,0}', '90') where shift = '${id}'`,
      );
      assert.deepEqual((await recompute()).quarters, [{ quarter: '2026-Q1', standing: 'differs' }]);
    } finally {
      await pool.end();
    }
  });

  test('when a quarter’s rows have ended its ages stand as they were counted', async (db) => {
    const { context, day, shift } = await hall(db);
    const id = await shift('2026-02-03', 500, round(50, 30, 300, 60));
    await publishStatistics(context);
    day('2029-04-10');
    const pool = openPool(db.address, { max: 1, readOnly: false });
    try {
      await pool.query('set session_replication_role = replica');
      await pool.query(`${'delete'} from desk_shifts where shift = '${id}'`);
    } finally {
      await pool.end();
    }
    await shift('2029-02-03', 450, round(40, 40, 300, 40));
    assert.deepEqual(told(await publishStatistics(context)), [
      ['2026-Q1', 50, 30, 300, 60, 60],
      ['2029-Q1', 40, 40, 300, 40, 30],
    ]);
  });
});

const HISTORY = ['2025-Q4,in-person,310', '2025-Q4,online,0'];

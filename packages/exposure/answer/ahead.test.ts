import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import fc from 'fast-check';
import { DEFAULT_CUSTODY } from '../custody.ts';
import { dayNumber } from '../day-number.ts';
import type { DemandItem } from '../demand/schema.ts';
import { answer } from './answer.ts';
import type { Alive, Bundle, Cell } from './cells.ts';
import { curveOf } from './curve.ts';
import { harmOf } from './harm.ts';
import { holdPlan } from './hold-plan.ts';

const RULES = shippedProgram('model-city-online');
const TODAY = dayNumber('2026-11-22');
const BY = { adversary: 'court-order', custody: DEFAULT_CUSTODY } as const;
const series = (id: string) => RULES.series.find((one) => one.id === id) ?? assert.fail(id);
const alive = (id: string, days: number, more: Partial<Alive> = {}): Alive => ({
  series: series(id),
  due: TODAY + days,
  ...more,
});
const cell = (people: number, ...bundle: [Alive, ...Alive[]]): Cell => ({
  channel: 'portal',
  people,
  applied: { first: TODAY - 30, last: TODAY },
  bundles: [bundle],
});
const PAPERS: DemandItem = { words: 'papers', subjects: [], records: ['papers'] };

test('a curve: what ends on its day, and what a hold would keep; the area between is what the hold adds', () => {
  const cells = [
    cell(3, alive('portal-papers', 10, { objects: 2 })),
    cell(5, alive('portal-papers', 50)),
    cell(2, alive('portal-papers', 5, { waits: 'hold' })),
  ];
  const { days, free, held } = curveOf(PAPERS, cells, BY, TODAY, 3);
  const end = days.at(-1) ?? 0;
  assert.deepEqual(days.slice(0, 2), [TODAY, dayNumber('2026-12-01')]);
  assert.deepEqual(free.people, [10, 10, 7, 2], 'after 10 days the three, after 50 the five');
  assert.deepEqual(held.people, [10, 10, 10, 10]);
  assert.equal(free.objectDays, 3 * 2 * 10 + 5 * 50 + 2 * (end - TODAY));
  assert.equal(held.objectDays, (3 * 2 + 5 + 2) * (end - TODAY));
});

test('a hold takes whole series: what stops dying, who is kept beyond the demand, what ends first', () => {
  const cells = [
    cell(3, alive('portal-papers', 1), alive('portal-contact', 90)),
    cell(4, alive('portal-papers', 30)),
    { ...cell(6, alive('portal-papers', 30)), applied: { first: TODAY - 900, last: TODAY - 800 } },
    cell(2, alive('portal-papers', 5, { waits: 'hold' })),
  ];
  const row = alive('portal-application', 90);
  const told = cells.map((one) => ({ ...one, bundles: one.bundles.map((all): Bundle => [row, ...all]) }));
  const item: DemandItem = { ...PAPERS, subjects: [{ field: 'applied', from: '2026-01-01' }] };
  const plan = holdPlan(item, told, BY, TODAY);
  assert.deepEqual(plan.series, ['portal-papers']);
  assert.deepEqual([plan.people, plan.objects, plan.beyond, plan.already], [13, 13, 6, 2]);
  assert.deepEqual(plan.races, [{ due: '2026-11-23', people: 3, objects: 3 }]);
  assert.deepEqual(holdPlan({ ...PAPERS, records: ['printing-waste'] }, told, BY, TODAY).people, 0);
});

test('what opens a file for one reviewer is taken by no hold, also where a demand asks for everything', () => {
  const cells = [
    cell(3, alive('portal-papers', 9), alive('portal-review-key', 5)),
    cell(4, alive('portal-review-key', 5)),
  ];
  const item: DemandItem = { ...PAPERS, records: 'all' };
  const plan = holdPlan(item, cells, BY, TODAY);
  assert.deepEqual([plan.series, plan.people, plan.objects], [['portal-papers'], 3, 3]);
  assert.deepEqual(plan.races, [{ due: '2026-12-01', people: 3, objects: 3 }]);
  const { held } = curveOf(item, cells, BY, TODAY, 3);
  assert.deepEqual(held.objects, [10, 3, 3, 3], 'the keys are there today and gone with their day');
});

test('what leads to somebody: their address in what is sealed, the way to reach them where one lock is all', () => {
  const cells = [cell(4, alive('portal-card', 9), alive('portal-contact', 9))];
  const found = harmOf(cells, { rootOnDisk: true });
  assert.deepEqual(
    found.map(({ holds, by }) => [holds, ...by]),
    [
      ['safe-contact', 'contact'],
      ['answers', 'address'],
      ['face-picture', 'face'],
    ],
  );
  assert.ok(found[0]?.takenBy.includes('search-warrant-off'));
  assert.ok(!harmOf(cells, { rootOnDisk: false })[0]?.takenBy.includes('search-warrant-off'));
  assert.ok(!found[1]?.takenBy.includes('machine-administrator'), 'two locks');
});

test('what nobody counted is told as at least so many, and never as nobody', () => {
  const thing: Cell = { ...cell(1, alive('camera-card', 0)), channel: 'events', atLeast: true };
  const demand = {
    format: 'commonkey-demand-1',
    id: 'x',
    instrument: { type: 'court-order', issuer: 'x', served: '2026-11-22', gag: 'none' },
    items: [{ words: 'x', subjects: [], records: ['pictures'] }],
    source: { mark: 'OWN', note: 'x' },
  } as const;
  const [item] = answer(
    { ...demand, items: [{ ...demand.items[0], subjects: [], records: ['pictures'] }] },
    [thing],
    'court-order',
    { documents: [] },
  ).items;
  assert.deepEqual([item?.producible.yes, item?.atLeast, item?.rows[0]?.atLeast], [1, true, true]);
});

test('EX-03: a hold never lowers what is got later, and the death of a key never raises it', () => {
  const ids = ['portal-papers', 'portal-card', 'portal-contact', 'portal-review-key'] as const;
  const record = fc
    .tuple(fc.constantFrom(...ids), fc.integer({ min: 1, max: 400 }))
    .map(([id, days]) => alive(id, days));
  const people = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.array(record, { minLength: 1, maxLength: 4 }))
    .map(([count, [first, ...others]]) => cell(count, first ?? assert.fail(), ...others));
  fc.assert(
    fc.property(fc.array(people, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (cells, which, at) => {
      const { free, held } = curveOf(PAPERS, cells, BY, TODAY, 14);
      for (const [month, count] of free.people.entries()) assert.ok((held.people[month] ?? 0) >= count);
      assert.ok(held.objectDays >= free.objectDays);
      const dying = cells[which % cells.length] ?? assert.fail();
      const [bundle] = dying.bundles;
      const left = (bundle ?? []).filter((_, place) => place !== at % (bundle?.length ?? 1));
      const [first, ...others] = left;
      const without = cells.map((one) =>
        one === dying ? { ...one, bundles: first ? [[first, ...others] as const] : [] } : one,
      );
      const fewer = curveOf(PAPERS, without, BY, TODAY, 14).free;
      for (const [month, count] of fewer.people.entries()) assert.ok(count <= (free.people[month] ?? 0));
      assert.ok(fewer.objectDays <= free.objectDays);
    }),
    { numRuns: 60, seed: 303 },
  );
});

test('where nothing else opens the file a hold takes what opens it for one reviewer, and keeps it past its day', () => {
  const cells = [
    cell(4, alive('portal-review-key', 5, { onlyKey: true })),
    cell(2, alive('portal-review-key', 5)),
  ];
  const item: DemandItem = { ...PAPERS, records: 'all' };
  const { series: taken, people } = holdPlan(item, cells.slice(0, 1), BY, TODAY);
  assert.deepEqual([taken, people], [['portal-review-key'], 4]);
  assert.deepEqual(curveOf(item, cells, BY, TODAY, 2).held.objects, [6, 4, 4]);
});

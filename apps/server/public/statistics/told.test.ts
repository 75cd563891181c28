import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pinned, THRESHOLD } from '@commonkey/exposure';
import fc from 'fast-check';
import { type Counted, settled } from './counted.ts';
import { quartersBetween } from './quarter.ts';
import { type Cell, CHANNELS, everPublished, numberName, type Release, tellable } from './told.ts';

const cell = (quarter: string, channel: Cell['channel'], cards: number): Cell => ({
  quarter,
  channel,
  cards,
});
/** Quarters in order, as pairs of in person and online. */
const cells = (...pairs: readonly (readonly [number, number])[]): Cell[] =>
  pairs.flatMap(([inPerson, online], at) => {
    const quarter = `${2020 + Math.floor(at / 4)}-Q${(at % 4) + 1}`;
    return [cell(quarter, 'in-person', inPerson), cell(quarter, 'online', online)];
  });

/** Releases one after another, each standing on what it may: as `countedFrom` and `publishStatistics` do. */
function releasesOf(found: readonly (readonly Cell[])[]): Release[] {
  const stands: Counted[] = [];
  const releases: Release[] = [];
  for (const some of found) {
    const settledCells = some.map((one) => ({ ...one, cards: settled(stands, one, one.cards) }));
    releases.push({ cells: settledCells, told: tellable(releases, settledCells) });
    stands.push({
      v: 1,
      through: some.at(-1)?.quarter ?? '',
      cells: settledCells.map((one, at) => ({ ...one, imported: null, closed: some[at]?.cards ?? 0 })),
      shifts: {},
      history: null,
    });
  }
  return releases;
}

const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 14 }), fc.integer({ min: 15, max: 400 }));
const change = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: -12, max: 12 }) },
  { weight: 1, arbitrary: fc.integer({ min: -60, max: 60 }) },
);
/** What was found at each of three releases: a quarter more each time, and late shifts and corrections in those before. */
const growing = fc
  .record({
    first: fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 3 }),
    more: fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 2 }),
    changes: fc.array(fc.tuple(change, change), { minLength: 12, maxLength: 12 }),
  })
  .map(({ first, more, changes }) => {
    let pairs: (readonly [number, number])[] = first;
    const found = [cells(...pairs)];
    more.forEach((next, step) => {
      const moved = pairs.map(([one, other], at) => {
        const [a, b] = changes[step * 5 + at] ?? [0, 0];
        return [Math.max(0, one + a), Math.max(0, other + b)] as const;
      });
      pairs = [...moved, next];
      found.push(cells(...pairs));
    });
    return found;
  });

test('PC-01 PC-02: over all releases and their corrections no small number is told, and none can be worked out', () => {
  fc.assert(
    fc.property(growing, (found) => {
      const releases = releasesOf(found);
      const all = everPublished(releases);
      assert.deepEqual(pinned(all), []);
      for (const { shown, value } of all) if (shown) assert.ok(value === 0 || value >= THRESHOLD);
      assert.deepEqual(releasesOf(found), releases, 'the same again');
    }),
    { numRuns: 60, seed: 1046 },
  );
});

test('PC-02: what one release told less what another told of the same quarter is never a small number of people', () => {
  fc.assert(
    fc.property(growing, (found) => {
      const releases = releasesOf(found);
      const toldOf = (name: string) =>
        releases.flatMap(({ cells: some, told }) =>
          some.filter((one) => numberName(one.quarter, one.channel) === name && told.has(name)),
        );
      for (const { quarter, channel } of releases.at(-1)?.cells ?? []) {
        const values = toldOf(numberName(quarter, channel)).map(({ cards }) => cards);
        for (const one of values)
          for (const other of values)
            assert.ok(one === other || Math.abs(one - other) >= THRESHOLD, `${one} and ${other}`);
      }
    }),
    { numRuns: 60, seed: 1047 },
  );
});

test('a small quarter takes another number with it, and a later one cannot give it back', () => {
  const [first, second] = releasesOf([cells([500, 40], [300, 4]), cells([500, 40], [300, 4], [200, 60])]);
  assert.ok(first && second);
  assert.ok(first.told.has('*|*') && first.told.has('2020-Q2|*'), 'the coarsest is told first');
  assert.ok(!first.told.has('2020-Q2|online'));
  assert.ok(!first.told.has('2020-Q2|in-person'), 'all of the quarter less this is the 4');
  assert.ok(!second.told.has('2020-Q2|in-person') && second.told.has('2020-Q3|online'));
  assert.deepEqual(pinned(everPublished([first, second])), []);
});

test('a correction waits until it is as large as a count must be, and then is told', () => {
  const [, waiting, told] = releasesOf([cells([500, 40]), cells([508, 40]), cells([514, 40])]);
  assert.deepEqual(waiting?.cells[0]?.cards, 500);
  assert.deepEqual(told?.cells[0]?.cards, 514);
  assert.ok(told?.told.has('2020-Q1|in-person'));
  const back = releasesOf([cells([500, 40]), cells([520, 40]), cells([503, 40])]);
  assert.equal(back[2]?.cells[0]?.cards, 520, 'three from the first is as telling as three from the last');
});

test('what is large is told whole, a nought too, and eight years of a large city take no long time', () => {
  const quarters = quartersBetween('2018-Q2', '2026-Q3');
  const large = quarters.flatMap((quarter, at) =>
    CHANNELS.map((channel) => cell(quarter, channel, channel === 'online' ? (at < 20 ? 0 : 90) : 4200 + at)),
  );
  const [only] = releasesOf([large]);
  assert.equal(only?.told.size, 1 + quarters.length + CHANNELS.length + large.length);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { intervalOf, pinned, type Sum, THRESHOLD } from '@commonkey/exposure';
import fc from 'fast-check';
import { type AgeRelease, type AgeTable, ageName, everAges, restName, tellableAges } from './ages.ts';

const QUARTER = '2026-Q1';
const BANDS = ['0-13', '14-17', '18-64', '65-'];

const table = (counts: readonly number[], rest: number, isWhole = true): AgeTable => ({
  quarter: QUARTER,
  ages: counts.map((cards, at) => ({ quarter: QUARTER, band: BANDS[at] ?? '', cards })),
  cards: counts.reduce((sum, one) => sum + one, rest),
  isWhole,
});

function releasesOf(tables: readonly AgeTable[]): AgeRelease[] {
  const releases: AgeRelease[] = [];
  for (const one of tables) releases.push({ tables: [one], told: tellableAges(releases, [one]) });
  return releases;
}

const band = (at: number) => ageName({ quarter: QUARTER, band: BANDS[at] ?? '' });
const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 14 }), fc.integer({ min: 15, max: 300 }));
/** What desks add to a quarter between releases: whole rounds, and cards whose ages nobody knows. */
const round = fc.oneof(
  fc.constant([0, 0, 0, 0]),
  fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 20, max: 90 }))),
);
const growing = fc
  .record({
    first: fc.tuple(count, count, count, count),
    rest: count,
    more: fc.array(fc.tuple(round, fc.integer({ min: -40, max: 60 }), fc.boolean()), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ first, rest, more }) => {
    // The quarter's sum as `settled` lets a release stand on it: never near what was told of it, and told from eleven on.
    const sums: number[] = [];
    const stands = (bands: readonly number[], left: number, isWhole: boolean): AgeTable => {
      const found = bands.reduce((sum, one) => sum + one, left);
      const near = sums.some((one) => one !== found && Math.abs(one - found) < THRESHOLD);
      const cards = near ? (sums.at(-1) ?? found) : found;
      sums.push(cards);
      const { ages } = table(bands, 0);
      return { quarter: QUARTER, ages, cards, isWhole: isWhole && (cards === 0 || cards >= THRESHOLD) };
    };
    let [bands, left]: [readonly number[], number] = [first, rest];
    const all = [stands(bands, left, true)];
    for (const [added, moved, isWhole] of more) {
      bands = bands.map((one, at) => one + (added[at] ?? 0));
      left = Math.max(0, left + moved);
      all.push(stands(bands, left, isWhole));
    }
    return all;
  });

test('PC-01 PC-02: over successive releases no small band is told, and none can be worked out', () => {
  fc.assert(
    fc.property(growing, (tables) => {
      const releases = releasesOf(tables);
      const all = everAges(releases);
      assert.deepEqual(pinned(all), []);
      for (const { shown, value } of all) if (shown) assert.ok(value === 0 || value >= THRESHOLD);
      assert.deepEqual(releasesOf(tables), releases, 'the same again');
    }),
    { numRuns: 120, seed: 6211 },
  );
});

test('a small band takes another number with it: all of the quarter less the others would tell it', () => {
  const [only] = releasesOf([table([5, 40, 300, 60], 0)]);
  assert.ok(only && !only.told.has(band(0)));
  assert.deepEqual(
    [1, 2, 3].map((at) => only.told.has(band(at))),
    [true, true, false],
  );
  const [some] = releasesOf([table([50, 40, 300, 60], 3)]);
  assert.deepEqual(
    [0, 1, 2, 3].map((at) => some?.told.has(band(at))),
    [true, true, true, false],
    'three cards of unknown age',
  );
  assert.ok(!some?.told.has(restName(QUARTER)));
});

test('bands are told only where all cards of the quarter are', () => {
  const [hidden] = releasesOf([table([50, 40, 300, 60], 100, false)]);
  assert.equal(hidden?.told.size, 0);
  const [all] = releasesOf([table([50, 40, 300, 60], 100)]);
  assert.equal(all?.told.size, 5);
  const [wrong] = releasesOf([table([50, 40, 300, 60], -20)]);
  assert.equal(wrong?.told.size, 0, 'more ages than cards, while a correction waits');
});

/** Every cell of ways by bands: what joins the two tables of one quarter. */
const joint = (ways: readonly number[], bands: readonly number[]): string[][] =>
  ways.map((_, way) => bands.map((_, at) => `${way}|${at}`));

test('PC-02: bands say nothing of in person and online that the quarter’s sum does not say', () => {
  fc.assert(
    fc.property(
      fc.array(count, { minLength: 4, maxLength: 4 }),
      fc.integer({ min: 0, max: 10 }),
      (bands, few) => {
        const all = bands.reduce((sum, one) => sum + one, 0);
        if (all < few) return;
        const atoms = joint([all - few, few], bands);
        const whole: Sum = { atoms: atoms.flat(), value: all };
        const byAge = bands.map((value, at): Sum => ({ atoms: atoms.map((row) => row[at] ?? ''), value }));
        const online = atoms[1] ?? [];
        assert.deepEqual(intervalOf([whole, ...byAge], online), intervalOf([whole], online));
      },
    ),
    { numRuns: 80, seed: 6212 },
  );
});

test('PC-02: with both told, no cell of a way and a band is nearer than ten', () => {
  const large = fc.integer({ min: THRESHOLD, max: 200 });
  fc.assert(
    fc.property(fc.tuple(large, large, large), fc.double({ min: 0, max: 1, noNaN: true }), (bands, share) => {
      const all = bands.reduce((sum, one) => sum + one, 0);
      const online = Math.min(all - THRESHOLD, Math.max(THRESHOLD, Math.round(all * share)));
      const ways = [all - online, online];
      const atoms = joint(ways, bands);
      const sums: Sum[] = [
        ...ways.map((value, way) => ({ atoms: atoms[way] ?? [], value })),
        ...bands.map((value, at) => ({ atoms: atoms.map((row) => row[at] ?? ''), value })),
      ];
      for (const atom of atoms.flat()) {
        const found = intervalOf(sums, [atom]);
        assert.ok(found && found.most - found.least >= THRESHOLD - 1, JSON.stringify({ ways, bands, found }));
      }
    }),
    { numRuns: 60, seed: 6213 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type AgeCarry,
  type AgeTally,
  bandNames,
  cardsIn,
  checkStatement,
  closingStatement,
  endOfShift,
  LEAST_OF_A_BAND,
  mayBeTold,
  noAges,
  parseStatement,
  quarterOf,
  statementText,
  withAge,
} from './index.ts';
import { chainOf, sampleOffer } from './testing/sample.ts';

const FROM = [14, 18, 65];
const BANDS = { from: FROM, cards: 400 };
const tally = (...cards: number[]): AgeTally => ({ from: FROM, cards });
/** Nothing below it may be known of people (PC-01), and of a number that is not told ten more must be possible (PC-02). */
const FEWEST = 11;
const WIDTH = 10;

test('every age is in one band, and bands say their first and last age', () => {
  assert.deepEqual(bandNames(FROM), ['0-13', '14-17', '18-64', '65-']);
  const of = (age: number) => withAge(noAges(FROM), age).cards;
  for (const [age, band] of [0, 13, 14, 17, 18, 64, 65, 104].map((age, at) => [age, at >> 1] as const))
    assert.deepEqual(
      of(age),
      FROM.concat(0).map((_, at) => Number(at === band)),
      `${age}`,
    );
  assert.deepEqual(['2026-01-01', '2026-03-31', '2026-10-01'].map(quarterOf), [
    '2026-Q1',
    '2026-Q1',
    '2026-Q4',
  ]);
});

test('a desk carries ages from shift to shift, tells them once there are enough, and then starts at nought', () => {
  const quarter = '2026-Q4';
  const first = endOfShift(BANDS, null, { quarter, ages: tally(30, 25, 200, 40) });
  assert.equal(first.told, null);
  assert.deepEqual(first.carry, { quarter, ...tally(30, 25, 200, 40) });
  const second = endOfShift(BANDS, first.carry, { quarter, ages: tally(10, 0, 90, 5) });
  assert.deepEqual(second.told, tally(40, 25, 290, 45));
  assert.deepEqual(second.carry, { quarter, ...noAges(FROM) });
});

test('a round with a small band is forgotten whole, and joins no later one', () => {
  const quarter = '2026-Q4';
  for (const small of [1, 10, 11, LEAST_OF_A_BAND - 1]) {
    const end = endOfShift(BANDS, null, { quarter, ages: tally(60, small, 300, 60) });
    assert.deepEqual(end, { told: null, carry: { quarter, ...noAges(FROM) } }, `${small}`);
  }
  assert.deepEqual(
    endOfShift(BANDS, null, { quarter, ages: tally(0, 40, 300, 60) }).told,
    tally(0, 40, 300, 60),
    'none may be told',
  );
  assert.equal(endOfShift(BANDS, null, { quarter, ages: tally(0, 0, 400, 0) }).told, null, 'everybody');
});

test('what was counted in another quarter or in other bands is forgotten', () => {
  const ages = tally(5, 5, 5, 5);
  for (const carried of [
    { quarter: '2026-Q3', ...tally(50, 50, 200, 50) },
    { quarter: '2026-Q4', from: [18], cards: [50, 300] },
    { quarter: '2026-Q4', from: [13, 18, 65], cards: [50, 50, 200, 50] },
  ])
    assert.deepEqual(endOfShift(BANDS, carried, { quarter: '2026-Q4', ages }).carry, {
      quarter: '2026-Q4',
      ...ages,
    });
});

const cell = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 120 }));
/** A shift of few cards beside those of many, and bands that come near to what may be told. */
const short = fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 2 })));
const near = fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 9, max: 24 })));
const rounds = fc
  .tuple(
    fc.array(near, { minLength: 1, maxLength: 2 }),
    fc.array(short, { minLength: 1, maxLength: 3 }),
    near,
  )
  .map(([some, few, last]) => [...few, ...some, last]);
const shifts = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 12 });

/** A desk over a quarter: every shift as it was, and what was told at its end. */
function worked(all: readonly (readonly number[])[], round: number) {
  let carry: AgeCarry | null = null;
  return all.map((cards) => {
    const end = endOfShift({ from: FROM, cards: round }, carry, {
      quarter: '2026-Q4',
      ages: tally(...cards),
    });
    carry = end.carry;
    return { cards, told: end.told, total: cardsIn({ cards }) };
  });
}

test('PC-01 PC-02: with every shift’s number of cards, what a desk tells gives no small band of any shifts away', () => {
  fc.assert(
    fc.property(fc.oneof(shifts, rounds), fc.constantFrom(60, 200), (all, least) => {
      const desk = worked(all, least);
      let start = 0;
      desk.forEach(({ told }, at) => {
        const sum = desk.slice(start, at + 1).reduce((all, one) => all + one.total, 0);
        if (sum < least) return;
        const round = desk.slice(start, at + 1);
        start = at + 1;
        if (!told) return;
        assert.equal(cardsIn(told), sum);
        // Some of the round's shifts against the others: with both margins known, this is all that follows (Fréchet).
        for (let some = 1; some < 2 ** round.length - 1; some += 1) {
          const of = round.filter((_, place) => (some >> place) & 1);
          const total = of.reduce((all, one) => all + one.total, 0);
          told.cards.forEach((whole, band) => {
            const is = of.reduce((all, one) => all + (one.cards[band] ?? 0), 0);
            const least = Math.max(0, total + whole - sum);
            const most = Math.min(total, whole);
            if (is === 0 || is >= FEWEST || (least === 0 && most === total)) return;
            assert.ok(most - least >= WIDTH, `${is} between ${least} and ${most}`);
          });
        }
      });
    }),
    { numRuns: 400, seed: 6201 },
  );
});

test('PC-02: when a round ends does not depend on ages, so that going on says nothing', () => {
  fc.assert(
    fc.property(shifts, fc.integer({ min: 0, max: 3 }), (all, turn) => {
      const moved = all.map((cards) => cards.map((_, at) => cards[(at + turn) % 4] ?? 0));
      const ends = (some: readonly (readonly number[])[]) => {
        let carry: AgeCarry | null = null;
        return some.map((cards) => {
          carry = endOfShift({ from: FROM, cards: 200 }, carry, {
            quarter: '2026-Q4',
            ages: tally(...cards),
          }).carry;
          return cardsIn(carry);
        });
      };
      assert.deepEqual(ends(moved), ends(all));
      const one = all.map((cards) => [0, 0, cards.reduce((sum, count) => sum + count, 0), 0]);
      assert.deepEqual(ends(one), ends(all));
    }),
    { numRuns: 200, seed: 6202 },
  );
});

test('T1: a statement tells ages or says nothing of them, and with a small one it is refused unread', async () => {
  const offer = sampleOffer(2);
  const chain = await chainOf(offer, [{ kind: 'close' }]);
  const without = statementText(closingStatement(offer, chain));
  assert.ok(!without.includes('ages'));
  const ages = tally(40, 25, 290, 45);
  const statement = closingStatement(offer, chain, ages);
  assert.deepEqual(parseStatement(statementText(statement)).statement, statement);
  assert.deepEqual(checkStatement(offer, statement), []);
  for (const wrong of [
    tally(40, 19, 290, 45),
    tally(0, 0, 290, 0),
    tally(0, 0, 0, 0),
    tally(40, 25, 290),
    { from: [18, 14, 65], cards: [40, 25, 290, 45] },
    { from: [0, 18, 65], cards: [40, 25, 290, 45] },
    { from: [], cards: [40] },
    { ...ages, note: 'Ada' },
    { from: FROM, cards: ['Ada', 25, 290, 45] },
  ])
    assert.deepEqual(
      parseStatement(JSON.stringify({ ...JSON.parse(statementText(statement)), ages: wrong })).statement,
      undefined,
      JSON.stringify(wrong),
    );
  assert.ok(mayBeTold(ages));
});

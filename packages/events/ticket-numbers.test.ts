import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { seeded } from './seeded.ts';
import {
  BLOCK,
  FIRST_IN_BLOCK,
  kindsIn,
  LAST_NUMBER,
  type NumberPlan,
  nextNumber,
  TICKET_KINDS,
  type TicketKind,
} from './ticket-numbers.ts';

const planOf = (walkInShare: number, seed: number): NumberPlan => ({
  walkInShare,
  chanceOf: (block) => seeded(seed * 7919 + block),
});

type Given = { number: number; kind: TicketKind; since: number; order: number };
/** A day: `kinds` come one after another, and after each so many of those who wait are called. */
const days = fc.record({
  share: fc.integer({ min: 0, max: 100 }),
  seed: fc.integer({ min: 1, max: 1000 }),
  steps: fc.array(
    fc.record({ kind: fc.constantFrom(...TICKET_KINDS), calls: fc.integer({ min: 0, max: 2 }) }),
    { minLength: 1, maxLength: 120 },
  ),
});

function live({
  share,
  seed,
  steps,
}: {
  share: number;
  seed: number;
  steps: readonly { kind: TicketKind; calls: number }[];
}) {
  const plan = planOf(share, seed);
  const all: Given[] = [];
  const waiting: Given[] = [];
  const called: Given[] = [];
  let highest = 0;
  for (const [order, { kind, calls }] of steps.entries()) {
    const number = nextNumber(kind, { given: new Set(all.map((one) => one.number)), after: highest, plan });
    assert.ok(number !== null);
    const ticket = { number, kind, since: highest, order };
    all.push(ticket);
    waiting.push(ticket);
    for (let call = 0; call < calls; call++) {
      const next = waiting.sort((a, b) => a.number - b.number).shift();
      if (next) called.push(next);
      highest = Math.max(highest, next?.number ?? 0);
    }
  }
  return { plan, all, called: [...called, ...waiting.sort((a, b) => a.number - b.number)] };
}

describe('numbers of a day', () => {
  test('no two parties ever have the same, and none is behind a number that was called', () => {
    fc.assert(
      fc.property(days, (day) => {
        const { all } = live(day);
        assert.equal(new Set(all.map(({ number }) => number)).size, all.length);
        for (const { number, since } of all) assert.ok(number > since);
      }),
    );
  });

  test('whoever just comes is called in the order of coming', () => {
    fc.assert(
      fc.property(days, (day) => {
        const orders = live(day)
          .called.filter(({ kind }) => kind === 'walk-in')
          .map(({ order }) => order);
        assert.deepEqual(
          orders,
          orders.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  test('nobody is passed by more who go first than two of ten numbers, however many of them come', () => {
    fc.assert(
      fc.property(days, (day) => {
        const { called } = live(day);
        for (const [at, one] of called.entries()) {
          const passing = called
            .slice(0, at)
            .filter(({ kind, order }) => kind === 'first' && order > one.order);
          const blocks = Math.ceil((one.number - one.since) / BLOCK) + 1;
          assert.ok(passing.length <= FIRST_IN_BLOCK * blocks, `${one.number}: ${passing.length}`);
        }
      }),
    );
  });

  test('a crowd that goes first passes whoever waits at two of ten numbers, and at no other', () => {
    const crowds = fc.record({
      share: fc.integer({ min: 0, max: 100 }),
      seed: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(crowds, ({ share, seed }) => {
        const given = new Set<number>();
        const give = (kind: TicketKind) => {
          const number = nextNumber(kind, { given, after: 0, plan: planOf(share, seed) }) ?? 0;
          given.add(number);
          return number;
        };
        const last = Math.max(...Array.from({ length: 20 }, () => give('walk-in')));
        const passing = Array.from({ length: 400 }, () => give('first')).filter((number) => number < last);
        assert.ok(passing.length <= FIRST_IN_BLOCK * Math.ceil(last / BLOCK), `${passing.length} of ${last}`);
      }),
    );
  });

  test('whoever goes first or has booked never waits behind a party that just comes later', () => {
    fc.assert(
      fc.property(days, (day) => {
        for (const [at, one] of live(day).called.entries()) {
          if (one.kind !== 'walk-in') continue;
          const later = live(day).called.slice(at + 1);
          assert.ok(later.every(({ kind, order }) => kind === 'walk-in' || order > one.order));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('those who go first are soon called, as long as two of ten are enough for them', () => {
    const plan = planOf(100, 5);
    const given = new Set<number>();
    for (let i = 0; i < 80; i++) given.add(nextNumber('walk-in', { given, after: 0, plan }) ?? 0);
    const first = nextNumber('first', { given, after: 20, plan });
    assert.ok(first !== null && first > 20 && first <= 20 + 2 * BLOCK, `${first}`);
  });

  test('which numbers are left free cannot be told from the numbers: each place of ten is as likely', () => {
    const seen = Array.from({ length: BLOCK }, () => 0);
    const plan = planOf(30, 9);
    for (let block = 0; block < 900; block++)
      for (const [at, kind] of kindsIn(block, plan).entries())
        if (kind === 'first') seen[at] = (seen[at] ?? 0) + 1;
    for (const count of seen) assert.ok(count > 120 && count < 240, seen.join());
  });

  test('a day has an end of numbers, and somebody may just come however much was to be booked', () => {
    assert.equal(nextNumber('walk-in', { given: new Set(), after: LAST_NUMBER, plan: planOf(100, 1) }), null);
    for (const share of [0, 30, 100]) assert.ok(kindsIn(3, planOf(share, 2)).includes('walk-in'), `${share}`);
  });
});

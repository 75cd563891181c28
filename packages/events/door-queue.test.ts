import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  BACK_BEHIND,
  callTimes,
  comeBack,
  type Line,
  newcomerTime,
  notReachedFrom,
  paceOf,
  reached,
  returnTime,
  sooner,
  type Waiting,
} from './door-queue.ts';

const waiting = (...numbers: number[]): Waiting[] =>
  numbers.map((number) => ({ number, place: number, missed: 0, turn: 0, party: 1 }));
const LINE: Line = {
  ...{ waiting: waiting(3, 5, 8), serving: [], stations: 2, pace: 5 },
  ...{ now: 1000, opens: 900, closes: 1300 },
};

describe('somebody who was missed', () => {
  test('waits behind the next three the first time, and behind all the second time', () => {
    const line = waiting(11, 12, 13, 14, 15);
    const once = { number: 9, place: 9, missed: 1, turn: 1, party: 2 };
    assert.deepEqual(comeBack(once, line), { place: 13 });
    const back = { ...once, place: 13 };
    assert.deepEqual(
      [...line, back].sort(sooner).map(({ number }) => number),
      [11, 12, 13, 9, 14, 15],
    );
    assert.deepEqual(comeBack({ ...back, missed: 2 }, line), { place: 15 });
    assert.deepEqual(comeBack(once, []), { place: 9 });
    assert.deepEqual(comeBack(once, waiting(20)), { place: 20 });
  });

  test('passes none of the next three, whoever else comes back, and nobody twice', () => {
    const many = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(many, fc.array(fc.nat(), { maxLength: 10 }), (numbers, missing) => {
        const line = waiting(...numbers);
        const passed = new Map<string, number>();
        for (const turn of missing.map((_, at) => at + 1)) {
          const next = line.sort(sooner).shift();
          if (!next) return;
          const before = line.map(({ number }) => number);
          const back = { ...next, missed: next.missed + 1, turn };
          line.push({ ...back, ...comeBack(back, line) });
          line.sort(sooner);
          const at = line.findIndex(({ number }) => number === next.number);
          assert.ok(at >= Math.min(BACK_BEHIND, before.length), `${at}`);
          for (const { number } of line.slice(at + 1)) {
            const key: string = `${next.number} ${number}`;
            passed.set(key, (passed.get(key) ?? 0) + 1);
            assert.equal(passed.get(key), 1);
          }
        }
      }),
    );
  });
});

describe('when a number is called', () => {
  test('stations take turns, a family takes as long as its people, and nobody is called before the doors open', () => {
    const at = (line: Line) => callTimes(line).map(({ at }) => at);
    assert.deepEqual(at(LINE), [1000, 1000, 1005]);
    assert.deepEqual(at({ ...LINE, now: 800 }), [900, 900, 905]);
    assert.deepEqual(at({ ...LINE, serving: [{ since: 998, party: 2 }] }), [1000, 1005, 1008]);
    assert.deepEqual(at({ ...LINE, stations: 0 }), [], 'while nobody calls nothing is foretold');
    assert.equal(newcomerTime({ ...LINE, stations: 0 }), null);
    assert.equal(newcomerTime(LINE), 1005);
  });

  test('is never later with one station more, nor sooner with somebody more before', () => {
    const lines = fc.record({
      parties: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 40 }),
      stations: fc.integer({ min: 1, max: 12 }),
      pace: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(lines, ({ parties, stations, pace }) => {
        const line = parties.map((party, at) => ({
          number: at + 2,
          place: at + 2,
          missed: 0,
          turn: 0,
          party,
        }));
        const last = (one: Partial<Line>) =>
          callTimes({ ...LINE, waiting: line, stations, pace, ...one }).at(-1)?.at ?? 0;
        assert.ok(last({ stations: stations + 1 }) <= last({}));
        assert.ok(last({ waiting: [...waiting(1), ...line] }) >= last({}));
      }),
    );
  });

  test('comes from what was measured today as soon as there is enough of it', () => {
    const supposed = paceOf({ people: 0, minutes: 0 });
    assert.ok(supposed > 4 && supposed < 5);
    assert.ok(paceOf({ people: 1, minutes: 30 }) < 7, 'one slow party does not say how the day goes');
    assert.ok(Math.abs(paceOf({ people: 300, minutes: 2400 }) - 8) < 0.2);
  });

  test('is said as a span in steps of five minutes that holds it and has not begun in the past', () => {
    const spans = fc.property(fc.integer({ min: 0, max: 600 }), (ahead) => {
      const { from, until } = returnTime(1003 + ahead, 1003);
      assert.ok(from >= 1003 && from <= 1003 + ahead && until >= 1003 + ahead + 10);
      assert.ok(until % 5 === 0 && (from === 1003 || from % 5 === 0));
    });
    fc.assert(spans);
  });
});

describe('who is not reached', () => {
  test('is said of those of whom it is certain, and the lowest of their numbers is named', () => {
    const line = {
      ...LINE,
      stations: 1,
      waiting: waiting(...Array.from({ length: 100 }, (_, at) => at + 1)),
    };
    const from = notReachedFrom(line);
    assert.ok(from !== null && from > 61 && from < 80, `${from}`);
    const at = (number: number) => callTimes(line)[number - 1]?.at ?? 0;
    assert.equal(reached(at(from), line), 'no');
    assert.notEqual(reached(at(from - 1), line), 'no');
    assert.equal(reached(at(20), line), 'yes');
    assert.equal(reached(at(60), line), 'unsure');
    assert.equal(notReachedFrom({ ...line, stations: 6 }), null);
    assert.equal(notReachedFrom({ ...line, stations: 0 }), null, 'a stop is no end of the day');
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseArrivals } from './arrivals.ts';
import { fromDurations, fromQuantiles } from './service-times.ts';

describe('an arrivals file', () => {
  test('is spans of time with people, with a header, notes and blank lines passed over', () => {
    const text =
      '﻿from, until, people\r\n# before the doors open\r\n07:30,09:00, 120\r\n\r\n9:00,13:00,400\r\n';
    assert.deepEqual(parseArrivals(text), [
      { from: 450, until: 540, people: 120 },
      { from: 540, until: 780, people: 400 },
    ]);
  });

  test('that cannot be read says which line and why, and repeats nothing of it', () => {
    const cases: [string, string, number?][] = [
      ['', 'arrivals-empty'],
      ['08:00,09:00,0', 'arrivals-empty'],
      ['08:00,09:00,5\nZofia Kowalska,12,3', 'arrivals-line', 2],
      ['08:00,09:00,5,Zofia', 'arrivals-line', 1],
      ['08:00,25:00,5', 'arrivals-line', 1],
      ['08:00,09:60,5', 'arrivals-line', 1],
      ['08:00,09:00,-5', 'arrivals-line', 1],
      ['09:00,08:59,5', 'arrivals-reversed', 1],
      ['09:00,09:00,5', 'arrivals-no-length', 1],
      ['08:00,09:00,999999', 'arrivals-too-many'],
    ];
    for (const [text, code, line] of cases)
      assert.throws(
        () => parseArrivals(text),
        (error: { code: string; params: { line?: number } }) => {
          assert.deepEqual([error.code, error.params.line], [code, line], text);
          assert.doesNotMatch(JSON.stringify(error.params), /Zofia/);
          return true;
        },
      );
  });
});

describe('minutes at a station', () => {
  test('measured at desks are seconds, one a line, and drawn as they are', () => {
    const text = `# a day\n${Array.from({ length: 20 }, (_, i) => 60 * (i + 1)).join('\n')}\n`;
    const service = fromDurations(text);
    assert.deepEqual([service.measured, service.median, service.slow], [20, 11, 19]);
    assert.deepEqual([service.draw(() => 0), service.draw(() => 0.999)], [1, 20]);
  });

  test('that are none, too few, or the wrong way round are refused', () => {
    const twenty = Array.from({ length: 20 }, () => '240').join('\n');
    assert.throws(() => fromDurations(`${twenty}\n240 Zofia`), {
      code: 'durations-line',
      params: { line: 21 },
    });
    assert.throws(() => fromDurations(`${twenty}\n0`), { code: 'durations-line' });
    assert.throws(() => fromDurations('240\n300'), { code: 'durations-few' });
    assert.throws(() => fromQuantiles(7, 4), { code: 'service-reversed' });
    for (const [median, slow] of [
      [0, 4],
      [-1, 4],
      [4, 999],
      [Number.NaN, 4],
    ] as const)
      assert.throws(() => fromQuantiles(median, slow), { code: 'service-impossible' });
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addPeriod,
  addYears,
  ageOn,
  daysBetween,
  isPlainDate,
  plainDateIn,
  plainDateOf,
} from './plain-date.ts';

test('only days that exist are plain dates', () => {
  for (const day of ['2026-11-22', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])
    assert.ok(isPlainDate(day), day);
  for (const day of [
    '2026-2-3',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '',
    '0000-01-01',
    '2026-01-01T00',
  ]) {
    assert.ok(!isPlainDate(day), day);
  }
});

test('a day that the month lacks becomes its last one', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2024-01-31', 1), '2024-02-29');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
  assert.equal(addMonths('2026-11-30', 14), '2028-01-30');
  assert.equal(addYears('2024-02-29', 1), '2025-02-28');
  assert.equal(addPeriod('2026-11-22', { days: 40 }), '2027-01-01');
});

test('a birthday counts from its own day on, 29 February from the 28th in common years', () => {
  assert.equal(ageOn('2012-11-22', '2026-11-21'), 13);
  assert.equal(ageOn('2012-11-22', '2026-11-22'), 14);
  assert.equal(ageOn('2012-02-29', '2026-02-27'), 13);
  assert.equal(ageOn('2012-02-29', '2026-02-28'), 14);
  assert.equal(ageOn('2026-11-22', '2026-11-22'), 0);
});

test('arithmetic agrees with the clock of the platform over four centuries', () => {
  const day = fc
    .date({ min: new Date('1700-01-01'), max: new Date('2300-01-01'), noInvalidDate: true })
    .map(plainDateOf);
  fc.assert(
    fc.property(day, fc.integer({ min: -100_000, max: 100_000 }), (from, days) => {
      const to = addDays(from, days);
      assert.ok(isPlainDate(to));
      assert.equal(daysBetween(from, to), days);
      assert.equal(to, new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10));
    }),
    { seed: 1 },
  );
});

test('the city’s day is not the day of Greenwich', () => {
  const late = new Date('2026-11-22T03:30:00Z');
  assert.equal(plainDateIn('America/Chicago', late), '2026-11-21');
  assert.equal(plainDateIn('Asia/Tokyo', late), '2026-11-22');
  assert.equal(plainDateOf(late), '2026-11-22');
});

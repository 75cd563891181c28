import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockStop, localDay } from './clock.ts';
import { hardStop } from './limits.ts';

const HOUR = 3_600_000;
const day = Date.UTC(2026, 10, 14, 9);
const limits = { from: day - 9 * HOUR, until: day + 39 * HOUR, opened: day, maxHours: 10, quota: 3 };
const use = { now: day + HOUR, high: day + HOUR, used: 0, stopped: false };

test('CL-07: the shift ends by count, by hours and by the supervisor, each with its own code', () => {
  assert.equal(hardStop(limits, use), null);
  assert.equal(hardStop(limits, { ...use, used: 2 }), null);
  assert.equal(hardStop(limits, { ...use, used: 3 }), 'desk-count-over');
  assert.equal(hardStop(limits, { ...use, now: day + 10 * HOUR - 1 }), null);
  assert.equal(hardStop(limits, { ...use, now: day + 10 * HOUR }), 'desk-hours-over');
  assert.equal(hardStop(limits, { ...use, stopped: true }), 'desk-stopped');
});

test('F-11: a clock before a time already seen or outside the certificate stops the desk', () => {
  const facts = { now: day, high: day, from: limits.from, until: limits.until };
  assert.equal(clockStop(facts), null);
  assert.equal(clockStop({ ...facts, now: day - 119_000 }), null);
  assert.equal(clockStop({ ...facts, now: day - 121_000 }), 'desk-clock-backwards');
  assert.equal(clockStop({ ...facts, now: limits.from - 1 }), 'desk-clock-outside');
  assert.equal(clockStop({ ...facts, now: limits.until }), 'desk-clock-outside');
  assert.equal(clockStop({ ...facts, now: day + 10 * 365 * 24 * HOUR }), 'desk-clock-outside');
});

test('the day is the city\u2019s own', () => {
  const at = Date.UTC(2026, 0, 6, 3, 30);
  assert.equal(localDay(at, 'America/Chicago'), '2026-01-05');
  assert.equal(localDay(at, 'UTC'), '2026-01-06');
});

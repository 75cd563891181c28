import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantAt, instantOf, minuteOfDay } from './day-clock.ts';

const CITY = 'America/Chicago';
const iso = (minutes: number) => new Date(minutes * 60_000).toISOString();

test('a minute of the city’s day is one moment, and the moment says that minute again', () => {
  for (const day of ['2026-01-15', '2026-07-01', '2026-03-08', '2026-11-01'])
    for (const minute of [0, 59, 240, 540, 660, 1439]) {
      assert.equal(minuteOfDay(CITY, instantAt(CITY, day, minute)), minute, `${day} ${minute}`);
    }
  assert.equal(iso(instantAt(CITY, '2026-07-01', 540)), '2026-07-01T14:00:00.000Z');
  assert.equal(iso(instantAt('Asia/Kolkata', '2026-07-01', 0)), '2026-06-30T18:30:00.000Z');
  assert.equal(iso(instantAt(CITY, '2026-07-01', 1440)), '2026-07-02T05:00:00.000Z');
});

test('in the night in which clocks are changed no time is one that never comes, and durations are true', () => {
  // 02:00 to 03:00 does not exist on 8 March; 01:00 to 02:00 comes twice on 1 November.
  assert.equal(minuteOfDay(CITY, instantAt(CITY, '2026-03-08', 150)), 210);
  assert.equal(instantAt(CITY, '2026-03-08', 240) - instantAt(CITY, '2026-03-08', 60), 120);
  assert.equal(iso(instantAt(CITY, '2026-11-01', 90)), '2026-11-01T06:30:00.000Z');
  assert.equal(instantAt(CITY, '2026-11-01', 540) - instantAt(CITY, '2026-11-01', 0), 600);
});

test('a moment is the full minute that it lies in', () => {
  assert.equal(iso(instantOf(new Date('2026-07-01T14:00:59.999Z'))), '2026-07-01T14:00:00.000Z');
});

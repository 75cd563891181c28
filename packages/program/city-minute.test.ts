import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { instantIn, wallClockIn } from './index.ts';

const ZONES = [
  'America/Chicago',
  'Europe/Warsaw',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'UTC',
];

test('an instant whose wall clock shows the minute comes back as that minute, in any zone and season', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: 0, max: 366 * 24 * 60 }),
      (timeZone, minutes) => {
        const at = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
        const { day, minute } = wallClockIn(timeZone, at);
        const back = instantIn(timeZone, day, minute);
        assert.deepEqual(wallClockIn(timeZone, back), { day, minute });
        assert.ok(back <= at, 'of an hour that comes twice the first');
      },
    ),
    { seed: 7, numRuns: 400 },
  );
});

test('the night in which the clocks change: an hour that is not there, and one that comes twice', () => {
  const chicago = (day: string, minute: number) => instantIn('America/Chicago', day, minute).toISOString();
  assert.equal(chicago('2026-03-08', 90), '2026-03-08T07:30:00.000Z');
  assert.equal(chicago('2026-03-08', 150), '2026-03-08T08:30:00.000Z', 'half past two is half past three');
  assert.equal(chicago('2026-03-08', 180), '2026-03-08T08:00:00.000Z');
  assert.equal(chicago('2026-11-01', 90), '2026-11-01T06:30:00.000Z', 'the first of both');
  assert.equal(chicago('2026-11-01', 120), '2026-11-01T08:00:00.000Z');
  assert.equal(chicago('2026-11-01', 1440), '2026-11-02T06:00:00.000Z');
});

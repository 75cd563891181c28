import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantIn, wallClockIn } from '@commonkey/program';
import { realSlots } from './real-slots.ts';

const KYIV = 'Europe/Kyiv';
const night = { opens: 120, closes: 300, slotMinutes: 30 };
const starts = (of: Parameters<typeof realSlots>[1], timeZone = KYIV) =>
  realSlots(timeZone, of)?.map((slot) => [slot.starts, slot.minutes]);

test('an hour that clocks leave out has no times, and the one before it is not longer for it', () => {
  assert.deepEqual(starts({ ...night, day: '2027-03-28' }), [
    [120, 30],
    [150, 30],
    [240, 30],
    [270, 30],
  ]);
});

test('an hour that clocks show twice is one time, which lasts until both are over', () => {
  assert.deepEqual(starts({ ...night, day: '2027-10-31' }), [
    [120, 30],
    [150, 30],
    [180, 120],
    [240, 30],
    [270, 30],
  ]);
  assert.deepEqual(
    starts({ day: '2026-11-01', opens: 30, closes: 150, slotMinutes: 60 }, 'America/Chicago'),
    [
      [30, 60],
      [90, 120],
    ],
  );
});

test('of every time clocks show its beginning, and together they last from the first to the end', () => {
  for (const timeZone of [KYIV, 'America/Chicago', 'Australia/Lord_Howe', 'America/Santiago'])
    for (let at = Date.parse('2027-01-01'); at < Date.parse('2028-01-01'); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      for (const slot of realSlots(timeZone, { day, opens: 0, closes: 720, slotMinutes: 45 }) ?? []) {
        const wall = wallClockIn(timeZone, instantIn(timeZone, day, slot.starts));
        assert.deepEqual([wall.day, wall.minute], [day, slot.starts], `${timeZone} ${day}`);
        assert.ok(slot.minutes > 0);
      }
    }
});

test('on any other day nothing is said', () => {
  assert.equal(realSlots(KYIV, { ...night, day: '2027-03-27' }), undefined);
  assert.equal(realSlots(KYIV, { day: '2027-03-28', opens: 540, closes: 900, slotMinutes: 30 }), undefined);
});

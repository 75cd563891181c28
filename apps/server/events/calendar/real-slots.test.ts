import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantIn, type PlainDate, wallClockIn } from '@commonkey/program';
import { oddHour, realSlots } from './real-slots.ts';

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

test('at the edge of the hours too, a time that is left out is none, and none lasts beyond the end', () => {
  const chicago = (opens: number, closes: number, slotMinutes = 30) =>
    starts({ day: '2027-03-14', opens, closes, slotMinutes }, 'America/Chicago');
  assert.deepEqual(chicago(60, 150), [
    [60, 30],
    [90, 30],
  ]);
  assert.deepEqual(chicago(120, 240), [
    [180, 30],
    [210, 30],
  ]);
  assert.deepEqual(chicago(90, 180, 60), [[90, 30]]);
});

test('which hours are odd: those that are left out, those that come twice, and nowhere the end of a day', () => {
  const odd = (day: PlainDate, ...minutes: number[]) =>
    minutes.map((minute) => oddHour('America/Chicago', day, minute));
  assert.deepEqual(odd('2027-03-14', 90, 119, 120, 179, 180), [null, null, 'left-out', 'left-out', null]);
  assert.deepEqual(odd('2027-11-07', 59, 60, 119, 120, 1440), [null, 'twice', 'twice', null, null]);
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

test('on any other day nothing is said, and by day all is as ever', () => {
  assert.equal(realSlots(KYIV, { ...night, day: '2027-03-26' }), undefined);
  assert.deepEqual(starts({ day: '2027-03-28', opens: 540, closes: 630, slotMinutes: 30 }), [
    [540, 30],
    [570, 30],
    [600, 30],
  ]);
});

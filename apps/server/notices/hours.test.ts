import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawHour, drawHourOn, hourAfter, sendingHours } from './hours.ts';

const CHICAGO = 'America/Chicago';
const iso = (at: Date) => at.toISOString().slice(0, 16);
const drawn = (n: number) => () => Uint8Array.of(0, 0, 0, 0, 0, n);

test('messages go out at full hours of the city’s day, and at none of its night', () => {
  const evening = new Date('2026-11-23T00:20:00Z');
  assert.deepEqual(sendingHours(CHICAGO, evening, 3).map(iso), [
    '2026-11-23T01:00',
    '2026-11-23T15:00',
    '2026-11-23T16:00',
  ]);
  for (const zone of [CHICAGO, 'Asia/Kolkata', 'Pacific/Auckland', 'Pacific/Honolulu'])
    for (const at of sendingHours(zone, evening, 40)) {
      const hour = Number(
        new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(at),
      );
      assert.ok(hour >= 9 && hour <= 19, `${zone} ${iso(at)}`);
      assert.equal(at.getTime() % 3_600_000, 0);
    }
});

test('which of the next hours is left to chance, and never the one that runs', () => {
  const now = new Date('2026-11-23T16:20:00Z');
  const hours = new Set(Array.from({ length: 60 }, (_, n) => iso(drawHour(CHICAGO, now, drawn(n)))));
  assert.deepEqual(
    [...hours].sort(),
    [17, 18, 19, 20, 21, 22].map((hour) => `2026-11-23T${hour}:00`),
  );
});

test('a day is that day in the city, also where the clocks change', () => {
  for (const zone of [CHICAGO, 'Asia/Kolkata', 'Pacific/Honolulu', 'Pacific/Kiritimati'])
    for (const day of ['2026-03-08', '2026-11-01', '2026-12-31'])
      for (let n = 0; n < 22; n += 1) {
        const at = drawHourOn(zone, day, drawn(n));
        const said = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
        assert.equal(said, day, zone);
      }
});

test('a later try is at least as far away as it should be', () => {
  const now = new Date('2026-11-23T16:00:00Z');
  assert.equal(iso(hourAfter(CHICAGO, now, 1)), '2026-11-23T17:00');
  assert.equal(iso(hourAfter(CHICAGO, now, 8)), '2026-11-24T00:00');
  assert.equal(iso(hourAfter(CHICAGO, now, 16)), '2026-11-24T15:00');
});

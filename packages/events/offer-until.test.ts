import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offerUntil } from './offer-until.ts';

const at = (text: string) => new Date(`2026-11-${text}:00Z`);
/** Nobody is awake from nine in the evening to seven. */
const awake = (when: Date): Date => {
  const hour = when.getUTCHours();
  if (hour >= 7 && hour < 21) return when;
  const morning = new Date(when.getTime());
  if (hour >= 21) morning.setUTCDate(morning.getUTCDate() + 1);
  morning.setUTCHours(7, 0, 0, 0);
  return morning;
};

for (const [why, now, starts, until] of [
  ['weeks ahead: a day', '02T12:00', '20T09:00', '03T12:00'],
  ['a quarter of what is left', '19T10:00', '20T10:00', '19T16:00'],
  ['an hour at least', '20T08:00', '20T11:00', '20T09:00'],
  ['in the night: until the morning', '18T17:00', '19T15:00', '19T09:00'],
  ['never later than an hour before', '19T20:00', '20T09:00', '20T08:00'],
  ['exactly two hours before', '20T08:00', '20T10:00', '20T09:00'],
] as const)
  test(`an offer lasts: ${why}`, () => {
    assert.deepEqual(offerUntil(at(now), at(starts), awake), at(until));
  });

test('nothing is offered less than two hours before', () => {
  assert.equal(offerUntil(at('20T08:01'), at('20T10:00'), awake), null);
});

test('whatever the hour, there is time to answer and it ends before the time of the places', () => {
  const starts = at('20T09:30');
  for (let minutes = 120; minutes < 30 * 24 * 60; minutes += 7) {
    const now = new Date(starts.getTime() - minutes * 60_000);
    const until = offerUntil(now, starts, awake)?.getTime() ?? 0;
    assert.ok(until - now.getTime() >= 3_600_000, `${now.toISOString()}`);
    assert.ok(until <= starts.getTime() - 3_600_000);
  }
});

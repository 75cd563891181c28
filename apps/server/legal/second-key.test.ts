import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlineCity } from '../vault/testing/hall.ts';
import { takesReviewBox } from './second-key.ts';

test('T10: the page of a hold says of the reviewers’ key that it ends, where the hold names it, and nowhere else', async () => {
  const city = await onlineCity();
  for (const [scope, said] of [
    [{ series: null }, true],
    [{ series: null, channel: 'portal' }, true],
    [{ series: null, channel: 'events' }, false],
    [{ series: ['portal-papers'] }, false],
    [{ series: ['portal-papers', 'portal-review-key'] }, true],
  ] as const)
    assert.equal(takesReviewBox(city, { ...scope, series: scope.series && [...scope.series] }), said);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADVERSARIES, type Adversary, type Reach, reachOf } from './adversaries.ts';
import type { HoldForm } from './holds.ts';

const FORMS: readonly HoldForm[] = [
  'readable',
  'sealed',
  'under-review',
  'one-reviewer',
  'one-lock',
  'own-code',
  'fingerprint',
  'physical',
];
const reads = (as: Adversary, rootOnDisk = true): HoldForm[] =>
  FORMS.filter((form) => ['hands', 'takes'].includes(reachOf(as, form, { rootOnDisk })));

test('EX-08: a server seized running, and switched off with its root on the disk and without', () => {
  assert.deepEqual(reads('search-warrant-on'), ['readable', 'one-lock', 'fingerprint', 'physical']);
  assert.deepEqual(reads('search-warrant-on', false), ['readable', 'one-lock', 'fingerprint', 'physical']);
  assert.deepEqual(reads('search-warrant-off'), reads('search-warrant-on'));
  assert.deepEqual(reads('search-warrant-off', false), ['readable', 'fingerprint', 'physical']);
});

test('EX-08: a desk’s laptop, on and off: what lies beside it, and nothing that anybody sent', () => {
  for (const as of ['stolen-desk-laptop', 'desk-laptop-on', 'clerk'] as const)
    assert.deepEqual(reads(as), ['physical'], as);
});

test('EX-08: a reviewer’s desk opens what waits for a decision; two officers what an order asks for; no address of anybody', () => {
  assert.deepEqual(reads('reviewer-desk'), ['under-review', 'one-reviewer']);
  assert.deepEqual(
    reads('two-officers'),
    ['sealed', 'under-review'],
    'where no halves were made there are none to bring together',
  );
});

test('what a person’s own code alone opens is opened by nobody who comes, whatever else they have', () => {
  for (const as of ADVERSARIES) {
    const reach: Reach = reachOf(as, 'own-code');
    assert.ok(reach === 'ciphertext' || reach === 'nothing', as);
  }
});

test('an order reaches whatever the city itself can open; who only takes copies opens nothing sealed', () => {
  assert.deepEqual(
    reads('court-order'),
    FORMS.filter((form) => form !== 'own-code'),
  );
  for (const as of ['backup-thief', 'vendor-served'] as const)
    assert.deepEqual(reads(as), ['readable', 'fingerprint'], as);
  for (const as of ['records-request', 'records-officer', 'law-officer'] as const)
    assert.deepEqual(reads(as), [], as);
});

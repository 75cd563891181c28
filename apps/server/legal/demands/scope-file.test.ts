import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDemand } from '@commonkey/exposure';
import { scopeFile } from './scope-file.ts';

const ROW = {
  matter: '2026-1',
  instrument: 'grand-jury-subpoena',
  issuer: 'court',
  received_on: '2026-03-02',
} as const;
const ITEM = {
  place: 1,
  classes: ['papers'],
  span_from: null,
  span_until: null,
  touches: [],
  selector: 'class',
} satisfies Parameters<typeof scopeFile>[1];

function told(service: string | null, back: string | null): [string, string | undefined] {
  const { demand, faults } = parseDemand(
    scopeFile({ row: ROW, days: { service, return: back } }, ITEM) ?? '',
  );
  assert.deepEqual(faults, []);
  const { served, returns } = demand?.instrument ?? assert.fail('no scope');
  return [served, returns];
}

test('a scope says on which day the paper was served, where that is known, and by when it wants an answer', () => {
  assert.deepEqual(told('2026-03-04', '2026-03-16'), ['2026-03-04', '2026-03-16']);
  assert.deepEqual(told(null, '2026-03-16'), ['2026-03-02', '2026-03-16'], 'else the day it came');
  assert.deepEqual(told(null, null), ['2026-03-02', undefined], 'no day is made up');
});

test('an answer that was due before the paper was served still leaves a scope that can be read', () => {
  assert.deepEqual(told('2026-03-04', '2026-03-03'), ['2026-03-04', undefined]);
  assert.deepEqual(told('2026-03-04', '2026-03-04'), ['2026-03-04', '2026-03-04'], 'on that very day');
});

test('a scope never says whether silence was asked for or ordered: two demands that differ in nothing else have one scope', () => {
  const scopes = (['none', 'requested', 'ordered'] as const).map((gag) =>
    scopeFile({ row: { ...ROW, ...{ gag } }, days: { service: null, return: null } }, ITEM),
  );
  assert.equal(new Set(scopes).size, 1);
  assert.doesNotMatch(scopes.join(), /gag|silen|ordered|requested/);
});

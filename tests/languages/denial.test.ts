import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assess, portalRules } from '@commonkey/program';
import { shippedIds, shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { cataloguesOf, RESIDENT_ROOMS } from '../../scripts/resident-rooms.ts';

/** Somebody of each age that rules may tell apart. */
const BORN = ['2024', '2018', '2012', '2008', '1990', '1950'].map((year) => `${year}-03-03`);
const ON = '2026-11-22';

const after = cataloguesOf(
  RESIDENT_ROOMS.find(({ folder }) => folder.endsWith('portal/after/words')) ?? assert.fail(),
);
const review = cataloguesOf({ folder: 'apps/server/review/words' });

describe('a denial means one thing to who gives it and to who gets it', () => {
  const online = shippedIds()
    .map((id) => shippedProgram(id))
    .filter((program) => portalRules(program));

  test('what was sent does not meet a requirement: the rules name papers that would', () => {
    assert.ok(online.length > 0);
    for (const program of online) {
      const missing = BORN.flatMap((birthDate) => {
        const found = assess(program, [], { birthDate }, ON, { limit: 0 });
        return found.outcome === 'met' ? [] : found.missing;
      });
      for (const { requirement, alternatives } of missing)
        assert.ok(
          alternatives.some((gaps) => gaps.length > 0),
          `${program.id} ${requirement}`,
        );
      const open = new Set(missing.map(({ requirement }) => requirement));
      for (const { id } of program.requirements) assert.ok(open.has(id), `${program.id} ${id}`);
    }
  });

  test('so nobody is told that another paper may meet it while a reviewer is told that none could', () => {
    const said = /another paper may meet it/i;
    for (const key of ['after.denied-fix', 'after.denied-fix-closed'])
      assert.match(after.en?.[key] ?? '', said);
    assert.match(review.en?.['review.deny-sure'] ?? '', said);
    assert.match(review.es?.['review.deny-sure'] ?? '', /otro documento puede cumplirlo/);
  });
});

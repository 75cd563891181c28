import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shippedProgram } from './testing/shipped.ts';
import type { Program } from './types.ts';
import { usualAt } from './usual-at.ts';

const program = shippedProgram('model-city-online');

function named(rules: Program, age: number): string[] {
  return Object.entries(rules.papers)
    .filter(([, { shows = [] }]) => shows.includes('birth-date'))
    .sort(usualAt(rules, age))
    .map(([id]) => id);
}

test('a child of seven is named a birth certificate before a licence, an adult what most adults have', () => {
  const child = named(program, 7);
  assert.deepEqual(child.slice(0, 3), ['birth-certificate', 'school-record', 'medical-record']);
  for (const adults of ['drivers-license', 'state-id', 'work-id'].filter((id) => child.includes(id)))
    assert.ok(child.indexOf(adults) > child.indexOf('religious-record'), adults);
  assert.ok(named(program, 30).indexOf('drivers-license') < named(program, 30).indexOf('school-record'));
  assert.deepEqual(child.toSorted(), named(program, 30).toSorted(), 'none is left out');
});

test('where a program asks children for a photo too, its own order stands', () => {
  const requirements = program.requirements.map((one) =>
    one.id === 'photo' ? { id: one.id, rule: one.rule, source: one.source } : one,
  );
  const asking = { ...program, requirements };
  assert.deepEqual(named(asking, 7), named(asking, 30));
});

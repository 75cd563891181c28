import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { programWords } from '@commonkey/program/words.ts';
import { speaker } from '@commonkey/words';
import { wordDemandFault } from '../explain.ts';
import { exposureWords } from '../words.ts';
import { DEMAND_CODES, parseDemand } from './parse.ts';
import { demandJsonSchema } from './schema.ts';

const APRIL = readFileSync(
  new URL('../../../programs/chicago-2025/demands/2025-04-17.yaml', import.meta.url),
  'utf8',
);

function codesOf(...changes: [string | RegExp, string][]): string[] {
  const text = changes.reduce((before, [from, to]) => {
    assert.notEqual(before.replace(from, to), before, String(from));
    return before.replace(from, to);
  }, APRIL);
  return parseDemand(text).faults.map(({ path, code }) => `${path} ${code}`);
}

test('the shipped demand is read whole', () => {
  const { demand, faults } = parseDemand(APRIL);
  assert.deepEqual(faults, []);
  assert.equal(demand?.instrument.returns, '2025-05-01');
  assert.deepEqual(demand?.items[0]?.subjects, [
    { field: 'applied', from: '2022-04-17', until: '2025-04-17' },
    { field: 'paper-origin', is: 'foreign' },
  ]);
});

test('a day that is none, days the wrong way round, an answer wanted before it was served', () => {
  assert.deepEqual(codesOf(['served: 2025-04-17', 'served: 2025-02-30']), [
    '/instrument/served demand-day-impossible',
  ]);
  assert.deepEqual(codesOf(['from: 2022-04-17', 'from: 2025-04-18']), [
    '/items/0/subjects/0 demand-days-reversed',
  ]);
  assert.deepEqual(codesOf(['returns: 2025-05-01', 'returns: 2025-04-01']), [
    '/instrument/returns demand-returns-before-served',
  ]);
  assert.deepEqual(codesOf([/from: .*\n\s+until: .*\n/, '\n']), ['/items/0/subjects/0 demand-span-open']);
  const another = (from: string, until: string) =>
    codesOf([
      '      - field: paper-origin',
      `      - field: applied\n        from: ${from}\n        until: ${until}\n      - field: paper-origin`,
    ]);
  assert.deepEqual(another('2025-04-18', '2025-06-01'), ['/items/0/subjects demand-days-disjoint']);
  assert.deepEqual(another('2025-04-17', '2025-06-01'), [], 'one day is in both');
});

test('without a day of service there is no demand; a person’s name has no place in it', () => {
  assert.deepEqual(codesOf([/ +served: .*\n/, '']), ['/instrument/served key-missing']);
  for (const name of ['Ana', 'ana maria', '“Ana”', '7']) {
    const typed = APRIL.replace(/field: paper-origin\n\s+is: foreign/, `field: person\n        is: ${name}`);
    assert.deepEqual(
      parseDemand(typed).faults,
      [{ path: '/items/0/subjects/1', code: 'demand-person-by-name', params: {} }],
      `${name}: said as it is, and the name not said again`,
    );
  }
  assert.deepEqual(codesOf([/field: paper-origin\n\s+is: foreign/, 'field: person\n        is: named']), []);
});

test('a field that nobody declared is a question like any other', () => {
  assert.deepEqual(codesOf(['field: paper-origin', 'field: shoe-size'], ['is: foreign', 'is: large']), []);
});

test('anchors and broken files are told and not read', () => {
  assert.deepEqual(codesOf(['id: chicago-2025-04-17', 'id: &a chicago\nother: *a']), [' yaml-invalid']);
  assert.deepEqual(
    parseDemand('a: [').faults.map(({ code }) => code),
    ['yaml-invalid'],
  );
  assert.deepEqual(parseDemand('').faults.length > 0, true);
});

test('every fault has its sentence and a way out, in both languages', () => {
  for (const language of ['en', 'es']) {
    const say = speaker(language, programWords[language] ?? {}, exposureWords[language] ?? {});
    for (const code of DEMAND_CODES) {
      const params = { value: 'x', from: 'x', until: 'x', served: 'x', returns: 'x', detail: 'x' };
      const { problem, remedy } = wordDemandFault(say, { path: '', code, params });
      assert.ok(problem.length > 10 && remedy.length > 10, code);
    }
  }
});

test('the published schema is the one that is read by', () => {
  const published = readFileSync(new URL('./demand.schema.json', import.meta.url), 'utf8');
  assert.deepEqual(JSON.parse(published), JSON.parse(demandJsonSchema()));
});

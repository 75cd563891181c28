import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Program } from '@commonkey/program';
import { onlineCity } from '../vault/testing/hall.ts';
import { alsoShown } from './also-shown.ts';
import type { Answers } from './answers.ts';
import { needsNow } from './steps.ts';

const on = '2026-11-22';
const ID = '11111111-1111-4111-8111-111111111111';
let program: Program;
before(async () => {
  program = await onlineCity();
});

/** What each page of papers offers, by the id of its need. */
function offered(answers: Answers): Record<string, string[]> {
  const rules = { program, on };
  return Object.fromEntries(
    needsNow(rules, answers).map((need) => [need.id, alsoShown(rules, answers, need).map(({ id }) => id)]),
  );
}
const sent = (...shows: string[]) => ({ pictures: [{ id: ID, shows }] });

describe('what else a paper may show', () => {
  test('an adult’s own paper may show each of the others', () => {
    assert.deepEqual(offered({ path: 'self', birthDate: '1990-03-03' }), {
      photo: ['birth-date', 'residency'],
      'birth-date': ['photo', 'residency'],
      residency: ['photo', 'birth-date'],
    });
  });

  test('what another page’s picture shows is not offered; what this page’s shows can be taken back', () => {
    const self = { path: 'self', birthDate: '1990-03-03' } as const;
    assert.deepEqual(offered({ ...self, ...sent('photo', 'birth-date') }), {
      photo: ['birth-date', 'residency'],
      'birth-date': ['photo', 'residency'],
      residency: [],
    });
    assert.deepEqual(offered({ ...self, ...sent('photo') })['residency'], ['birth-date']);
  });

  test('T2: no paper of a caretaker is offered for what the person has to show, nor the reverse', () => {
    assert.deepEqual(offered({ path: 'caretaker', birthDate: '2009-03-03' }), {
      'birth-date': [],
      'caretaker-attestation': [],
      'caretaker-identity': [],
      'caretaker-residency': [],
      'caretaker-relationship': [],
    });
  });

  test('T2: no paper of a guardian is offered for what the child has to show, nor the reverse', () => {
    assert.deepEqual(offered({ path: 'child', birthDate: '2020-03-03' }), {
      'birth-date': ['residency'],
      residency: ['birth-date'],
      guardian: [],
    });
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isReference } from './reference.ts';

describe('T2: a number that is kept for good has no room for a name', () => {
  test('names, with or without a year, are none', () => {
    for (const name of [
      'LopezMaria.1990',
      'Lopez/1990',
      'Nguyen-7',
      'maria1990',
      'An.Li.Wu-1990',
      'Ana/Bo-4',
      'M.Lee.J-90',
      'Chen',
      'Li',
      'A.B.C',
      'López.1',
      'Lo pez 1',
      '',
      '1'.repeat(21),
      '26\n0414',
    ])
      assert.equal(isReference(name), false, name);
  });

  test('numbers as commissions and files give them are', () => {
    for (const number of [
      '26/0414-9',
      'P-88',
      'P/1',
      '26-017',
      'LRC-2026.031',
      '2026-LR-0414/B',
      '9'.repeat(20),
    ])
      assert.equal(isReference(number), true, number);
  });

  test('whatever is taken has a digit, at most three letters in a row and four in all', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'aZ09./-ñ '), maxLength: 22 });
    fc.assert(
      fc.property(typed, (text) => {
        const letters = text.replace(/[^A-Za-z]/g, '').length;
        const runs = text.split(/[^A-Za-z]/).map((run) => run.length);
        const fits = letters <= 4 && Math.max(...runs) <= 3 && /[0-9]/.test(text) && text.length <= 20;
        assert.equal(isReference(text), fits && !/[ñ ]/.test(text));
      }),
      { seed: 10, numRuns: 2000 },
    );
  });
});

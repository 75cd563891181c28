import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { codeFromWire, codeToWire, typedCode, WIRE_CODE } from './index.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codes = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 15, maxLength: 15 })
  .map((letters) => letters.join(''));

test('T1: a code crosses as hexadecimal and comes out as it was, its first letters noughts included', () => {
  fc.assert(
    fc.property(codes, (code) => {
      const wire = codeToWire(code);
      assert.match(wire, WIRE_CODE);
      assert.equal(codeFromWire(wire), code);
    }),
    { numRuns: 300, seed: 11, examples: [['0'.repeat(15)], ['Z'.repeat(15)]] },
  );
});

test('what somebody types is read as they meant it, and what can be no code is none', () => {
  assert.equal(typedCode(' o1il2-34567 89abc\n'), '011123456789ABC');
  for (const typed of ['', '0'.repeat(14), '0'.repeat(16), `${'0'.repeat(14)}U`, 'Zephyrine Quakenbush'])
    assert.equal(typedCode(typed), undefined, typed);
});

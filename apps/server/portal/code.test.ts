import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { codeKey, groupCode, newCode, readCode, tagOf } from './code.ts';

const random = (size: number) => new Uint8Array(randomBytes(size));
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytes = fc.uint8Array({ minLength: 14, maxLength: 14 });
const codes = bytes.map((drawn) => newCode(() => drawn));

describe('CC-01: the code', () => {
  test('has 70 random bits: every letter but the last is drawn', () => {
    const seen = Array.from({ length: 14 }, () => new Set<string>());
    for (let i = 0; i < 600; i++)
      for (const [place, letter] of [...newCode(random).slice(0, 14)].entries()) seen[place]?.add(letter);
    assert.deepEqual(
      seen.map((letters) => letters.size),
      seen.map(() => 32),
    );
  });

  test('is read however it is written', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const written = [
          code,
          code.toLowerCase(),
          groupCode(code),
          ` ${groupCode(code).replaceAll('-', ' – ')}\n`,
          code.replaceAll('0', 'O').replaceAll('1', 'l'),
          code.replaceAll('1', 'i'),
          [...code].join('\u200e'),
          [...code].join(' '),
        ];
        for (const one of written) assert.equal(readCode(one), code, one);
      }),
      { seed: 417 },
    );
  });

  test('one wrong letter is always seen, and so are two neighbours that changed places', () => {
    fc.assert(
      fc.property(codes, fc.nat(14), fc.nat(31), (code, place, letter) => {
        const wrong = `${code.slice(0, place)}${ALPHABET[letter]}${code.slice(place + 1)}`;
        assert.equal(readCode(wrong), wrong === code ? code : undefined);
        const swapped = `${code.slice(0, place)}${code[place + 1] ?? ''}${code[place]}${code.slice(place + 2)}`;
        assert.equal(readCode(swapped), swapped === code ? code : undefined);
      }),
      { numRuns: 3000, seed: 417 },
    );
  });

  test('nothing else is one', () => {
    for (const typed of [
      '',
      'A',
      'U'.repeat(15),
      `${'0'.repeat(14)}`,
      `${'0'.repeat(16)}`,
      'ééééééééééééééé',
    ])
      assert.equal(readCode(typed), undefined, typed);
  });
});

test('CC-02: tag and key come of one code, and neither of the other; another service has others', async () => {
  const [secret, other] = [random(32), random(32)];
  const code = newCode(random);
  const key = await codeKey(secret, code);
  assert.equal(key.length, 32);
  assert.deepEqual(await codeKey(secret, code), key);
  const different = [tagOf(secret, code), await codeKey(other, code), await codeKey(secret, newCode(random))];
  for (const one of different) assert.notDeepEqual(one, key);
  assert.notDeepEqual(tagOf(other, code), tagOf(secret, code));
});

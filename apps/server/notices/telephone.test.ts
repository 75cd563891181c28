import assert from 'node:assert/strict';
import { test } from 'node:test';
import { telephoneOf } from './telephone.ts';

test('a number as people write it becomes the one number it is (E.164)', () => {
  for (const [written, country, number] of [
    ['312 555 0123', '1', '+13125550123'],
    ['(312) 555-0123', '1', '+13125550123'],
    ['1-312-555-0123', '1', '+13125550123'],
    ['+1 312 555 0123', '1', '+13125550123'],
    ['+48 22 555 01 23', '1', '+48225550123'],
    ['011 48 22 555 01 23', '1', '+48225550123'],
    ['0048 22 555 01 23', '1', '+48225550123'],
    ['٣١٢ ٥٥٥ ٠١٢٣', '1', '+13125550123'],
    ['३१२५५५०१२३', '1', '+13125550123'],
    ['３１２５５５０１２３', '1', '+13125550123'],
    ['030 555 0123', '49', '+49305550123'],
    ['06 555 0123', '39', '+39065550123'],
  ] as const)
    assert.equal(telephoneOf(written, country), number, written);
  for (const written of ['', 'a@b.example', '1234', '+123456', '1234567890123456', '+1 312 +555 0123'])
    assert.equal(telephoneOf(written, '49'), null, written);
});

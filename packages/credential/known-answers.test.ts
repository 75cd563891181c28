// Answers printed in the standards themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase45, toBase45 } from './base45.ts';
import { getStatus, thumbprint } from './index.ts';
import { checkDigit } from './serial.ts';
import { inflate } from './zlib.ts';

const ascii = new TextEncoder();

test('Base45: RFC 9285 sections 4.3 and 4.4', () => {
  for (const [plain, text] of [
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ]) {
    assert.equal(toBase45(ascii.encode(plain)), text);
    assert.deepEqual([...fromBase45(text ?? '')], [...ascii.encode(plain)]);
  }
  assert.throws(() => fromBase45('GGX'), { code: 'qr-not-base45' });
});

test('check digit: ISO/IEC 7064 MOD 11,10', () => {
  assert.equal(checkDigit('0794'), 5);
});

test('status list of one bit and of two: draft-ietf-oauth-status-list section 4.1 and 4.3', () => {
  const one = Uint8Array.of(0xb9, 0xa3);
  assert.deepEqual(
    Array.from({ length: 16 }, (_, i) => getStatus({ bytes: one }, i)),
    [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1],
  );
  const two = Uint8Array.of(0xc9, 0x44, 0xf9);
  assert.deepEqual(
    Array.from({ length: 12 }, (_, i) => getStatus({ bytes: two, bits: 2 }, i)),
    [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3],
  );
  const packed = Uint8Array.from(Buffer.from('78dadbb918000217015d', 'hex'));
  assert.deepEqual(inflate(packed, 10), Uint8Array.from(one));
});

test('key thumbprint: the members of RFC 7638 section 3.2 in their order, against a value computed by Python', () => {
  const key = {
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  };
  assert.equal(thumbprint(key), 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U');
});

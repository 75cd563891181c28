import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { SEAL_BYTES, sealer } from './part-seal.ts';

const random = (size: number) => new Uint8Array(randomBytes(size));
const [salt, other] = [random(32), random(32)];
const plain = Buffer.from('a paper '.repeat(4000));

test('UP-06: a part is sealed, and opens with its cookie, this process’s salt and at its place alone', async () => {
  const { seal, open } = sealer('cookie', salt, random);
  const sealed = seal(plain, '0/32000');
  assert.equal(sealed.length, plain.length + SEAL_BYTES);
  assert.ok(!sealed.includes('a paper'));
  assert.notDeepEqual(seal(plain, '0/32000'), sealed, 'no two the same');
  assert.deepEqual(await open(sealed, '0/32000'), plain);
  await assert.rejects(open(sealed, '64/32000'), 'another place');
  await assert.rejects(sealer('another', salt, random).open(sealed, '0/32000'), 'another cookie');
  await assert.rejects(sealer('cookie', other, random).open(sealed, '0/32000'), 'another process');
  sealed.writeUInt8(sealed.readUInt8(40) ^ 1, 40);
  await assert.rejects(open(sealed, '0/32000'), 'altered');
});

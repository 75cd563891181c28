import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { concat, newBoxKeys, openBox, sealBox, unwrapKey, webRandom, wrapKey } from './index.ts';
import { key, plain } from './testing/arbitraries.ts';
import { openHpkeByHand } from './testing/by-hand.ts';

const faults = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

/** RFC 9180, appendix A.3.1, first encryption. */
const A31 = {
  skR: hex('f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2'),
  pkR: hex(`04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f70
    6a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0`),
  enc: hex(`04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325
    ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4`),
  info: hex('4f6465206f6e2061204772656369616e2055726e'),
  aad: hex('436f756e742d30'),
  ct: hex(`5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f
    9076ac232e3ab2523f39513434`),
};

describe('a box for one key', () => {
  test('opens for its holder under its own purpose alone', async () => {
    const [mine, other] = [await newBoxKeys(), await newBoxKeys()];
    await fc.assert(
      fc.asyncProperty(plain(), fc.string(), fc.string(), async (bytes, info, otherInfo) => {
        fc.pre(info !== otherInfo);
        const box = await sealBox(mine.publicKey, bytes, info);
        assert.deepEqual(await openBox(mine.privateKey, box, info), concat(bytes));
        assert.equal(box.length, bytes.length + 81);
        await assert.rejects(openBox(other.privateKey, box, info), faults('box-unopenable'));
        await assert.rejects(openBox(mine.privateKey, box, otherInfo), faults('box-unopenable'));
      }),
      { numRuns: 25 },
    );
  });

  test('does not open changed or cut', async () => {
    const { publicKey, privateKey } = await newBoxKeys();
    const box = await sealBox(publicKey, webRandom(32), 'purpose');
    for (const at of [0, 1, 64, 65, 80, box.length - 1]) {
      const altered = concat(box);
      altered[at] = (altered[at] ?? 0) ^ 1;
      await assert.rejects(openBox(privateKey, altered, 'purpose'), faults('box-unopenable'), String(at));
      await assert.rejects(openBox(privateKey, box.subarray(0, at), 'purpose'), faults('box-unopenable'));
    }
  });

  test('is HPKE as RFC 9180 has it: a second implementation, right about A.3.1, opens it', async () => {
    const said = openHpkeByHand({ ...A31, aeadId: 1 });
    assert.equal(said.toString(), 'Beauty is truth, truth beauty');
    const { privateKey, publicKey } = await newBoxKeys();
    const box = Buffer.from(await sealBox(publicKey, new Uint8Array([1, 2, 3]), 'purpose'));
    const opened = openHpkeByHand({
      skR: Buffer.from(privateKey.subarray(0, 32)),
      pkR: Buffer.from(privateKey.subarray(32)),
      enc: box.subarray(0, 65),
      ct: box.subarray(65),
      info: Buffer.from('purpose'),
      aad: Buffer.alloc(0),
      aeadId: 2,
    });
    assert.deepEqual([...opened], [1, 2, 3]);
  });

  test('is not sealed to something that is no key', async () => {
    const { publicKey } = await newBoxKeys();
    const offCurve = Buffer.from(publicKey, 'base64url');
    offCurve[64] = (offCurve[64] ?? 0) ^ 1;
    for (const wrong of ['', 'A'.repeat(87), `${publicKey}=`, offCurve.toString('base64url')])
      await assert.rejects(sealBox(wrong, webRandom(1), ''), faults('vault-input-invalid'), wrong);
  });
});

describe('a wrapped key', () => {
  test('opens with the same wrapping and purpose alone', async () => {
    await fc.assert(
      fc.asyncProperty(key(), key(), plain(), async (mine, other, secret) => {
        const wrapped = await wrapKey(mine, secret, 'evidence');
        assert.deepEqual(await unwrapKey(mine, wrapped, 'evidence'), concat(secret));
        assert.equal(wrapped.length, secret.length + 28);
        await assert.rejects(unwrapKey(other, wrapped, 'evidence'), faults('key-unopenable'));
        await assert.rejects(unwrapKey(mine, wrapped, 'other'), faults('key-unopenable'));
        await assert.rejects(unwrapKey(mine, wrapped.subarray(1), 'evidence'), faults('key-unopenable'));
      }),
    );
  });
});

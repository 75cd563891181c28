import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { catalogueFaults, isFault } from '@commonkey/words';
import fc from 'fast-check';
import { concat, fromBase64url, packBundle, toBase64url, unpackBundle, vaultWords } from './index.ts';

const part = () =>
  fc.record({ kind: fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/), bytes: fc.uint8Array({ maxLength: 300 }) });

describe('a bundle', () => {
  test('comes back part by part', () => {
    fc.assert(
      fc.property(fc.array(part(), { maxLength: 12 }), (parts) => {
        const expected = parts.map(({ kind, bytes }) => ({ kind, bytes: concat(bytes) }));
        assert.deepEqual(unpackBundle(packBundle(parts)), expected);
      }),
    );
  });

  test('cut, lengthened or made up is malformed, and nothing else happens', () => {
    const malformed = (error: unknown) => isFault(error) && error.code === 'bundle-malformed';
    fc.assert(
      fc.property(fc.array(part(), { maxLength: 5 }), fc.nat(), (parts, cut) => {
        const bundle = packBundle(parts);
        assert.throws(() => unpackBundle(bundle.subarray(0, cut % bundle.length)), malformed);
        assert.throws(() => unpackBundle(concat(bundle, new Uint8Array(1))), malformed);
      }),
    );
    // Whatever happens to read as a bundle is the one bundle of what was read.
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const bundle = concat(new TextEncoder().encode('CKB1\0\x01'), noise);
        try {
          assert.deepEqual(packBundle(unpackBundle(bundle)), bundle);
        } catch (error) {
          assert.ok(malformed(error), String(error));
        }
      }),
      { examples: [[Uint8Array.of(1, 97, 255, 255, 255, 255)], [Uint8Array.of(1, 97, 0, 0, 0, 0)]] },
    );
  });

  test('refuses kinds that are sentences', () => {
    const invalid = (error: unknown) => isFault(error) && error.code === 'vault-input-invalid';
    for (const kind of ['', 'Two words', 'x'.repeat(33)])
      assert.throws(() => packBundle([{ kind, bytes: new Uint8Array(0) }]), invalid);
  });
});

test('base64url has one spelling for each run of bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = toBase64url(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64url'));
      assert.deepEqual(fromBase64url(text), concat(bytes));
    }),
  );
  for (const wrong of ['A', 'AB', 'AA=', 'A A', '++']) assert.equal(fromBase64url(wrong), null, wrong);
});

test('every code has a sentence in every language, and no sentence is without a code', () => {
  assert.deepEqual(catalogueFaults(vaultWords, 'en'), []);
  const source = readFileSync(new URL('./codes.ts', import.meta.url), 'utf8');
  const codes = Array.from(source.matchAll(/\| '([a-z0-9-]+)'/g), ([, code]) => `fault.${code}`);
  assert.deepEqual(Object.keys(vaultWords.en ?? {}).sort(), codes.sort());
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { fromBase64 } from './bytes.ts';
import {
  append,
  EMPTY_FRONTIER,
  leafHash,
  packFrontier,
  proveInclusion,
  root,
  rootOf,
  unpackFrontier,
  verifyInclusion,
} from './index.ts';

type Vector = {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
};

const folder = process.env.COMMONKEY_VECTORS && join(process.env.COMMONKEY_VECTORS, 'merkle', 'inclusion');

/** Undecodable and absent values stand for the empty string of bytes, as in the vectors' own reader. */
const bytes = (text: string | null | undefined) => fromBase64(text ?? '') ?? new Uint8Array();

async function holds(vector: Vector): Promise<boolean> {
  try {
    await verifyInclusion({
      index: vector.leafIdx,
      size: vector.treeSize,
      hash: bytes(vector.leafHash),
      proof: (vector.proof ?? []).map(bytes),
      root: bytes(vector.root),
    });
    return true;
  } catch (error) {
    assert.ok(isFault(error) && error.code === 'ledger-proof-invalid', String(error));
    return false;
  }
}

describe('inclusion vectors of others (RFC 6962)', {
  skip: !folder && 'COMMONKEY_VECTORS is not set',
}, () => {
  const files =
    folder && existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const vectors = files.filter((file) => file.endsWith('.json')).sort();
  test('there are vectors to read, good and bad', () => assert.ok(vectors.length > 80, `${vectors.length}`));
  for (const file of vectors) {
    test(file, async () => {
      const vector = JSON.parse(readFileSync(join(folder ?? '', file), 'utf8')) as Vector;
      assert.equal(await holds(vector), !vector.wantErr, vector.desc);
    });
  }
});

const leaves = fc.array(fc.uint8Array({ minLength: 0, maxLength: 40 }), { minLength: 1, maxLength: 70 });

describe('the tree', () => {
  test('the roots of RFC 6962 section 2.1.3, by hand: no leaf, and one empty leaf', async () => {
    const hex = (b: Uint8Array) => Buffer.from(b).toString('hex');
    assert.equal(
      hex(await root(EMPTY_FRONTIER)),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    assert.equal(
      hex(await leafHash(new Uint8Array())),
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  test('appending reaches the root that the definition gives, at every size, packed and unpacked between', async () => {
    await fc.assert(
      fc.asyncProperty(leaves, async (all) => {
        const hashes = await Promise.all(all.map(leafHash));
        let frontier = EMPTY_FRONTIER;
        for (const [i, hash] of hashes.entries()) {
          frontier = await append(unpackFrontier(i, packFrontier(frontier)), hash);
          assert.deepEqual(await root(frontier), await rootOf(hashes.slice(0, i + 1)));
        }
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  test('every proof holds for its leaf, and for no other leaf, index, size or root', async () => {
    await fc.assert(
      fc.asyncProperty(leaves, fc.nat(), async (all, pick) => {
        const hashes = await Promise.all(all.map((leaf, i) => leafHash(Uint8Array.of(i, ...leaf))));
        const index = pick % hashes.length;
        const size = hashes.length;
        const hash = hashes[index] ?? new Uint8Array();
        const proof = await proveInclusion(hashes, index);
        const top = await rootOf(hashes);
        const right = { index, size, hash, proof, root: top };
        await verifyInclusion(right);
        const flipped = Uint8Array.from(top, (byte, i) => (i === pick % 32 ? byte ^ 1 : byte));
        const wrong = [
          { ...right, root: flipped },
          { ...right, index: size },
          { ...right, index: -1 },
          { ...right, proof: [...proof, top] },
          { ...right, hash: await leafHash(Uint8Array.of(255)) },
          ...(proof.length > 0
            ? [
                { ...right, proof: proof.slice(1) },
                { ...right, index: index ^ 1 },
              ]
            : []),
        ];
        for (const claim of wrong)
          await assert.rejects(
            verifyInclusion(claim),
            (e) => isFault(e) && e.code === 'ledger-proof-invalid',
          );
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  test('a frontier of another size is refused', () => {
    assert.throws(
      () => unpackFrontier(3, new Uint8Array(32)),
      (e) => isFault(e) && e.code === 'ledger-frontier-invalid',
    );
    assert.throws(
      () => unpackFrontier(1, new Uint8Array(33)),
      (e) => isFault(e) && e.code === 'ledger-frontier-invalid',
    );
  });
});

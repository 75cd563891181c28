import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import {
  append,
  EMPTY_FRONTIER,
  leafHash,
  nodeHash,
  packFrontier,
  proveConsistency,
  proveInclusion,
  root,
  rootOf,
  unpackFrontier,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';
import { leaves } from './testing/log.ts';
import { mth, path, proof } from './testing/oracle.ts';

const hex = (b: Uint8Array) => Buffer.from(b).toString('hex');
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const refused = coded('ledger-proof-invalid');
const flip = (hash: Uint8Array, pick: number) => hash.map((byte, i) => (i === pick % 32 ? byte ^ 1 : byte));

/** A size up to 700 and a place in it. */
const sized = fc
  .integer({ min: 1, max: 700 })
  .chain((size) => fc.record({ size: fc.constant(size), at: fc.nat(size - 1), bit: fc.nat(31) }));

describe('the tree', () => {
  test('the roots of RFC 6962 by hand: no leaf, and one empty leaf', () => {
    assert.equal(
      hex(root(EMPTY_FRONTIER)),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    assert.equal(
      hex(leafHash(new Uint8Array())),
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  test('appending reaches the root that the definition gives, at every size, packed and unpacked between', () => {
    const all = leaves(300);
    let frontier = EMPTY_FRONTIER;
    for (const [i, one] of all.entries()) {
      frontier = append(unpackFrontier(i, packFrontier(frontier)), leafHash(one));
      const whole = all.slice(0, i + 1);
      assert.deepEqual(root(frontier), rootOf(whole.map(leafHash)));
      if (i < 70 || i % 37 === 0) assert.deepEqual(root(frontier), mth(whole));
    }
  });

  test('a frontier of another size is refused', () => {
    assert.throws(() => unpackFrontier(3, new Uint8Array(32)), coded('ledger-frontier-invalid'));
    assert.throws(() => unpackFrontier(1, new Uint8Array(33)), coded('ledger-frontier-invalid'));
  });
});

describe('RFC 6962 section 2.1.3, the tree of seven leaves by hand', () => {
  const d = leaves(7);
  const [a, b, c, d3, e, f, j] = d.map(leafHash) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const [g, h, i] = [nodeHash(a, b), nodeHash(c, d3), nodeHash(e, f)];
  const [k, l] = [nodeHash(g, h), nodeHash(i, j)];
  const all = d.map(leafHash);

  test('the audit paths of d0, d3, d4 and d6', () => {
    assert.deepEqual(rootOf(all), nodeHash(k, l));
    assert.deepEqual(proveInclusion(all, 0), [b, h, l]);
    assert.deepEqual(proveInclusion(all, 3), [c, g, l]);
    assert.deepEqual(proveInclusion(all, 4), [f, j, k]);
    assert.deepEqual(proveInclusion(all, 6), [i, k]);
  });

  test('PROOF(3, D7), PROOF(4, D7), PROOF(6, D7)', () => {
    assert.deepEqual(proveConsistency(all, 3), [c, d3, g, l]);
    assert.deepEqual(proveConsistency(all, 4), [l]);
    assert.deepEqual(proveConsistency(all, 6), [i, j, k]);
  });
});

describe('proofs against the definition', () => {
  test('every size to 64, every leaf and every earlier tree', () => {
    const all = leaves(64);
    const hashes = all.map(leafHash);
    for (let size = 1; size <= 64; size += 1) {
      const [d, held] = [all.slice(0, size), hashes.slice(0, size)];
      const top = mth(d);
      for (let at = 0; at < size; at += 1) {
        const inclusion = proveInclusion(held, at);
        assert.deepEqual(inclusion, path(at, d));
        verifyInclusion({ index: at, size, hash: leafHash(all[at] ?? top), proof: inclusion, root: top });
        const size1 = at + 1;
        const consistency = proveConsistency(held, size1);
        assert.deepEqual(consistency, proof(size1, d));
        const root1 = mth(d.slice(0, size1));
        verifyConsistency({ size1, size2: size, root1, root2: top, proof: consistency });
      }
    }
  });

  test('larger trees, taken at random', () => {
    fc.assert(
      fc.property(sized, ({ size, at }) => {
        const d = leaves(size);
        assert.deepEqual(proveInclusion(d.map(leafHash), at), path(at, d));
        assert.deepEqual(proveConsistency(d.map(leafHash), at + 1), proof(at + 1, d));
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  test('an inclusion proof holds for no other leaf, index, size or root, and for no more or fewer hashes', () => {
    fc.assert(
      fc.property(sized, ({ size, at, bit }) => {
        const hashes = leaves(size).map(leafHash);
        const top = rootOf(hashes);
        const right = {
          index: at,
          size,
          hash: hashes[at] ?? top,
          proof: proveInclusion(hashes, at),
          root: top,
        };
        verifyInclusion(right);
        const wrong = [
          { ...right, root: flip(top, bit) },
          { ...right, index: size },
          { ...right, index: -1 },
          { ...right, proof: [...right.proof, top] },
          { ...right, proof: [...right.proof, new Uint8Array(31)] },
          { ...right, hash: leafHash(Uint8Array.of(255)) },
          ...right.proof.map((one, i) => ({ ...right, proof: right.proof.with(i, flip(one, bit)) })),
          ...(size > 1
            ? [
                { ...right, proof: right.proof.slice(1) },
                { ...right, index: at ^ 1 },
              ]
            : []),
        ];
        for (const claim of wrong) assert.throws(() => verifyInclusion(claim), refused);
      }),
      { numRuns: 30, seed: 2 },
    );
  });

  test('a consistency proof holds for no other size or root, and for no more, fewer or other hashes', () => {
    fc.assert(
      fc.property(sized, ({ size, at, bit }) => {
        const hashes = leaves(size).map(leafHash);
        const size1 = at + 1;
        const right = {
          size1,
          size2: size,
          root1: rootOf(hashes.slice(0, size1)),
          root2: rootOf(hashes),
          proof: proveConsistency(hashes, size1),
        };
        verifyConsistency(right);
        const wrong = [
          { ...right, size1: 0 },
          { ...right, size1: size + 1 },
          { ...right, size1: -1 },
          { ...right, proof: [...right.proof, right.root1] },
          ...right.proof.map((one, i) => ({ ...right, proof: right.proof.with(i, flip(one, bit)) })),
          ...(size1 < size
            ? [
                { ...right, root1: flip(right.root1, bit) },
                { ...right, root2: flip(right.root2, bit) },
                { ...right, proof: [] },
                { ...right, proof: right.proof.slice(1) },
                { ...right, root1: right.root2, root2: right.root1 },
              ]
            : []),
        ];
        for (const claim of wrong) assert.throws(() => verifyConsistency(claim), refused);
      }),
      { numRuns: 30, seed: 4 },
    );
  });

  test('two trees of one size and two roots are a fork by name', () => {
    const root1 = leafHash(Uint8Array.of(1));
    const claim = { size1: 9, size2: 9, root1, root2: flip(root1, 3), proof: [] };
    assert.throws(() => verifyConsistency(claim), coded('ledger-forked'));
  });

  test('no proof starts from an empty tree, ends before it starts, or is of a leaf that is not there', () => {
    const hashes = leaves(5).map(leafHash);
    for (const size1 of [0, 6, -1, 1.5])
      assert.throws(() => proveConsistency(hashes, size1), coded('ledger-index-out-of-range'));
    for (const index of [5, -1, 0.5])
      assert.throws(() => proveInclusion(hashes, index), coded('ledger-index-out-of-range'));
  });
});

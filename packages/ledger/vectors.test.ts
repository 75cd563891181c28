import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { fromBase64 } from './bytes.ts';
import { verifyConsistency, verifyInclusion } from './index.ts';
import { type Vector, vectorsIn, withoutVectors } from './testing/vectors.ts';

const bytes = (text: string | null | undefined) => fromBase64(text ?? '') ?? new Uint8Array();

const VERIFY: Record<string, (vector: Vector) => void> = {
  inclusion: ({ leafIdx, treeSize, leafHash, proof, root }) =>
    verifyInclusion({
      index: leafIdx ?? Number.NaN,
      size: treeSize ?? Number.NaN,
      hash: bytes(leafHash),
      proof: (proof ?? []).map(bytes),
      root: bytes(root),
    }),
  consistency: ({ size1, size2, root1, root2, proof }) =>
    verifyConsistency({
      size1: size1 ?? Number.NaN,
      size2: size2 ?? Number.NaN,
      root1: bytes(root1),
      root2: bytes(root2),
      proof: (proof ?? []).map(bytes),
    }),
};

for (const [kind, verify] of Object.entries(VERIFY)) {
  const vectors = withoutVectors ? [] : vectorsIn(kind);
  // A kind of which nobody sent any is told as such: it has shown nothing.
  const skip = withoutVectors || (kind !== 'inclusion' && vectors.length === 0 && `no vectors of ${kind}`);
  describe(`${kind} vectors of others (RFC 6962)`, { skip }, () => {
    if (kind === 'inclusion')
      test('there are vectors to read, good and bad', () =>
        assert.ok(vectors.length > 80, `${vectors.length}`));
    for (const [file, vector] of vectors)
      test(file, () => {
        const refused = (e: unknown) =>
          isFault(e) && ['ledger-proof-invalid', 'ledger-forked'].includes(e.code);
        if (vector.wantErr) assert.throws(() => verify(vector), refused, vector.desc);
        else verify(vector);
      });
  });
}

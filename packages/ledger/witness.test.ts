import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import {
  addCheckpointBody,
  openNote,
  readVerifierKey,
  signCheckpoint,
  verifierKey,
  verifyCosignatures,
  withCosignatures,
} from './index.ts';
import { leaf, testSigner } from './testing/log.ts';
import { ed25519Witness, mlDsaWitness } from './testing/witness.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const signer = testSigner('city.example/ledger');
const note = signCheckpoint(18, leaf(3), signer);
const first = ed25519Witness(testSigner('witness.example/w1', 2));
const second = ed25519Witness(testSigner('witness.example/w2', 3));

describe('keys (C2SP signed-note)', () => {
  /** The example of the specification. */
  const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';

  test('the key and the note of the specification’s example', async () => {
    const key = readVerifierKey(vkey);
    assert.equal(verifierKey(key), vkey);
    const text = 'This is an example message.\n';
    const line =
      '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
    assert.equal(await openNote(`${text}\n${line}`, key), text);
    await assert.rejects(openNote(`T${text}\n${line}`, key), coded('ledger-note-signature'));
  });

  test('a key with another id, name, type or length is refused', () => {
    const malformed = [
      vkey.replace('530d903a', '530d903b'),
      vkey.replace('foo', 'bar'),
      vkey.replace('+Aek', '+BOk'),
      vkey.slice(0, -4),
      vkey.replace('example', 'exam ple'),
      '',
    ];
    for (const text of malformed)
      assert.throws(() => readVerifierKey(text), coded('ledger-key-malformed'), text);
    assert.throws(() => readVerifierKey('a+00000000+AgAA'), coded('ledger-algorithm-unsupported'));
  });

  test('control characters and a flood of signatures are no note', async () => {
    const key = readVerifierKey(vkey);
    const line = `— witness.example ${Buffer.from('0123456789').toString('base64')}\n`;
    for (const bad of [`a\tb\n\n${line}`, `a\rb\n\n${line}`, `a\n\n${line.repeat(65)}`, `a\n\n`, `a\n\n\n`])
      await assert.rejects(openNote(bad, key), coded('ledger-note-malformed'), JSON.stringify(bad));
    await assert.rejects(openNote(`a\n\n${line.repeat(16)}`, key), coded('ledger-note-unsigned'));
  });
});

describe('witnesses (C2SP tlog-cosignature, tlog-witness)', () => {
  test('what witnesses answer goes under the checkpoint and holds, each with its time', async () => {
    const answer =
      (await first.cosign(await note, 1_700_000_000)) + (await second.cosign(await note, 1_700_000_001));
    const cosigned = await withCosignatures(await note, answer, [first.key, second.key]);
    assert.deepEqual(await verifyCosignatures(cosigned, [first.key, second.key], 2), [
      { witness: 'witness.example/w1', time: 1_700_000_000 },
      { witness: 'witness.example/w2', time: 1_700_000_001 },
    ]);
    assert.equal(await withCosignatures(cosigned, answer, [first.key, second.key]), cosigned);
    assert.equal(await openNote(cosigned, signer), (await note).split('\n\n')[0]?.concat('\n'));
  });

  test('ML-DSA-44 cosignatures hold beside Ed25519 ones, for this name only', async () => {
    const modern = await mlDsaWitness('witness.example/pq');
    const answer = (await modern.cosign(await note, 7)) + (await first.cosign(await note, 8));
    const cosigned = await withCosignatures(await note, answer, [modern.key, first.key]);
    assert.equal((await verifyCosignatures(cosigned, [modern.key, first.key], 2)).length, 2);
    assert.equal(verifierKey(readVerifierKey(verifierKey(modern.key))), verifierKey(modern.key));
    const renamed = cosigned.replace('\n18\n', '\n19\n');
    await assert.rejects(verifyCosignatures(renamed, [modern.key]), coded('ledger-cosignature-invalid'));
  });

  test('a line of another tree, another time or cut short does not hold', async () => {
    const other = await signCheckpoint(19, leaf(3), signer);
    const foreign = (await note) + (await first.cosign(other, 5));
    await assert.rejects(verifyCosignatures(foreign, [first.key]), coded('ledger-cosignature-invalid'));
    const line = await first.cosign(await note, 5);
    const [, encoded = ''] = / ([^ ]+)\n$/.exec(line) ?? [];
    const blob = Buffer.from(encoded, 'base64');
    const later = Buffer.from(blob);
    later.writeUInt8(6, 11);
    const changed = (bytes: Buffer) => line.replace(encoded, bytes.toString('base64'));
    await assert.rejects(
      verifyCosignatures((await note) + changed(later), [first.key]),
      coded('ledger-cosignature-invalid'),
    );
    await assert.rejects(
      verifyCosignatures((await note) + changed(blob.subarray(0, -1)), [first.key]),
      coded('ledger-cosignature-malformed'),
    );
    // A witness cannot make the log's checkpoint unreadable.
    assert.equal(await withCosignatures(await note, changed(later), [first.key]), await note);
  });

  test('strangers count for nothing, and too few are refused', async () => {
    const cosigned = (await note) + (await second.cosign(await note, 5));
    assert.deepEqual(await verifyCosignatures(cosigned, [first.key]), []);
    await assert.rejects(
      verifyCosignatures(cosigned, [first.key, second.key], 2),
      coded('ledger-cosignatures-missing'),
    );
    assert.equal(
      await withCosignatures(await note, await second.cosign(await note, 5), [first.key]),
      await note,
    );
  });

  test('the log’s own signature is no cosignature', async () => {
    const own = { name: signer.name, type: 1, publicKey: signer.publicKey } as const;
    await assert.rejects(verifyCosignatures(await note, [own]), coded('ledger-key-malformed'));
  });

  test('a request to a witness has the old size, the proof, an empty line and the checkpoint', () => {
    const hash = Buffer.from(leaf(1)).toString('base64');
    assert.equal(addCheckpointBody(5, [leaf(1), leaf(1)], 'note\n'), `old 5\n${hash}\n${hash}\n\nnote\n`);
    assert.equal(addCheckpointBody(0, [], 'note\n'), 'old 0\n\nnote\n');
  });
});

import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, sign as nodeSign } from 'node:crypto';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import {
  canonicalEvent,
  commit,
  type NoteSigner,
  noteVerifierKey,
  openNote,
  readCheckpoint,
  signCheckpoint,
  signNote,
} from './index.ts';

/** RFC 8032 section 7.1, test 1. */
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const PUBLIC = Uint8Array.from(
  Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'),
);
const privateKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${SEED}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
const signer: NoteSigner = {
  name: 'city.example/ledger',
  publicKey: PUBLIC,
  sign: async (data) => nodeSign(null, data, privateKey),
};
const key = { name: signer.name, publicKey: PUBLIC };
const root = Uint8Array.from({ length: 32 }, (_, i) => i);
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;

describe('signed notes and checkpoints (C2SP)', () => {
  test('a checkpoint has the three lines, an empty one and the signature, by the letter', async () => {
    const note = await signCheckpoint(18, root, signer);
    const text = `city.example/ledger\n18\n${Buffer.from(root).toString('base64')}\n`;
    const id = createHash('sha256')
      .update('city.example/ledger\n')
      .update(Uint8Array.of(1))
      .update(PUBLIC)
      .digest();
    const blob = Buffer.concat([id.subarray(0, 4), nodeSign(null, Buffer.from(text), privateKey)]);
    assert.equal(note, `${text}\n— city.example/ledger ${blob.toString('base64')}\n`);
    assert.deepEqual(await readCheckpoint(note, key), { origin: 'city.example/ledger', size: 18, root });
  });

  test('the verifier key is the one of the format page: name, hash, algorithm and key', async () => {
    const [, name, id, encoded] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(noteVerifierKey(signer.name, PUBLIC)) ?? [];
    assert.equal(name, signer.name);
    assert.match(id ?? '', /^[0-9a-f]{8}$/);
    const bytes = Buffer.from(encoded ?? '', 'base64');
    assert.equal(bytes[0], 1);
    assert.ok(
      createPublicKey(privateKey)
        .export({ format: 'der', type: 'spki' })
        .subarray(-32)
        .equals(bytes.subarray(1)),
    );
  });

  test('a changed byte, another key, another name and a torn note are told apart', async () => {
    const note = await signCheckpoint(18, root, signer);
    await assert.rejects(openNote(note.replace('\n18\n', '\n19\n'), key), coded('ledger-note-signature'));
    await assert.rejects(
      openNote(note, { name: signer.name, publicKey: root }),
      coded('ledger-note-unsigned'),
    );
    await assert.rejects(openNote(note, { ...key, name: 'other.example' }), coded('ledger-note-unsigned'));
    await assert.rejects(openNote(note.slice(0, -1), key), coded('ledger-note-malformed'));
    await assert.rejects(openNote(note.replace('—', '-'), key), coded('ledger-note-malformed'));
  });

  test('signatures of witnesses above ours are passed over', async () => {
    const note = await signCheckpoint(18, root, signer);
    const [text = '', ours = ''] = note.split('\n\n');
    const theirs = `— witness.example ${Buffer.from('0123456789').toString('base64')}`;
    assert.equal((await readCheckpoint(`${text}\n\n${theirs}\n${ours}`, key)).size, 18);
  });

  test('a well-signed note that is no checkpoint of this log is refused', async () => {
    await assert.rejects(
      readCheckpoint(await signNote(`elsewhere\n18\n${Buffer.from(root).toString('base64')}\n`, signer), key),
      coded('ledger-origin-differs'),
    );
    for (const text of [
      'elsewhere\n18\nAAAA\n',
      `${signer.name}\n018\n${Buffer.from(root).toString('base64')}\n`,
      `${signer.name}\n1\nAAAA\n`,
    ])
      await assert.rejects(readCheckpoint(await signNote(text, signer), key), coded('ledger-note-malformed'));
  });
});

describe('events', () => {
  test('one event has one byte string, whatever the order it was written in', () => {
    const text = Buffer.from(canonicalEvent({ kind: 'k', b: 1, a: 'ü"\n', c: null, d: true })).toString();
    assert.equal(text, '{"a":"ü\\"\\n","b":1,"c":null,"d":true,"kind":"k"}');
    assert.deepEqual(canonicalEvent({ z: 1, kind: 'k' }), canonicalEvent({ kind: 'k', z: 1 }));
  });

  test('the commitment is SHA-256 of salt and event; a short salt and a fraction are refused', async () => {
    const event = canonicalEvent({ kind: 'k' });
    const salt = new Uint8Array(32).fill(7);
    const expected = createHash('sha256').update(salt).update(event).digest();
    assert.ok(expected.equals(commit(salt, event)));
    assert.throws(() => commit(salt.slice(1), event), coded('ledger-event-invalid'));
    assert.throws(() => canonicalEvent({ kind: 'k', n: 0.5 }), coded('ledger-event-invalid'));
  });
});

import { createPrivateKey, createPublicKey, sign as nodeSign } from 'node:crypto';
import { type NoteSigner, type ReadFile, signCheckpoint, tilesOf } from '../index.ts';

/** Leaf `i`: 32 bytes that are its number and nothing random, so that a failure can be run again. */
export function leaf(i: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(32).fill(7);
  new DataView(bytes.buffer).setUint32(0, i);
  return bytes;
}

export const leaves = (count: number, from = 0): Uint8Array<ArrayBuffer>[] =>
  Array.from({ length: count }, (_, i) => leaf(from + i));

/** An Ed25519 signer whose key is nothing but `seed` repeated. */
export function testSigner(name: string, seed = 1): NoteSigner {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const privateKey = createPrivateKey({
    key: Buffer.concat([prefix, Buffer.alloc(32, seed)]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    name,
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: async (data) => nodeSign(null, data, privateKey),
  };
}

export type TestLog = {
  files: Map<string, Uint8Array>;
  read: ReadFile;
  /** Grows to `size` and answers with the signed checkpoint and its root. */
  grow(size: number): Promise<{ size: number; root: Uint8Array; note: string }>;
};

/** A log of test leaves as static files in memory. */
export function testLog(signer: NoteSigner, leafAt: (i: number) => Uint8Array = leaf): TestLog {
  const files = new Map<string, Uint8Array>();
  const read: ReadFile = async (path) => files.get(path) ?? null;
  let from = 0;
  return {
    files,
    read,
    async grow(size) {
      const fresh = Array.from({ length: size - from }, (_, i) => leafAt(from + i));
      const growing = tilesOf(from, size, fresh, read);
      let step = await growing.next();
      for (; !step.done; step = await growing.next()) files.set(step.value.path, step.value.bytes);
      from = size;
      return { size, root: step.value, note: await signCheckpoint(size, step.value, signer) };
    },
  };
}

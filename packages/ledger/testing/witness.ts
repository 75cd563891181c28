import { concat } from '../bytes.ts';
import { uint64 } from '../cosignature.ts';
import { cosignedMessage, keyId, type NoteSigner, readNote, type VerifierKey } from '../index.ts';
import { signatureLine } from '../note.ts';

export type TestWitness = { key: VerifierKey; cosign(note: string, time: number): Promise<string> };

/** A witness that signs whatever it is shown: its answer to `add-checkpoint`. */
function witness(
  key: VerifierKey,
  sign: (message: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>,
): TestWitness {
  return {
    key,
    async cosign(note, time) {
      const message = cosignedMessage(readNote(note).text, key, BigInt(time));
      return signatureLine(key.name, keyId(key), concat(uint64(BigInt(time)), await sign(message)));
    },
  };
}

export const ed25519Witness = (signer: NoteSigner): TestWitness =>
  witness({ name: signer.name, type: 4, publicKey: signer.publicKey }, signer.sign);

export async function mlDsaWitness(name: string): Promise<TestWitness> {
  const made = await crypto.subtle.generateKey('ML-DSA-44', true, ['sign', 'verify']);
  if (!('privateKey' in made)) throw new Error('no pair');
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', made.publicKey));
  return witness(
    { name, type: 6, publicKey: spki.slice(-1312) },
    async (message) => new Uint8Array(await crypto.subtle.sign('ML-DSA-44', made.privateKey, message)),
  );
}

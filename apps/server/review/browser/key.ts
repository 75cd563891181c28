import { type Bytes, newBoxKeys, toBase64url, unwrapKey, wrapKey } from '@commonkey/vault';
import { EVIDENCE_KEY } from '../evidence/purposes.ts';
import type { Touch } from '../touch.ts';
import { bytes, type Touched, touchPasskey } from './passkey.ts';
import { ask } from './wire.ts';

/** An officer's key, opened: in memory, for as long as one file is. */
export type OpenKey = { publicKey: string; privateKey: Bytes };

/** Makes a key pair here, wraps its private half under what the touched passkey yields, and stores that at city hall. */
export async function makeKey(): Promise<void> {
  const touched = await touchPasskey(await ask<Touch>('/api/evidence-keys/options', {}));
  const { publicKey, privateKey } = await newBoxKeys();
  const wrapped = toBase64url(await wrapKey(touched.prf, privateKey, EVIDENCE_KEY));
  privateKey.fill(0);
  touched.prf.fill(0);
  await ask('/api/evidence-keys', { response: touched.response, publicKey, wrapped });
}

/** Opens the key that belongs to the touched passkey. Fault `key-unopenable`. */
export async function openKey(touch: Touch, touched: Touched): Promise<OpenKey> {
  const own = touch.keys.find(({ credential }) => credential === touched.credential);
  const wrapped = bytes(own?.wrapped ?? '');
  const privateKey = await unwrapKey(touched.prf, wrapped, EVIDENCE_KEY);
  touched.prf.fill(0);
  return { publicKey: own?.publicKey ?? '', privateKey };
}

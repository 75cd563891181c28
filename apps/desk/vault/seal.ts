import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import { type Bytes, randomBytes } from './bytes.ts';

export type Sealed = { readonly iv: Bytes; readonly bytes: Bytes };

/** AES-256-GCM over JSON. `place` is bound in, so that a record moved to another place does not open. */
export async function seal(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  const iv = randomBytes(12);
  const additionalData = new TextEncoder().encode(place);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const bytes = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain),
  );
  return { iv, bytes };
}

/** @throws Fault `desk-storage-damaged`: altered, moved or sealed under another key */
export async function unseal(key: CryptoKey, place: string, sealed: Sealed): Promise<unknown> {
  const additionalData = new TextEncoder().encode(place);
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.iv, additionalData },
      key,
      sealed.bytes,
    );
    return JSON.parse(new TextDecoder().decode(plain));
  } catch (cause) {
    throw new Fault<DeskCode>('desk-storage-damaged', { place }, { cause });
  }
}

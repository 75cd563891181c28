import { type Bytes, concat, own, type Random, utf8, webRandom } from './bytes.ts';
import { deriveKey } from './derive.ts';
import { fault } from './fault.ts';

const NONCE = 12;

/**
 * `12-byte nonce | AES-256-GCM(secret)` under HKDF-SHA256(wrapping, info): 28 bytes more than `secret`. `wrapping` is 32
 * uniform bytes, such as a passkey's PRF output or a key made of a code. Fault `vault-input-invalid`.
 */
export async function wrapKey(
  wrapping: Uint8Array,
  secret: Uint8Array,
  info: string,
  random: Random = webRandom,
): Promise<Bytes> {
  const iv = own(random(NONCE));
  const key = await wrappingKey(wrapping, info, 'encrypt');
  return concat(iv, new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, own(secret))));
}

/** @throws Fault `key-unopenable`: another wrapping key or `info`, altered or cut */
export async function unwrapKey(wrapping: Uint8Array, wrapped: Uint8Array, info: string): Promise<Bytes> {
  const key = await wrappingKey(wrapping, info, 'decrypt');
  const iv = own(wrapped.subarray(0, NONCE));
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, own(wrapped.subarray(NONCE))),
    );
  } catch (cause) {
    throw fault('key-unopenable', cause);
  }
}

async function wrappingKey(wrapping: Uint8Array, info: string, use: 'encrypt' | 'decrypt') {
  if (wrapping.length !== 32) throw fault('vault-input-invalid');
  return deriveKey(wrapping, concat(utf8('commonkey-wrap-v1'), new Uint8Array(1), utf8(info)), use);
}

import { createCipheriv, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM (NIST SP 800-38D): nonce, ciphertext, tag. Every key here seals once, or a handful of times. */
export function seal(key: Uint8Array, plain: Uint8Array, aad: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/**
 * Undefined where key, bytes or `aad` are not those of the sealing. By WebCrypto: `node:crypto` leaves a second copy of
 * the plain bytes in freed memory, which nobody can wipe.
 */
export async function unseal(key: Uint8Array, sealed: Uint8Array, aad: string): Promise<Buffer | undefined> {
  if (sealed.length < NONCE + TAG) return undefined;
  const bytes = new Uint8Array(key);
  const held = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt']);
  bytes.fill(0);
  const iv = new Uint8Array(sealed.subarray(0, NONCE));
  const body = new Uint8Array(sealed.subarray(NONCE));
  try {
    const additionalData = Buffer.from(aad);
    return Buffer.from(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, held, body));
  } catch (error) {
    if (Object(error).name !== 'OperationError') throw error;
    return undefined;
  }
}

import { type Bytes, own } from './bytes.ts';

/**
 * AES-256-GCM key that WebCrypto keeps: HKDF-SHA256 (RFC 5869) with an empty salt, as the input is uniform. `secret` is
 * copied, and the copy is emptied.
 */
export async function deriveKey(
  secret: Uint8Array,
  info: Bytes,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const copy = own(secret);
  const base = await crypto.subtle.importKey('raw', copy, 'HKDF', false, ['deriveKey']);
  copy.fill(0);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, [use]);
}

import { createCipheriv, hkdfSync } from 'node:crypto';
import type { Random } from '../clock.ts';

const NONCE = 12;
const TAG = 16;
/** Bytes that sealing adds. */
export const SEAL_BYTES = NONCE + TAG;

export type Sealer = {
  /** @param place says where it belongs; it opens at no other */
  seal(plain: Uint8Array, place: string): Buffer<ArrayBuffer>;
  /** Leaves no copy behind but the one it gives. Rejects when it was altered or belongs elsewhere. */
  open(sealed: Uint8Array<ArrayBuffer>, place: string): Promise<Buffer<ArrayBuffer>>;
};

/**
 * AES-256-GCM under a key that takes both the session's cookie, which only a request brings, and a salt that only this
 * process's memory has: what waits in memory between two requests opens for neither alone.
 */
export function sealer(token: string, salt: Uint8Array, random: Random): Sealer {
  const key = Buffer.from(hkdfSync('sha256', token, salt, 'commonkey-upload-part-v1', 32));
  return {
    seal(plain, place) {
      const nonce = random(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    async open(sealed, place) {
      // Web Cryptography writes what it opens once; a `Decipher` writes it twice, and frees the first as it is.
      const own = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
      const how = { name: 'AES-GCM', iv: sealed.subarray(0, NONCE), additionalData: Buffer.from(place) };
      return Buffer.from(await crypto.subtle.decrypt(how, own, sealed.subarray(NONCE)));
    },
  };
}

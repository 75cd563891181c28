import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';
import type { Bytes } from './bytes.ts';
import { randomBytes } from './bytes.ts';

/**
 * The keys of a shift. The passkey's PRF output opens the shift key, the shift key opens the desk key and every
 * record. Keys pass between each other by `wrapKey` and `unwrapKey` alone, so that no script ever holds the bytes of
 * one, and what stays in memory cannot be exported.
 */
export type WrappedKey = { readonly iv: Bytes; readonly bytes: Bytes };

const SHIFT_KEY_USE: KeyUsage[] = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
const AES = { name: 'AES-GCM', length: 256 } as const;
const DESK_KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** HKDF-SHA-256 (RFC 5869) over the PRF output. `salt`: the envelope's 32 bytes. */
async function keyFromPrf(prf: Bytes, salt: Bytes): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', prf, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode('commonkey-desk-shift-v1');
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info }, base, AES, false, [
    'wrapKey',
    'unwrapKey',
  ]);
}

export async function newShiftKey(prf: Bytes, salt: Bytes): Promise<{ key: CryptoKey; wrapped: WrappedKey }> {
  const outer = await keyFromPrf(prf, salt);
  const once = await crypto.subtle.generateKey(AES, true, SHIFT_KEY_USE);
  const iv = randomBytes(12);
  const wrapped = {
    iv,
    bytes: new Uint8Array(await crypto.subtle.wrapKey('raw', once, outer, { name: 'AES-GCM', iv })),
  };
  return { key: await openShiftKey(prf, salt, wrapped), wrapped };
}

/** @throws Fault `desk-passkey-other`: another passkey than the one that opened the shift */
export async function openShiftKey(prf: Bytes, salt: Bytes, wrapped: WrappedKey): Promise<CryptoKey> {
  const outer = await keyFromPrf(prf, salt);
  const { iv, bytes } = wrapped;
  try {
    return await crypto.subtle.unwrapKey(
      'raw',
      bytes,
      outer,
      { name: 'AES-GCM', iv },
      AES,
      false,
      SHIFT_KEY_USE,
    );
  } catch (cause) {
    throw new Fault<DeskCode>('desk-passkey-other', {}, { cause });
  }
}

export type DeskKey = { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };

/** A P-256 key for signing cards: plain only inside WebCrypto, kept only wrapped. */
export async function newDeskKey(
  shiftKey: CryptoKey,
): Promise<{ key: DeskKey; wrapped: WrappedKey; publicJwk: JsonWebKey }> {
  const pair = await crypto.subtle.generateKey(DESK_KEY, true, ['sign', 'verify']);
  const iv = randomBytes(12);
  const bytes = new Uint8Array(
    await crypto.subtle.wrapKey('pkcs8', pair.privateKey, shiftKey, { name: 'AES-GCM', iv }),
  );
  const publicJwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const wrapped = { iv, bytes };
  return { key: await openDeskKey(shiftKey, wrapped, publicJwk), wrapped, publicJwk };
}

/** @throws Fault `desk-storage-damaged` */
export async function openDeskKey(
  shiftKey: CryptoKey,
  wrapped: WrappedKey,
  publicJwk: JsonWebKey,
): Promise<DeskKey> {
  const { iv, bytes } = wrapped;
  try {
    return {
      privateKey: await crypto.subtle.unwrapKey(
        'pkcs8',
        bytes,
        shiftKey,
        { name: 'AES-GCM', iv },
        DESK_KEY,
        false,
        ['sign'],
      ),
      publicKey: await crypto.subtle.importKey('jwk', publicJwk, DESK_KEY, true, ['verify']),
    };
  } catch (cause) {
    throw new Fault<DeskCode>('desk-storage-damaged', {}, { cause });
  }
}

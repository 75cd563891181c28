import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, concat, fromBase64url, own, toBase64url, utf8 } from './bytes.ts';
import { fault } from './fault.ts';

/** A P-256 point, uncompressed (SEC 1, 65 bytes), base64url: 87 letters. */
export type BoxPublicKey = string;
export type BoxKeys = {
  publicKey: BoxPublicKey;
  /** 97 bytes: the scalar (32) and the point (65), as some browsers do not compute the one from the other. */
  privateKey: Bytes;
};

const SCALAR = 32;
const POINT = 65;
const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;

// HPKE (RFC 9180) base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM: all of it in WebCrypto.
const suite = () =>
  new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export async function newBoxKeys(): Promise<BoxKeys> {
  const pair = await crypto.subtle.generateKey(ECDH, true, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const { d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const scalar = fromBase64url(d ?? '');
  if (scalar?.length !== SCALAR) throw fault('vault-input-invalid');
  const privateKey = concat(scalar, point);
  scalar.fill(0);
  return { publicKey: toBase64url(point), privateKey };
}

/**
 * `encapsulated point (65) | ciphertext and tag`: 81 bytes more than `plain`. Only the holder of the private key opens it,
 * and only under the same `info`. Fault `vault-input-invalid`: no point of the curve.
 */
export async function sealBox(publicKey: BoxPublicKey, plain: Uint8Array, info: string): Promise<Bytes> {
  const recipientPublicKey = await importPoint(publicKey);
  const sealed = await suite().seal({ recipientPublicKey, info: utf8(info) }, own(plain));
  return concat(new Uint8Array(sealed.enc), new Uint8Array(sealed.ct));
}

/** @throws Fault `box-unopenable`: sealed to somebody else, under another `info`, altered or cut */
export async function openBox(privateKey: Uint8Array, box: Uint8Array, info: string): Promise<Bytes> {
  if (privateKey.length !== SCALAR + POINT) throw fault('vault-input-invalid');
  const recipientKey = await importPair(privateKey);
  try {
    const enc = own(box.subarray(0, POINT));
    return new Uint8Array(
      await suite().open({ recipientKey, enc, info: utf8(info) }, own(box.subarray(POINT))),
    );
  } catch (cause) {
    throw fault('box-unopenable', cause);
  }
}

async function importPoint(publicKey: BoxPublicKey): Promise<CryptoKey> {
  const point = fromBase64url(publicKey);
  if (point?.length !== POINT) throw fault('vault-input-invalid');
  try {
    return await crypto.subtle.importKey('raw', point, ECDH, true, []);
  } catch (cause) {
    throw fault('vault-input-invalid', cause);
  }
}

async function importPair(bytes: Uint8Array): Promise<CryptoKeyPair> {
  const point = bytes.subarray(SCALAR);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: toBase64url(point.subarray(1, 33)),
    y: toBase64url(point.subarray(33)),
    d: toBase64url(bytes.subarray(0, SCALAR)),
  };
  try {
    return {
      publicKey: await importPoint(toBase64url(point)),
      privateKey: await crypto.subtle.importKey('jwk', jwk, ECDH, true, ['deriveBits']),
    };
  } catch (cause) {
    throw fault('vault-input-invalid', cause);
  }
}

import { createDecipheriv, createECDH, createHmac, hkdfSync } from 'node:crypto';

/** The formats once more over node:crypto alone, from the documents: an implementation for tests to disagree with. */
export function openRecordByHand(recordId: string, slotKey: Buffer, share: Buffer, sealed: Buffer): Buffer {
  const nonceAt = 5 + sealed.readUInt8(4);
  const header = sealed.subarray(0, nonceAt);
  const info = `commonkey-record-v1\0${recordId}\0${header.subarray(5)}`;
  const key = Buffer.from(hkdfSync('sha256', Buffer.concat([slotKey, share]), '', info, 32));
  const aad = Buffer.concat([header, Buffer.from(recordId)]);
  const padded = gcmOpen(key, sealed.subarray(nonceAt, nonceAt + 12), sealed.subarray(nonceAt + 12), aad);
  return padded.subarray(4, 4 + padded.readUInt32BE(0));
}

export type HpkeBox = {
  /** Private scalar and uncompressed point of the recipient. */
  skR: Buffer;
  pkR: Buffer;
  enc: Buffer;
  ct: Buffer;
  info: Buffer;
  aad: Buffer;
  /** 1: AES-128-GCM, 2: AES-256-GCM (RFC 9180, section 7.3). */
  aeadId: 1 | 2;
};

/** RFC 9180, sections 4.1, 5.1 and 5.2: base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, first message. */
export function openHpkeByHand({ skR, pkR, enc, ct, info, aad, aeadId }: HpkeBox): Buffer {
  const kem = Buffer.concat([Buffer.from('KEM'), u16(0x10)]);
  const suite = Buffer.concat([Buffer.from('HPKE'), u16(0x10), u16(1), u16(aeadId)]);
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(skR);
  const eae = extract(kem, '', 'eae_prk', ecdh.computeSecret(enc));
  const shared = expand(kem, eae, 'shared_secret', Buffer.concat([enc, pkR]), 32);
  const context = Buffer.concat([
    u8(0),
    extract(suite, '', 'psk_id_hash', ''),
    extract(suite, '', 'info_hash', info),
  ]);
  const secret = extract(suite, shared, 'secret', '');
  const key = expand(suite, secret, 'key', context, aeadId === 1 ? 16 : 32);
  return gcmOpen(key, expand(suite, secret, 'base_nonce', context, 12), ct, aad);
}

const u8 = (value: number) => Buffer.from([value]);
const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const hmac = (key: Buffer | string, data: Buffer) => createHmac('sha256', key).update(data).digest();

function extract(suite: Buffer, salt: Buffer | string, label: string, ikm: Buffer | string): Buffer {
  const bytes = typeof ikm === 'string' ? Buffer.from(ikm) : ikm;
  return hmac(salt, Buffer.concat([Buffer.from('HPKE-v1'), suite, Buffer.from(label), bytes]));
}

function expand(suite: Buffer, prk: Buffer, label: string, info: Buffer, length: number): Buffer {
  const labelled = Buffer.concat([u16(length), Buffer.from('HPKE-v1'), suite, Buffer.from(label), info]);
  return hmac(prk, Buffer.concat([labelled, u8(1)])).subarray(0, length);
}

function gcmOpen(key: Buffer, nonce: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  const open = createDecipheriv(key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm', key, nonce);
  open.setAAD(aad).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
}

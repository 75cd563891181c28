import { type Bytes, concat, own, type Random, utf8 } from './bytes.ts';
import { deriveKey } from './derive.ts';
import { fault } from './fault.ts';
import { pad, unpad } from './padding.ts';

const MAGIC = 'CKR1';
const NONCE = 12;
const TAG = 16;
const KEY = 32;
const EPOCH = /^[\x21-\x7e]{1,255}$/;
const NUL = new Uint8Array(1);

export type RecordToSeal = {
  recordId: string;
  /** Table of the keeper in which the slot lies. ASCII, at most 255 letters; stays readable in the sealed bytes. */
  epoch: string;
  /** 32 bytes, known to the keeper alone once this returns. */
  slotKey: Uint8Array;
  /** 32 bytes that the key needs besides the keeper's, or null where one lock is the design. */
  share: Uint8Array | null;
  plain: Uint8Array;
};

/**
 * `"CKR1" | u8 length | epoch | 12-byte nonce | AES-256-GCM(padded plain)`, under
 * HKDF-SHA256(slotKey | share, info = "commonkey-record-v1", 0, recordId, 0, epoch), with everything before the nonce and the
 * record's id as additional data: moved to another record or another table, the bytes do not open.
 *
 * Fault `vault-input-invalid`: a key or share that is not 32 bytes, an epoch that is not ASCII.
 */
export async function sealRecord(record: RecordToSeal, random: Random): Promise<Bytes> {
  const { recordId, epoch, slotKey, share, plain } = record;
  if (!EPOCH.test(epoch)) throw fault('vault-input-invalid');
  const header = concat(utf8(MAGIC), Uint8Array.of(epoch.length), utf8(epoch));
  const nonce = own(random(NONCE));
  const padded = pad(plain);
  const sealed = await crypto.subtle.encrypt(
    gcm(nonce, header, recordId),
    await recordKey({ recordId, epoch, slotKey, share }, 'encrypt'),
    padded,
  );
  padded.fill(0);
  return concat(header, nonce, new Uint8Array(sealed));
}

/** @throws Fault `record-unopenable`: other keys, another record or table, altered or cut bytes */
export async function openRecord(record: {
  recordId: string;
  slotKey: Uint8Array;
  share: Uint8Array | null;
  sealed: Uint8Array;
}): Promise<Bytes> {
  const { epoch, header, nonce, bytes } = take(record.sealed);
  const key = await recordKey({ ...record, epoch }, 'decrypt');
  let padded: ArrayBuffer;
  try {
    padded = await crypto.subtle.decrypt(gcm(nonce, header, record.recordId), key, bytes);
  } catch (cause) {
    throw fault('record-unopenable', cause);
  }
  return unpad(new Uint8Array(padded));
}

/** Which of the keeper's tables holds the slot. Fault `record-unopenable`: not a sealed record. */
export function epochOf(sealed: Uint8Array): string {
  return take(sealed).epoch;
}

function take(sealed: Uint8Array) {
  const start = MAGIC.length + 1;
  const nonceAt = start + (sealed[MAGIC.length] ?? 0);
  const header = own(sealed.subarray(0, nonceAt));
  const epoch = new TextDecoder().decode(header.subarray(start));
  const magic = new TextDecoder().decode(header.subarray(0, MAGIC.length));
  if (magic !== MAGIC || sealed.length < nonceAt + NONCE + TAG || !EPOCH.test(epoch))
    throw fault('record-unopenable');
  const nonce = own(sealed.subarray(nonceAt, nonceAt + NONCE));
  return { epoch, header, nonce, bytes: own(sealed.subarray(nonceAt + NONCE)) };
}

const gcm = (iv: Bytes, header: Bytes, recordId: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: concat(header, utf8(recordId)),
});

async function recordKey(
  { recordId, epoch, slotKey, share }: Omit<RecordToSeal, 'plain'>,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  if (slotKey.length !== KEY || (share !== null && share.length !== KEY)) throw fault('vault-input-invalid');
  const secret = concat(slotKey, share ?? new Uint8Array(0));
  // Zeros between the parts, so that no id and epoch can be read as another id and another epoch.
  const info = concat(utf8('commonkey-record-v1'), NUL, utf8(recordId), NUL, utf8(epoch));
  const key = await deriveKey(secret, info, use);
  secret.fill(0);
  return key;
}

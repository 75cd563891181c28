import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { KeeperCode } from './codes.ts';

const publicJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
});
const issuingKey = z.strictObject({
  quarter: z.string(),
  publicJwk,
  /** Private scalar, base64url. */
  d: z.string(),
  certificate: z.string().nullable(),
});
const keys = z.strictObject({
  v: z.literal(1),
  issuer: z.string(),
  practice: z.boolean(),
  roots: z.array(publicJwk),
  issuing: z.array(issuingKey),
  /** Ed25519 private key, PKCS #8 in base64url. */
  checkpointKey: z.string(),
  /** Newest checkpoint signed: the log may grow and nothing else. */
  checkpoint: z.strictObject({ size: z.number(), rootHash: z.string() }).nullable(),
  /** Cards certified on one day, over all desks. */
  certified: z.strictObject({ day: z.string(), quota: z.number() }),
});
export type KeeperKeys = z.infer<typeof keys>;
export type IssuingKey = z.infer<typeof issuingKey>;

const CELL = 'cell';
const SEALED = 'keys.sealed';
const AAD = Buffer.from('commonkey-keeper-keys-v1');

/**
 * The keeper's own two files, both 0600 in a 0700 folder: `cell` holds the 32-byte sealing key and belongs in no
 * backup; `keys.sealed` holds everything else under it (AES-256-GCM) and may be backed up anywhere.
 */
export type KeyFile = { load(): KeeperKeys | undefined; save(next: KeeperKeys): void };

/** Opens the folder, making it on first use. Fault `keys-unreadable` where only one of the two files is there. */
export function openKeyFile(folder: string): KeyFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const cell = readIf(join(folder, CELL));
  const sealed = readIf(join(folder, SEALED));
  // New keys over a lost cell would silently replace the city's identity: stop instead and let a person look.
  if (sealed && cell?.length !== 32) throw new Fault<KeeperCode>('keys-unreadable');
  const sealing = cell?.length === 32 ? cell : makeCell(folder);
  return {
    load: () => {
      const bytes = readIf(join(folder, SEALED));
      return bytes && open(sealing, bytes);
    },
    save: (next) => writeDurably(folder, SEALED, seal(sealing, next)),
  };
}

function makeCell(folder: string): Buffer {
  const fresh = randomBytes(32);
  writeDurably(folder, CELL, fresh);
  return fresh;
}

function seal(sealing: Buffer, value: KeeperKeys): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(AAD);
  const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function open(sealing: Buffer, bytes: Buffer): KeeperKeys {
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12)).setAAD(AAD);
    decipher.setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    return keys.parse(JSON.parse(text));
  } catch (cause) {
    throw new Fault<KeeperCode>('keys-unreadable', {}, { cause });
  }
}

function readIf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (Object(error).code === 'ENOENT') return undefined;
    throw new Fault<KeeperCode>('keys-unreadable', {}, { cause: error });
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Whole or not at all, also over a power cut: write aside, fsync, rename, fsync the folder. Fault `disk-full`. */
function writeDurably(folder: string, name: string, bytes: Buffer): void {
  const aside = join(folder, `${name}.new`);
  try {
    const file = openSync(aside, 'w', 0o600);
    try {
      // Not `writeSync`: on a full disk that one may write a part and say nothing.
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, join(folder, name));
  } catch (error) {
    rmSync(aside, { force: true });
    if (FULL.has(Object(error).code)) throw new Fault<KeeperCode>('disk-full', {}, { cause: error });
    throw error;
  }
  const held = openSync(folder, 'r');
  try {
    fsyncSync(held);
  } finally {
    closeSync(held);
  }
}

import { fromBase64url, own, toBase64url } from '@commonkey/credential/bytes.ts';
import { importKeyPair, newKeyPair, toPublicJwk } from '@commonkey/credential/keys.ts';
import type { LetterSigner } from '@commonkey/letters';
import { Fault } from '@commonkey/words';

export type KeyCode =
  /** Not a file of this page, or one of another city. */
  | 'key-file-foreign'
  /** Another passphrase than it was locked with, or a file that was damaged. */
  | 'key-file-locked'
  /** {least} */
  | 'passphrase-short'
  | 'group-missing';

/** A group's key as it lies on a stick: nobody opens it without the passphrase. */
export type KeyFile = {
  v: 1;
  city: string;
  group: string;
  key: { x: string; y: string };
  salt: string;
  iv: string;
  locked: string;
};

/** OWASP's floor for PBKDF2 with SHA-256. */
const ROUNDS = 600_000;
export const LEAST_PASSPHRASE = 14;
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** @throws Fault `passphrase-short` {least} | `group-missing` */
export async function newKeyFile(city: string, group: string, passphrase: string): Promise<KeyFile> {
  if (group.trim() === '') throw new Fault<KeyCode>('group-missing');
  if (passphrase.length < LEAST_PASSPHRASE)
    throw new Fault<KeyCode>('passphrase-short', { least: LEAST_PASSPHRASE });
  const pair = await newKeyPair(true);
  const { x, y } = toPublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey));
  const secret = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const [salt, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))];
  const locked = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await lockOf(passphrase, salt),
    new TextEncoder().encode(JSON.stringify(secret)),
  );
  return {
    ...{ v: 1, city, group: group.trim(), key: { x, y } },
    ...{ salt: toBase64url(salt), iv: toBase64url(iv), locked: toBase64url(new Uint8Array(locked)) },
  };
}

/** @throws Fault `key-file-foreign` | `key-file-locked` */
export async function openKeyFile(
  city: string,
  text: string,
  passphrase: string,
): Promise<{ group: string; signer: LetterSigner }> {
  const file = readKeyFile(city, text);
  const [salt, iv, locked] = [file.salt, file.iv, file.locked].map(bytesOf);
  if (!salt || !iv || !locked) throw new Fault<KeyCode>('key-file-foreign');
  try {
    const lock = await lockOf(passphrase, salt);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, lock, locked);
    const pair = await importKeyPair(JSON.parse(new TextDecoder().decode(plain)) as JsonWebKey);
    const { x, y } = toPublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey));
    const sign = async (data: Uint8Array<ArrayBuffer>) =>
      new Uint8Array(await crypto.subtle.sign(ES256, pair.privateKey, data));
    return { group: file.group, signer: { key: { x, y }, sign } };
  } catch (cause) {
    throw new Fault<KeyCode>('key-file-locked', {}, { cause });
  }
}

function readKeyFile(city: string, text: string): KeyFile {
  try {
    const file = JSON.parse(text) as Partial<KeyFile>;
    if (file.v === 1 && file.city === city && typeof file.group === 'string' && file.key)
      return file as KeyFile;
  } catch (cause) {
    throw new Fault<KeyCode>('key-file-foreign', {}, { cause });
  }
  throw new Fault<KeyCode>('key-file-foreign');
}

const bytesOf = (text: unknown) => {
  const bytes = typeof text === 'string' ? fromBase64url(text) : undefined;
  return bytes && own(bytes);
};

async function lockOf(passphrase: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(passphrase.normalize('NFKC')),
    'PBKDF2',
    false,
    ['deriveKey'],
  );
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

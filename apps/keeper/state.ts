import { createPrivateKey, generateKeyPairSync, sign as signNode } from 'node:crypto';
import {
  certifyIssuing,
  importKeyPair,
  newKeyPair,
  type Signer,
  webCryptoSigner,
} from '@commonkey/credential';
import { logName, type NoteSigner } from '@commonkey/ledger';
import { Fault } from '@commonkey/words';
import { fromBase64url, toBase64url } from './base64url.ts';
import type { KeeperCode } from './codes.ts';
import type { IssuingKey, KeeperKeys, KeyFile } from './key-file.ts';
import { quarterAfter, quarterWindow } from './quarter.ts';

/** The city a keeper keeps keys for. `practice` can be chosen at the first start alone. */
export type City = { issuer: string; practice: boolean };

/** Quarters that a practice city's one-time root certifies before it is forgotten: three years. */
const PRACTICE_QUARTERS = 12;

/** The stored keys, or at the first start new ones. Faults `keys-unreadable`, `keys-of-another-city`. */
export async function loadKeys(file: KeyFile, city: City, now: Date): Promise<KeeperKeys> {
  const held = file.load();
  if (held) {
    if (held.issuer !== city.issuer || held.practice !== city.practice)
      throw new Fault<KeeperCode>('keys-of-another-city');
    return held;
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const fresh: KeeperKeys = {
    v: 1,
    issuer: city.issuer,
    practice: city.practice,
    roots: [],
    issuing: [],
    checkpointKey: toBase64url(privateKey.export({ format: 'der', type: 'pkcs8' })),
    checkpoint: null,
    certified: { day: '', quota: 0 },
  };
  const keys = city.practice ? await practiceKeys(fresh, now) : fresh;
  file.save(keys);
  return keys;
}

/**
 * A practice city's root exists for the length of this function: WebCrypto holds its private half, not extractable,
 * and nothing keeps a reference to it afterwards.
 */
async function practiceKeys(fresh: KeeperKeys, now: Date): Promise<KeeperKeys> {
  const root = await webCryptoSigner(await newKeyPair());
  const issuing: IssuingKey[] = [];
  for (let n = 0; n < PRACTICE_QUARTERS; n++) {
    const key = await newIssuingKey(quarterAfter(now, n));
    const request = { issuer: fresh.issuer, publicJwk: key.publicJwk, ...quarterWindow(key.quarter) };
    issuing.push({ ...key, certificate: toBase64url(await certifyIssuing(root, request)) });
  }
  return { ...fresh, roots: [root.publicJwk], issuing };
}

export async function newIssuingKey(quarter: string): Promise<IssuingKey> {
  quarterWindow(quarter);
  const pair = await newKeyPair(true);
  const { publicJwk } = await webCryptoSigner(pair);
  const { d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  if (d === undefined) throw new Fault<KeeperCode>('keeper-failed');
  return { quarter, publicJwk, d, certificate: null };
}

export async function signerOf({ publicJwk, d }: IssuingKey): Promise<Signer> {
  return webCryptoSigner(await importKeyPair({ ...publicJwk, d }));
}

/** The newest certified key whose window holds both days. Fault `no-issuing-key-for-window`. */
export function issuingKeyFor(
  keys: KeeperKeys,
  from: string,
  until: string,
): IssuingKey & { certificate: string } {
  for (const key of keys.issuing.toReversed()) {
    const window = quarterWindow(key.quarter);
    const { certificate } = key;
    if (certificate !== null && window.from <= from && until <= window.until) return { ...key, certificate };
  }
  throw new Fault<KeeperCode>('no-issuing-key-for-window');
}

export function checkpointSigner(keys: KeeperKeys): NoteSigner {
  const der = Buffer.from(fromBase64url(keys.checkpointKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x } = key.export({ format: 'jwk' });
  return {
    name: logName(keys.issuer),
    publicKey: fromBase64url(x ?? ''),
    sign: async (data) => new Uint8Array(signNode(null, data, key)),
  };
}

// Third-party vectors of claim 169 (idpass/claim-169, MIT), read where COMMONKEY_VECTORS points.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { fromCbor, isMap, Tagged, toCbor } from './cbor.ts';
import { asSign1, type Sign1, verifies } from './cose.ts';
import { unpackText } from './decode-card.ts';
import {
  type CheckingJwk,
  type DecodedCard,
  decodeCard,
  parseTrust,
  toBase64url,
  verifyCard,
} from './index.ts';

type Vector = {
  qr_data: string;
  expected_error?: string;
  signing_key?: { algorithm: 'ES256' | 'EdDSA'; public_key_hex: string };
  encryption_key?: { symmetric_key_hex: string };
  expected_claim169?: Record<string, unknown>;
  expected_cwt_meta?: Record<string, unknown>;
};

const CODES: Record<string, string> = {
  Base45Decode: 'qr-not-base45',
  Decompress: 'qr-not-zlib',
  CoseParse: 'qr-not-cwt',
  CwtParse: 'qr-not-cwt',
  Claim169NotFound: 'qr-no-claim-169',
};

const folder = process.env.COMMONKEY_VECTORS;
const vectors = folder === undefined ? [] : readVectors(join(folder, 'claim-169'));

test('the vectors are there', { skip: folder === undefined && 'COMMONKEY_VECTORS is unset' }, () => {
  assert.ok(vectors.length >= 9, `${vectors.length} vectors`);
});

for (const [path, vector] of vectors) {
  test(`claim-169/${path}`, async () => {
    const expected = vector.expected_error;
    if (expected !== undefined) {
      assert.throws(
        () => decodeCard(vector.qr_data),
        (e) => isFault(e) && e.code === CODES[expected],
      );
      return;
    }
    if (vector.encryption_key) {
      assert.throws(
        () => decodeCard(vector.qr_data),
        (e) => isFault(e) && e.code === 'qr-encrypted',
      );
      assert.ok(await verifies(await decrypt(vector), keyOf(vector)));
      return;
    }
    const card = decodeCard(vector.qr_data);
    assert.deepEqual(comparable(card), { ...vector.expected_claim169, ...vector.expected_cwt_meta });
    if (!vector.signing_key) return;
    const verdict = await verifyCard(vector.qr_data, parseTrust({ keys: [keyOf(vector)] }), [], at(vector));
    assert.equal(verdict.verdict, 'valid');
  });
}

test('an altered signature of a vector is refuted', {
  skip: folder === undefined && 'COMMONKEY_VECTORS is unset',
}, async () => {
  const signed = vectors.filter(([, vector]) => vector.signing_key && !vector.encryption_key);
  assert.ok(signed.length > 0);
  for (const [, vector] of signed) {
    const { message } = decodeCard(vector.qr_data);
    const signature = Uint8Array.from(message.signature, (byte, i) => (i === 40 ? byte ^ 1 : byte));
    assert.equal(await verifies({ ...message, signature }, keyOf(vector)), false);
  }
});

function readVectors(home: string): [string, Vector][] {
  const names = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  return names.sort().map((name) => [name, JSON.parse(readFileSync(join(home, name), 'utf8'))]);
}

/** Our reading in the vectors' shape: attributes by name, a face without its picture, the claims beside it. */
function comparable(card: DecodedCard): Record<string, unknown> {
  const { face, photo: _, ...attributes } = card.identity.attributes;
  const faces = (Array.isArray(face) ? face : []).map((one) =>
    isMap(one) ? { format: one.get(1), subFormat: one.get(2) } : one,
  );
  const meta = {
    issuer: card.issuer,
    subject: card.subject,
    expiresAt: card.expiresAt,
    notBefore: card.notBefore,
    issuedAt: card.issuedAt,
  };
  const present = Object.entries(meta).filter(([, value]) => value !== undefined);
  return { ...attributes, ...(faces.length > 0 ? { face: faces } : {}), ...Object.fromEntries(present) };
}

function at(vector: Vector): Date {
  return new Date((Number(vector.expected_cwt_meta?.issuedAt) + 60) * 1000);
}

function keyOf(vector: Vector): CheckingJwk {
  const bytes = Uint8Array.from(Buffer.from(vector.signing_key?.public_key_hex ?? '', 'hex'));
  if (vector.signing_key?.algorithm === 'EdDSA') return { kty: 'OKP', crv: 'Ed25519', x: toBase64url(bytes) };
  return {
    kty: 'EC',
    crv: 'P-256',
    x: toBase64url(bytes.subarray(1, 33)),
    y: toBase64url(bytes.subarray(33)),
  };
}

/** COSE_Encrypt0 with A256GCM (RFC 9052 sections 5.2 and 5.3): the test's business, a verifier of ours never decrypts. */
async function decrypt(vector: Vector): Promise<Sign1> {
  const outer = fromCbor(unpackText(vector.qr_data));
  const parts: unknown = outer instanceof Tagged ? outer.value : outer;
  assert.ok(Array.isArray(parts));
  const [header, unprotected, ciphertext] = parts;
  const iv = unprotected.get(5);
  const secret = Buffer.from(vector.encryption_key?.symmetric_key_hex ?? '', 'hex');
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt']);
  const additionalData = toCbor(['Encrypt0', header, new Uint8Array()]);
  return asSign1(
    fromCbor(
      new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, ciphertext)),
    ),
  );
}

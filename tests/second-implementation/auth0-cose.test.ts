// @auth0/cose, node's zlib and a Base45 of this file verify our cards and lists. It stands in a file of its own because
// the library's CBOR keeps a registry for the whole process.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { Sign1 } from '@auth0/cose';
import { type PublicJwk, signCard } from '../../packages/credential/index.ts';
import { claimsOf, newCity } from '../../packages/credential/testing/city.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

function base45(text: string): Buffer {
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = Array.from(text.slice(at, at + 3), (c) => ALPHABET.indexOf(c));
    const value = group.reduceRight((sum, digit) => sum * 45 + digit, 0);
    bytes.push(...(group.length === 3 ? [value >> 8, value & 255] : [value]));
  }
  return Buffer.from(bytes);
}

async function accepts(message: Uint8Array, { kid: _, ...jwk }: PublicJwk): Promise<boolean> {
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'verify',
  ]);
  try {
    await Sign1.decode(message).verify(key);
    return true;
  } catch {
    return false;
  }
}

test('our cards verify with @auth0/cose by the desk key, and by no other', async () => {
  const city = await newCity();
  const message = inflateSync(base45(await signCard(claimsOf(city), city.form)));
  assert.equal(await accepts(message, city.desk.publicJwk), true);
  assert.equal(await accepts(message, city.issuing.publicJwk), false);
});

test('our status lists verify with @auth0/cose by the issuing key, and by no other', async () => {
  const city = await newCity();
  assert.equal(await accepts(city.token, city.issuing.publicJwk), true);
  assert.equal(await accepts(city.token, city.desk.publicJwk), false);
});

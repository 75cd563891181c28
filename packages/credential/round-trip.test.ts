import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCard, signCard, verifyCard } from './index.ts';
import { claimsOf, LIST, NOON, newCity, SERIAL } from './testing/city.ts';

for (const dialect of ['spec', 'inji'] as const) {
  test(`a card signed in the ${dialect} dialect decodes to what was signed and is valid offline (T8)`, async () => {
    const city = await newCity();
    const claims = claimsOf(city, { secondName: '阮氏明開', secondLanguage: 'zho' });
    const text = await signCard(claims, { ...city.form, dialect });
    const card = decodeCard(text);
    assert.equal(card.dialect, dialect);
    assert.equal(card.serial, SERIAL);
    assert.equal(card.name, claims.name);
    assert.equal(card.secondName, claims.secondName);
    assert.equal(card.birthDate, claims.birthDate);
    assert.equal(card.issued, claims.issued);
    assert.equal(card.expires, claims.expires);
    assert.deepEqual(card.status, claims.status);
    const verdict = await verifyCard(text, city.trust, new Map([[LIST, city.token]]), NOON);
    assert.equal(verdict.verdict, 'valid', JSON.stringify({ ...verdict, card: undefined }));
    assert.equal(verdict.listAge, 6 * 3600);
    assert.equal(verdict.trustAge, 6 * 3600);
  });
}

// What cannot stand on a card is refused before anything is signed.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { type CardClaims, signCard } from './index.ts';
import { type Bench, newBench } from './testing/bench.ts';
import { claimsOf, LIST } from './testing/city.ts';

let bench: Bench;
before(async () => {
  bench = await newBench();
});

test('bad claims: nothing is signed', async () => {
  let signatures = 0;
  const counting = {
    ...bench.city.desk,
    sign: (data: Uint8Array) => {
      signatures++;
      return bench.city.desk.sign(data);
    },
  };
  const cases: [Partial<CardClaims>, string][] = [
    [{ serial: '123456789012' }, 'serial-invalid'],
    [{ birthDate: '2026-02-30' }, 'date-invalid'],
    [{ expires: '2026-11-13' }, 'date-invalid'],
    [{ name: ' ' }, 'name-invalid'],
    [{ name: 'Line\nbreak' }, 'name-invalid'],
    [{ secondName: '\ud800' }, 'name-invalid'],
    [{ secondLanguage: 'Arabic' }, 'language-invalid'],
    [{ face: new TextEncoder().encode('no picture at all') }, 'face-not-avif'],
    [{ status: { uri: 'here', idx: 1 } }, 'status-invalid'],
    [{ status: { uri: LIST, idx: -1 } }, 'status-invalid'],
    [{ issuer: 'https://id.other-bench.city.example' }, 'issuer-mismatch'],
  ];
  for (const [change, code] of cases) {
    const attempt = signCard(claimsOf(bench.city, change), { ...bench.city.form, desk: counting });
    await assert.rejects(attempt, (e) => isFault(e) && e.code === code, code);
  }
  const other = { ...bench.city.form, desk: { ...counting, kid: 'AAAAAAAAAAA' } };
  await assert.rejects(signCard(claimsOf(bench.city), other), (e) => isFault(e) && e.code === 'wrong-key');
  assert.equal(signatures, 0);
});

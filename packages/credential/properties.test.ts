// Properties: what is signed comes back; whatever is altered is never valid with other contents.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { fromBase45, toBase45 } from './base45.ts';
import { sameBytes } from './bytes.ts';
import { unpackText } from './decode-card.ts';
import {
  type CardClaims,
  decodeCard,
  drawPlaces,
  getStatus,
  groupSlip,
  isSerial,
  newSerial,
  newSlipSecret,
  newStatusList,
  readSerial,
  readSlipSecret,
  readStatusList,
  setStatus,
  signCard,
  signStatusList,
  slipHash,
  verifyCard,
} from './index.ts';
import { type City, claimsOf, LIST, listTimes, NOON, newCity, seeded } from './testing/city.ts';
import { deflate, inflate } from './zlib.ts';

const SEED = 20261114;
let city: City;
before(async () => {
  city = await newCity();
});

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => text.trim() !== '' && text.length <= 200 && text.isWellFormed() && !/\p{Cc}/u.test(text));
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-14'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const someClaims: fc.Arbitrary<Partial<CardClaims>> = fc.record(
  {
    name,
    secondName: name,
    secondLanguage: fc.constantFrom('ara', 'zho', 'ukr', 'vi'),
    birthDate: day,
    expires: fc.option(fc.constantFrom('2026-11-14', '2028-02-29', '2031-12-31')),
    serial: fc.nat().map((seed) => newSerial(seeded(seed))),
    status: fc.nat({ max: 1023 }).map((idx) => ({ uri: LIST, idx })),
  },
  { requiredKeys: [] },
);

test('any claims, in either dialect, come back as they were signed', async () => {
  const property = fc.asyncProperty(someClaims, fc.constantFrom('spec', 'inji'), async (change, dialect) => {
    const claims = claimsOf(city, change);
    const card = decodeCard(await signCard(claims, { ...city.form, dialect }));
    const { issuer, serial, secondName, secondLanguage, birthDate, issued, expires, status } = card;
    const back = { issuer, serial, name: card.name, birthDate, issued, expires, status };
    const second = {
      ...(secondName === undefined ? {} : { secondName }),
      ...(secondLanguage === undefined ? {} : { secondLanguage }),
    };
    assert.deepEqual({ ...back, ...second }, claims);
    assert.equal(card.dialect, dialect);
  });
  await fc.assert(property, { seed: SEED, numRuns: 80 });
});

test('no byte of the signed message can be changed: every one of them flipped, never valid (T8)', async () => {
  const signed = unpackText(await signCard(claimsOf(city), city.form));
  for (let at = 0; at < signed.length; at++) {
    // Over the bytes every bit gets its turn: one flip a byte, another bit at each.
    const altered = signed.map((byte, i) => (i === at ? byte ^ (1 << (at & 7)) : byte));
    const verdict = await verifyCard(toBase45(deflate(altered)), city.trust, [city.token], NOON);
    assert.notEqual(verdict.verdict, 'valid', `byte ${at}`);
  }
});

test('no bit of the packed text can be changed', async () => {
  const packed = fromBase45(await signCard(claimsOf(city), city.form));
  for (let bit = 0; bit < packed.length * 8; bit++) {
    const altered = packed.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const verdict = await verifyCard(toBase45(altered), city.trust, [city.token], NOON);
    assert.notEqual(verdict.verdict, 'valid', `bit ${bit}`);
  }
});

test('any text, and any change of a card text, ends in a verdict and never in an exception or a valid card', async () => {
  const text = await signCard(claimsOf(city), city.form);
  const letter = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:');
  const changed = fc
    .tuple(fc.nat({ max: text.length - 1 }), letter)
    .map(([at, c]) => text.slice(0, at) + c + text.slice(at + 1));
  const anything = fc.oneof(
    changed,
    fc.string(),
    fc.array(letter, { maxLength: 400 }).map((l) => l.join('')),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => toBase45(deflate(bytes))),
  );
  const property = fc.asyncProperty(anything, async (other) => {
    const { verdict } = await verifyCard(other, city.trust, [city.token], NOON);
    assert.ok(other === text ? verdict === 'valid' : verdict !== 'valid');
  });
  await fc.assert(property, { seed: SEED, numRuns: 600 });
});

test('Base45 and zlib give back any bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 600 });
  fc.assert(
    fc.property(
      bytes,
      (b) => sameBytes(fromBase45(toBase45(b)), b) && sameBytes(inflate(deflate(b), 600), b),
    ),
    { seed: SEED },
  );
});

test('a serial has one check digit: no single wrong digit and no swap of neighbours but one kind passes', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 11 }), fc.integer({ min: 1, max: 9 }), (seed, at, step) => {
      const serial = newSerial(seeded(seed));
      const wrong = String((Number(serial[at]) + step) % 10);
      return (
        isSerial(serial) &&
        readSerial(` ${serial}`) === serial &&
        !isSerial(serial.slice(0, at) + wrong + serial.slice(at + 1))
      );
    }),
    { seed: SEED },
  );
});

test('a slip secret is read as a person writes it, and its hash depends on card and secret', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const secret = newSlipSecret(seeded(seed));
      const typed = groupSlip(secret).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
      return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(secret) && readSlipSecret(typed) === secret;
    }),
    { seed: SEED },
  );
  const hashes = new Set([slipHash('1', 'A'), slipHash('2', 'A'), slipHash('1', 'B')]);
  assert.equal(hashes.size, 3);
  assert.match(slipHash('1', 'A'), /^[0-9a-f]{64}$/);
});

test('a status list gives back what was set, and its decoys are never drawn as places', async () => {
  const list = newStatusList({ uri: LIST, size: 512, random: seeded(1), decoys: 40 });
  assert.equal(new Set(list.decoys).size, 40);
  const places = drawPlaces({
    size: 512,
    count: 200,
    taken: (place) => list.decoys.includes(place),
    random: seeded(2),
  });
  assert.equal(new Set([...places, ...list.decoys]).size, 240);
  const revoked = places.slice(0, 17);
  for (const place of revoked) setStatus(list, place, true);
  for (const place of revoked.slice(0, 3)) setStatus(list, place, false);
  const proven = await readStatusList(
    await signStatusList(list, city.issuing, listTimes()),
    city.trust,
    NOON,
  );
  const expected = new Set([...list.decoys, ...revoked.slice(3)]);
  for (let place = 0; place < 512; place++)
    assert.equal(getStatus(proven, place), expected.has(place) ? 1 : 0);
  assert.equal(getStatus(proven, 512), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import {
  type ClosingStatement,
  checkStatement,
  closingStatement,
  parseStatement,
  type ShiftOffer,
  secretFromWire,
  secretToWire,
  signStatement,
  statementText,
  verifyStatement,
} from './index.ts';
import { chainOf, sampleOffer } from './testing/sample.ts';

/** Names, birth dates, addresses and remarks in the disguises a field could be tempted by. */
const CANARIES = [
  'Ada',
  'Nguyễn Thị Ánh',
  'maria-hernandez',
  'ABRAHAMSMARGARET',
  'Maria-Guadalupe-Hernandez-Gonzalez-de-la-Vega',
  'Żaneta Łukaszewska-Brzęczyszczykiewicz',
  '1987-04-17',
  '19870417',
  'deadbeef cafe ada',
  'أمينة',
  '',
];

async function sample(): Promise<{ offer: ShiftOffer; statement: ClosingStatement }> {
  const offer = sampleOffer(6, 3);
  const at = (i: number) => offer.places[i]?.serial ?? '';
  const slip = 'c'.repeat(64);
  const chain = await chainOf(offer, [
    { kind: 'intent', serial: at(4), purpose: 'first', barcode: offer.barcodes[2] ?? null },
    { kind: 'printed', serial: at(4), issueMonth: '2026-11', expiryMonth: null, slip },
    { kind: 'intent', serial: at(1), purpose: 'replacement', barcode: null },
    { kind: 'printed', serial: at(1), issueMonth: '2026-12', expiryMonth: '2031-12', slip: null },
    { kind: 'intent', serial: at(3), purpose: 'first', barcode: null },
    { kind: 'spoiled', serial: at(3), reason: 'jam' },
    { kind: 'intent', serial: at(0), purpose: 'first', barcode: null },
    { kind: 'void', serial: at(0) },
    { kind: 'refused' },
    { kind: 'fee', code: 'replacement' },
    { kind: 'revoke', serial: '123456789012', by: 'slip', secret: '00112233445566778899' },
    { kind: 'revoke', serial: '023456789012', by: 'card' },
    { kind: 'hand-over', record: 'ffeeddccbbaa99887766554433221100' },
    { kind: 'hand-over', record: '00112233445566778899aabbccddeeff' },
    { kind: 'close' },
  ]);
  return { offer, statement: closingStatement(offer, chain) };
}

/** Every place in a JSON value that holds a string, as a setter on a fresh copy. */
function stringPlaces(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    stringPlaces(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
function withValue(value: unknown, path: (string | number)[], planted: unknown): unknown {
  const copy = structuredClone(value);
  let holder: unknown = copy;
  for (const key of path.slice(0, -1)) holder = Reflect.get(Object(holder), key);
  Reflect.set(Object(holder), path.at(-1) ?? '', planted);
  return copy;
}

test('T1: a name planted in any string of a statement is refused', async () => {
  const { statement } = await sample();
  const places = stringPlaces(statement);
  assert.ok(places.length > 20);
  for (const path of places)
    for (const canary of CANARIES) {
      const text = JSON.stringify(withValue(statement, path, canary));
      assert.ok(parseStatement(text).faults.length > 0, `${path.join('.')} took ${canary}`);
    }
});

test('T1: a further field, a second key, blanks and escapes are refused: nothing rides along', async () => {
  const { statement } = await sample();
  const text = statementText(statement);
  assert.deepEqual(parseStatement(text).faults, []);
  for (const place of [[], ['counts'], ['barcodes'], ['cards', 0], ['revocations', 0], ['spoiled', 0]]) {
    const planted = withValue(statement, [...place, 'note'], 'Ada');
    assert.ok(parseStatement(JSON.stringify(planted)).faults.length > 0, place.join('.'));
  }
  assert.equal(parseStatement(`${text} `).faults[0]?.code, 'statement-not-canonical');
  assert.equal(
    parseStatement(text.replace('"head":', '"head":"Ada","head":')).faults[0]?.code,
    'statement-not-canonical',
  );
  assert.equal(parseStatement('{"v":1').faults[0]?.code, 'statement-not-json');
});

test('T1: numbers are counts: a birth date written as a number is out of range', async () => {
  const { statement } = await sample();
  const planted = withValue(statement, ['counts', 'refused'], 19870417);
  assert.equal(parseStatement(JSON.stringify(planted)).faults[0]?.path, 'counts.refused');
});

test('the block is parted exactly: a missing, foreign or doubled serial or barcode is named', async () => {
  const { offer, statement: s } = await sample();
  const codes = (statement: ClosingStatement) => checkStatement(offer, statement).map((f) => f.code);
  assert.deepEqual(codes(s), []);
  assert.deepEqual(codes({ ...s, unused: s.unused.slice(1) }), ['serial-missing']);
  assert.deepEqual(codes({ ...s, unused: [...s.unused, '999999999999'] }), ['serial-foreign']);
  assert.deepEqual(codes({ ...s, void: [...s.void, ...s.unused].sort() }), ['serial-twice', 'serial-twice']);
  assert.deepEqual(codes({ ...s, barcodes: { ...s.barcodes, used: [] } }), ['barcode-missing']);
  assert.deepEqual(codes({ ...s, unused: s.unused.toReversed() }), ['statement-unsorted']);
  assert.deepEqual(codes({ ...s, shift: 'f'.repeat(32) }), ['statement-other-shift']);
  assert.deepEqual(codes({ ...s, counts: { ...s.counts, fees: [1] } }), ['fees-not-as-offered']);
  assert.deepEqual(checkStatement({ ...offer, quota: 3 }, s)[0]?.code, 'quota-exceeded');
  const card = s.cards[0];
  assert.ok(card);
  const late = { ...s, cards: [{ ...card, issueMonth: '2027-02', expiryMonth: null }, ...s.cards.slice(1)] };
  assert.deepEqual(codes(late), ['month-outside-shift']);
  const early = { ...s, cards: [{ ...card, expiryMonth: '2026-10' }, ...s.cards.slice(1)] };
  assert.deepEqual(codes(early), ['expiry-before-issue']);
});

test('no order survives: the statement is the same for every order of the same people, but for the head', async () => {
  const offer = sampleOffer(5);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), async (order) => {
      const chain = await chainOf(offer, [
        ...order.flatMap((i) => {
          const serial = offer.places[i]?.serial ?? '';
          return [
            { kind: 'intent' as const, serial, purpose: 'first' as const, barcode: null },
            { kind: 'printed' as const, serial, issueMonth: '2026-11', expiryMonth: null, slip: null },
          ];
        }),
        { kind: 'close' },
      ]);
      const { head: _, ...rest } = closingStatement(offer, chain);
      const serials = offer.places.map((p) => p.serial).sort();
      assert.deepEqual(
        rest.cards.map((c) => c.serial),
        serials,
      );
    }),
    { numRuns: 20, seed: 7 },
  );
});

test('a statement is signed over its text; another key or another text does not verify', async () => {
  const { statement } = await sample();
  const make = () =>
    crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const [pair, other] = [await make(), await make()];
  const signer = {
    sign: async (data: Uint8Array) =>
      new Uint8Array(
        await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, new Uint8Array(data)),
      ),
  };
  const jwkOf = async (key: CryptoKey) => {
    const { x, y } = await crypto.subtle.exportKey('jwk', key);
    return { kty: 'EC' as const, crv: 'P-256' as const, x: x ?? '', y: y ?? '' };
  };
  const signed = await signStatement(statement, signer);
  assert.equal(await verifyStatement(signed, await jwkOf(pair.publicKey)), true);
  assert.equal(await verifyStatement(signed, await jwkOf(other.publicKey)), false);
  const changed = { ...signed, statement: signed.statement.replace('"refused":1', '"refused":2') };
  assert.equal(await verifyStatement(changed, await jwkOf(pair.publicKey)), false);
  assert.equal(await verifyStatement({ ...signed, signature: 'x' }, await jwkOf(pair.publicKey)), false);
});

test("the slip's secret crosses in hexadecimal and comes back as printed", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{16}$/), (secret) => {
      assert.equal(secretFromWire(secretToWire(secret)), secret);
    }),
    { seed: 3 },
  );
  assert.equal(secretToWire('0000-0000-0000-000i'), secretToWire('0000000000000001'));
  assert.throws(() => secretToWire('short'), isFault);
  assert.throws(() => secretToWire('UUUUUUUUUUUUUUUU'), isFault);
});

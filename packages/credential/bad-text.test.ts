// A text that is no card, or a card whose structure lies, is named for what it is.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { zlibSync } from 'fflate';
import { toBase45 } from './base45.ts';
import { Tagged, toCbor } from './cbor.ts';
import { decodeCard } from './index.ts';
import { type Bench, newBench, packed } from './testing/bench.ts';

let bench: Bench;
before(async () => {
  bench = await newBench();
});

test('a text that is no card says what it is instead', async () => {
  const cases: [string, string][] = [
    ['https://example.org/menu', 'qr-not-base45'],
    ['HELLO WORLD', 'qr-not-base45'],
    [toBase45(new TextEncoder().encode('no stream')), 'qr-not-zlib'],
    ['', 'qr-truncated'],
    [toBase45(zlibSync(new TextEncoder().encode('a bus ticket'))), 'qr-not-cwt'],
    [packed('a bus ticket'), 'qr-not-cwt'],
    [packed([1, 2, 3, 4]), 'qr-not-cwt'],
    [packed(new Tagged(18, [new Uint8Array(), new Map(), toCbor(7), new Uint8Array(64)])), 'qr-not-cwt'],
    [packed(new Tagged(16, [new Uint8Array(), new Map(), new Uint8Array(40)])), 'qr-encrypted'],
    [packed([new Uint8Array(), new Map(), new Uint8Array(40)]), 'qr-encrypted'],
    ['0'.repeat(4297), 'qr-oversized'],
    [toBase45(zlibSync(new Uint8Array(65_537))), 'qr-oversized'],
  ];
  for (const [wrong, code] of cases) {
    assert.equal(await bench.verdictOf({ text: wrong }), `undetermined: ${code}`, wrong.slice(0, 40));
  }
});

test('every prefix of a card is truncated, never something else and never valid', async () => {
  const seen = new Set<string>();
  for (let length = 0; length < bench.text.length; length++)
    seen.add(await bench.verdictOf({ text: bench.text.slice(0, length) }));
  assert.deepEqual([...seen], ['undetermined: qr-truncated']);
});

test('a map with a key twice is refused', () => {
  const twice = Uint8Array.of(0xa2, 0x18, 0xa9, 0xa0, 0x18, 0xa9, 0xa0);
  const doubled = packed([new Uint8Array(), new Map(), twice, new Uint8Array(64)]);
  assert.throws(
    () => decodeCard(doubled),
    (e) => isFault(e) && e.code === 'qr-not-cwt',
  );
});

test('a label in both header buckets, a critical header and an unprotected algorithm are refused', async () => {
  const { payload } = decodeCard(bench.text).message;
  const alg = toCbor(new Map([[1, -7]]));
  const both = packed([alg, new Map([[1, -8]]), payload, new Uint8Array(64)]);
  assert.equal(await bench.verdictOf({ text: both }), 'undetermined: qr-not-cwt');
  const critical = packed([
    toCbor(
      new Map<number, unknown>([
        [1, -7],
        [2, [99]],
      ]),
    ),
    new Map(),
    payload,
    new Uint8Array(64),
  ]);
  assert.equal(await bench.verdictOf({ text: critical }), 'undetermined: algorithm-unsupported');
  const loose = packed([new Uint8Array(), new Map([[1, -7]]), payload, new Uint8Array(64)]);
  assert.equal(await bench.verdictOf({ text: loose }), 'undetermined: algorithm-unsupported');
});

test('a status of a form we do not know is no "cannot be revoked"', () => {
  const claims = new Map<number, unknown>([
    [169, new Map()],
    [65_535, { other_list: 1 }],
  ]);
  const strange = packed([toCbor(new Map([[1, -7]])), new Map(), toCbor(claims), new Uint8Array(64)]);
  assert.throws(
    () => decodeCard(strange),
    (e) => isFault(e) && e.code === 'card-malformed',
  );
});

// Every link from the card to the root is checked, and each has its own code; a key nobody knows refutes nothing.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { fromCbor, Tagged, toCbor } from './cbor.ts';
import { sign1 } from './cose.ts';
import {
  certifyDesk,
  certifyIssuing,
  decodeCard,
  parseTrust,
  signCard,
  thumbprint,
  toBase64url,
  verifyCard,
} from './index.ts';
import { type Bench, newBench, packed } from './testing/bench.ts';
import { claimsOf, ISSUER, NOON, newCity, newSigner } from './testing/city.ts';

let bench: Bench;
before(async () => {
  bench = await newBench();
});

test('a signature of another key, and a certificate of another key, are refuted', async () => {
  const stranger = await newSigner();
  const imposter = { ...stranger, kid: bench.city.desk.kid, publicJwk: bench.city.desk.publicJwk };
  const forged = await signCard(claimsOf(bench.city), { ...bench.city.form, desk: imposter });
  assert.equal(await bench.verdictOf({ text: forged }), 'not-valid: signature-wrong');
  const { message } = decodeCard(bench.text);
  const borrowed = await sign1(message.payload, [[13, message.protected.get(13)]], stranger);
  assert.equal(await bench.verdictOf({ text: packed(new Tagged(18, borrowed)) }), 'not-valid: wrong-key');
});

test('a desk certificate must come from a known, proven issuing key', async () => {
  const stranger = await newSigner();
  const shift = {
    issuer: ISSUER,
    from: '2026-11-14',
    until: '2026-11-14',
    quota: 5,
    publicJwk: bench.city.desk.publicJwk,
  };
  const unknown = await certifyDesk(stranger, shift);
  const other = await signCard(claimsOf(bench.city), { ...bench.city.form, certificate: unknown });
  assert.equal(await bench.verdictOf({ text: other }), 'undetermined: issuing-key-unknown');

  const imposter = { ...stranger, kid: bench.city.issuing.kid, publicJwk: bench.city.issuing.publicJwk };
  const forged = await signCard(claimsOf(bench.city), {
    ...bench.city.form,
    certificate: await certifyDesk(imposter, shift),
  });
  assert.equal(await bench.verdictOf({ text: forged }), 'not-valid: certificate-signature-wrong');

  const quarter = {
    issuer: ISSUER,
    publicJwk: bench.city.issuing.publicJwk,
    from: '2026-10-01',
    until: '2026-12-31',
  };
  const falseRoot = { ...stranger, kid: bench.city.root.kid, publicJwk: bench.city.root.publicJwk };
  const unproven = [
    await certifyIssuing(stranger, quarter),
    await certifyIssuing(falseRoot, quarter),
    await certifyDesk(bench.city.root, { ...quarter, quota: 5 }),
  ];
  for (const certificate of unproven) {
    const trust = bench.trustWith({ issuing: [certificate] });
    assert.equal(await bench.verdictOf({ trust }), 'undetermined: issuing-key-unproven');
  }
  const swapped = bench.trustWith({});
  for (const key of swapped.keys) {
    if (key['ck:role'] === 'issuing')
      key['ck:cert'] = toBase64url(
        await certifyIssuing(bench.city.root, { ...quarter, publicJwk: stranger.publicJwk }),
      );
  }
  assert.equal(await bench.verdictOf({ trust: swapped }), 'undetermined: issuing-key-unproven');
  const planted = await bench.verdictOf({ pins: [thumbprint(stranger.publicJwk)] });
  assert.equal(planted, 'undetermined: issuing-key-unproven');
  assert.equal(await bench.verdictOf({ pins: [thumbprint(bench.city.root.publicJwk)] }), 'valid');
});

test('an issuing certificate is no desk certificate, and a desk certificate certifies no desk', async () => {
  const quarter = {
    issuer: ISSUER,
    from: '2026-11-14',
    until: '2026-11-14',
    publicJwk: bench.city.desk.publicJwk,
  };
  const noQuota = await certifyIssuing(bench.city.issuing, quarter);
  const signed = await sign1(
    decodeCard(bench.text).message.payload,
    [[13, fromCbor(noQuota)]],
    bench.city.desk,
  );
  assert.equal(
    await bench.verdictOf({ text: packed(new Tagged(18, signed)) }),
    'undetermined: certificate-malformed',
  );
  const helper = await newSigner();
  const sub = await certifyDesk(bench.city.desk, { ...quarter, publicJwk: helper.publicJwk, quota: 1 });
  const below = await signCard(claimsOf(bench.city), { desk: helper, certificate: sub, dialect: 'spec' });
  assert.equal(
    await bench.verdictOf({ text: below, trust: bench.trustWith({ desks: [bench.city.certificate] }) }),
    'undetermined: issuing-key-unknown',
  );
});

test('without a carried certificate the bundle is asked; a desk it does not list is unknown, not refuted', async () => {
  const bare = packed(
    new Tagged(18, await sign1(decodeCard(bench.text).message.payload, [], bench.city.desk)),
  );
  assert.equal(await bench.verdictOf({ text: bare }), 'undetermined: desk-key-unknown');
  assert.equal(
    await bench.verdictOf({ text: bare, trust: bench.trustWith({ desks: [bench.city.certificate] }) }),
    'valid',
  );
  const elsewhere = { ...bench.city.trust, issuer: 'https://id.other-bench.city.example' };
  assert.equal(await bench.verdictOf({ text: bare, trust: elsewhere }), 'undetermined: issuer-unknown');
});

test('a card of another city is unknown here', async () => {
  const other = await newCity();
  const foreign = await signCard(claimsOf(other), other.form);
  const trust = { ...bench.city.trust, issuer: 'https://id.third-bench.city.example' };
  assert.equal(await bench.verdictOf({ text: foreign, trust }), 'undetermined: issuer-unknown');
});

test('card, desk certificate and issuing certificate name one issuer', async () => {
  const claims = new Map<number, unknown>([
    [1, 'https://id.other-bench.city.example'],
    [6, Date.parse('2026-11-14T00:00:00Z') / 1000],
    [169, new Map()],
  ]);
  const message = await sign1(toCbor(claims), [[13, fromCbor(bench.city.certificate)]], bench.city.desk);
  assert.equal(
    await bench.verdictOf({ text: packed(new Tagged(18, message)) }),
    'not-valid: issuer-mismatch',
  );
  const quarter = { publicJwk: bench.city.issuing.publicJwk, from: '2026-10-01', until: '2026-12-31' };
  const elsewhere = await certifyIssuing(bench.city.root, {
    ...quarter,
    issuer: 'https://id.other-bench.city.example',
  });
  assert.equal(
    await bench.verdictOf({ trust: bench.trustWith({ issuing: [elsewhere] }) }),
    'not-valid: issuer-mismatch',
  );
});

test("the protected header's algorithm must be the key's", async () => {
  const { payload, protected: header } = decodeCard(bench.text).message;
  const eddsa = toCbor(new Map([...header, [1, -8]]));
  const message = packed(new Tagged(18, [eddsa, new Map(), payload, new Uint8Array(64)]));
  assert.equal(await bench.verdictOf({ text: message }), 'not-valid: algorithm-mismatch');
  const bare = packed([toCbor(new Map([[1, -8]])), new Map(), payload, new Uint8Array(64)]);
  const plain = parseTrust({ keys: [bench.city.desk.publicJwk] });
  assert.equal(await bench.verdictOf({ text: bare, trust: plain }), 'not-valid: algorithm-mismatch');
});

test("somebody else's JWKS verifies our cards by key, unless roots are pinned", async () => {
  const bare = packed(
    new Tagged(18, await sign1(decodeCard(bench.text).message.payload, [], bench.city.desk)),
  );
  const plain = parseTrust({ keys: [bench.city.desk.publicJwk] });
  assert.equal(
    await bench.verdictOf({ text: bare, trust: plain, lists: [] }),
    'undetermined: status-list-missing',
  );
  const pinned = await bench.verdictOf({
    text: bare,
    trust: plain,
    pins: [thumbprint(bench.city.root.publicJwk)],
  });
  assert.equal(pinned, 'undetermined: desk-key-unknown');
});

test('a bundle that contradicts itself is refused', () => {
  const good: unknown = JSON.parse(JSON.stringify(bench.city.trust));
  assert.deepEqual(parseTrust(good).keys.length, bench.city.trust.keys.length);
  const [first] = bench.city.trust.keys;
  const cases: unknown[] = [
    null,
    {},
    { keys: 1 },
    { keys: [1] },
    { keys: [], issuer: 1 },
    { keys: [], updated: 'today' },
  ];
  cases.push({ keys: [{ ...first, kid: 'AAAAAAAAAAA' }] }, { keys: [{ ...first, 'ck:role': 'king' }] });
  for (const wrong of cases) {
    assert.throws(
      () => parseTrust(wrong),
      (e) => isFault(e) && e.code === 'trust-malformed',
      JSON.stringify(wrong),
    );
  }
});

test('a distrusted desk or issuing key spoils its cards', async () => {
  for (const kid of [bench.city.desk.kid, bench.city.issuing.kid]) {
    assert.equal(
      await bench.verdictOf({ trust: bench.trustWith({ distrusted: [kid] }) }),
      'not-valid: desk-key-distrusted',
    );
  }
});

test('nothing unproven is shown as a card', async () => {
  const stranger = await newSigner();
  const imposter = { ...stranger, kid: bench.city.desk.kid, publicJwk: bench.city.desk.publicJwk };
  const forged = await signCard(claimsOf(bench.city), { ...bench.city.form, desk: imposter });
  assert.equal((await verifyCard(forged, bench.city.trust, [bench.city.token], NOON)).card, undefined);
  assert.equal(
    (await verifyCard(bench.text, bench.city.trust, [], NOON)).card?.name,
    claimsOf(bench.city).name,
  );
});

// Every way a card, a certificate, a list or a clock can be wrong has its own code; unknown is never "no" (T8).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { zlibSync } from 'fflate';
import { toBase45 } from './base45.ts';
import { fromCbor, Tagged, toCbor } from './cbor.ts';
import { sign1 } from './cose.ts';
import {
  buildTrust,
  type CardClaims,
  certifyDesk,
  certifyIssuing,
  decodeCard,
  parseTrust,
  type StatusLists,
  setStatus,
  signCard,
  signStatusList,
  type TrustBundle,
  thumbprint,
  toBase64url,
  type Verdict,
  verifyCard,
} from './index.ts';
import { type City, claimsOf, ISSUER, LIST, listTimes, NOON, newCity, newSigner } from './testing/city.ts';

let city: City;
let text: string;
before(async () => {
  city = await newCity();
  text = await signCard(claimsOf(city), city.form);
});

type Wish = { text?: string; trust?: TrustBundle; lists?: StatusLists; at?: string; pins?: string[] };

async function verdictOf(wish: Wish): Promise<string> {
  const { trust = city.trust, lists = [city.token], at, pins } = wish;
  const verdict = await verifyCard(wish.text ?? text, trust, lists, at ? new Date(at) : NOON, pins);
  return spell(verdict);
}

const spell = (v: Verdict): string => (v.verdict === 'valid' ? 'valid' : `${v.verdict}: ${v.reason}`);
const packed = (item: unknown): string => toBase45(zlibSync(toCbor(item)));
const sign = (change: Partial<CardClaims>): Promise<string> => signCard(claimsOf(city, change), city.form);

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
    assert.equal(await verdictOf({ text: wrong }), `undetermined: ${code}`, wrong.slice(0, 40));
  }
});

test('every prefix of a card is truncated, never something else and never valid', async () => {
  const seen = new Set<string>();
  for (let length = 0; length < text.length; length++)
    seen.add(await verdictOf({ text: text.slice(0, length) }));
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
  const { payload } = decodeCard(text).message;
  const alg = toCbor(new Map([[1, -7]]));
  const both = packed([alg, new Map([[1, -8]]), payload, new Uint8Array(64)]);
  assert.equal(await verdictOf({ text: both }), 'undetermined: qr-not-cwt');
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
  assert.equal(await verdictOf({ text: critical }), 'undetermined: algorithm-unsupported');
  const loose = packed([new Uint8Array(), new Map([[1, -7]]), payload, new Uint8Array(64)]);
  assert.equal(await verdictOf({ text: loose }), 'undetermined: algorithm-unsupported');
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

test('a signature of another key, and a certificate of another key, are refuted', async () => {
  const stranger = await newSigner();
  const imposter = { ...stranger, kid: city.desk.kid, publicJwk: city.desk.publicJwk };
  const forged = await signCard(claimsOf(city), { ...city.form, desk: imposter });
  assert.equal(await verdictOf({ text: forged }), 'not-valid: signature-wrong');
  const { message } = decodeCard(text);
  const borrowed = await sign1(message.payload, [[13, message.protected.get(13)]], stranger);
  assert.equal(await verdictOf({ text: packed(new Tagged(18, borrowed)) }), 'not-valid: wrong-key');
});

test('a desk certificate must come from a known, proven issuing key', async () => {
  const stranger = await newSigner();
  const shift = {
    issuer: ISSUER,
    from: '2026-11-14',
    until: '2026-11-14',
    quota: 5,
    publicJwk: city.desk.publicJwk,
  };
  const unknown = await certifyDesk(stranger, shift);
  const other = await signCard(claimsOf(city), { ...city.form, certificate: unknown });
  assert.equal(await verdictOf({ text: other }), 'undetermined: issuing-key-unknown');

  const imposter = { ...stranger, kid: city.issuing.kid, publicJwk: city.issuing.publicJwk };
  const forged = await signCard(claimsOf(city), {
    ...city.form,
    certificate: await certifyDesk(imposter, shift),
  });
  assert.equal(await verdictOf({ text: forged }), 'not-valid: certificate-signature-wrong');

  const quarter = {
    issuer: ISSUER,
    publicJwk: city.issuing.publicJwk,
    from: '2026-10-01',
    until: '2026-12-31',
  };
  const falseRoot = { ...stranger, kid: city.root.kid, publicJwk: city.root.publicJwk };
  const unproven = [
    await certifyIssuing(stranger, quarter),
    await certifyIssuing(falseRoot, quarter),
    await certifyDesk(city.root, { ...quarter, quota: 5 }),
  ];
  for (const certificate of unproven) {
    const trust = trustWith({ issuing: [certificate] });
    assert.equal(await verdictOf({ trust }), 'undetermined: issuing-key-unproven');
  }
  const swapped = trustWith({});
  for (const key of swapped.keys) {
    if (key['ck:role'] === 'issuing')
      key['ck:cert'] = toBase64url(
        await certifyIssuing(city.root, { ...quarter, publicJwk: stranger.publicJwk }),
      );
  }
  assert.equal(await verdictOf({ trust: swapped }), 'undetermined: issuing-key-unproven');
  const planted = await verdictOf({ pins: [thumbprint(stranger.publicJwk)] });
  assert.equal(planted, 'undetermined: issuing-key-unproven');
  assert.equal(await verdictOf({ pins: [thumbprint(city.root.publicJwk)] }), 'valid');
});

test('an issuing certificate is no desk certificate, and a desk certificate certifies no desk', async () => {
  const quarter = { issuer: ISSUER, from: '2026-11-14', until: '2026-11-14', publicJwk: city.desk.publicJwk };
  const noQuota = await certifyIssuing(city.issuing, quarter);
  const signed = await sign1(decodeCard(text).message.payload, [[13, fromCbor(noQuota)]], city.desk);
  assert.equal(
    await verdictOf({ text: packed(new Tagged(18, signed)) }),
    'undetermined: certificate-malformed',
  );
  const helper = await newSigner();
  const sub = await certifyDesk(city.desk, { ...quarter, publicJwk: helper.publicJwk, quota: 1 });
  const below = await signCard(claimsOf(city), { desk: helper, certificate: sub, dialect: 'spec' });
  assert.equal(
    await verdictOf({ text: below, trust: trustWith({ desks: [city.certificate] }) }),
    'undetermined: issuing-key-unknown',
  );
});

test('without a carried certificate the bundle is asked; a desk it does not list is unknown, not refuted', async () => {
  const bare = packed(new Tagged(18, await sign1(decodeCard(text).message.payload, [], city.desk)));
  assert.equal(await verdictOf({ text: bare }), 'undetermined: desk-key-unknown');
  assert.equal(await verdictOf({ text: bare, trust: trustWith({ desks: [city.certificate] }) }), 'valid');
  const elsewhere = { ...city.trust, issuer: 'https://id.other-city.example' };
  assert.equal(await verdictOf({ text: bare, trust: elsewhere }), 'undetermined: issuer-unknown');
});

test('a card of another city is unknown here', async () => {
  const other = await newCity();
  const foreign = await signCard(claimsOf(other), other.form);
  const trust = { ...city.trust, issuer: 'https://id.third-city.example' };
  assert.equal(await verdictOf({ text: foreign, trust }), 'undetermined: issuer-unknown');
});

test('card, desk certificate and issuing certificate name one issuer', async () => {
  const claims = new Map<number, unknown>([
    [1, 'https://id.other-city.example'],
    [6, Date.parse('2026-11-14T00:00:00Z') / 1000],
    [169, new Map()],
  ]);
  const message = await sign1(toCbor(claims), [[13, fromCbor(city.certificate)]], city.desk);
  assert.equal(await verdictOf({ text: packed(new Tagged(18, message)) }), 'not-valid: issuer-mismatch');
  const quarter = { publicJwk: city.issuing.publicJwk, from: '2026-10-01', until: '2026-12-31' };
  const elsewhere = await certifyIssuing(city.root, { ...quarter, issuer: 'https://id.other-city.example' });
  assert.equal(await verdictOf({ trust: trustWith({ issuing: [elsewhere] }) }), 'not-valid: issuer-mismatch');
});

test("the protected header's algorithm must be the key's", async () => {
  const { payload, protected: header } = decodeCard(text).message;
  const eddsa = toCbor(new Map([...header, [1, -8]]));
  const message = packed(new Tagged(18, [eddsa, new Map(), payload, new Uint8Array(64)]));
  assert.equal(await verdictOf({ text: message }), 'not-valid: algorithm-mismatch');
  const bare = packed([toCbor(new Map([[1, -8]])), new Map(), payload, new Uint8Array(64)]);
  const plain = parseTrust({ keys: [city.desk.publicJwk] });
  assert.equal(await verdictOf({ text: bare, trust: plain }), 'not-valid: algorithm-mismatch');
});

test("somebody else's JWKS verifies our cards by key, unless roots are pinned", async () => {
  const bare = packed(new Tagged(18, await sign1(decodeCard(text).message.payload, [], city.desk)));
  const plain = parseTrust({ keys: [city.desk.publicJwk] });
  assert.equal(await verdictOf({ text: bare, trust: plain, lists: [] }), 'undetermined: status-list-missing');
  const pinned = await verdictOf({ text: bare, trust: plain, pins: [thumbprint(city.root.publicJwk)] });
  assert.equal(pinned, 'undetermined: desk-key-unknown');
});

test('a bundle that contradicts itself is refused', () => {
  const good: unknown = JSON.parse(JSON.stringify(city.trust));
  assert.deepEqual(parseTrust(good).keys.length, city.trust.keys.length);
  const [first] = city.trust.keys;
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
  for (const kid of [city.desk.kid, city.issuing.kid]) {
    assert.equal(
      await verdictOf({ trust: trustWith({ distrusted: [kid] }) }),
      'not-valid: desk-key-distrusted',
    );
  }
});

test('the issue day lies inside the desk certificate, whose own end spoils nothing', async () => {
  for (const issued of ['2026-11-13', '2026-11-15']) {
    await assert.rejects(sign({ issued }), (e) => isFault(e) && e.code === 'issued-outside-certificate');
  }
  assert.equal(await verdictOf({ at: '2026-11-15T12:00:00Z' }), 'valid');
  const claims = new Map<number, unknown>([
    [1, ISSUER],
    [169, new Map()],
  ]);
  for (const [day, verdict] of [
    ['2026-11-13', 'not-valid'],
    ['2026-11-15', 'not-valid'],
    ['2026-11-14', 'valid'],
  ]) {
    claims.set(6, Date.parse(`${day}T00:00:00Z`) / 1000);
    const message = await sign1(toCbor(claims), [[13, fromCbor(city.certificate)]], city.desk);
    const spelled = verdict === 'valid' ? 'valid' : 'not-valid: issued-outside-certificate';
    assert.equal(
      await verdictOf({ text: packed(new Tagged(18, message)), at: '2026-11-15T12:00:00Z' }),
      spelled,
    );
  }
});

test('a desk certificate lies inside the issuing quarter', async () => {
  const late = {
    issuer: ISSUER,
    from: '2026-12-31',
    until: '2027-01-01',
    quota: 5,
    publicJwk: city.desk.publicJwk,
  };
  const certificate = await certifyDesk(city.issuing, late);
  const card = await signCard(claimsOf(city, { issued: '2026-12-31' }), { ...city.form, certificate });
  assert.equal(await verdictOf({ text: card }), 'not-valid: certificate-outside-issuing-window');
});

test('dates: valid through the last printed day everywhere on Earth, not before its first', async () => {
  const short = await sign({ expires: '2026-11-14' });
  assert.equal(await verdictOf({ text: short, at: '2026-11-15T11:59:59Z' }), 'valid');
  assert.equal(await verdictOf({ text: short, at: '2026-11-15T12:00:00Z' }), 'not-valid: expired');
  const early = { ...city.trust, updated: Date.parse('2026-11-12T00:00:00Z') / 1000 };
  assert.equal(
    await verdictOf({ trust: early, lists: [], at: '2026-11-13T09:00:00Z' }),
    'not-valid: not-yet-valid',
  );
  assert.equal(
    await verdictOf({ trust: early, lists: [], at: '2026-11-13T10:00:00Z' }),
    'undetermined: status-list-missing',
  );
});

test('a clock before the bundle or the list is wrong; what even it shows to be over, is over', async () => {
  assert.equal(await verdictOf({ at: '2016-11-14T12:00:00Z' }), 'undetermined: clock-wrong');
  const ahead = await signStatusList(city.list, city.issuing, {
    ...listTimes(),
    iat: NOON.getTime() / 1000 + 3600,
  });
  assert.equal(await verdictOf({ lists: [ahead] }), 'undetermined: clock-wrong');
  const certificate = await certifyDesk(city.issuing, {
    issuer: ISSUER,
    publicJwk: city.desk.publicJwk,
    from: '2026-10-01',
    until: '2026-10-01',
    quota: 1,
  });
  const october = claimsOf(city, { issued: '2026-10-01', expires: '2026-10-31' });
  const over = await signCard(october, { ...city.form, certificate });
  assert.equal(await verdictOf({ text: over, at: '2026-10-05T00:00:00Z' }), 'not-valid: expired');
});

test('the list: revoked is revoked however old; missing, stale, foreign, forged or short it says nothing', async () => {
  const { idx } = claimsOf(city).status;
  const revoking = { ...city.list, bytes: city.list.bytes.slice() };
  setStatus(revoking, idx, true);
  const revoked = await signStatusList(revoking, city.issuing, listTimes());
  assert.equal(await verdictOf({ lists: [revoked] }), 'not-valid: revoked');
  assert.equal(await verdictOf({ lists: [revoked], at: '2027-05-01T00:00:00Z' }), 'not-valid: revoked');
  assert.equal(await verdictOf({ lists: [revoked], at: '2016-05-01T00:00:00Z' }), 'not-valid: revoked');
  assert.equal(await verdictOf({ at: '2026-11-16T06:00:00Z' }), 'undetermined: status-list-stale');
  assert.equal(await verdictOf({ lists: [] }), 'undetermined: status-list-missing');
  assert.equal(
    await verdictOf({ lists: new Map([[`${LIST}0`, city.token]]) }),
    'undetermined: status-list-missing',
  );
  assert.equal(await verdictOf({ lists: [Uint8Array.of(1, 2, 3)] }), 'undetermined: status-list-malformed');
  const elsewhere = await signStatusList({ ...revoking, uri: `${LIST}0` }, city.issuing, listTimes());
  assert.equal(await verdictOf({ lists: [elsewhere] }), 'undetermined: status-list-foreign');
  assert.equal(await verdictOf({ lists: new Map([[LIST, elsewhere]]) }), 'undetermined: status-list-foreign');
  for (const signer of [await newSigner(), city.desk, city.root]) {
    const forged = await signStatusList(revoking, signer, listTimes());
    assert.equal(await verdictOf({ lists: [forged] }), 'undetermined: status-list-unproven');
  }
  const outside = await signStatusList(revoking, city.issuing, { ...listTimes(), iat: 1_700_000_000 });
  assert.equal(await verdictOf({ lists: [outside] }), 'undetermined: status-list-unproven');
  const far = await sign({ status: { uri: LIST, idx: 1024 } });
  assert.equal(await verdictOf({ text: far }), 'undetermined: status-index-out-of-range');
});

test('the age of the lists is said with every verdict that rests on them', async () => {
  const at = new Date('2026-11-20T06:00:00Z');
  const verdict = await verifyCard(text, city.trust, [city.token], at);
  assert.deepEqual(
    [verdict.verdict, verdict.listAge, verdict.trustAge],
    ['undetermined', 6 * 86_400, 6 * 86_400],
  );
});

test('nothing unproven is shown as a card', async () => {
  const stranger = await newSigner();
  const imposter = { ...stranger, kid: city.desk.kid, publicJwk: city.desk.publicJwk };
  const forged = await signCard(claimsOf(city), { ...city.form, desk: imposter });
  assert.equal((await verifyCard(forged, city.trust, [city.token], NOON)).card, undefined);
  assert.equal((await verifyCard(text, city.trust, [], NOON)).card?.name, claimsOf(city).name);
});

test('bad claims: nothing is signed', async () => {
  let signatures = 0;
  const counting = {
    ...city.desk,
    sign: (data: Uint8Array) => {
      signatures++;
      return city.desk.sign(data);
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
    [{ issuer: 'https://id.other-city.example' }, 'issuer-mismatch'],
  ];
  for (const [change, code] of cases) {
    const attempt = signCard(claimsOf(city, change), { ...city.form, desk: counting });
    await assert.rejects(attempt, (e) => isFault(e) && e.code === code, code);
  }
  const other = { ...city.form, desk: { ...counting, kid: 'AAAAAAAAAAA' } };
  await assert.rejects(signCard(claimsOf(city), other), (e) => isFault(e) && e.code === 'wrong-key');
  assert.equal(signatures, 0);
});

function trustWith(
  change: Partial<{ issuing: Uint8Array[]; desks: Uint8Array[]; distrusted: string[] }>,
): TrustBundle {
  return buildTrust({
    issuer: ISSUER,
    updated: new Date('2026-11-14T06:00:00Z'),
    roots: [city.root.publicJwk],
    issuing: [city.issuingCertificate],
    desks: [],
    statusLists: [LIST],
    ...change,
  });
}

// Two cities in one bundle: each is believed about its own cards, and about nobody else's (T8).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  certifyDesk,
  certifyIssuing,
  setStatus,
  signCard,
  signStatusList,
  type TrustBundle,
} from './index.ts';
import { type Bench, newBench } from './testing/bench.ts';
import { claimsOf, LIST, listTimes, newSigner } from './testing/city.ts';

const OTHER = 'https://id.other-city.example';
const later = { ...listTimes(), iat: listTimes().iat + 600 };
let bench: Bench;
let trust: TrustBundle;
/** The model city's list with the card revoked, and the same places read "valid" by the neighbour's key. */
let revoked: Uint8Array;
let theirs: Uint8Array;
let theirCard: string;

before(async () => {
  bench = await newBench();
  const [root, issuing, desk] = await Promise.all([newSigner(), newSigner(), newSigner()]);
  const window = { issuer: OTHER, from: '2026-10-01', until: '2026-12-31' };
  const issuingCertificate = await certifyIssuing(root, { ...window, publicJwk: issuing.publicJwk });
  trust = bench.trustWith({
    roots: [bench.city.root.publicJwk, root.publicJwk],
    issuing: [bench.city.issuingCertificate, issuingCertificate],
  });
  const list = { ...bench.city.list, bytes: bench.city.list.bytes.slice() };
  theirs = await signStatusList(list, issuing, later);
  setStatus(list, claimsOf(bench.city).status.idx, true);
  revoked = await signStatusList(list, bench.city.issuing, listTimes());
  const certificate = await certifyDesk(issuing, { ...window, quota: 5, publicJwk: desk.publicJwk });
  theirCard = await signCard(claimsOf(bench.city, { issuer: OTHER }), {
    ...bench.city.form,
    desk,
    certificate,
  });
});

test('a neighbour’s list, proven as it is, says nothing about this city’s card', async () => {
  assert.equal(await bench.verdictOf({ trust, lists: [theirs] }), 'undetermined: status-list-foreign');
  const byAddress = new Map([[LIST, theirs]]);
  assert.equal(await bench.verdictOf({ trust, lists: byAddress }), 'undetermined: status-list-foreign');
  assert.equal(await bench.verdictOf({ trust, text: theirCard, lists: [theirs] }), 'valid');
  assert.equal(
    await bench.verdictOf({ trust, text: theirCard, lists: [revoked] }),
    'undetermined: status-list-foreign',
    'nor does it revoke',
  );
});

test('no neighbour un-revokes a card, whichever list comes first or is newer', async () => {
  for (const lists of [
    [theirs, revoked],
    [revoked, theirs],
  ]) {
    assert.equal(await bench.verdictOf({ trust, lists }), 'not-valid: revoked');
  }
});

test('a bad list beside a good one hides nothing; of two good ones the newer counts', async () => {
  const { city } = bench;
  const forged = await signStatusList(city.list, await newSigner(), later);
  const elsewhere = await signStatusList({ ...city.list, uri: `${LIST}0` }, city.issuing, later);
  const bad = [Uint8Array.of(1, 2, 3), forged, elsewhere];
  assert.equal(await bench.verdictOf({ lists: [...bad, city.token] }), 'valid');
  assert.equal(await bench.verdictOf({ lists: [...bad, revoked] }), 'not-valid: revoked');
  assert.equal(await bench.verdictOf({ lists: bad }), 'undetermined: status-list-unproven');
  const found = await signStatusList(city.list, city.issuing, later);
  assert.equal(await bench.verdictOf({ lists: [found, revoked] }), 'valid');
  assert.equal(await bench.verdictOf({ lists: [revoked, found] }), 'valid');
});

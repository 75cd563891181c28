// Days, clocks and status lists: what is certain is said, what is not is "undetermined" (T8).
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { fromCbor, Tagged, toCbor } from './cbor.ts';
import { sign1 } from './cose.ts';
import { certifyDesk, setStatus, signCard, signStatusList, verifyCard } from './index.ts';
import { type Bench, newBench, packed } from './testing/bench.ts';
import { claimsOf, ISSUER, LIST, listTimes, NOON, newSigner } from './testing/city.ts';

let bench: Bench;
before(async () => {
  bench = await newBench();
});

test('the issue day lies inside the desk certificate, whose own end spoils nothing', async () => {
  for (const issued of ['2026-11-13', '2026-11-15']) {
    await assert.rejects(
      bench.sign({ issued }),
      (e) => isFault(e) && e.code === 'issued-outside-certificate',
    );
  }
  assert.equal(await bench.verdictOf({ at: '2026-11-15T12:00:00Z' }), 'valid');
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
    const message = await sign1(toCbor(claims), [[13, fromCbor(bench.city.certificate)]], bench.city.desk);
    const spelled = verdict === 'valid' ? 'valid' : 'not-valid: issued-outside-certificate';
    assert.equal(
      await bench.verdictOf({ text: packed(new Tagged(18, message)), at: '2026-11-15T12:00:00Z' }),
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
    publicJwk: bench.city.desk.publicJwk,
  };
  const certificate = await certifyDesk(bench.city.issuing, late);
  const card = await signCard(claimsOf(bench.city, { issued: '2026-12-31' }), {
    ...bench.city.form,
    certificate,
  });
  assert.equal(await bench.verdictOf({ text: card }), 'not-valid: certificate-outside-issuing-window');
});

test('dates: valid through the last printed day everywhere on Earth, not before its first', async () => {
  const short = await bench.sign({ expires: '2026-11-14' });
  assert.equal(await bench.verdictOf({ text: short, at: '2026-11-15T11:59:59Z' }), 'valid');
  assert.equal(await bench.verdictOf({ text: short, at: '2026-11-15T12:00:00Z' }), 'not-valid: expired');
  const early = { ...bench.city.trust, updated: Date.parse('2026-11-12T00:00:00Z') / 1000 };
  assert.equal(
    await bench.verdictOf({ trust: early, lists: [], at: '2026-11-13T09:00:00Z' }),
    'not-valid: not-yet-valid',
  );
  assert.equal(
    await bench.verdictOf({ trust: early, lists: [], at: '2026-11-13T10:00:00Z' }),
    'undetermined: status-list-missing',
  );
});

test('a clock before the bundle or the list is wrong; what even it shows to be over, is over', async () => {
  assert.equal(await bench.verdictOf({ at: '2016-11-14T12:00:00Z' }), 'undetermined: clock-wrong');
  const ahead = await signStatusList(bench.city.list, bench.city.issuing, {
    ...listTimes(),
    iat: NOON.getTime() / 1000 + 3600,
  });
  assert.equal(await bench.verdictOf({ lists: [ahead] }), 'undetermined: clock-wrong');
  const certificate = await certifyDesk(bench.city.issuing, {
    issuer: ISSUER,
    publicJwk: bench.city.desk.publicJwk,
    from: '2026-10-01',
    until: '2026-10-01',
    quota: 1,
  });
  const october = claimsOf(bench.city, { issued: '2026-10-01', expires: '2026-10-31' });
  const over = await signCard(october, { ...bench.city.form, certificate });
  assert.equal(await bench.verdictOf({ text: over, at: '2026-10-05T00:00:00Z' }), 'not-valid: expired');
});

test('the bundle’s own date is anybody’s word: far ahead it raises a doubt, and refutes no card', async () => {
  const { city } = bench;
  for (const updated of [Date.parse('2099-01-01T00:00:00Z') / 1000, Number.MAX_SAFE_INTEGER]) {
    const trust = { ...city.trust, updated };
    assert.equal(await bench.verdictOf({ trust }), 'undetermined: clock-wrong');
    assert.equal(await bench.verdictOf({ trust, lists: [] }), 'undetermined: clock-wrong');
    assert.equal(await bench.verdictOf({ trust, at: '2020-01-01T00:00:00Z' }), 'undetermined: clock-wrong');
    assert.equal(await bench.verdictOf({ trust, at: '2032-01-01T00:00:00Z' }), 'not-valid: expired');
    const revoking = { ...city.list, bytes: city.list.bytes.slice() };
    setStatus(revoking, claimsOf(city).status.idx, true);
    const revoked = await signStatusList(revoking, city.issuing, listTimes());
    assert.equal(await bench.verdictOf({ trust, lists: [revoked] }), 'not-valid: revoked');
  }
  const soon = { ...city.trust, updated: NOON.getTime() / 1000 + 240 };
  assert.equal(await bench.verdictOf({ trust: soon }), 'valid', 'within the tolerance');
});

test('the list: revoked is revoked however old; missing, stale, foreign, forged or short it says nothing', async () => {
  const { idx } = claimsOf(bench.city).status;
  const revoking = { ...bench.city.list, bytes: bench.city.list.bytes.slice() };
  setStatus(revoking, idx, true);
  const revoked = await signStatusList(revoking, bench.city.issuing, listTimes());
  assert.equal(await bench.verdictOf({ lists: [revoked] }), 'not-valid: revoked');
  assert.equal(await bench.verdictOf({ lists: [revoked], at: '2027-05-01T00:00:00Z' }), 'not-valid: revoked');
  assert.equal(await bench.verdictOf({ lists: [revoked], at: '2016-05-01T00:00:00Z' }), 'not-valid: revoked');
  assert.equal(await bench.verdictOf({ at: '2026-11-16T06:00:00Z' }), 'undetermined: status-list-stale');
  assert.equal(await bench.verdictOf({ lists: [] }), 'undetermined: status-list-missing');
  assert.equal(
    await bench.verdictOf({ lists: new Map([[`${LIST}0`, bench.city.token]]) }),
    'undetermined: status-list-missing',
  );
  assert.equal(
    await bench.verdictOf({ lists: [Uint8Array.of(1, 2, 3)] }),
    'undetermined: status-list-malformed',
  );
  const elsewhere = await signStatusList({ ...revoking, uri: `${LIST}0` }, bench.city.issuing, listTimes());
  assert.equal(await bench.verdictOf({ lists: [elsewhere] }), 'undetermined: status-list-foreign');
  assert.equal(
    await bench.verdictOf({ lists: new Map([[LIST, elsewhere]]) }),
    'undetermined: status-list-foreign',
  );
  for (const signer of [await newSigner(), bench.city.desk, bench.city.root]) {
    const forged = await signStatusList(revoking, signer, listTimes());
    assert.equal(await bench.verdictOf({ lists: [forged] }), 'undetermined: status-list-unproven');
  }
  const outside = await signStatusList(revoking, bench.city.issuing, { ...listTimes(), iat: 1_700_000_000 });
  assert.equal(await bench.verdictOf({ lists: [outside] }), 'undetermined: status-list-unproven');
  const far = await bench.sign({ status: { uri: LIST, idx: 1024 } });
  assert.equal(await bench.verdictOf({ text: far }), 'undetermined: status-index-out-of-range');
});

test('the age of the lists is said with every verdict that rests on them', async () => {
  const at = new Date('2026-11-20T06:00:00Z');
  const verdict = await verifyCard(bench.text, bench.city.trust, [bench.city.token], at);
  assert.deepEqual(
    [verdict.verdict, verdict.listAge, verdict.trustAge],
    ['undetermined', 6 * 86_400, 6 * 86_400],
  );
});

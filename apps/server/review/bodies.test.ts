import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newBoxKeys, toBase64url, webRandom, wrapKey } from '@commonkey/vault';
import { modelCity } from '../testing/model-city.ts';
import {
  begunHalvesBody,
  decisionBody,
  finishedHalvesBody,
  leaveBody,
  newKeyBody,
  nextHalvesBody,
  produceBody,
} from './bodies.ts';
import { newPass } from './evidence/newcomers/pass.ts';
import { leaseToken } from './token.ts';

/** People and papers, also as long as a token, a point and a wrapped key are. */
const CANARIES = [
  'Zephyrine Quakenbush',
  'Passport of Freedonia X0417198',
  'passport',
  'consular-id',
  '1987-04-17',
  '2',
  ...[87, 109, 167].map((length) => 'Zephyrine-Quakenbush'.repeat(9).slice(0, length)),
];
const until = new Date('2026-03-02T15:20:00Z');
const application = '11111111-2222-4333-8444-555555555555';
const secrets = { csrf: webRandom(32), codes: webRandom(32), holds: webRandom(32) };
const token = leaseToken({ secrets }, 'somebody', { application, stage: 'waiting', until });

test('T2, CL-04: a verdict has room for requirements of the program and for nothing about a paper or a person', async () => {
  const { program } = await modelCity();
  const requirements = program.requirements.map(({ id }) => id);
  const shape = decisionBody(requirements);
  const good = { token, verdict: 'ask', unmet: requirements };
  assert.ok(shape.safeParse(good).success);
  for (const canary of [...CANARIES, ...Object.keys(program.papers)]) {
    for (const planted of [
      { ...good, token: canary },
      { ...good, verdict: canary },
      { ...good, unmet: [canary] },
      { ...good, paper: canary },
      { ...good, face: canary },
      { ...good, [canary]: true },
    ])
      assert.ok(!shape.safeParse(planted).success, JSON.stringify(planted));
  }
  // Not even by counting: each requirement at most once would be enough, and no more are taken.
  assert.ok(!shape.safeParse({ ...good, unmet: [...requirements, ...requirements] }).success);
  assert.ok(!shape.safeParse({ ...good, unmet: [requirements[0], requirements[0]] }).success);
});

test('T1: no other route of a reviewer’s page takes a person either', async () => {
  assert.ok(leaveBody.safeParse({ token }).success);
  const { publicKey, privateKey } = await newBoxKeys();
  const wrapped = toBase64url(await wrapKey(webRandom(32), privateKey, 'test'));
  const { response: _, ...key } = newKeyBody.shape;
  assert.ok(key.publicKey.safeParse(publicKey).success);
  assert.ok(key.wrapped.safeParse(wrapped).success);
  for (const canary of CANARIES) {
    assert.ok(!leaveBody.safeParse({ token: canary }).success, canary);
    assert.ok(!leaveBody.safeParse({ token, name: canary }).success, canary);
    assert.ok(!key.publicKey.safeParse(canary).success, canary);
    // Any 167 letters of the alphabet could be one: it comes with a touch, belongs to staff, and opens for nobody else.
    if (canary.length !== 167) assert.ok(!key.wrapped.safeParse(canary).success, canary);
  }
});

test('T1: beside a sealed bundle no name fits: what is no line and no number is nothing', () => {
  const line = `bundle.${application}.${application}.court.by-hand.issuer`;
  const good = { line, pages: '3', records: '1', people: '1' };
  assert.deepEqual(produceBody.parse(good), good);
  for (const canary of CANARIES) {
    for (const planted of [canary, `${line}.${canary}`, line.replace('court', canary)])
      assert.equal(produceBody.parse({ ...good, line: planted }).line, '', planted);
    // A figure is what may be counted.
    if (canary !== '2') assert.equal(produceBody.parse({ ...good, people: canary }).people, '', canary);
    assert.ok(!produceBody.safeParse({ ...good, name: canary }).success, canary);
  }
});

test('T1, T2: what officers give for newcomers has room for boxes of their exact sizes alone', () => {
  const box = (size: number) => toBase64url(webRandom(size));
  const point = toBase64url(Uint8Array.of(4, ...webRandom(64)));
  const parts = { clock: { now: () => until }, secrets };
  const run = { pass: newPass(parts, 'somebody', point), key: point, colleague: application };
  const one = { application, tag: box(32), pieces: [{ key: point, box: box(113) }] };
  const begun = { ...one, masks: [{ key: point, box: box(114) }] };
  const finished = { ...one, pieces: [{ key: point, box: box(115) }] };
  assert.ok(nextHalvesBody.safeParse({ ...run, after: null }).success);
  assert.ok(begunHalvesBody.safeParse({ ...run, given: [begun] }).success);
  assert.ok(finishedHalvesBody.safeParse({ ...run, given: [finished] }).success);
  for (const canary of CANARIES) {
    assert.ok(!nextHalvesBody.safeParse({ ...run, after: canary }).success, canary);
    assert.ok(!nextHalvesBody.safeParse({ ...run, after: null, name: canary }).success, canary);
    for (const planted of [
      { ...begun, tag: canary },
      { ...begun, application: canary },
      { ...begun, note: canary },
      { ...begun, pieces: [{ key: point, box: canary }] },
      { ...begun, masks: [{ key: canary, box: box(114) }] },
    ])
      assert.ok(!begunHalvesBody.safeParse({ ...run, given: [planted] }).success, canary);
    const planted = { ...finished, pieces: [{ key: point, box: canary }] };
    assert.ok(!finishedHalvesBody.safeParse({ ...run, given: [planted] }).success, canary);
  }
});

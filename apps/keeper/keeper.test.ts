import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  buildTrust,
  certifyDesk,
  certifyIssuing,
  fromBase64url,
  newKeyPair,
  newStatusList,
  type PublicJwk,
  readCertificate,
  readStatusList,
  type Signer,
  setStatus,
  toBase64url,
  webCryptoSigner,
  webRandom,
} from '@commonkey/credential';
import { verifies } from '@commonkey/credential/cose.ts';
import { leafHash, proveConsistency, readCheckpoint, rootOf } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import {
  type Keeper,
  quarterAfter,
  quarterOf,
  quarterWindow,
  type RunningKeeper,
  type StartSettings,
  startKeeper,
} from './index.ts';
import { PERFORM } from './operations.ts';
import { loadKeys } from './state.ts';

const code = (expected: string) => (error: unknown) => isFault(error) && error.code === expected;
const ISSUER = 'https://city.example';
const folders: string[] = [];
const started: RunningKeeper[] = [];
after(async () => {
  for (const { pid, stop } of started) {
    // One that a failed test left stopped would never hear its standard input close.
    if (isAlive(pid)) process.kill(pid, 'SIGCONT');
    await stop();
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
function folder(): string {
  const made = join(mkdtempSync(join(tmpdir(), 'ck-keeper-')), 'keeper');
  folders.push(join(made, '..'));
  return made;
}
const start = async (settings: Partial<StartSettings> & { folder: string }): Promise<RunningKeeper> => {
  const running = await startKeeper({ issuer: ISSUER, practice: true, ...settings });
  started.push(running);
  return running;
};
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
const freshSigner = async (): Promise<Signer> => webCryptoSigner(await newKeyPair());
const today = (days = 0) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const bytes = (text: string) => fromBase64url(text) ?? new Uint8Array();

test('a practice city certifies desks at once, says what it is, and outlives a kill with the same keys', async () => {
  const at = folder();
  const first = await start({ folder: at });
  const before = await first.keeper.ask('public-keys', {});
  assert.equal(before.practice, true);
  assert.equal(before.issuing[0]?.quarter, quarterOf(new Date()));
  const desk = await freshSigner();
  const request = { publicJwk: desk.publicJwk, from: today(), until: today(1), quota: 20 };
  const { certificate } = await first.keeper.ask('certify-desk', request);
  const read = readCertificate(bytes(certificate));
  assert.equal(read.quota, 20);
  assert.equal(read.key.kid, desk.kid);
  const issuing = readCertificate(bytes(before.issuing[0]?.certificate ?? ''));
  assert.ok(await verifies(read.message, issuing.key));
  assert.ok(await verifies(issuing.message, before.roots[0] as PublicJwk));

  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  await assert.rejects(first.keeper.ask('public-keys', {}), code('keeper-silent'));
  const second = await start({ folder: at });
  assert.deepEqual(await second.keeper.ask('public-keys', {}), before);
  await second.stop();
});

test('nobody but its own user reaches the keys: folder 0700, socket, cell and keys 0600, no key in clear', async () => {
  const at = folder();
  const running = await start({ folder: at });
  assert.equal(statSync(at).mode & 0o777, 0o700);
  assert.deepEqual(readdirSync(at).sort(), ['cell', 'keeper.sock', 'keys.sealed']);
  for (const name of readdirSync(at)) assert.equal(statSync(join(at, name)).mode & 0o777, 0o600, name);
  assert.ok(!readFileSync(join(at, 'keys.sealed')).includes('issuing'));
  await running.stop();
});

test('a second keeper on the folder, a lost cell, another city and a long path each end with their code', async () => {
  const at = folder();
  const running = await start({ folder: at });
  await assert.rejects(start({ folder: at }), code('keeper-already-running'));
  await running.stop();
  await assert.rejects(start({ folder: at, issuer: 'https://other.example' }), code('keys-of-another-city'));
  await assert.rejects(start({ folder: at, practice: false }), code('keys-of-another-city'));
  const sealed = readFileSync(join(at, 'keys.sealed'));
  writeFileSync(
    join(at, 'keys.sealed'),
    sealed.map((byte, i) => (i === 60 ? byte ^ 1 : byte)),
  );
  await assert.rejects(start({ folder: at }), code('keys-unreadable'));
  writeFileSync(join(at, 'keys.sealed'), sealed);
  rmSync(join(at, 'cell'));
  await assert.rejects(start({ folder: at }), code('keys-unreadable'));
  await assert.rejects(start({ folder: join(folder(), 'x'.repeat(120)) }), code('socket-path-too-long'));
});

test('the process ends when whoever started it is gone', async () => {
  const running = await start({ folder: folder() });
  await running.stop();
  assert.throws(() => process.kill(running.pid, 0));
});

test('a root ceremony: request, pin, certify, install; everything false is refused by its code', async () => {
  const running = await start({ folder: folder(), practice: false });
  const { keeper } = running;
  const quarter = quarterOf(new Date());
  const desk = await freshSigner();
  const certify = () =>
    keeper.ask('certify-desk', { publicJwk: desk.publicJwk, from: today(), until: today(), quota: 5 });
  await assert.rejects(certify(), code('no-issuing-key-for-window'));

  const request = await keeper.ask('request-issuing-key', { quarter });
  assert.deepEqual(
    await keeper.ask('request-issuing-key', { quarter }).then((r) => r.publicJwk),
    request.publicJwk,
  );
  const proof = readCertificate(bytes(request.proof));
  assert.ok(await verifies(proof.message, request.publicJwk));

  const root = await freshSigner();
  const wish = { issuer: ISSUER, publicJwk: request.publicJwk, from: request.from, until: request.until };
  const install = async (made: Promise<Uint8Array>) =>
    keeper.ask('install-certificate', { certificate: toBase64url(await made) });
  await assert.rejects(install(certifyIssuing(root, wish)), code('root-not-pinned'));
  await keeper.ask('pin-root', { publicJwk: root.publicJwk });
  await assert.rejects(
    keeper.ask('pin-root', { publicJwk: (await freshSigner()).publicJwk }),
    code('root-already-pinned'),
  );
  const imposter = { ...(await freshSigner()), kid: root.kid };
  await assert.rejects(
    install(certifyIssuing(await freshSigner(), wish)),
    code('certificate-of-another-root'),
  );
  await assert.rejects(install(certifyIssuing(imposter, wish)), code('certificate-signature-wrong'));
  await assert.rejects(install(certifyDesk(root, { ...wish, quota: 5 })), code('certificate-malformed'));
  await assert.rejects(
    install(certifyIssuing(root, { ...wish, issuer: 'https://other.example' })),
    code('certificate-issuer-wrong'),
  );
  await assert.rejects(
    install(certifyIssuing(root, { ...wish, publicJwk: desk.publicJwk })),
    code('certificate-of-another-key'),
  );
  await assert.rejects(
    install(certifyIssuing(root, { ...wish, until: '2099-12-31' })),
    code('certificate-window-wrong'),
  );
  await assert.rejects(certify(), code('no-issuing-key-for-window'));
  assert.deepEqual(await install(certifyIssuing(root, wish)), { quarter });
  await certify();
  await running.stop();
});

test('what a captured city hall can get certified is bounded by window, quota and day', async () => {
  const running = await start({ folder: folder(), limits: { deskQuota: 50, dailyQuota: 80 } });
  const desk = await freshSigner();
  const ask = (over: { from?: string; until?: string; quota?: number }) =>
    running.keeper.ask('certify-desk', {
      publicJwk: desk.publicJwk,
      from: today(),
      until: today(),
      quota: 50,
      ...over,
    });
  await assert.rejects(ask({ until: today(5) }), code('desk-window-too-long'));
  await assert.rejects(ask({ from: today(3), until: today(3) }), code('desk-window-not-now'));
  await assert.rejects(ask({ quota: 51 }), code('desk-quota-too-large'));
  await ask({});
  await assert.rejects(ask({}), code('daily-quota-reached'));
  await ask({ quota: 30 });
  await running.stop();
});

test('a status list is signed for this city, for now and for two weeks at most', async () => {
  const running = await start({ folder: folder() });
  const { keeper } = running;
  const keys = await keeper.ask('public-keys', {});
  const uri = `${ISSUER}/status/1`;
  const list = newStatusList({ uri, size: 1024, random: webRandom, decoys: 16 });
  setStatus(list, 77, true);
  const iat = Math.floor(Date.now() / 1000);
  const wish = { uri, statuses: toBase64url(list.bytes), iat, exp: iat + 86_400, ttl: 3600 };
  const { token } = await keeper.ask('sign-status-list', wish);
  const trust = buildTrust({
    issuer: ISSUER,
    updated: new Date(),
    roots: keys.roots,
    issuing: keys.issuing.map((key) => bytes(key.certificate ?? '')),
    desks: [],
    statusLists: [uri],
  });
  const proven = await readStatusList(bytes(token), trust, new Date());
  assert.deepEqual(proven.bytes, list.bytes);
  await assert.rejects(
    keeper.ask('sign-status-list', { ...wish, uri: 'https://x.example/1' }),
    code('status-uri-foreign'),
  );
  for (const late of [{ exp: iat + 30 * 86_400 }, { iat: iat - 7200 }, { exp: iat }, { ttl: 90_000 }])
    await assert.rejects(keeper.ask('sign-status-list', { ...wish, ...late }), code('status-window-wrong'));
  await running.stop();
});

test('the ledger can grow and nothing else, also over a restart', async () => {
  const at = folder();
  const first = await start({ folder: at });
  const leaves = (fill: number) => Array.from({ length: 9 }, (_, i) => leafHash(Uint8Array.of(fill, i)));
  const [ours, another] = [leaves(1), leaves(2)];
  const base64 = (hash: Uint8Array) => Buffer.from(hash).toString('base64');
  const tree = (size: number, of = ours, proof = of) => ({
    size,
    rootHash: base64(rootOf(of.slice(0, size))),
    proof: size > 5 ? proveConsistency(proof.slice(0, size), 5).map(base64) : [],
  });
  assert.deepEqual(await first.keeper.ask('last-checkpoint', {}), { signed: null });
  const { note } = await first.keeper.ask('sign-checkpoint', tree(5));
  const { checkpoint } = await first.keeper.ask('public-keys', {});
  const read = await readCheckpoint(note, { name: checkpoint.name, publicKey: bytes(checkpoint.publicKey) });
  assert.equal(read.size, 5);
  assert.equal(read.origin, 'city.example/ledger');
  await first.stop();
  const second = await start({ folder: at });
  assert.deepEqual(await second.keeper.ask('last-checkpoint', {}), {
    signed: { size: 5, rootHash: tree(5).rootHash },
  });
  const ask = (wish: ReturnType<typeof tree>) => second.keeper.ask('sign-checkpoint', wish);
  assert.deepEqual(await ask(tree(5)), { note }, 'the same tree again');
  await assert.rejects(ask(tree(4)), code('checkpoint-would-rewind'));
  await assert.rejects(ask(tree(5, another)), code('checkpoint-would-fork'));
  await assert.rejects(ask(tree(9, another)), code('checkpoint-would-fork'), 'a longer other story');
  await assert.rejects(ask(tree(9, another, ours)), code('checkpoint-would-fork'), 'with a proof of ours');
  await assert.rejects(ask({ ...tree(9), proof: [] }), code('checkpoint-would-fork'), 'without a proof');
  assert.match((await ask(tree(9))).note, /^city\.example\/ledger\n9\n/);
  await second.stop();
});

test('it signs no bytes of the asker: an unknown operation, a further field or a broken line is refused', async () => {
  const at = folder();
  const running = await start({ folder: at });
  const say = (line: string) =>
    new Promise<string>((done, fail) => {
      const socket = connect(join(at, 'keeper.sock'), () => socket.write(`${line}\n`));
      socket.once('data', (data) => {
        socket.destroy();
        done(String(data));
      });
      socket.once('error', fail);
    });
  for (const line of [
    '{"id":1,"op":"sign","input":{"data":"AA"}}',
    '{"id":1,"op":"public-keys","input":{"more":1}}',
    '{"id":1,"op":"sign-checkpoint","input":{"size":-1,"rootHash":"x"}}',
    '{"id":1',
    'null',
  ])
    assert.match(await say(line), /"code":"keeper-request-malformed"/, line);
  await running.stop();
});

test('at the turn of a quarter the key whose window holds the whole shift certifies it', async () => {
  const now = new Date('2026-12-31T20:00:00Z');
  const saved: unknown[] = [];
  const file = { load: () => undefined, save: (next: unknown) => void saved.push(next) };
  const keys = await loadKeys(file, { issuer: ISSUER, practice: true }, now);
  assert.deepEqual(saved, [keys]);
  const held = {
    keys: () => keys,
    save: () => {},
    clock: () => now,
    limits: { deskDays: 2, deskQuota: 9, dailyQuota: 9 },
  };
  const { publicJwk } = await freshSigner();
  const window = { from: '2026-12-31', until: '2027-01-01' };
  const { issuingKid } = await PERFORM['certify-desk'](held, { publicJwk, ...window, quota: 1 });
  assert.equal(issuingKid, keys.issuing[1]?.publicJwk.kid);
  assert.equal(quarterAfter(now, 1), '2027-Q1');
  assert.deepEqual(quarterWindow('2027-Q1'), { from: '2026-12-25', until: '2027-04-07' });
});

test('a keeper that answers nothing is silence, not an answer', async () => {
  const running = await start({ folder: folder() });
  const keeper: Keeper = running.keeper;
  await keeper.ask('public-keys', {});
  process.kill(running.pid, 'SIGSTOP');
  const { connectKeeper } = await import('./client.ts');
  const hasty = connectKeeper(join(folders.at(-1) ?? '', 'keeper', 'keeper.sock'), 50);
  await assert.rejects(hasty.ask('public-keys', {}), code('keeper-silent'));
  hasty.close();
  process.kill(running.pid, 'SIGCONT');
  await running.stop();
});

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { certifyIssuing, fromBase64url, readCertificate, toPublicJwk } from '@commonkey/credential';
import { verifies } from '@commonkey/credential/cose.ts';
import { newSigner } from '@commonkey/credential/testing/city.ts';
import { isFault } from '@commonkey/words';
import { rootCertify } from './certify.ts';
import { rootNew } from './new.ts';
import { PASSPHRASE_VARIABLE } from './passphrase.ts';

const folder = mkdtempSync(join(tmpdir(), 'ck-root-'));
const at = (name: string): string => join(folder, name);
const io = { out: () => undefined, err: () => undefined, now: () => new Date(0) };
const window = { from: '2026-10-01', until: '2026-12-31' };
const issuer = 'https://id.model-city.example';
after(() => rmSync(folder, { recursive: true, force: true }));

before(async () => {
  process.env[PASSPHRASE_VARIABLE] = 'five random words are good';
  assert.equal(await rootNew(['--out', at('root')], io), 0);
  const asker = await newSigner();
  writeFileSync(at('request.json'), JSON.stringify(await requestOf(asker.publicJwk, asker)));
  writeFileSync(
    at('stolen.json'),
    JSON.stringify(await requestOf(asker.publicJwk, { ...(await newSigner()), kid: asker.kid })),
  );
});

async function requestOf(
  publicJwk: Awaited<ReturnType<typeof newSigner>>['publicJwk'],
  prover: Awaited<ReturnType<typeof newSigner>>,
) {
  const proof = Buffer.from(await certifyIssuing(prover, { issuer, publicJwk, ...window })).toString(
    'base64url',
  );
  return { v: 1, kind: 'commonkey-issuing-request', issuer, quarter: '2026-Q4', ...window, publicJwk, proof };
}

function certify(out: string, request = 'request.json', ...more: string[]): Promise<number> {
  return rootCertify(
    ['--root', at('root/root.key.json'), '--issuing', at(request), '--out', at(out), ...more],
    io,
  );
}

const refused = (code: string) => (error: unknown) => isFault(error) && error.code === code;

test('the private key lies sealed, readable by its owner alone, and is never overwritten', async () => {
  const path = at('root/root.key.json');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(JSON.parse(readFileSync(path, 'utf8')).d, undefined);
  const before = readFileSync(path);
  await assert.rejects(rootNew(['--out', at('root')], io), refused('cli-file-exists'));
  assert.deepEqual(readFileSync(path), before);
});

test('the root certifies what the key process asked for', async () => {
  assert.equal(await certify('certificate.json'), 0);
  const { certificate, root } = JSON.parse(readFileSync(at('certificate.json'), 'utf8'));
  const read = readCertificate(fromBase64url(certificate));
  const publicJwk = toPublicJwk(JSON.parse(readFileSync(at('root/root.public.json'), 'utf8')));
  assert.deepEqual(root, publicJwk);
  assert.equal(await verifies(read.message, publicJwk), true);
  assert.deepEqual([read.issuer, read.quota, read.from], [issuer, null, Date.parse(window.from) / 1000]);
});

test('wrong passphrase, unproven request, bad days, old file: nothing is signed', async () => {
  await assert.rejects(certify('a.json', 'stolen.json'), refused('request-unproven'));
  await assert.rejects(certify('a.json', 'root/root.public.json'), refused('request-malformed'));
  await assert.rejects(certify('a.json', 'request.json', '--until', '2026-01-01'), refused('window-invalid'));
  process.env[PASSPHRASE_VARIABLE] = 'five other words are bad';
  await assert.rejects(certify('a.json'), refused('passphrase-wrong'));
  process.env[PASSPHRASE_VARIABLE] = 'short';
  await assert.rejects(rootNew(['--out', at('second')], io), refused('passphrase-short'));
  assert.equal(existsSync(at('a.json')) || existsSync(at('second')), false);
  process.env[PASSPHRASE_VARIABLE] = 'five random words are good';
  await assert.rejects(certify('certificate.json'), refused('cli-file-exists'));
});

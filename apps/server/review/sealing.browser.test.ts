import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as vault from '@commonkey/vault';
import { build } from 'esbuild';
import { browserOrSkip } from '../../../tests/browser/launch.ts';

declare global {
  var inPage: typeof import('@commonkey/vault');
}

async function serveScript(): Promise<{ origin: string; close(): void }> {
  const entry = fileURLToPath(new URL('./testing/in-page.ts', import.meta.url));
  const made = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
  });
  const script = made.outputFiles[0]?.text ?? '';
  const server = createServer((request, answer) => {
    if (request.url === '/script.js')
      answer.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else answer.writeHead(200, { 'content-type': 'text/html' }).end('<script src="/script.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return { origin: `http://localhost:${address.port}`, close: () => void server.close() };
}

test('what city hall seals, an officer opens in a browser, and the other way round', async (t) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-profile-'));
  const browser = await browserOrSkip(t, { profileDir });
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  if (browser === undefined) return;
  const site = await serveScript();
  t.after(site.close);
  const page = await browser.context.newPage();
  await page.goto(site.origin);

  const { publicKey, wrapping, wrapped } = await page.evaluate(async () => {
    const { newBoxKeys, wrapKey, webRandom, toBase64url } = globalThis.inPage;
    const made = await newBoxKeys();
    const wrapping = webRandom(32);
    const wrapped = await wrapKey(wrapping, made.privateKey, 'evidence');
    return {
      publicKey: made.publicKey,
      wrapping: toBase64url(wrapping),
      wrapped: toBase64url(wrapped),
    };
  });

  const share = vault.webRandom(32);
  const slotKey = vault.webRandom(32);
  const plain = vault.packBundle([{ kind: 'paper', bytes: new Uint8Array(300_000).fill(7) }]);
  const sealed = await vault.sealRecord(
    { recordId: 'r', epoch: 'papers.2027-02.1', slotKey, share, plain },
    vault.webRandom,
  );
  const halves = await vault.splitInTwo(share, 3);
  const handed = {
    wrapping,
    wrapped,
    slotKey: vault.toBase64url(slotKey),
    sealed: vault.toBase64url(sealed),
    committed: vault.toBase64url(await vault.commitment(share)),
    boxes: await Promise.all(
      halves.map(async (half) => vault.toBase64url(await vault.sealBox(publicKey, half, 'half'))),
    ),
  };

  const seen = await page.evaluate(async (given) => {
    const {
      fromBase64url,
      unwrapKey,
      openBox,
      joinTwo,
      openRecord,
      unpackBundle,
      sealBox,
      toBase64url,
      sha256,
    } = globalThis.inPage;
    const bytes = (text: string) => fromBase64url(text) ?? new Uint8Array(0);
    const privateKey = await unwrapKey(bytes(given.wrapping), bytes(given.wrapped), 'evidence');
    const halves = await Promise.all(given.boxes.map((box) => openBox(privateKey, bytes(box), 'half')));
    const share = await joinTwo(halves.slice(1), bytes(given.committed));
    const record = { recordId: 'r', slotKey: bytes(given.slotKey), share, sealed: bytes(given.sealed) };
    const [paper] = unpackBundle(await openRecord(record));
    const alone = await joinTwo(halves.slice(0, 1), bytes(given.committed)).then(
      () => 'joined',
      (error: { code?: string }) => String(error.code),
    );
    const other = await openRecord({ ...record, recordId: 's' }).then(
      () => 'opened',
      (error: { code?: string }) => String(error.code),
    );
    const back = await sealBox(
      toBase64url(privateKey.subarray(32)),
      await sha256(paper?.bytes ?? new Uint8Array(0)),
      'back',
    );
    return { alone, other, back: toBase64url(back), privateKey: toBase64url(privateKey) };
  }, handed);

  assert.equal(seen.alone, 'shares-wrong');
  assert.equal(seen.other, 'record-unopenable');
  const bytes = (text: string) => vault.fromBase64url(text) ?? new Uint8Array(0);
  const digest = await vault.openBox(bytes(seen.privateKey), bytes(seen.back), 'back');
  const [paper] = vault.unpackBundle(plain);
  assert.deepEqual(digest, await vault.sha256(paper?.bytes ?? new Uint8Array(0)));
});

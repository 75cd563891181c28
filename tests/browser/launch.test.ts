import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { accessibilityFaults, addPasskey, browserOrSkip, captureTraffic } from './launch.ts';

const worker = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()));
self.addEventListener('message', (e) => e.waitUntil(fetch('/from-worker', { method: 'POST', body: e.data })));`;

const page = (body: string) =>
  `<!doctype html><html lang="en"><title>Probe</title><main>${body}</main></html>`;

async function service() {
  const server = createServer((req, res) => {
    if (req.url === '/worker.js') res.writeHead(200, { 'content-type': 'text/javascript' }).end(worker);
    else if (req.url === '/packed')
      res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('answer-inside-gzip'));
    else if (req.url === '/bad')
      res.writeHead(200, { 'content-type': 'text/html' }).end(page('<h1>Bad</h1><img src="/x.png">'));
    else res.writeHead(200, { 'content-type': 'text/html' }).end(page('<h1>Good</h1>'));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}

test('the launcher: wire, passkey with PRF, axe, cut', async (t) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-profile-'));
  const browser = await browserOrSkip(t, { profileDir });
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  if (browser === undefined) return;
  const { server, origin } = await service();
  t.after(() => void server.close());
  const tab = await browser.context.newPage();

  await t.test('captures both bodies, decoded, of pages and of service workers', async () => {
    const traffic = captureTraffic(browser.context);
    await tab.goto(origin);
    await tab.evaluate(async () => {
      await fetch('/echo?query-canary', {
        method: 'POST',
        body: 'page-canary',
        headers: { 'x-probe': 'header-canary' },
      });
      await fetch('/packed');
      await navigator.serviceWorker.register('/worker.js');
      const ready = await navigator.serviceWorker.ready;
      ready.active?.postMessage('worker-canary');
    });
    while (!traffic.exchanges.some((one) => one.url.endsWith('/from-worker')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    traffic.stop();
    const all = Buffer.concat(traffic.bytes()).toString('latin1');
    for (const canary of [
      'query-canary',
      'page-canary',
      'header-canary',
      'worker-canary',
      'answer-inside-gzip',
    ])
      assert.ok(all.includes(canary), canary);
    assert.deepEqual(traffic.strangers, []);
  });

  await t.test('refuses and names every other host', async () => {
    const traffic = captureTraffic(browser.context);
    await tab.evaluate(() =>
      Promise.allSettled([
        fetch('http://example.org/a', { mode: 'no-cors' }),
        fetch('https://example.org/b', { mode: 'no-cors' }),
      ]),
    );
    traffic.stop();
    assert.deepEqual([...new Set(traffic.strangers)].sort(), ['example.org', 'example.org:443']);
  });

  await t.test('a cut wire fails page and worker alike, and heals', async () => {
    const reach = () =>
      tab.evaluate(() =>
        fetch('/again').then(
          () => true,
          () => false,
        ),
      );
    assert.equal(await reach(), true);
    browser.network.cut();
    assert.equal(await reach(), false);
    browser.network.restore();
    assert.equal(await reach(), true);
  });

  await t.test('passkeys give a PRF secret', async () => {
    const key = await addPasskey(tab);
    const bytes = await tab.evaluate(async () => {
      const made = (await navigator.credentials.create({
        publicKey: {
          challenge: new Uint8Array(32),
          rp: { name: 'probe', id: 'localhost' },
          user: { id: new Uint8Array(8), name: 'probe', displayName: 'probe' },
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          extensions: { prf: {} },
        },
      })) as PublicKeyCredential;
      const got = (await navigator.credentials.get({
        publicKey: {
          challenge: new Uint8Array(32),
          allowCredentials: [{ type: 'public-key', id: made.rawId }],
          userVerification: 'required',
          extensions: { prf: { eval: { first: new Uint8Array(32) } } },
        },
      })) as PublicKeyCredential;
      const first = got.getClientExtensionResults().prf?.results?.first;
      return first === undefined ? 0 : first.byteLength;
    });
    assert.equal(bytes, 32);
    await key.remove();
  });

  await t.test('axe passes the good page and fails the bad one', async () => {
    await tab.goto(origin);
    assert.deepEqual(await accessibilityFaults(tab), []);
    await tab.goto(`${origin}/bad`);
    assert.match((await accessibilityFaults(tab)).join('\n'), /image-alt/);
  });
});

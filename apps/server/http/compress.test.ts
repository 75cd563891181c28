import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { addCompression } from './compress.ts';

const TEXT = 'What we keep, and until when. '.repeat(100);

async function server(csrf: string | null) {
  const app = Fastify();
  app.decorateRequest('csrf', null);
  app.addHook('onRequest', async (request) => {
    request.csrf = csrf;
  });
  addCompression(app);
  app.get('/page', (_request, reply) =>
    reply.type('text/html').header('cache-control', 'no-store').send(TEXT),
  );
  app.get('/file', (_request, reply) =>
    reply.type('text/css').header('cache-control', 'public, max-age=60').send(TEXT),
  );
  app.get('/short', (_request, reply) => reply.type('text/html').send('hello'));
  app.get('/picture', (_request, reply) => reply.type('image/jpeg').send(Buffer.from(TEXT)));
  const get = (url: string, accept = 'gzip, deflate, br') =>
    app.inject({ url, headers: { 'accept-encoding': accept } });
  return { get, close: () => app.close() };
}

test('a page for nobody in particular is compressed, a file once and for all', async (t) => {
  const { get, close } = await server(null);
  t.after(close);
  const page = await get('/page');
  assert.equal(page.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(page.rawPayload).toString(), TEXT);
  assert.match(String(page.headers.vary), /accept-encoding/);
  for (const file of [await get('/file'), await get('/file')]) {
    assert.equal(file.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(file.rawPayload).toString(), TEXT);
  }
});

test('a page of a session is never compressed, whatever the browser takes: its length would tell', async (t) => {
  const { get, close } = await server('token');
  t.after(close);
  const page = await get('/page');
  assert.equal(page.headers['content-encoding'], undefined);
  assert.equal(page.body, TEXT);
  assert.equal((await get('/file')).headers['content-encoding'], 'br');
});

test('nothing is sent that the browser did not ask for, nor packed that gains nothing', async (t) => {
  const { get, close } = await server(null);
  t.after(close);
  for (const [url, accept] of [
    ['/page', 'identity'],
    ['/page', 'gzip;q=0, br;q=0'],
    ['/file', ''],
    ['/short', 'gzip, br'],
    ['/picture', 'gzip, br'],
  ] as const)
    assert.equal((await get(url, accept)).headers['content-encoding'], undefined, `${url} ${accept}`);
  assert.equal((await get('/file', 'gzip')).headers['content-encoding'], 'gzip');
});

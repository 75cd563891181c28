import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { csrfToken } from '../http/csrf.ts';
import { buildOrigin, sessionCookieName } from '../http/origin.ts';
import type { Store } from '../store/store.ts';
import { type TestContext, testContext } from '../testing/context.ts';
import { modelCity } from '../testing/model-city.ts';
import { UPLOAD_STATUS } from './errors.ts';
import { LIMITS } from './limits.ts';
import { addUploads, postUpload } from './multipart.ts';
import { uploadWords } from './words.ts';

const ORIGIN = 'http://localhost:8080';
const SESSION = 'a-session';

let app: FastifyInstance;
let context: TestContext;
let token: string;
/** What the route was handed, and how often. */
const taken: { fields: unknown; file: Buffer | null }[] = [];

before(async () => {
  const { program, files } = await modelCity();
  context = testContext({} as Store, { program, files });
  app = await buildOrigin(context, { name: 'public', statuses: UPLOAD_STATUS, words: [uploadWords] });
  addUploads(app);
  postUpload(app, '/papers', z.strictObject({ kind: z.string() }), async (_request, _reply, read) => {
    taken.push(await read());
    return 'kept';
  });
  app.post('/plain', (request) => z.object({ kind: z.string() }).parse(request.body));
  token = csrfToken(context.secrets.csrf, ORIGIN, SESSION);
  await app.listen({ port: 0, host: '127.0.0.1' });
});
after(() => app.close());

type Field = [string, string | Uint8Array<ArrayBuffer>];

async function send(
  fields: readonly Field[],
  { path = '/papers', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
) {
  const form = new FormData();
  for (const [name, value] of fields)
    if (typeof value === 'string') form.set(name, value);
    else form.set(name, new Blob([value]), 'MARKERNAME.jpg');
  const { port } = app.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: form,
    headers: {
      cookie: `${sessionCookieName(context, 'public')}=${SESSION}`,
      origin: ORIGIN,
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
  });
  const body = await answer.text();
  return { status: answer.status, body, code: answer.ok ? '' : String(JSON.parse(body).code) };
}

const picture = new Uint8Array(300_000).map((_, n) => n * 31);

describe('a form with a file, over HTTP', () => {
  test('gives fields and file to the route, without the token and the file’s name', async () => {
    taken.length = 0;
    const { status } = await send([
      ['_csrf', token],
      ['kind', 'x'],
      ['paper', picture],
    ]);
    assert.equal(status, 200);
    assert.deepEqual(
      taken.map(({ fields, file }) => [fields, file?.equals(picture)]),
      [[{ kind: 'x' }, true]],
    );
    assert.doesNotMatch(JSON.stringify([taken[0]?.fields, context.events]), /MARKERNAME/);
  });

  test('is refused without its token, with a wrong one, and with the token behind the file', async () => {
    taken.length = 0;
    for (const fields of [
      [
        ['kind', 'x'],
        ['paper', picture],
      ],
      [
        ['_csrf', 'A'.repeat(token.length)],
        ['kind', 'x'],
        ['paper', picture],
      ],
      [
        ['kind', 'x'],
        ['paper', picture],
        ['_csrf', token],
      ],
      [['kind', 'x']],
    ] satisfies Field[][])
      assert.equal((await send(fields)).code, 'form-expired');
    assert.deepEqual(taken, []);
  });

  test('is refused without its token before the file has come: the answer does not wait for it', async () => {
    const { port } = app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const head = '--XX\r\nContent-Disposition: form-data; name="paper"; filename="x"\r\n\r\n';
    socket.write(
      `POST /papers HTTP/1.1\r\nhost: localhost\r\norigin: ${ORIGIN}\r\nsec-fetch-site: same-origin\r\ncookie: ${sessionCookieName(context, 'public')}=${SESSION}\r\n` +
        `content-type: multipart/form-data; boundary=XX\r\ncontent-length: 5000000\r\n\r\n${head}`,
    );
    const [answer] = await once(socket, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 403 .*form-expired/s);
    socket.destroy();
  });

  test('from another site is refused as every change is', async () => {
    const { code } = await send(
      [
        ['_csrf', token],
        ['kind', 'x'],
      ],
      {
        headers: { 'sec-fetch-site': 'cross-site' },
      },
    );
    assert.equal(code, 'cross-site-request');
  });

  test('on a route that takes none is refused, token or not', async () => {
    const fields: Field[] = [
      ['_csrf', token],
      ['kind', 'x'],
    ];
    assert.equal((await send(fields, { path: '/plain' })).code, 'form-expired');
    const alone = await send(fields, { path: '/plain', headers: { cookie: 'none=1' } });
    assert.equal(alone.code, 'request-malformed');
  });

  test('that does not say it is one is checked as every form is', async () => {
    for (const type of [
      'multipart/form-data',
      'Multipart/Form-Data',
      'text/plain',
      'multipart/mixed; boundary=X',
    ])
      assert.notEqual((await send([['kind', 'x']], { headers: { 'content-type': type } })).status, 200, type);
  });

  test('sent without a file picker’s encoding is read as a form without a file', async () => {
    taken.length = 0;
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/papers',
      headers: {
        origin: ORIGIN,
        'content-type': 'application/x-www-form-urlencoded',
        cookie: `${sessionCookieName(context, 'public')}=${SESSION}`,
      },
      payload: `_csrf=${token}&kind=x`,
    });
    assert.deepEqual([statusCode, taken], [200, [{ fields: { kind: 'x' }, file: null }]]);
  });

  test('larger than 10 MB gets its answer although the browser is still sending', async () => {
    const answer = await send([
      ['_csrf', token],
      ['kind', 'x'],
      ['paper', new Uint8Array(LIMITS.bytes + 1)],
    ]);
    assert.deepEqual([answer.status, answer.code], [413, 'upload-too-big']);
    assert.match(answer.body, /larger than 10 MB/);
  });

  test('with another field than the route takes is refused', async () => {
    assert.equal(
      (
        await send([
          ['_csrf', token],
          ['kind', 'x'],
          ['more', 'y'],
        ])
      ).code,
      'request-malformed',
    );
  });

  test('broken off midway leaves nothing held', async () => {
    const { port } = app.server.address() as AddressInfo;
    const connected = () =>
      new Promise<number>((done) => app.server.getConnections((_error, count) => done(count)));
    for (let n = 0; n < 40; n++) {
      const before = await connected();
      const socket = connect(port, '127.0.0.1');
      socket.write(
        `POST /papers HTTP/1.1\r\nhost: localhost\r\norigin: ${ORIGIN}\r\ncontent-type: multipart/form-data; boundary=XX\r\ncontent-length: 9000000\r\n\r\n--XX\r\nContent-Disposition: form-data; name="paper"; filename="x"\r\n\r\n`,
      );
      await new Promise((done) => socket.write(Buffer.alloc(5_000_000), done));
      socket.destroy();
      while ((await connected()) > before) await pause(1);
    }
    // 40 × 5 MB are more than the budget: had one not been given back, this would be told to wait.
    const { status } = await send([
      ['_csrf', token],
      ['kind', 'x'],
      ['paper', picture],
    ]);
    assert.equal(status, 200);
  });
});

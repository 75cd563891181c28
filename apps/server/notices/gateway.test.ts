import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { isFault } from '@commonkey/words';
import type { TextSettings } from '../config/notices.ts';
import { textSender } from './gateway.ts';
import { wordNotice } from './message.ts';

type Posted = { path: string; headers: IncomingMessage['headers']; body: string };

async function gateway(t: TestContext) {
  const posted: Posted[] = [];
  const answers = { status: 200 };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    posted.push({ path: request.url ?? '', headers: request.headers, body });
    response.writeHead(answers.status, { location: '/elsewhere' }).end('{"to":"+13125550123"}');
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const settings: TextSettings = {
    url: `http://127.0.0.1:${port}/messages`,
    format: 'json',
    fields: { to: '{to}', body: '{text}', sender: 'News' },
    authorization: 'Bearer key',
    country: '1',
  };
  return { posted, answers, settings, server };
}

const refused = (error: unknown) => isFault(error) && error.code === 'notice-refused';
const away = (error: unknown) =>
  isFault(error) && error.code === 'notice-sender-away' && !/555/.test(JSON.stringify(error));

test('a gateway is handed number and words in the fields it wants, as JSON or as a form', async (t) => {
  const { posted, settings } = await gateway(t);
  const words = wordNotice('ar');
  await textSender(settings).send('312 555 0123', words);
  const fields = { To: '{to}', Body: '{text} {to}' };
  await textSender({ ...settings, format: 'form', fields }).send('+48 22 555 01 23', words);
  const [json, form] = posted;
  assert.deepEqual(JSON.parse(json?.body ?? ''), { to: '+13125550123', body: words.text, sender: 'News' });
  assert.equal(json?.headers.authorization, 'Bearer key');
  assert.deepEqual(Object.fromEntries(new URLSearchParams(form?.body)), {
    To: '+48225550123',
    Body: `${words.text} +48225550123`,
  });
});

test('no other answer than 2xx is a message taken over, and none leads to another address', async (t) => {
  const { posted, answers, settings, server } = await gateway(t);
  const sender = textSender(settings);
  const send = () => sender.send('312 555 0123', wordNotice('en'));
  for (const [status, told] of [
    [422, refused],
    [401, away],
    [429, away],
    [500, away],
    [307, away],
  ] as const) {
    answers.status = status;
    await assert.rejects(send(), told, String(status));
  }
  assert.deepEqual([...new Set(posted.map(({ path }) => path))], ['/messages']);
  await assert.rejects(sender.send('not a number', wordNotice('en')), refused);
  server.closeAllConnections();
  server.close();
  await assert.rejects(send(), away);
});

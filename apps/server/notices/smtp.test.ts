import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { wordNotice } from './message.ts';
import { mailSender } from './smtp.ts';
import { bodyOf, headersOf, outbox } from './testing/outbox.ts';

const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
const coded = (code: string) => (error: unknown) =>
  isFault(error) && error.code === code && !/quakenbush/i.test(`${error} ${JSON.stringify(error)}`);
const TO = 'zephyrine@quakenbush.example';

/** A certificate of the city's own authority, for `localhost`. */
function certificate(folder: string) {
  const at = (name: string) => join(folder, name);
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...kind, ...subject, '-keyout', at('key.pem'), '-out', at('cert.pem')],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(at('key.pem'), 'utf8'), cert: readFileSync(at('cert.pem'), 'utf8') };
}

test('a message is handed over in each language, and two of one language differ by address, id and time alone', async (t) => {
  const box = await outbox(t);
  const sender = mailSender(box.settings, random);
  t.after(() => sender.close());
  for (const language of ['en', 'ar', 'zh-Hans', 'uk']) {
    await sender.send(TO, wordNotice(language));
    const [message] = box.carried.splice(0);
    assert.ok(message);
    assert.equal(bodyOf(message), wordNotice(language).text);
    assert.deepEqual([message.from, message.to], ['news@town.example', [TO]]);
  }
  await sender.send(TO, wordNotice('en'));
  await sender.send('somebody@else.example', wordNotice('en'));
  const plain = box.carried.map((message) =>
    headersOf(message)
      .replaceAll(message.to[0] ?? '', 'TO')
      .replace(/^message-id: <[0-9a-f]{32}@/im, 'Message-ID: <ID@')
      .replace(/^date: .*/im, 'Date'),
  );
  assert.equal(plain[0], plain[1]);
  assert.equal(
    plain[0]
      ?.split('\r\n')
      .map((line) => line.replace(/:.*/, ''))
      .sort()
      .join(' '),
    'Auto-Submitted Content-Transfer-Encoding Content-Type Date From MIME-Version Message-ID Subject To X-Auto-Response-Suppress',
  );
  assert.ok(
    box.carried.every(({ hello }) => hello === 'town.example'),
    'and not this machine’s name',
  );
});

test('an address is one address, whatever stands in it', async (t) => {
  const box = await outbox(t);
  const sender = mailSender(box.settings, random);
  t.after(() => sender.close());
  const refused = coded('notice-refused');
  for (const list of ['a,b@town.example', 'a;b@town.example', 'A <b@town.example>', '(a)b@town.example'])
    await assert.rejects(sender.send(list, wordNotice('en')), refused, list);
  await sender.send("o'brien+id/x=y@town.example", wordNotice('en'));
  assert.deepEqual(
    box.carried.map(({ to }) => to),
    [["o'brien+id/x=y@town.example"]],
  );
});

test('what a server does not take is told from a server that cannot be used, and neither says the address', async (t) => {
  const box = await outbox(t);
  const sender = mailSender(box.settings, random);
  t.after(() => sender.close());
  box.mood = 'refuses-address';
  await assert.rejects(sender.send(TO, wordNotice('en')), coded('notice-refused'));
  box.mood = 'refuses-sender';
  await assert.rejects(sender.send(TO, wordNotice('en')), coded('notice-sender-away'));
  await box.stop();
  await assert.rejects(sender.send(TO, wordNotice('en')), coded('notice-sender-away'));
  box.mood = 'takes';
  await box.start();
  await sender.send(TO, wordNotice('en'));
  assert.equal(box.carried.length, 1);
});

test('nothing is said to a server that cannot encrypt, or that nobody vouches for', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ck-smtp-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const tls = certificate(folder);
  const accounts = { city: 'correct horse' };
  const box = await outbox(t, { tls, accounts });
  const plain = await outbox(t);
  const user = { user: 'city', password: 'correct horse' };
  const tried = async (settings: Parameters<typeof mailSender>[0]) => {
    const sender = mailSender(settings, random);
    try {
      await sender.send(TO, wordNotice('en'));
    } finally {
      sender.close();
    }
  };
  const away = coded('notice-sender-away');
  await assert.rejects(tried({ ...plain.settings, security: 'starttls' }), away, 'offers no STARTTLS');
  await assert.rejects(tried({ ...box.settings, ...user, security: 'starttls' }), away, 'unknown authority');
  await assert.rejects(
    tried({ ...box.settings, ...user, password: 'wrong', security: 'starttls', ca: tls.cert }),
    away,
  );
  assert.deepEqual([box.carried, plain.carried], [[], []]);
  await tried({ ...box.settings, ...user, security: 'starttls', ca: tls.cert });
  assert.deepEqual(
    box.carried.map(({ encrypted }) => encrypted),
    [true],
  );
});

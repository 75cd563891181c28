import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { configure } from './config.ts';
import { readEnv } from './env.ts';
import { NO_NOTICES, readNotices } from './notices.ts';

function ground(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'ck-notices-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return { path, read: (settings: unknown) => readNotices(path('notices.json', JSON.stringify(settings))) };
}

const MAIL = { host: 'mail.city.example', port: 587, from: 'news@town.example' };
const TEXT = {
  url: 'https://sms.example/v1/messages',
  format: 'form',
  fields: { To: '{to}', Body: '{text}', From: '+13125550100' },
  country: '1',
};

test('without the setting nobody carries news; with it, whoever the file names', (t) => {
  assert.deepEqual(readNotices(null), NO_NOTICES);
  assert.equal(configure(readEnv({}), '/base').noticesFile, null);
  assert.equal(
    configure(readEnv({ COMMONKEY_NOTICES: 'notices.json' }), '/base').noticesFile,
    '/base/notices.json',
  );
  const { path, read } = ground(t);
  assert.deepEqual(read({}), NO_NOTICES);
  const passwordFile = path('password', 'correct horse\n');
  const mail = read({ mail: { ...MAIL, user: 'city', passwordFile } }).mail;
  assert.deepEqual(mail, {
    ...MAIL,
    user: 'city',
    security: 'starttls',
    password: 'correct horse',
    ca: null,
  });
  const authorizationFile = path('key', 'Bearer key');
  assert.deepEqual(read({ text: { ...TEXT, authorizationFile } }), {
    mail: null,
    text: { ...TEXT, authorization: 'Bearer key' },
  });
});

test('mail is encrypted wherever it leaves the machine', (t) => {
  const { read } = ground(t);
  const security = (change: object) => read({ mail: { ...MAIL, ...change } }).mail?.security;
  assert.deepEqual([{}, { port: 465 }, { port: 25 }, { port: 2525, security: 'tls' }].map(security), [
    'starttls',
    'tls',
    'starttls',
    'tls',
  ]);
  for (const host of ['localhost', '127.0.0.1', '::1']) assert.equal(security({ host }), 'open', host);
  assert.equal(security({ host: 'localhost', security: 'starttls' }), 'starttls');
  assert.equal(security({ host: 'localhost.city.example' }), 'starttls');
});

test('a wrong file is refused by its first wrong field, and nothing of it is quoted', (t) => {
  const { path, read } = ground(t);
  const refused = (problem: string) => (error: unknown) =>
    isFault(error) &&
    error.code === 'config-notices-wrong' &&
    error.params.problem === problem &&
    !/SECRET/.test(`${JSON.stringify(error)} ${error.message} ${String(error.cause)}`);
  for (const [settings, problem] of [
    [{ mail: { ...MAIL, port: 70_000 } }, 'mail.port'],
    [{ mail: { ...MAIL, security: 'none' } }, 'mail.security'],
    [{ mail: { ...MAIL, from: 'Key <news@SECRET.example>' } }, 'mail.from'],
    [{ mail: { ...MAIL, from: 'a@b.example\r\nBcc: SECRET@x.example' } }, 'mail.from'],
    [{ mail: { ...MAIL, user: 'SECRET' } }, 'mail.passwordFile'],
    [{ mail: { ...MAIL, user: 'SECRET', passwordFile: '/nowhere/SECRET' } }, 'mail.passwordFile'],
    [{ mail: { ...MAIL, caFile: '/nowhere/SECRET' } }, 'mail.caFile'],
    [{ text: { ...TEXT, url: 'http://sms.example/SECRET' } }, 'text.url'],
    [{ text: { ...TEXT, url: 'https://u:SECRET@sms.example/' } }, 'text.url'],
    [{ text: { ...TEXT, fields: { to: '{to}' } } }, 'text.fields'],
    [{ text: { ...TEXT, authorizationFile: path('empty', ' \n') } }, 'text.authorizationFile'],
    [{ pigeon: 'SECRET' }, 'file'],
  ] as const)
    assert.throws(() => read(settings), refused(problem), problem);
  assert.throws(() => readNotices(path('broken.json', '{"mail": SECRET')), refused('file'));
  assert.throws(() => readNotices('/nowhere/notices.json'), refused('file'));
});

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { noticeFindings } from './notices.ts';

test('who carries news is named, as somebody who learns each address; nobody is well, a wrong file is not', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ck-doctor-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const noticesFile = join(folder, 'notices.json');
  const found = (settings: unknown) => {
    writeFileSync(noticesFile, JSON.stringify(settings));
    return noticeFindings({ noticesFile });
  };
  const none = [{ level: 'ok', code: 'notices-none' }];
  assert.deepEqual(noticeFindings({ noticesFile: null }), none);
  assert.deepEqual(found({}), none);
  const mail = { host: 'mail.city.example', port: 465, from: 'news@town.example' };
  const text = {
    url: 'https://sms.example/v1/messages',
    format: 'json',
    fields: { to: '{to}', body: '{text}' },
    country: '1',
  };
  assert.deepEqual(found({ mail, text }), [
    { level: 'warn', code: 'notices-mail', params: { host: 'mail.city.example' } },
    { level: 'warn', code: 'notices-text', params: { host: 'sms.example' } },
  ]);
  assert.deepEqual(found({ mail: { ...mail, port: 0 } }), [
    { level: 'fail', code: 'notices-wrong', params: { problem: 'mail.port' } },
  ]);
});

test('T9: a secret that news is sent with is its owner’s alone, whatever the folder around it lets in', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ck-doctor-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const noticesFile = join(folder, 'notices.json');
  const passwordFile = join(folder, 'password');
  const authorizationFile = join(folder, 'authorization');
  const caFile = join(folder, 'ca.pem');
  for (const file of [passwordFile, authorizationFile, caFile])
    writeFileSync(file, 'secret', { mode: 0o600 });
  const mail = {
    host: 'mail.city.example',
    port: 465,
    from: 'a@town.example',
    user: 'a',
    passwordFile,
    caFile,
  };
  const text = {
    url: 'https://sms.example/',
    format: 'json',
    fields: { to: '{to}', body: '{text}' },
    authorizationFile,
    country: '1',
  };
  writeFileSync(noticesFile, JSON.stringify({ mail, text }));
  const failing = () => noticeFindings({ noticesFile }).filter(({ level }) => level === 'fail');
  const open = (file: string) => ({ level: 'fail', code: 'notices-secret-open', params: { file } });
  assert.deepEqual(failing(), []);
  for (const mode of [0o640, 0o604, 0o620]) {
    chmodSync(passwordFile, mode);
    assert.deepEqual(failing(), [open(passwordFile)], mode.toString(8));
  }
  chmodSync(authorizationFile, 0o644);
  assert.deepEqual(failing(), [open(passwordFile), open(authorizationFile)]);
  for (const file of [passwordFile, authorizationFile]) chmodSync(file, 0o400);
  chmodSync(caFile, 0o644);
  assert.deepEqual(failing(), [], 'a certificate is no secret');
});

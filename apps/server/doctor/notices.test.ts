import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

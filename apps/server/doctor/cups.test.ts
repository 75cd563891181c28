import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cupsFaults } from './cups.ts';

const good = ['PreserveJobFiles No', 'PreserveJobHistory No', 'LogLevel warn', 'PageLogFormat'].join('\n');
const inMemory = ['RequestRoot /run/cups-desk', 'TempDir /run/cups-desk/tmp'].join('\n');
const codes = (daemon: string, files: string) => cupsFaults(daemon, files).map((one) => one.code);

test('CL-09: a desk that keeps nothing has no fault', () => {
  assert.deepEqual(codes(good, inMemory), []);
  assert.deepEqual(codes(good.toLowerCase(), inMemory.replaceAll(' ', '\t')), []);
});

test('an empty configuration has the defaults of CUPS, which keep everything', () => {
  assert.deepEqual(codes('', ''), [
    'cups-keeps-files',
    'cups-keeps-history',
    'cups-spool-on-disk',
    'cups-temp-on-disk',
  ]);
});

test('comments do not count, the last word does', () => {
  assert.deepEqual(codes(`${good}\n# PreserveJobFiles Yes`, inMemory), []);
  assert.deepEqual(codes(`${good}\nPreserveJobFiles 60`, inMemory), ['cups-keeps-files']);
});

test('each setting by itself', () => {
  assert.deepEqual(codes(good.replace('warn', 'debug2'), inMemory), ['cups-logs-jobs']);
  assert.deepEqual(codes(`${good} %p %u %j`, inMemory), ['cups-logs-jobs']);
  assert.deepEqual(codes(good, inMemory.replace('/run/cups-desk\n', '/runaway\n')), ['cups-spool-on-disk']);
  assert.deepEqual(codes(good, inMemory.replace('/run/cups-desk/tmp', '/run/../var/tmp')), [
    'cups-temp-on-disk',
  ]);
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { openCleaner } from './cleaner.ts';
import { FORGETFUL_FLAGS, forgetfulEnvironment, TUNABLES } from './launch.ts';

describe('the cleaner', () => {
  test('cleans once it is quiet, not while requests follow each other', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let now = 0;
    t.mock.method(performance, 'now', () => now);
    const pass = (ms: number) => {
      now += ms;
      t.mock.timers.tick(ms);
    };
    let cleaned = 0;
    const cleaner = openCleaner({
      quietMs: 100,
      latestMs: 1_000,
      clean: async () => {
        cleaned += 1;
      },
    });
    pass(5_000);
    assert.equal(cleaned, 0, 'nothing to forget');
    for (let i = 0; i < 9; i += 1) {
      cleaner.stirred();
      pass(90);
    }
    assert.equal(cleaned, 0);
    pass(100);
    assert.equal(cleaned, 1);
    pass(5_000);
    assert.equal(cleaned, 1);
    cleaner.stop();
  });

  test('and at the latest so long after the first request, however busy it is', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let now = 0;
    t.mock.method(performance, 'now', () => now);
    let cleaned = 0;
    const cleaner = openCleaner({
      quietMs: 100,
      latestMs: 1_000,
      clean: async () => {
        cleaned += 1;
      },
    });
    for (let i = 0; i < 60; i += 1) {
      cleaner.stirred();
      now += 50;
      t.mock.timers.tick(50);
      await Promise.resolve();
    }
    assert.ok(cleaned >= 2, `${cleaned}`);
    cleaner.stop();
  });

  test('a cleaning that fails is no end of it, and what comes meanwhile is cleaned after it', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let cleaned = 0;
    const cleaner = openCleaner({
      quietMs: 10,
      clean: async () => {
        cleaned += 1;
        cleaner.stirred();
        if (cleaned === 1) throw new Error('no');
      },
    });
    cleaner.stirred();
    for (let i = 0; i < 3; i += 1) {
      t.mock.timers.tick(10);
      await new Promise((done) => setImmediate(done));
    }
    assert.equal(cleaned, 3);
    cleaner.stop();
  });
});

test('what the machine already asks of its C library stays', () => {
  const { GLIBC_TUNABLES = '' } = forgetfulEnvironment({ GLIBC_TUNABLES: 'glibc.malloc.arena_max=2' });
  assert.match(GLIBC_TUNABLES, /^glibc\.malloc\.arena_max=2:glibc\.malloc\.perturb=\d+:/);
  assert.match(forgetfulEnvironment({}).GLIBC_TUNABLES ?? '', /^glibc\.malloc\.perturb=/);
});

test('the launcher starts city hall as the key process is started', async () => {
  const launcher = await readFile(new URL('../../cli/bin/commonkey.mjs', import.meta.url), 'utf8');
  for (const said of [...FORGETFUL_FLAGS, TUNABLES]) assert.ok(launcher.includes(`'${said}'`), said);
});

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isFault } from '@commonkey/words';
import { settlePorts } from '../listen.ts';
import { configure } from './config.ts';
import { NO_COPIES } from './copies.ts';
import { readEnv } from './env.ts';
import { loadProgram } from './program.ts';
import { loadSecrets } from './secrets.ts';

const coded =
  (code: string, secret = 'SECRET') =>
  (error: unknown) =>
    isFault(error) && error.code === code && !JSON.stringify(error.params).includes(secret);

describe('configuration', () => {
  test('without a setting: the model city with applications online, embedded database, four origins on localhost', () => {
    const config = configure(
      readEnv({ HOME: '/root', COMMONKEY_DATA: '', COMMONKEY_SAMPLES: '/x' }),
      '/base',
    );
    assert.equal(config.databaseUrl, null);
    assert.equal(config.dataFolder, '/base/data');
    assert.equal(config.programFolder, '/base/programs/model-city-online');
    assert.equal(config.practice, true);
    assert.deepEqual(
      Object.values(config.origins).map(({ origin }) => origin),
      [8080, 8081, 8082, 8083].map((port) => `http://localhost:${port}`),
    );
  });

  test('what a city says of its own database server is read by name', () => {
    const { copies } = configure(
      readEnv({
        COMMONKEY_DATABASE_REPLICAS: 'follower, second-site,follower',
        COMMONKEY_DATABASE_ARCHIVE_DAYS: '30',
        COMMONKEY_DATABASE_BASE_BACKUP_DAYS: '14',
        COMMONKEY_DATABASE_EXTENSIONS: 'pg_stat_statements',
      }),
      '/base',
    );
    const expected = {
      replicas: ['follower', 'second-site'],
      archiveDays: 30,
      baseBackupDays: 14,
      extensions: ['pg_stat_statements'],
    };
    assert.deepEqual(copies, expected);
    assert.deepEqual(configure(readEnv({}), '/base').copies, NO_COPIES);
  });

  test('a wrong setting is refused by name and never quoted', () => {
    const wrong: readonly [Record<string, string>, string][] = [
      [{ COMMONKEY_DESK_PORT: '80 SECRET' }, 'config-not-a-port'],
      [{ COMMONKEY_DESK_PORT: '65536' }, 'config-not-a-port'],
      [{ COMMONKEY_DESK_PORT: '1e3' }, 'config-not-a-port'],
      [{ COMMONKEY_STAFF_ORIGIN: 'https://SECRET/path' }, 'config-not-an-origin'],
      [{ COMMONKEY_STAFF_PORT: '8080' }, 'config-origins-not-separate'],
      [{ DATABASE_URL: 'mysql://u:SECRET@h/d' }, 'config-not-a-database-url'],
      [{ COMMONKEY_CITY: 'SECRET' }, 'config-not-a-choice'],
      [{ COMMONKEY_CITY: 'real' }, 'config-issuer-missing'],
      [{ COMMONKEY_TODAY: 'SECRET' }, 'config-not-a-day'],
      [{ COMMONKEY_TODAY: '2026-02-30' }, 'config-not-a-day'],
      [{ COMMONKEY_DATABASE_REPLICAS: 'follower, SE CRET' }, 'config-not-names'],
      [{ COMMONKEY_DATABASE_EXTENSIONS: 'SECRET,' }, 'config-not-names'],
      [{ COMMONKEY_DATABASE_ARCHIVE_DAYS: '30 SECRET' }, 'config-not-days'],
      [{ COMMONKEY_DATABASE_ARCHIVE_DAYS: '0' }, 'config-not-days'],
      [{ COMMONKEY_BLOBS: 'SECRET' }, 'config-not-a-blob-store'],
      [{ COMMONKEY_BLOBS: 'https://u:SECRET@store.example/sealed' }, 'config-not-a-blob-store'],
      [{ COMMONKEY_BLOBS: 'https://store.example/sealed' }, 'config-blob-keys-missing'],
    ];
    for (const [env, code] of wrong) assert.throws(() => configure(readEnv(env), '/'), coded(code), code);
    assert.throws(() => readEnv({ COMMONKEY_DATE: 'SECRET' }), coded('config-unknown-variable'));
  });

  test('key stores and blob store are read from their addresses', () => {
    const config = configure(
      readEnv({
        COMMONKEY_VAULT: 'vault.json',
        COMMONKEY_BLOBS: 'https://store.example/sealed/',
        COMMONKEY_BLOBS_KEY: 'k',
        COMMONKEY_BLOBS_SECRET: 's',
      }),
      '/base',
    );
    assert.equal(config.vaultFile, '/base/vault.json');
    assert.deepEqual(config.blobs, {
      kind: 's3',
      endpoint: 'https://store.example/sealed',
      key: 'k',
      secret: 's',
      region: 'us-east-1',
    });
    const plain = configure(readEnv({}), '/base');
    assert.deepEqual([plain.vaultFile, plain.blobs], [null, { kind: 'folder', folder: '/base/data/blobs' }]);
  });

  test('ports of 0 become free ones, each origin its own', async () => {
    const zero = Object.fromEntries(
      ['PUBLIC', 'STAFF', 'DESK', 'VERIFY'].map((name) => [`COMMONKEY_${name}_PORT`, '0']),
    );
    const { origins, issuer } = await settlePorts(configure(readEnv(zero), '/'));
    assert.equal(new Set(Object.values(origins).map(({ port }) => port)).size, 4);
    assert.equal(issuer, origins.public.origin);
    assert.ok(
      Object.values(origins).every(({ port, origin }) => port > 0 && origin === `http://localhost:${port}`),
    );
  });
});

test('secrets are made once, closed to others, and refused when they are not ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'commonkey-test-'));
  try {
    const first = loadSecrets(folder);
    assert.deepEqual(loadSecrets(folder), first);
    const file = join(folder, 'secrets', 'server.key');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, 'secrets')).mode & 0o777, 0o700);
    chmodSync(file, 0o600);
    writeFileSync(file, 'short');
    assert.throws(() => loadSecrets(folder), coded('secrets-unreadable'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('the rules to serve', () => {
  const program = (name: string) => fileURLToPath(new URL(`../../../programs/${name}`, import.meta.url));
  test('the model city is served, with its files for desks, with and without applications online', async () => {
    for (const id of ['model-city', 'model-city-online']) {
      const { program: rules, files } = await loadProgram(program(id));
      assert.equal(rules.id, id);
      assert.ok('program.json' in files);
    }
  });
  test('a practice program is served to a practice city alone', async () => {
    await assert.rejects(
      loadProgram(program('model-city'), { practice: false }),
      coded('program-is-practice'),
    );
  });
  test('a refused, an incomplete and an absent one are not', async () => {
    await assert.rejects(loadProgram(program('chicago-2025')), coded('program-refused'));
    await assert.rejects(loadProgram(program('new-york')), coded('program-incomplete'));
    await assert.rejects(loadProgram(program('nowhere')), coded('program-unreadable'));
  });
});

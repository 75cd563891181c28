import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Fault, isFault } from '@commonkey/words';
import { configure } from '../config/config.ts';
import type { Env } from '../config/env.ts';
import type { KeeperLink } from '../keeper/client.ts';
import { openLogFiles } from '../ledger/service.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { issuerOf, noteServed, otherRules, otherSettings, requireSettings } from './served.ts';

const resting: Pick<KeeperLink, 'ask'> = {
  ask: () => Promise.reject(new Fault('keeper-silent')),
};
const RULES = { program: { id: 'model-city', version: '1.0' }, files: { 'series.json': '[]' } };
const refused = (names: string) => (error: unknown) =>
  isFault(error) && error.code === 'backup-other-settings' && error.params['names'] === names;

async function folder(t: { after(work: () => Promise<void>): void }) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ck-served-'));
  t.after(() => rm(dataFolder, { recursive: true, force: true }));
  return {
    dataFolder,
    config: (env: Env = {}) => configure({ COMMONKEY_DATA: dataFolder, ...env }, '/'),
  };
}

test('whose city it is, its keys say; while they rest, what the service last ran with; and no setting of whoever asks', async (t) => {
  const { config } = await folder(t);
  assert.equal(await issuerOf(config(), resting), 'http://localhost:8080', 'nobody has served it yet');
  await noteServed(config({ COMMONKEY_ISSUER: 'https://id.city.example' }), RULES);
  for (const env of [{}, { COMMONKEY_PUBLIC_PORT: '9000' }, { COMMONKEY_ISSUER: 'https://other.example' }])
    assert.equal(await issuerOf(config(env), resting), 'https://id.city.example');
  const { socket } = await keeperIn(t);
  const running = { ...config({ COMMONKEY_ISSUER: 'https://other.example' }), keeperSocket: socket };
  assert.equal(await issuerOf(running), 'http://localhost:8080', 'the keys are asked first');
});

test('where nothing but the ledger tells, other settings are refused', async (t) => {
  const { config, dataFolder } = await folder(t);
  await mkdir(join(dataFolder, 'published', 'ledger'), { recursive: true });
  await openLogFiles(dataFolder).publish('id.city.example/ledger\n16\nroot\n');
  const own = config({ COMMONKEY_ISSUER: 'https://id.city.example' });
  assert.equal(await issuerOf(own, resting), 'https://id.city.example');
  await assert.rejects(issuerOf(config(), resting), refused('COMMONKEY_ISSUER'));
});

test('a backup with the settings of another database, or without its pictures, is refused and says which', async (t) => {
  const { config, dataFolder } = await folder(t);
  const own: Env = {
    DATABASE_URL: 'postgres://city:secret@db.example/city',
    COMMONKEY_BLOBS: 'https://store.example/pictures',
    COMMONKEY_BLOBS_KEY: 'k',
    COMMONKEY_BLOBS_SECRET: 's',
    COMMONKEY_ISSUER: 'https://id.city.example',
  };
  const newer = { ...RULES, program: { id: 'model-city', version: '2.0' } };
  const edited = { ...RULES, files: { 'series.json': '[1]' } };
  assert.deepEqual(await otherSettings(config(own), newer), [], 'nobody has served it yet');
  await noteServed(config(own), RULES);
  assert.deepEqual(await otherSettings(config({ ...own, COMMONKEY_PROGRAM: '/a/copy' }), RULES), []);
  assert.deepEqual(await otherSettings(config(), newer), [
    ...['COMMONKEY_ISSUER', 'DATABASE_URL', 'COMMONKEY_BLOBS', 'COMMONKEY_PROGRAM'],
  ]);
  await assert.rejects(requireSettings(config(), null), refused('DATABASE_URL, COMMONKEY_BLOBS'));
  for (const other of [newer, edited])
    await assert.rejects(requireSettings(config(own), other), refused('COMMONKEY_PROGRAM'));
  assert.deepEqual(
    [
      await otherRules(config(), newer),
      await otherRules(config(), edited),
      await otherRules(config(), RULES),
    ],
    ['model-city 1.0', 'model-city 1.0', null],
    'rules are what they say, and not what they are called',
  );
  await requireSettings(config({ ...own, COMMONKEY_ISSUER: 'https://other.example' }), RULES);
  const path = join(dataFolder, 'secrets', 'served.json');
  const { rules: _, ...before } = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify(before));
  await requireSettings(config(own), edited);
  await writeFile(path, '{"issuer":');
  assert.deepEqual(await otherSettings(config(), newer), [], 'what is not ours says nothing');
});

test('no address, password or key of a database or bucket is written down', async (t) => {
  const { config, dataFolder } = await folder(t);
  await noteServed(
    config({
      DATABASE_URL: 'postgres://city:hunter2@db.example/city',
      COMMONKEY_BLOBS: 'https://store.example/pictures',
      COMMONKEY_BLOBS_KEY: 'key-id',
      COMMONKEY_BLOBS_SECRET: 'key-secret',
    }),
    RULES,
  );
  const path = join(dataFolder, 'secrets', 'served.json');
  assert.doesNotMatch(await readFile(path, 'utf8'), /hunter2|db\.example|key-id|key-secret/);
  assert.equal((await stat(path)).mode & 0o077, 0);
});

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { configure } from '@commonkey/server';
import { startDatabase } from '@commonkey/server/database.ts';
import { migrate } from '@commonkey/server/store/migrate.ts';
import { MIGRATIONS } from '@commonkey/server/store/migrations/index.ts';
import { main } from '../main.ts';
import { runCommand } from '../testing/run.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NEXT = join(ROOT, 'programs', 'model-city');
const SCOPE = join(ROOT, 'programs', 'chicago-2025', 'demands', '2025-04-17.yaml');
const random = (size: number) => new Uint8Array(randomBytes(size));

/** Every command that looks into a city's database. */
const commandsIn = (place: string): readonly string[][] => [
  ['backup', join(place, 'copy')],
  ['backup', 'drill', join(place, 'copy')],
  ['ledger', 'openings', '--out', join(place, 'openings.jsonl')],
  ['records', 'change', NEXT],
  ['statistics', 'recompute'],
  ['statistics', 'publish'],
  ['statistics', 'import', join(place, 'counts.csv')],
  ['exposure', '--scope', SCOPE],
  ['residue', 'scan', '--strings', join(place, 'strings.txt')],
];

test('a folder without a city: every command says so and what to do, and makes nothing', async (t) => {
  const place = await mkdtemp(join(tmpdir(), 'ck-no-city-'));
  const held = { ...process.env };
  t.after(async () => {
    process.env = held;
    for (const name of ['never-begun'])
      await rm(await realpath(join(place, name, 'postgres')).catch(() => place), {
        recursive: true,
        force: true,
      });
    await rm(place, { recursive: true, force: true });
  });
  await writeFile(join(place, 'strings.txt'), 'Zofia Nowakowska-Ünal\n');
  await writeFile(join(place, 'counts.csv'), 'source,quarter,cards\n');
  await mkdir(join(place, 'empty'));
  delete process.env.DATABASE_URL;

  const refusedIn = async (folder: string) => {
    Object.assign(process.env, { COMMONKEY_DATA: join(place, folder) });
    for (const argv of commandsIn(place)) {
      const before = await readdir(place);
      const said = await runCommand(main, argv);
      assert.equal(said.code, 2, `${argv.join(' ')}: ${said.out}${said.err}`);
      assert.match(said.err, /city-not-here/, argv.join(' '));
      assert.ok(said.err.includes(join(place, folder)) && said.err.includes('COMMONKEY_DATA'), said.err);
      assert.deepEqual(await readdir(place), before, argv.join(' '));
    }
  };
  await refusedIn('typed-wrong');
  await refusedIn('empty');
  assert.deepEqual(await readdir(join(place, 'empty')), [], 'nothing was made in it');

  // A service that ran with a database of its own left none in its folder: the setting is missing, and not the city.
  const far = join(place, 'own-database');
  await mkdir(join(far, 'secrets'), { recursive: true });
  const served = { issuer: 'http://localhost:8080', database: 'own', blobs: null, program: 'model-city 1.0' };
  await writeFile(join(far, 'secrets', 'served.json'), JSON.stringify(served));
  Object.assign(process.env, { COMMONKEY_DATA: far });
  for (const argv of [
    ['backup', join(place, 'copy')],
    ['backup', 'drill', join(place, 'copy')],
  ]) {
    const said = await runCommand(main, argv);
    assert.deepEqual([said.code, /\[backup-other-settings\]/.test(said.err)], [2, true], said.err);
    assert.match(said.err, /DATABASE_URL/);
  }

  // What an earlier version of these commands made there.
  const config = configure({ COMMONKEY_DATA: join(place, 'never-begun') }, '/');
  const cluster = await startDatabase(config, random);
  await cluster.stop();
  Object.assign(process.env, { COMMONKEY_DATA: join(place, 'never-begun') });
  const refused = await runCommand(main, ['backup', join(place, 'copy')]);
  assert.deepEqual([refused.code, /\[city-not-here\]/.test(refused.err)], [2, true], refused.err);

  const started = await startDatabase(config, random);
  await migrate(started.address, MIGRATIONS.slice(0, -1));
  await started.stop();
  const older = await runCommand(main, ['ledger', 'openings', '--out', join(place, 'o')]);
  assert.deepEqual([older.code, /\[database-older-than-program\]/.test(older.err)], [2, true], older.err);
  const kept = await runCommand(main, ['backup', join(place, 'copy')]);
  assert.equal(kept.code, 0, `of an earlier version a backup is made all the same: ${kept.err}`);
});

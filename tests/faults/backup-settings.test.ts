import assert from 'node:assert/strict';
import { mkdtemp, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { commonkey } from '../ceremony/terminal.ts';
import { startCityHall } from '../journeys/service.ts';

test('a backup made without the city’s settings is the city’s all the same, or is not made; and restore takes it', {
  timeout: 580_000,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-settings-'));
  const dataFolder = join(folder, 'data');
  const anew = join(folder, 'anew');
  t.after(async () => {
    for (const one of [dataFolder, anew]) {
      const database = await realpath(join(one, 'postgres')).catch(() => folder);
      await rm(database, { recursive: true, force: true });
    }
    await rm(folder, { recursive: true, force: true });
  });
  const hall = await startCityHall(t, { dataFolder });
  const issuer = hall.origins.public;
  const alone = { COMMONKEY_DATA: dataFolder };
  const issuerIn = async (copy: string) =>
    JSON.parse(await readFile(join(copy, 'backup.json'), 'utf8')).issuer;
  const copies = [join(folder, 'working'), join(folder, 'resting')] as const;
  assert.equal((await commonkey(['backup', copies[0]], alone)).code, 0);
  assert.equal(await issuerIn(copies[0]), issuer);
  const drill = await commonkey(['backup', 'drill', copies[0]], alone);
  assert.deepEqual([drill.code, /is whole/.test(drill.out)], [0, true], drill.err);

  const elsewhere = { ...alone, COMMONKEY_BLOBS: join(folder, 'other-pictures') };
  const refused = await commonkey(['backup', join(folder, 'without-pictures')], elsewhere);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /COMMONKEY_BLOBS.*\[backup-other-settings\]/s);
  const unsaid = (await commonkey(['doctor', '--json'], alone)).out;
  assert.match(unsaid, /"settings-differ"[^}]*"COMMONKEY_ISSUER"/s);
  const said = (await commonkey(['doctor', '--json'], { ...alone, COMMONKEY_ISSUER: issuer })).out;
  assert.doesNotMatch(said, /settings-differ/);
  await hall.stop();

  assert.equal((await commonkey(['backup', copies[1]], alone)).code, 0);
  assert.equal(await issuerIn(copies[1]), issuer);
  const into = { COMMONKEY_DATA: anew };
  const other = await commonkey(['restore', copies[1]], into);
  assert.equal(other.code, 2);
  assert.ok(other.err.includes(issuer), 'it says which city it is of');
  assert.match(other.err, /\[backup-of-another-city\]/);
  const own = { ...into, COMMONKEY_ISSUER: issuer };
  const keyless = await commonkey(['restore', copies[1]], own);
  assert.equal(keyless.code, 2);
  assert.match(keyless.err, /keeper.*\[restore-keys-missing\]/s);
  assert.equal(await stat(anew).catch(() => null), null, 'nothing is made before');
  const back = await commonkey(['restore', copies[1], '--keys-lost'], own);
  assert.equal(back.code, 0, back.err);
  assert.match(back.out, /Start the service now.*the next start makes new ones/s);
  // With the keys lost it starts as the guide says, on new ones; sealed ones without their cell would end the start.
  const again = await startCityHall(t, { dataFolder: anew, env: { COMMONKEY_ISSUER: issuer } });
  const checked = await commonkey(['ledger', 'openings', '--out', join(folder, 'openings')], own);
  assert.equal(checked.code, 0, checked.out);
  await again.stop();
  const there = await commonkey(['restore', copies[1], '--keys-lost'], own);
  assert.match(there.err, /\[restore-keys-there\]/, 'keys that are there are not made anew by mistake');
});

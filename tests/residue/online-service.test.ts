import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { groupCode } from '../../apps/server/portal/code.ts';
import type { Marker } from '../../apps/server/residue/markers.ts';
import { scanBytes, scanForResidue } from '../../apps/server/residue/scan.ts';
import { EVERY, LEFT_TO_EVERY } from '../../apps/server/testing/every.ts';
import { attack, everyKey, openedByCode, type Taken, take } from './service/attack.ts';
import { type Beside, broughtAlong, copyFolder, ofTheCity } from './service/database.ts';
import {
  type Applied,
  applied,
  PEOPLE,
  pattern,
  Resident,
  Reviewer,
  sends,
  withdraws,
} from './service/people.ts';
import { type Running, startRunning } from './service/running.ts';

const DENY = { verdict: 'deny', unmet: ['residency'] } as const;

type Four = readonly [Applied, Applied, Applied, Applied];

/** One of them will be decided, one withdraws, the last throws a draft away, and one stays. All but the last are sent. */
async function everybodyApplies(service: Running): Promise<Four> {
  const come = async (n: 0 | 1 | 2 | 3) => {
    const seed = 1 + n * 3;
    const pictures = [await pattern(seed), await pattern(seed + 1), await pattern(seed + 2)] as const;
    return applied(service, PEOPLE[n], pictures);
  };
  const four: Four = [await come(0), await come(1), await come(2), await come(3)];
  for (const one of four.slice(0, 3)) await sends(one);
  return four;
}

/** What a code leads to now: the path of the page behind it. */
async function comesBack(service: Running, code: string): Promise<string> {
  const person = new Resident(service);
  await person.open('/apply/return');
  await person.answer({ code: groupCode(code) });
  return person.pathname();
}

async function rowsOf(database: Beside) {
  const store = await database.open();
  try {
    const { read } = store;
    return {
      records: await read.selectFrom('vault_records').select(['id', 'application']).orderBy('id').execute(),
      applications: (await read.selectFrom('applications').select('id').execute()).map(({ id }) => id),
      restored: (
        await read
          .selectFrom('disposal_receipts')
          .select('count')
          .where('authority', '=', 'restored')
          .execute()
      ).reduce((sum, { count }) => sum + count, 0),
    };
  } finally {
    await store.close();
  }
}

const DATABASES = {
  'embedded PostgreSQL': async (_t: TestContext, data: string) => broughtAlong(data),
  'PostgreSQL 15': (t: TestContext) => ofTheCity(t),
} as const;

for (const [server, choose] of Object.entries(DATABASES))
  test(`T5 T9 F-17 I12: decided, withdrawn, thrown away: nothing in clear, nothing opens, and an old backup brings nothing back [${server}]`, async (t) => {
    if (server !== 'embedded PostgreSQL' && !EVERY) return t.skip(LEFT_TO_EVERY);
    const folder = await mkdtemp(join(tmpdir(), 'ck-residue-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const dataFolder = join(folder, 'data');
    const database = await choose(t, dataFolder);
    if (database === null) return t.skip('PostgreSQL 15 of Debian is not installed');
    const start = () => startRunning(t, { dataFolder, env: database.env });
    const blobs = join(dataFolder, 'blobs');
    const logs: string[] = [];
    const temporary: string[] = [];
    const stop = async (service: Running) => {
      await service.stop();
      logs.push(service.log());
      temporary.push(service.tempFolder);
    };

    let service = await start();
    const reviewer = new Reviewer(service);
    await reviewer.joinFirst(service);
    const four = await everybodyApplies(service);
    const markers: Marker[] = four.flatMap((one) => one.markers);

    const store = await database.open();
    const taken: Taken[] = await take(store, dataFolder);
    const shares = new Map<string, readonly Uint8Array[]>();
    const idOf = new Map<Applied, string>();
    for (const one of four) {
      const opened = await openedByCode(store, dataFolder, one.code);
      shares.set(opened.application, opened.shares);
      idOf.set(one, opened.application);
    }
    await store.close();
    const everything = taken.map(({ id }) => id).sort();
    assert.ok(everything.length >= 16, `${everything.length}`);
    assert.deepEqual(
      await attack(taken, (await everyKey(dataFolder)).values(), shares),
      everything,
      'today all of it opens: the attack is one',
    );

    const backup = join(folder, 'backup');
    await mkdir(backup);
    if (database.backup === 'while-it-runs') await database.copyTo(join(backup, 'database'));
    await stop(service);
    if (database.backup === 'at-rest') await database.copyTo(join(backup, 'database'));
    await copyFolder(blobs, join(backup, 'blobs'));
    await copyFolder(join(dataFolder, 'keeper', 'vault'), join(backup, 'vault'));
    service = await start();
    const again = new Reviewer(service);
    await again.signInAs(reviewer);
    for (const one of four) one.person = one.person.movedTo(service);

    // Who is opened first is left to chance.
    const name = await again.decideNext(DENY);
    const decided = four[PEOPLE.findIndex((one) => one.name === name)];
    const [withdrawn, stays] = four.slice(0, 3).filter((one) => one !== decided);
    const thrownAway = four[3];
    assert.ok(decided && withdrawn && stays);
    const gone = [decided, withdrawn, thrownAway];
    const staying = taken
      .filter(({ application }) => application === idOf.get(stays))
      .map(({ id }) => id)
      .sort();

    await t.test('today', async () => {
      for (const one of gone) await withdraws(one);
      const { records, applications } = await rowsOf(database);
      assert.deepEqual(
        records.map(({ id }) => id),
        staying,
      );
      assert.deepEqual(applications, [idOf.get(stays)]);
      for (const { code } of gone) assert.equal(await comesBack(service, code), '/apply/return');
      assert.equal(await comesBack(service, stays.code), '/apply/follow');
      assert.deepEqual(await attack(taken, (await everyKey(dataFolder)).values(), shares), staying);
    });

    await t.test('the old database and the old blobs beside today’s keys', async () => {
      await stop(service);
      await database.putBack(join(backup, 'database'));
      await rm(blobs, { recursive: true, force: true });
      await cp(join(backup, 'blobs'), blobs, { recursive: true });
      service = await start();
      const { records, applications, restored } = await rowsOf(database);
      assert.deepEqual(
        records.map(({ id }) => id),
        staying,
        'rows of what is gone ended before anybody was let in',
      );
      assert.deepEqual(applications, [idOf.get(stays)]);
      assert.equal(
        restored,
        everything.length - staying.length + gone.length,
        'with receipts: records, and applications',
      );
      for (const { code } of gone) assert.equal(await comesBack(service, code), '/apply/return');
      assert.equal(await comesBack(service, stays.code), '/apply/follow');
      assert.deepEqual(await attack(taken, (await everyKey(dataFolder)).values(), shares), staying);
    });

    await t.test('the old tables of keys as well, beside the root as it is now', async () => {
      await stop(service);
      await database.putBack(join(backup, 'database'));
      await rm(blobs, { recursive: true, force: true });
      await cp(join(backup, 'blobs'), blobs, { recursive: true });
      const vault = join(dataFolder, 'keeper', 'vault');
      await rm(vault, { recursive: true });
      await cp(join(backup, 'vault'), vault, { recursive: true });
      service = await start();
      await assert.rejects(everyKey(dataFolder), (error) => Object(error).code === 'vault-root-missing');
      const page = await new Resident(service).open('/apply');
      assert.equal(page.statusCode, 503, 'nothing new is taken in');
      await stop(service);
    });

    await t.test('every byte', async () => {
      await database.rest();
      const places = [dataFolder, ...(await database.places()), backup, ...temporary];
      const hits = await scanForResidue(places, markers);
      assert.deepEqual(
        hits.map(({ marker, path, encoding }) => `${marker} (${encoding}) in ${path}`),
        [],
      );
      for (const log of logs) {
        assert.match(log, /"event":"requests"/, 'there is a log');
        assert.deepEqual(scanBytes('log', Buffer.from(log), markers), []);
      }
      await writeFile(join(backup, 'planted'), JSON.stringify(PEOPLE[0].address));
      assert.equal((await scanForResidue([backup], markers)).length, 1, 'the scan sees what is there');
    });
  });

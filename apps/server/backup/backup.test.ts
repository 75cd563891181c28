import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { setStatus } from '@commonkey/credential';
import { parseStatusList } from '@commonkey/credential/status-list.ts';
import { auditLog, readCheckpoint } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { publishedFile } from '../cards/publish.ts';
import { drawFreePlaces, publishStatusLists } from '../cards/service.ts';
import type { Context } from '../context.ts';
import { placeHold } from '../holds/holding.ts';
import { over } from '../holds/testing/scope.ts';
import { keeperOf } from '../keeper/client.ts';
import { openLogFiles } from '../ledger/log-files.ts';
import { sequenceLedger } from '../ledger/sequence.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import { COPIED } from '../store/copy/copied.ts';
import { record } from '../store/record.ts';
import { openStore, type Store } from '../store/store.ts';
import { testContext } from '../testing/context.ts';
import { forEachServer } from '../testing/database.ts';
import { folderBlobs } from '../vault/blobs/folder.ts';
import { keeperIn, onlineCity } from '../vault/testing/hall.ts';
import { drillBackup } from './drill.ts';
import { readBackup } from './manifest.ts';
import { replay } from './replay.ts';
import { restoreBackup } from './restore.ts';
import { emptyDatabase } from './testing/empty-database.ts';
import { writeBackup } from './write.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
type After = { after(work: () => Promise<void>): void };

async function house(store: Store, address: DatabaseAddress, t: After) {
  const keeper = await keeperIn(t);
  const dataFolder = await mkdtemp(join(tmpdir(), 'ck-backup-'));
  t.after(() => rm(dataFolder, { recursive: true, force: true }));
  const blobs = folderBlobs(join(dataFolder, 'blobs'));
  const base = testContext(store, { program: await onlineCity() });
  const config = { ...base.config, dataFolder, keeperSocket: keeper.socket };
  const context: Context = { ...base, config };
  const folder = join(dataFolder, 'b1');
  // The key process has a clock of its own and signs nothing of another day.
  let hour = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 4 * 3_600_000;
  base.setTime(new Date(hour));
  const parts = { config, issuer: config.issuer, address, blobs, clock: context.clock };
  return {
    context,
    config,
    blobs,
    folder,
    events: base.events,
    setTime: base.setTime,
    keeper: keeperOf({ config }),
    backup: () => writeBackup(parts, folder),
    drill: (issuer = config.issuer) =>
      drillBackup(folder, {
        keeper: keeperOf({ config }),
        ...{ clock: context.clock, program: context.program, issuer },
      }),
    async restored() {
      const empty = await emptyDatabase(address);
      const copy = openStore(empty.address, { read: 2, write: 2 });
      t.after(async () => {
        await copy.close();
        await empty.drop();
      });
      await restoreBackup({ ...parts, address: empty.address }, folder);
      return { copy, context: { ...context, store: copy } };
    },
    /** The next full hour of a city's ledger, with so much said in it. */
    async hour(count: number, of: Context = context) {
      await of.store.write(async (tx) => {
        for (let i = 0; i < count; i += 1) await record(tx, { kind: 'test', i });
      });
      hour += 3_600_000;
      base.setTime(new Date(hour));
      await sequenceLedger(of);
    },
    async published() {
      const { checkpoint } = await keeperOf({ config }).ask('public-keys', {});
      const publicKey = new Uint8Array(Buffer.from(checkpoint.publicKey, 'base64url'));
      const note = (await openLogFiles(dataFolder).note()) ?? '';
      return readCheckpoint(note, { name: checkpoint.name, publicKey });
    },
  };
}

forEachServer('a backup', (test) => {
  test('holds every living row and nobody’s session, and comes back row for row', async ({
    store,
    address,
  }, t) => {
    const { backup, restored, hour, blobs, folder, context } = await house(store, address, t);
    const member = crypto.randomUUID();
    await store.write(async (tx) => {
      await tx.insertInto('staff_members').values({ id: member, called: 'Ünal "O’Neill"\n\\x00' }).execute();
      await tx
        .insertInto('staff_invites')
        .values({ staff_id: member, token_hash: randomBytes(32), ends_at: new Date('2027-01-01T00:00:00Z') })
        .execute();
      await drawFreePlaces(context, tx, 3);
    });
    await hour(20);
    await blobs.put('ab'.repeat(16), new Uint8Array(70_000).fill(7));
    const manifest = await backup();
    assert.equal(manifest.tables.staff_members, 1);
    assert.ok(!('staff_invites' in manifest.tables) && !('staff_sessions' in manifest.tables));
    assert.equal(manifest.tables.ledger_leaves, 32);
    const { copy } = await restored();
    for (const table of COPIED) {
      const [was, is] = [
        await store.read.selectFrom(table).selectAll().execute(),
        await copy.read.selectFrom(table).selectAll().execute(),
      ];
      const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
      assert.deepEqual(sorted(is), sorted(was), table);
    }
    assert.equal((await copy.read.selectFrom('staff_invites').selectAll().execute()).length, 0);
    assert.deepEqual((await readdir(join(folder, 'blobs'))).sort(), ['ab'.repeat(16)]);
  });

  test('is refused where something is already, where it is not whole, or is another city’s', async ({
    store,
    address,
  }, t) => {
    const { backup, drill, restored, folder, config, blobs } = await house(store, address, t);
    const whole = await backup();
    await assert.rejects(backup(), coded('backup-there-already'));
    const elsewhere = { ...config, issuer: 'https://other.example' };
    await assert.rejects(
      restoreBackup({ config: elsewhere, address, blobs }, folder),
      coded('backup-of-another-city'),
    );
    await assert.rejects(drill(elsewhere.issuer), coded('backup-of-another-city'), 'nor called whole');
    await assert.rejects(
      restoreBackup({ config, address, blobs }, folder),
      coded('database-not-empty'),
      'into the city’s own database',
    );
    await appendFile(join(folder, 'tables', 'cards.jsonl.gz'), 'x');
    await assert.rejects(restored(), coded('backup-altered'));
    await rm(join(folder, 'tables', 'cards.jsonl.gz'));
    await assert.rejects(readBackup(folder), coded('backup-incomplete'));
    const newer = { ...whole, migrations: [...whole.migrations, '9999-later'] };
    await writeFile(join(folder, 'backup.json'), JSON.stringify(newer));
    await assert.rejects(drill(), coded('backup-newer'), 'of a program with tables that come later');
    await assert.rejects(restored(), coded('backup-newer'));
    await writeFile(join(folder, 'backup.json'), '{"v":2}');
    await assert.rejects(readBackup(folder), coded('backup-newer'));
  });

  test('whose it is, the ledger in it says: not the settings of whoever made it', async ({
    store,
    address,
  }, t) => {
    const { backup, drill, restored, hour, folder, config, blobs } = await house(store, address, t);
    await hour(3);
    const manifest = await backup();
    const stamped = (issuer: string) =>
      writeFile(join(folder, 'backup.json'), JSON.stringify({ ...manifest, issuer }));
    await stamped('http://localhost:9000');
    assert.equal((await drill()).ledger, 'whole');
    await restored();
    const other = { ...config, issuer: 'https://other.example' };
    await stamped(other.issuer);
    await assert.rejects(drill(other.issuer), coded('backup-of-another-city'));
    await assert.rejects(
      restoreBackup({ config: other, address, blobs }, folder),
      coded('backup-of-another-city'),
    );
  });

  test('T5: rows that died before it are not in it', async ({ store, address }, t) => {
    const { backup, folder } = await house(store, address, t);
    const called = `Zofia-${randomBytes(8).toString('hex')}`;
    const id = crypto.randomUUID();
    await store.write((tx) => tx.insertInto('staff_members').values({ id, called }).execute());
    await store.write((tx) =>
      tx.updateTable('staff_members').set({ called: 'B' }).where('id', '=', id).execute(),
    );
    await backup();
    for (const name of await readdir(join(folder, 'tables'))) {
      const text = gunzipSync(await readFile(join(folder, 'tables', name))).toString('utf8');
      assert.ok(!text.includes(called), name);
    }
  });

  test('I12: put back, the ledger goes on where it was and tells one story', async ({
    store,
    address,
  }, t) => {
    const home = await house(store, address, t);
    await home.hour(10);
    await store.write(async (tx) => void (await record(tx, { kind: 'waits in the copy' })));
    await home.backup();
    await home.hour(300);
    const before = await home.published();
    const { copy, context } = await home.restored();
    await assert.rejects(sequenceLedger(context), coded('ledger-behind'), 'nothing is numbered before');
    const done = await replay(context);
    assert.equal(done?.leaves, before.size - 16);
    assert.equal(await replay(context), null, 'once');
    assert.deepEqual(await copy.read.selectFrom('ledger_unsequenced').selectAll().execute(), []);
    await home.hour(5, context);
    const after = await home.published();
    assert.ok(after.size > before.size);
    await auditLog(openLogFiles(home.config.dataFolder).read, after, before);
  });

  test('without the published files nothing is signed, and it is said', async ({ store, address }, t) => {
    const home = await house(store, address, t);
    await home.hour(10);
    await home.backup();
    await home.hour(10);
    const { context } = await home.restored();
    await rm(join(home.config.dataFolder, 'published'), { recursive: true });
    assert.equal(await replay(context), null);
    assert.ok(home.events.some((event) => event.event === 'fault' && event.code === 'ledger-behind'));
    await assert.rejects(home.hour(3, context), isFault);
  });

  test('I12: cards cancelled since stay cancelled, and no number is given twice', async ({
    store,
    address,
  }, t) => {
    const home = await house(store, address, t);
    await store.write(async (tx) => {
      await drawFreePlaces(home.context, tx, 1);
      await tx
        .insertInto('library_numbers')
        .values({ number: '21000000000017', shift: null, used: false })
        .execute();
    });
    await home.hour(1);
    await home.backup();
    // Since then a card was cancelled, and its bit published.
    const list = { uri: '', size: 131_072, bytes: new Uint8Array(131_072 / 8), decoys: [] };
    setStatus(list, 77, true);
    const { withheld } = await store.read
      .selectFrom('status_lists')
      .select('withheld')
      .executeTakeFirstOrThrow();
    const cancelled = new Uint8Array(withheld).map((byte, at) => byte | (list.bytes[at] ?? 0));
    await store.write((tx) => tx.updateTable('status_lists').set({ withheld: cancelled }).execute());
    await home.hour(1);
    home.setTime(new Date());
    await publishStatusLists(home.context);
    await home.hour(1);
    const { copy, context } = await home.restored();
    const done = await replay(context);
    assert.deepEqual([done?.leaves, done?.lists, done?.numbers], [32, 1, 1]);
    home.setTime(new Date());
    await publishStatusLists(context);
    const token = await publishedFile(context, 1);
    const { bytes } = parseStatusList(token ?? new Uint8Array()).list;
    assert.equal((bytes[77 >> 3] ?? 0) & (1 << (77 & 7)), 1 << (77 & 7));
    const [place] = await copy.write((tx) => drawFreePlaces(context, tx, 1));
    assert.equal(place?.list, 2, 'a list that nobody knew');
    const numbers = await copy.read.selectFrom('library_numbers').select('used').execute();
    assert.deepEqual(numbers, [{ used: true }]);
  });

  test('the drill tries it aside and changes nothing', async ({ store, address }, t) => {
    const home = await house(store, address, t);
    await home.hour(10);
    await home.backup();
    const drill = await home.drill();
    assert.deepEqual(
      { ...drill, rows: drill.rows > 16 },
      {
        made: home.context.clock.now().toISOString().slice(0, 10),
        rows: true,
        ledger: 'whole',
        sealed: { open: 0, dead: 0, lost: 0 },
        due: 0,
        holdsForgotten: 0,
      },
    );
  });

  test('I5: the drill counts what the destroyer then ends, in whatever table it is', async ({
    store,
    address,
  }, t) => {
    const home = await house(store, address, t);
    const day = (days: number) =>
      new Date(home.context.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const { clock } = home.context;
    await placeHold(store, over('evidence-openings'), crypto.randomUUID(), {
      clock,
      random: home.context.random,
    });
    await store.write(async (tx) => {
      for (const ends_on of [day(-3), day(-3), day(30)])
        await tx
          .insertInto('desk_keys')
          .values({
            kid: randomBytes(8).toString('base64url'),
            certificate: randomBytes(60),
            salt: null,
            ends_on,
          })
          .execute();
      const staff_id = crypto.randomUUID();
      await tx.insertInto('staff_members').values({ id: staff_id, called: 'R' }).execute();
      const opening = { staff_id, purpose: 'review', opened_at: clock.now() };
      await tx
        .insertInto('evidence_openings')
        .values({ id: crypto.randomUUID(), ...opening, ends_on: day(-3) })
        .execute();
      // A thing at a desk ends when hands have destroyed it.
      const copy = {
        id: crypto.randomUUID(),
        series: 'paper-copies',
        shift: randomBytes(16).toString('hex'),
      };
      await tx
        .insertInto('desk_copies')
        .values({ ...copy, recorded_on: day(-40), ends_on: day(-3) })
        .execute();
    });
    await home.hour(1);
    await home.backup();
    const { due } = await home.drill();
    const { copy, context } = await home.restored();
    const ended = Object.values(await context.holds.sweep(copy)).reduce(
      (sum, { destroyed }) => sum + destroyed,
      0,
    );
    assert.deepEqual([due, ended], [2, 2]);
  });
});

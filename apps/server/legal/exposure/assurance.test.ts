import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeBackup } from '../../backup/write.ts';
import { NO_COPIES } from '../../config/copies.ts';
import { connectKeeper } from '../../keeper/client.ts';
import { noteScan } from '../../residue/last-scan.ts';
import { openPool } from '../../store/connect.ts';
import { sureClock } from '../../testing/clock.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { folderBlobs } from '../../vault/blobs/folder.ts';
import { keeperIn, onlineCity, vaultHall } from '../../vault/testing/hall.ts';
import { assure } from './assurance.ts';
import { codeDigest } from './code-digest.ts';
import { keyStates } from './key-states.ts';

const COMMAND = fileURLToPath(new URL('../../../cli/bin/commonkey.mjs', import.meta.url));
const SCOPE = fileURLToPath(
  new URL('../../../../programs/chicago-2025/demands/2025-04-17.yaml', import.meta.url),
);

/** Changes the schema as a hand at the database would. */
async function alter({ address }: TestDatabase, statement: string): Promise<void> {
  const pool = openPool(address, { max: 1, readOnly: false });
  await pool.query(statement);
  await pool.end();
}

async function commandLine(db: TestDatabase, data: string): Promise<{ code: number; said: string }> {
  const { host, port, user, password, database } = {
    host: '',
    port: 0,
    user: '',
    password: '',
    database: '',
    ...db.address,
  };
  const url = `postgres://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const child = spawn(process.execPath, [COMMAND, 'exposure', '--scope', SCOPE], {
    env: { ...process.env, DATABASE_URL: url, COMMONKEY_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

forOneServer('EX-02: what is declared against what is there', (test) => {
  test('EX-02: a column, a table, a folder, a dead key, a lost file that nobody declared turns it red; the command ends with 3', async (db, t) => {
    const data = await mkdtemp(join(tmpdir(), 'ck-assured-'));
    t.after(() => rm(data, { recursive: true, force: true }));
    const keeper = await keeperIn(t, {}, join(data, 'keeper'));
    const blobs = join(data, 'blobs');
    const hall = await vaultHall(db.store, keeper, { over: { blobs: folderBlobs(blobs) } });
    const link = connectKeeper(keeper.socket);
    t.after(() => link.close());
    const parts = {
      store: db.store,
      program: { program: await onlineCity(), files: {} },
      clock: sureClock(() => new Date()),
      config: {
        ...{ dataFolder: data, copies: NO_COPIES },
        blobs: { kind: 'folder' as const, folder: blobs },
      },
    };
    const red = async () =>
      (await assure(parts, await keyStates(link, db.store.read))).mismatches.map(({ kind }) => kind);
    const application = await hall.application();
    await hall.store('card', application, '2099-01-01');
    await hall.store('papers', application, '2099-01-01', Buffer.alloc(60_000, 'x'));
    assert.deepEqual(await red(), [], 'as it was declared');
    await hall.place('portal-card');
    assert.deepEqual(await red(), [], 'a hold is known on both sides');
    // The command is the same on both servers, and slow to start.
    const withCommand = db.server === 'embedded';
    if (withCommand) {
      const { code, said } = await commandLine(db, data);
      assert.equal(code, 0, said);
      assert.match(said, /code: [0-9a-f]{64}\n/);
      assert.match(said, /last backup: not known/);
      assert.match(said, /last search for remains: never run here/);
      assert.match(said, /last fault matrix: (never run here|\d{4}-\d\d-\d\d)/);
    }
    const rests = async () => assure(parts, await keyStates(link, db.store.read));
    assert.deepEqual([(await rests()).backup, (await rests()).code], [null, await codeDigest()]);
    const beside = await mkdtemp(join(tmpdir(), 'ck-assured-copy-'));
    t.after(() => rm(beside, { recursive: true, force: true }));
    const made = await writeBackup(
      {
        config: { dataFolder: data },
        issuer: 'https://city.example',
        address: db.address,
        blobs: folderBlobs(blobs),
        clock: parts.clock,
      },
      join(beside, 'copy'),
    );
    assert.equal((await rests()).backup, made.made);
    assert.deepEqual(await red(), [], 'the day of a backup is declared');

    assert.equal((await rests()).residue, null, 'nobody ever looked for remains here');
    const place = { place: 'wal', looked: 'part', things: 1, bytes: 1, why: ['may-not-be-read'] } as const;
    const hit = { marker: 'line 1', encoding: 'utf-8', path: 'x', offset: 0 };
    await noteScan(data, '2026-11-22', 3, [{ ...place, hits: [hit] }]);
    assert.deepEqual(await red(), ['residue-found'], 'what was found in clear');
    await noteScan(data, '2026-11-23', 3, [{ ...place, hits: [] }]);
    assert.deepEqual(await red(), [], 'and the mark of the search is declared');
    assert.deepEqual((await rests()).residue, { on: '2026-11-23', strings: 3, found: [], unseen: ['wal'] });

    await alter(db, 'alter table applications add column remark text');
    assert.deepEqual(await red(), ['column-unknown']);
    if (withCommand) {
      const found = await commandLine(db, data);
      assert.equal(found.code, 3, found.said);
      assert.match(found.said, /applications\.remark/);
    }
    await alter(db, 'alter table applications drop column remark');
    await alter(db, 'create table people (name text)');
    assert.deepEqual(await red(), ['table-unknown']);
    await alter(db, 'drop table people');
    await alter(db, 'alter table cards alter column status drop not null');
    assert.deepEqual(await red(), ['column-other']);
    await alter(db, 'alter table cards alter column status set not null');
    assert.deepEqual(await red(), []);

    await mkdir(join(data, 'faces'));
    await writeFile(join(data, 'faces', 'somebody.jpg'), 'x');
    assert.deepEqual(await red(), ['files-unknown']);
    await rm(join(data, 'faces'), { recursive: true });

    assert.deepEqual((await rests()).sealedFiles, { named: 1, stored: 1 });
    const [folder = ''] = await readdir(blobs);
    await rm(join(blobs, folder), { recursive: true });
    assert.deepEqual(await red(), ['blobs-fewer']);
    const items = await db.store.read
      .selectFrom('vault_records')
      .select(['epoch', 'slot'])
      .where('kind', '=', 'papers')
      .execute();
    await link.ask('vault-shred', { items });
    assert.deepEqual(await red(), ['keys-fewer', 'blobs-fewer']);
    const before = await keyStates(link, db.store.read);
    await alter(
      db,
      `insert into vault_records (id, application, kind, series, epoch, slot, sealed, ends_on)
       select gen_random_uuid(), application, kind, series, epoch, 4000000 + slot, sealed, ends_on from vault_records where kind = 'card'
       union all select gen_random_uuid(), application, kind, series, 'another.card.2026-11.1', n, sealed, ends_on
       from vault_records, generate_series(0, 4) n where kind = 'card'`,
    );
    const strange = await keyStates(link, db.store.read);
    assert.deepEqual(strange, before && { ...before, unknown: 6 }, 'of strange rows alone it cannot be said');
    assert.deepEqual(await red(), ['keys-fewer', 'keys-unknown', 'blobs-fewer']);
    await alter(db, "delete from vault_records where slot > 3999999 or epoch = 'another.card.2026-11.1'");
    await alter(db, "set session_replication_role = 'replica'; delete from legal_holds");
    assert.deepEqual(await red(), ['keys-fewer', 'holds-other', 'blobs-fewer']);
    const silent = await assure(parts, await keyStates(connectKeeper('/nowhere'), db.store.read));
    assert.equal(silent.keys, null, 'a silent key process is not known, and no proof of anything');
    assert.deepEqual(
      silent.mismatches.map(({ kind }) => kind),
      ['keys-silent', 'blobs-fewer'],
      'which keys live nobody said: nobody signs that they agree',
    );
    const doubted = { ...parts, clock: { ...parts.clock, trusted: () => false } };
    const when = await assure(doubted, await keyStates(link, db.store.read));
    assert.ok(
      when.mismatches.some(({ kind }) => kind === 'clock-doubt'),
      'which day it is nobody can say',
    );
  });
});

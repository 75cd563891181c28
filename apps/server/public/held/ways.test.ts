import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as plain } from 'node:test';
import { Client } from 'pg';
import { type DeclaredCopies, NO_COPIES } from '../../config/copies.ts';
import { openPool } from '../../store/connect.ts';
import { openJobs } from '../../store/jobs.ts';
import { MADE_FUNCTIONS, MADE_TRIGGERS } from '../../store/made-here.ts';
import { migrate } from '../../store/migrate.ts';
import { debianBinaries, embeddedBinaries } from '../../store/postgres/binaries.ts';
import { startCluster } from '../../store/postgres/cluster.ts';
import { openStore } from '../../store/store.ts';
import { forEachServer, type TestDatabase } from '../../testing/database.ts';
import { absentOf, isDeclared } from './other-ways.ts';
import { wayDifferences } from './ways.ts';

/** As a replica connects that has no slot. */
const FOLLOWER = { application_name: 'second-site', replication: 'true' };
const APPENDED = 'certificates_append_only, certificates';
const COPIES = "begin perform pg_notify('elsewhere', new::text); return new; end";

/** What is told of once these statements were run by hand. */
async function after({ address, store }: TestDatabase, ...statements: string[]): Promise<string[]> {
  const pool = openPool(address, { max: 1, readOnly: false });
  try {
    for (const statement of statements) await pool.query(statement);
  } finally {
    await pool.end();
  }
  return named(await wayDifferences(store.read));
}

const named = (found: Awaited<ReturnType<typeof wayDifferences>>): string[] =>
  found.map((one) => {
    if (one.kind === 'way-missing') return `missing: ${one.name}`;
    return one.kind === 'way-unknown' ? one.name : one.kind;
  });

forEachServer('what may copy what is stored', (test) => {
  test('T3: what the migrations and the job queue make is what is known, no more and no less', async ({
    store,
    address,
  }) => {
    const pool = openPool(address, { max: 1, readOnly: true });
    const triggers = await pool.query<{ made: string }>(
      `select format('%s %s %s', t.tgrelid::regclass, t.tgname, t.tgfoid::regproc) as made
       from pg_trigger t where not t.tgisinternal`,
    );
    const functions = await pool.query<{ name: string; body: string }>(
      `select 'public.' || proname as name, prosrc as body from pg_proc where pronamespace = 'public'::regnamespace`,
    );
    await pool.end();
    assert.deepEqual(
      triggers.rows.map(({ made }) => made).sort(),
      MADE_TRIGGERS.map(
        ({ table, name, calls }) => `${table} ${name} ${calls.replace('public.', '')}`,
      ).sort(),
    );
    assert.deepEqual(
      functions.rows.map(({ name, body }) => [name, body]).sort(),
      [...MADE_FUNCTIONS].filter(([name]) => name.startsWith('public.')).sort(),
    );
    assert.deepEqual(await wayDifferences(store.read), []);
    const jobs = await openJobs(address, () => {});
    await jobs.on('records.sweep', async () => {});
    await jobs.stop();
    assert.deepEqual(await wayDifferences(store.read), []);
  });

  test('T3: a function of our name that copies, in a place of its own', async (db) => {
    const found = await after(
      db,
      'create schema x',
      `create function x.refuse_change() returns trigger language plpgsql as $$ ${COPIES} $$`,
      `create trigger cards_append_only after insert on cards for each row execute function x.refuse_change()`,
      `create trigger certificates_append_only after insert on applications
       for each row execute function x.refuse_change()`,
    );
    const triggers = ['cards_append_only, cards', 'certificates_append_only, applications'];
    assert.deepEqual(found, [...triggers, 'x.refuse_change()'].sort());
  });

  test('T3: a function of ours that no longer refuses', async (db) => {
    const found = await after(
      db,
      'create or replace function keep_certificates() returns trigger language plpgsql as $$ begin return new; end $$',
    );
    assert.ok(found.includes('public.keep_certificates()'), `${found}`);
    assert.ok(found.includes(APPENDED), `${found}`);
  });

  test('T3: a function of ours with settings of its own, and one of the job queue with another body', async (db) => {
    const jobs = await openJobs(db.address, () => {});
    await jobs.stop();
    const found = await after(
      db,
      'create schema x',
      'alter function publish_once() set search_path = x, public',
      `create or replace function pgboss.delete_queue(queue_name text) returns void language plpgsql
       as $$ begin perform pg_notify('elsewhere', queue_name); end $$`,
    );
    const triggers = ['publications_once, publications'];
    assert.deepEqual(found, ['pgboss.delete_queue()', 'public.publish_once()', ...triggers].sort());
  });

  test('T3: triggers and functions of ours that somebody dropped, also with what hangs on them', async (db) => {
    const jobs = await openJobs(db.address, () => {});
    await jobs.stop();
    const found = await after(
      db,
      'drop trigger certificates_append_only on certificates',
      'drop function publish_once() cascade',
      'drop function pgboss.delete_queue(text)',
      'create trigger notices_own before insert on notices for each row execute function refuse_change()',
    );
    assert.deepEqual(found, [
      'missing: certificates_append_only, certificates',
      'missing: pgboss.delete_queue()',
      'missing: public.publish_once()',
      'missing: publications_once, publications',
      'notices_own, notices',
    ]);
  });

  test('T3: our own function where no migration put it, a trigger that sleeps, and functions hidden among the server’s', async (db) => {
    const found = await after(
      db,
      'create trigger mine before insert on cards for each row execute function refuse_change()',
      'alter table certificates disable trigger certificates_append_only',
      "create function pg_catalog.quiet() returns integer language sql as 'select 1'",
      'create function calm() returns event_trigger language plpgsql as $$ begin end $$',
      'alter extension plpgsql add function calm()',
      'create event trigger watch on ddl_command_end execute function calm()',
    );
    assert.deepEqual(found, [APPENDED, 'mine, cards', 'pg_catalog.quiet()', 'public.calm()', 'watch'].sort());
  });
});

plain(
  'T3: an extension is no difference where it is declared, and what was declared and is gone is known',
  () => {
    const declared = {
      ...{ replicas: ['follower'], archiveDays: 30, baseBackupDays: 14, extensions: ['pg_stat_statements'] },
    };
    const there = [
      { is: 'extension', name: 'pg_stat_statements' },
      { is: 'extension', name: 'dblink' },
      { is: 'other', name: 'follower' },
    ] as const;
    assert.deepEqual(
      there.map((way) => isDeclared(way, declared)),
      [true, false, false],
    );
    assert.deepEqual(absentOf(declared, there), [
      { is: 'replica', name: 'follower' },
      { is: 'log', days: 30 },
    ]);
    assert.deepEqual(absentOf(NO_COPIES, there), []);
  },
);

for (const [server, binaries] of Object.entries({ embedded: embeddedBinaries, 'debian-15': debianBinaries }))
  plain(
    `T3: a place kept for another server, and a log that is filed away [${server} PostgreSQL]`,
    async (t) => {
      const root = await binaries();
      if (root === null) return t.skip('PostgreSQL 15 of Debian is not installed');
      const dataFolder = mkdtempSync(join(tmpdir(), 'ck-ways-'));
      chmodSync(dataFolder, 0o711);
      t.after(() => rmSync(dataFolder, { recursive: true, force: true }));
      const newPassword = () => randomBytes(16).toString('hex');
      const archive = { archive_mode: 'on', archive_command: '/bin/true' };
      const settings = { wal_level: 'replica', max_wal_senders: '3', fsync: 'off', ...archive };
      const { stop, home, ...found } = await startCluster({ dataFolder, root, newPassword, settings });
      const place = realpathSync(home);
      t.after(async () => {
        await stop();
        rmSync(place, { recursive: true, force: true });
      });
      const address = { ...found, database: 'postgres' };
      await migrate(address);
      const store = openStore(address, { read: 1, write: 1 });
      const pool = openPool(address, { max: 1, readOnly: false });
      await pool.query("select pg_create_physical_replication_slot('follower')");
      await pool.end();
      try {
        const ways = async (more: Partial<DeclaredCopies> = {}) =>
          named(await wayDifferences(store.read, { ...NO_COPIES, ...more }));
        assert.deepEqual(await ways(), ['archive_command', 'follower']);
        assert.deepEqual(await ways({ archiveDays: 30 }), ['follower']);
        assert.deepEqual(await ways({ replicas: ['follower'], archiveDays: 30 }), []);
        assert.deepEqual(await ways({ extensions: ['follower', 'archive_command'] }), await ways());
        const unslotted = new Client({ ...address, ...FOLLOWER });
        await unslotted.connect();
        assert.deepEqual(await ways({ replicas: ['follower'], archiveDays: 30 }), ['second-site']);
        assert.deepEqual(await ways({ replicas: ['follower', 'second-site'], archiveDays: 30 }), []);
        await unslotted.end();
        // As slowly as it goes: it is looked at while it runs.
        const copying = new Client({ ...address, ...FOLLOWER });
        await copying.connect();
        copying.on('error', () => {});
        const copied = copying.query('BASE_BACKUP (MAX_RATE 32)').catch(() => {});
        const rest = { replicas: ['follower'], archiveDays: 30 };
        let seen = await ways(rest);
        while (seen[0] !== 'pg_basebackup') seen = await ways(rest);
        assert.deepEqual(seen, ['pg_basebackup'], 'a copy that outlives the night is told, and by one name');
        assert.deepEqual(
          await ways({ ...rest, replicas: ['follower', 'second-site'] }),
          seen,
          'it follows nobody',
        );
        assert.deepEqual(await ways({ ...rest, baseBackupDays: 14 }), []);
        await new Promise<void>((done) => copying.on('end', done) && copying.connection.stream.destroy());
        await copied;
        // The tool that takes it keeps a place in the log beside it, under a name that is new each time.
        const beside = openPool(address, { max: 1, readOnly: false });
        const client = await beside.connect();
        await client.query("select pg_create_physical_replication_slot('pg_basebackup_4711', true, true)");
        assert.deepEqual(await ways(rest), ['pg_basebackup']);
        assert.deepEqual(await ways({ ...rest, baseBackupDays: 14 }), []);
        client.release(true);
        await beside.end();
        const kept = openPool(address, { max: 1, readOnly: false });
        await kept.query("select pg_create_physical_replication_slot('pg_basebackup_1')");
        await kept.end();
        assert.deepEqual(
          await ways({ ...rest, baseBackupDays: 14 }),
          ['pg_basebackup_1'],
          'a place that stays is for somebody who follows',
        );
      } finally {
        await store.close();
      }
    },
  );

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { lastScan } from '@commonkey/server/residue/last-scan.ts';
import { openPool } from '@commonkey/server/store/connect.ts';
import { forEachServer, type TestDatabase } from '@commonkey/server/testing/database.ts';
import { catalogueFaults } from '@commonkey/words';
import { residueWords } from './words.ts';

const COMMAND = fileURLToPath(new URL('../bin/commonkey.mjs', import.meta.url));
const ROLE = { user: 'onlooker', password: 'looks-on' };

type Found = {
  found: boolean;
  whole: boolean;
  places: { place: string; looked: string; why: string[]; hits: { string: string; where: string }[] }[];
};

/** One string for each place, of this run alone. */
const word = (place: string) => `Canary ${place} ${randomBytes(6).toString('hex')}`;

async function folderOf(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'ck-residue-cli-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['data/blobs/ab', 'logs', 'tmp']) await mkdir(join(folder, name), { recursive: true });
  return folder;
}

function urlOf({ address }: TestDatabase, as?: typeof ROLE): string {
  const { host, port, user, password, database } = {
    ...{ host: '', port: 0, user: '', password: '', database: '' },
    ...address,
    ...as,
  };
  return `postgres://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

async function scan(folder: string, url: string | null, argv: readonly string[]) {
  const env = { ...process.env, COMMONKEY_DATA: join(folder, 'data'), TMPDIR: join(folder, 'tmp') };
  const child = spawn(process.execPath, [COMMAND, 'residue', 'scan', ...argv], {
    env: url === null ? env : { ...env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}

async function sql({ address }: TestDatabase, ...statements: string[]): Promise<void> {
  const pool = openPool(address, { max: 1, readOnly: false });
  for (const one of statements) await pool.query(one);
  await pool.end();
}

test('every sentence is there in English and Spanish', () => {
  assert.deepEqual(catalogueFaults(residueWords, 'en'), []);
});

forEachServer(
  'residue scan',
  (on) => {
    on(
      'T9: a string is found wherever it lies, by its place; the command ends with 1, and prints no string',
      async (db, t) => {
        const folder = await folderOf(t);
        const strings = {
          'data-folder': word('folder'),
          'sealed-files': word('blob'),
          database: word('row'),
          statistics: word('statistics'),
          'large-objects': word('large'),
          'database-files': word('deleted'),
          wal: word('wal'),
          temporary: word('temporary'),
          logs: word('log'),
          named: word('named'),
        };
        const { database, statistics, wal } = strings;
        await writeFile(join(folder, 'data', `${strings['data-folder']}.txt`), '');
        await writeFile(join(folder, 'data/blobs/ab/planted'), strings['sealed-files']);
        await writeFile(join(folder, 'tmp/half'), Buffer.from(strings.temporary, 'utf16le'));
        await writeFile(join(folder, 'logs/old.gz'), gzipSync(strings.logs));
        await writeFile(join(folder, 'spool'), Buffer.from(strings.named).toString('base64'));
        // Packed by the server, as long rows are: only the server opens it.
        await sql(
          db,
          'create table stray (note text)',
          `insert into stray values (repeat('${database} ', 3000))`,
          'create table gone (note text) with (autovacuum_enabled = off)',
          `insert into gone values ('${strings['database-files']}')`,
          'delete from gone',
          'create table counted (note text)',
          `insert into counted values ('${statistics}'), ('${statistics}'), ('other')`,
          'analyze counted',
          'checkpoint',
          // Seen without a row: what a column's statistics keep outlives what was counted.
          'truncate counted',
          `select lo_from_bytea(0, '${strings['large-objects']}')`,
          'create table passing (note text)',
          `insert into passing values ('${wal}')`,
          'drop table passing',
        );
        const list = join(folder, 'tmp/strings');
        await writeFile(list, `${Object.values(strings).join('\n')}\n`);
        const argv = ['--strings', list, '--logs', join(folder, 'logs'), '--also', join(folder, 'spool')];
        const json = await scan(folder, urlOf(db), [...argv, '--json']);
        assert.equal(json.code, 1, json.err);
        const { found, places } = JSON.parse(json.out) as Found;
        assert.equal(found, true);
        const names = Object.keys(strings);
        for (const { place, hits, why } of places)
          assert.ok(
            hits.some(({ string }) => string === `line ${names.indexOf(place) + 1}`),
            `${place} ${why.join()}`,
          );
        assert.deepEqual(places.map(({ place }) => place).sort(), names.sort());
        for (const secret of Object.values(strings))
          assert.ok(!`${json.out}${json.err}`.includes(secret), secret);
        const last = await lastScan(join(folder, 'data'));
        assert.deepEqual([last?.strings, last?.found.length, last?.unseen], [10, 10, []]);
      },
    );

    on(
      'T9: nothing found ends with 0; a place that could not be looked at ends with 3 and says why',
      async (db, t) => {
        const folder = await folderOf(t);
        const list = join(folder, 'tmp/strings');
        await writeFile(list, `${word('nowhere')}\n`);
        await writeFile(join(folder, 'logs/log'), 'nothing');
        const argv = ['--strings', list, '--logs', join(folder, 'logs')];
        const clean = await scan(folder, urlOf(db), [...argv, '--json']);
        assert.equal(clean.code, 0, clean.out + clean.err);
        await sql(
          db,
          `create role ${ROLE.user} login password '${ROLE.password}'`,
          `create table open_to_all (n int)`,
          'insert into open_to_all values (1)',
          `grant select on open_to_all to ${ROLE.user}`,
        );
        const narrow = await scan(folder, urlOf(db, ROLE), ['--strings', list]);
        assert.equal(narrow.code, 3, narrow.err);
        assert.match(
          narrow.out,
          /^None of the 1 string was found where this looked\. It could not look everywhere/,
        );
        assert.match(narrow.out, /nothing, in part +rows of every table .* may not be read/);
        for (const place of ['files of the database server', 'write-ahead log'])
          assert.match(narrow.out, new RegExp(`not looked at +${place} .* does not tell this role`));
        assert.match(narrow.out, /not looked at +logs .*--logs/);
        assert.match(narrow.out, /Never looked at by this:\n {2}memory/);
      },
    );
  },
  { alone: true },
);

test('a list that means nothing is refused by its line, and says no string', async (t) => {
  const folder = await folderOf(t);
  const list = join(folder, 'strings');
  await writeFile(list, 'Zofia Wójcik\nLi\n');
  const weak = await scan(folder, null, ['--strings', list]);
  assert.equal(weak.code, 2);
  assert.match(weak.err, /Line 2 .*\[residue-string-weak\]/);
  assert.doesNotMatch(weak.err, /Zofia|Li\b/);
  await writeFile(list, '\n\n');
  assert.match((await scan(folder, null, ['--strings', list])).err, /residue-strings-none/);
  assert.match(
    (await scan(folder, null, ['--strings', join(folder, 'absent')])).err,
    /residue-strings-unreadable/,
  );
  assert.match((await scan(folder, null, [])).err, /commonkey residue scan --strings FILE/);
  const klingon = await scan(folder, null, ['--strings', list, '--lang', 'tlh']);
  assert.match(klingon.err, /no “tlh” here.*en, es.*\[residue-language-unknown\]/);
});

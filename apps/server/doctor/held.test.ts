import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { configure } from '../config/config.ts';
import { QUESTION_NAMES } from '../questions/list.ts';
import { openPool } from '../store/connect.ts';
import { forOneServer } from '../testing/database.ts';
import { heldFindings, judgeDifferences } from './held.ts';
import { urlOf } from './testing/url.ts';

const PROGRAM = fileURLToPath(new URL('../../../programs/model-city-online', import.meta.url));
const CLOCK = { now: () => new Date('2026-03-02T15:00:00Z') };

forOneServer('doctor on what is held', (test) => {
  test('a record past its day, a planted column and a stray file each fail; a city that keeps its word does not', async ({
    address,
  }, t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ck-doctor-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const env = { COMMONKEY_DATA: folder, COMMONKEY_PROGRAM: PROGRAM, DATABASE_URL: urlOf(address) };
    const config = configure(env, folder);
    const found = async () =>
      (await heldFindings(config, CLOCK)).map(({ level, code, params }) => [level, code, params]);
    assert.deepEqual(await found(), [
      ['ok', 'overdue-none', undefined],
      ['ok', 'held-as-described', undefined],
      ['warn', 'questions-unreviewed', { count: QUESTION_NAMES.length }],
    ]);
    const pool = openPool(address, { max: 1, readOnly: false });
    await pool.query(
      "insert into status_lists (list, size, withheld, spent) values (1, 8, '\\x00', '\\x00')",
    );
    await pool.query(`insert into cards (serial, list, place, issue_month, status, policy_version, ends_on)
      values ('123456789012', 1, 1, '2020-01', 'current', '1.0', '2026-02-01')`);
    await pool.query('alter table cards add column person_name text');
    await pool.end();
    writeFileSync(join(folder, 'export.csv'), '');
    assert.deepEqual(await found(), [
      ['fail', 'overdue-some', { count: 1 }],
      ['fail', 'held-column-unknown', { name: 'cards.person_name' }],
      ['warn', 'questions-unreviewed', { count: QUESTION_NAMES.length }],
      ['fail', 'held-file-unknown', { file: 'export.csv' }],
    ]);
    const declared = configure({ ...env, COMMONKEY_DATABASE_ARCHIVE_DAYS: '30' }, folder);
    const said = (await heldFindings(declared, CLOCK)).map(({ level, code, params }) => [
      level,
      code,
      params,
    ]);
    assert.deepEqual(said.slice(2, 4), [
      ['ok', 'held-copies-declared', { names: 'archive_command' }],
      ['warn', 'held-way-absent', { name: 'archive_command' }],
    ]);
    const nowhere = configure({ ...env, DATABASE_URL: 'postgres://localhost:1/none' }, folder);
    assert.equal((await heldFindings(nowhere, CLOCK))[0]?.code, 'held-unknown');
  });
});

test('a base backup is told as what it is, with its way out; another way as before', () => {
  assert.deepEqual(
    judgeDifferences([
      { kind: 'way-unknown', name: 'pg_basebackup' },
      { kind: 'way-unknown', name: 'second-site' },
    ]),
    [
      { level: 'fail', code: 'held-base-backup' },
      { level: 'fail', code: 'held-way-unknown', params: { name: 'second-site' } },
    ],
  );
});

import assert from 'node:assert/strict';
import { escapeIdentifier, escapeLiteral, type Pool } from 'pg';
import { APPROVE, DENY } from '../../review/testing/deciding.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { openPool } from '../../store/connect.ts';
import { forOneServer } from '../../testing/database.ts';
import type { Applicant } from '../testing/applicant.ts';
import { portalHall } from '../testing/hall.ts';
import { BESIDE } from './beside.tsx';
import { DESTROY_PATH, EXISTS_PATH } from './paths.ts';
import { back, decided, sent } from './testing/sent.ts';
import { words } from './words.ts';

const { en = {} } = words;

/** Every table with a row in which this application's id stands, whatever column it is in. */
async function pointingAt(pool: Pool, id: string): Promise<string[]> {
  const all = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const looks = all.rows.map(
    ({
      name,
    }) => `select ${escapeLiteral(name)} as name where exists (select from ${escapeIdentifier(name)} as t
      where strpos(replace(t::text, '-', ''), $1) > 0)`,
  );
  const found = await pool.query<{ name: string }>(looks.join(' union all '), [id.replaceAll('-', '')]);
  return found.rows.map(({ name }) => name).sort();
}

async function exists(person: Applicant): Promise<string> {
  const { statusCode, body } = await person.get(`${EXISTS_PATH}?lang=en`);
  assert.equal(statusCode, 200);
  return body;
}

forOneServer('UX-02: the page of what exists speaks of all that does', (test) => {
  test('every table that points to an application is on it, from sending to the yes', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const { code, id } = await sent(hall);
    const person = await back(hall, code);
    const pool = openPool(db.address, { max: 1, readOnly: true });
    t.after(() => pool.end());
    const spoken = async () => {
      const tables = await pointingAt(pool, id);
      const page = await exists(person);
      for (const table of tables.filter((name) => name !== 'vault_records')) {
        const key = Object.entries(BESIDE).find(([name]) => name === table)?.[1];
        assert.ok(key, `no word of ${table}`);
        assert.ok(page.includes(en[`after.exists-${key}`] ?? '?'), table);
      }
      return { tables, page };
    };
    const before = await spoken();
    assert.deepEqual(before.tables, ['applications', 'portal_sessions', 'vault_records']);
    assert.ok(!before.page.includes(en['after.exists-notices'] ?? '?'), 'no message is due yet');
    await decided(hall, hall.officers[0], APPROVE);
    assert.ok((await spoken()).tables.includes('notices'));
  });

  test('after its papers were destroyed it says that none is left, and shows no empty table', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const person = await back(hall, (await sent(hall)).code);
    assert.ok(!(await exists(person)).includes(en['after.exists-none'] ?? '?'));
    await decided(hall, hall.officers[0], DENY);
    await person.open(DESTROY_PATH);
    await person.answer();
    const page = await exists(person);
    assert.ok(page.includes(en['after.exists-none'] ?? '?'));
    assert.doesNotMatch(page, /<tbody><\/tbody>/);
  });
});

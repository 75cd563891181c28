import assert from 'node:assert/strict';
import { escapeIdentifier, escapeLiteral, type Pool } from 'pg';
import { openPool } from '../store/connect.ts';
import { forEachServer } from '../testing/database.ts';
import { back, decided, sent } from './after/testing/sent.ts';
import { type Form, fillIn } from './testing/fill-in.ts';
import { portalHall } from './testing/hall.ts';

const CARED_FOR: Form = {
  who: 'child',
  name: 'Наталія Мельниченко',
  latin: 'Nataliia Melnychenko',
  born: ['5', '11', '2019'],
  home: 'care-of',
  careOf: 'Wimbleford House',
  emergency: 'Ottoline 312 555 0199',
  contact: { by: 'text', address: '312 555 0147' },
};

/** Everything that was typed, and how a database might write a date of it. */
const TYPED = [
  ...['phyrine', 'Quakenb', 'Thistlewood', 'quakenbush.example', '1987-04-17', '19870417'],
  ...[
    'Мельниченко',
    'Melnychenko',
    'Wimbleford',
    'Ottoline',
    '555 0199',
    '555 0147',
    '5550147',
    '2019-11-05',
  ],
];

type Column = { table: string; column: string; type: string };
type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Rows Removed by Filter'?: number;
  Filter?: string;
  Plans?: Node[];
};

async function columns(pool: Pool): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `select c.table_name as table, c.column_name as column, c.udt_name as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
     order by 1, 2`,
  );
  return rows;
}

/**
 * How the server itself says that it looked for these words in every row of a column: the node of the plan that read the
 * table, with what it found and what it threw away.
 */
async function lookThrough(pool: Pool, { table, column, type }: Column): Promise<Node> {
  const value = escapeIdentifier(column);
  const has = TYPED.map((word) =>
    type === 'bytea'
      ? `position(convert_to(${escapeLiteral(word)}, 'UTF8') in ${value}) > 0`
      : `position(${escapeLiteral(word.toLowerCase())} in lower(${value}::text)) > 0`,
  );
  const { rows } = await pool.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
    `explain (analyze, verbose, format json, timing off)
     select 1 from ${escapeIdentifier(table)} where ${has.join(' or ')}`,
  );
  const [plan] = rows[0]?.['QUERY PLAN'] ?? [];
  assert.ok(plan);
  return plan.Plan;
}

forEachServer('what lies in the database', (test) => {
  test('T2 T9: by the server’s own account, no plain column holds a word that a resident typed', async (db, t) => {
    const hall = await portalHall(db, t);
    const { store } = hall.context;
    const pool = openPool(db.address, { max: 1, readOnly: true });
    t.after(() => pool.end());
    const unfinished = hall.visitor();
    await unfinished.begin();
    await fillIn(unfinished, CARED_FOR);
    const [one, two] = hall.officers;
    const { code } = await sent(hall);
    await decided(hall, one, { verdict: 'ask', unmet: ['residency'] });
    const person = await back(hall, code);
    await person.open('/apply/correct/name');
    await person.answer({ name: 'Zéphyrine Quakenbush-Thistlewood' });
    const helped = hall.visitor();
    await helped.begin('helper');
    await fillIn(helped, CARED_FOR);
    await helped.open('/apply/check');
    await helped.answer({}, '/apply/send');
    await decided(hall, two, { verdict: 'deny', unmet: ['residency'] });

    const all = await columns(pool);
    assert.ok(all.filter(({ table }) => table === 'applications').length > 10);
    let filled = 0;
    for (const column of all) {
      const plan = await lookThrough(pool, column);
      const at = `${column.table}.${column.column}`;
      assert.equal(plan['Relation Name'], column.table, `${at} was read itself, and not an index of it`);
      assert.match(plan.Filter ?? '', new RegExp(`\\b${column.column}\\b`), at);
      assert.equal(plan['Actual Rows'], 0, at);
      if ((plan['Rows Removed by Filter'] ?? 0) > 0) filled += 1;
    }
    assert.ok(filled > 60, `${filled} columns of tables with rows in them`);

    // What somebody typed would be found, in capitals and in the middle of a word too.
    await store.write((tx) =>
      tx
        .updateTable('applications')
        .set({ unmet: ['XQUAKENBUSHX'] })
        .where('state', '=', 'denied')
        .execute(),
    );
    const planted = all.filter(({ column }) => column === 'unmet');
    const found = await Promise.all(planted.map((column) => lookThrough(pool, column)));
    assert.deepEqual(
      found.map((plan) => plan['Actual Rows']),
      [1],
    );
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { admitLost, keepLeaves } from '../audit/kept-leaves.ts';
import { keepOutside } from '../backup/outside/keep.ts';
import { certifyDisposal } from '../holds/certifying.ts';
import { placeHold } from '../holds/holding.ts';
import { receipt } from '../holds/receipt.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { house } from '../ledger/testing/house.ts';
import { writeWording } from '../legal/wording.ts';
import { writeStep } from '../records/take-step.ts';
import { openPool } from '../store/connect.ts';
import { forOneServer } from '../testing/database.ts';
import { registerFindings } from './register.ts';
import { urlOf } from './testing/url.ts';

const SERIES = 'portal-papers';

forOneServer('doctor on the registers of what was destroyed', (test) => {
  test('I8: a receipt, a step or a certificate deleted or exchanged by SQL fails; a service that keeps its word says nothing', async ({
    store,
    address,
  }, t) => {
    const { context } = await house(store, t);
    const config = { ...context.config, databaseUrl: urlOf(address) };
    const found = async () =>
      (await registerFindings(config, context.clock)).map(({ level, code, params }) => [level, code, params]);
    assert.deepEqual(await found(), [['unknown', 'register-not-kept', undefined]]);
    const { clock, random } = context;
    const paper = {
      ...{ id: randomUUID(), series: SERIES, application_no: '26-017', item_no: '4', volume: 3 },
      ...{ due_from: '2026-01-01', due_through: '2026-01-31', method: 'keys-destroyed' as const },
    };
    const by = randomUUID();
    await store.write(async (tx) => {
      const written = await tx
        .insertInto('certificates')
        .values(paper)
        .returningAll()
        .executeTakeFirstOrThrow();
      await writeStep(context, tx, written, { step: 'drafted', place: 1, by, stayed: 0 });
      const span = { dueFrom: paper.due_from, dueThrough: paper.due_through, opensOn: '2026-03-01' };
      await certifyDisposal(tx, { id: paper.id, series: SERIES, ...span, by }, { clock, random });
      for (const count of [1, 2])
        await receipt(tx, { series: SERIES, count, because: 'due', under: null }, clock.now(), random);
    });
    assert.equal(await keepOutside(context), true);
    assert.deepEqual(await found(), []);

    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    const sql = async (text: string) => void (await pool.query(text));
    const back = async (table: string, rows: readonly object[]) => {
      for (const row of rows)
        await pool.query(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [
          row,
        ]);
    };
    for (const [table, where] of [
      ['disposal_receipts', 'count = 2'],
      ['certificate_steps', 'true'],
      ['disposal_certificates', 'true'],
    ] as const) {
      const { rows } = await pool.query(`select to_jsonb(t) as row from ${table} t where ${where}`);
      assert.ok(rows.length > 0);
      await sql(`set session_replication_role = replica; delete from ${table} where ${where};
        set session_replication_role = origin`);
      assert.deepEqual(await found(), [['fail', 'ledger-rows-deleted', { table, count: rows.length }]]);
      // Whatever runs meanwhile neither forgets it nor heals it.
      assert.equal(await keepOutside(context), true);
      assert.equal((await found()).length, 1, table);
      await back(
        table,
        rows.map(({ row }) => row),
      );
      assert.deepEqual(await found(), [], table);
    }
    // All of a certificate at once, and a receipt in the place of another, with a leaf of its own.
    await sql(`set session_replication_role = replica; delete from certificates; delete from certificate_steps;
      set session_replication_role = origin`);
    await pool.query('delete from disposal_receipts where count = 2');
    await store.write((tx) =>
      receipt(tx, { series: SERIES, count: 2, because: 'withdrawn', under: null }, clock.now(), random),
    );
    assert.deepEqual(
      (await found()).map(([, , params]) => params),
      [
        { table: 'certificates', count: 1 },
        { table: 'certificate_steps', count: 1 },
        { table: 'disposal_receipts', count: 1 },
      ],
    );
  });

  test('I8: a row of any other office that was deleted fails; one that an old copy lacks is a warning with its day', async ({
    store,
    address,
  }, t) => {
    const { context } = await house(store, t);
    const { clock, random, config: own } = context;
    const config = { ...own, databaseUrl: urlOf(address) };
    const found = async () =>
      (await registerFindings(config, context.clock)).map(({ level, code, params }) => [level, code, params]);
    const by = randomUUID();
    const { id } = await placeHold(store, EVERYTHING, by, { clock, random });
    const gag = { gag: true, sentences: {} };
    await store.write((tx) => writeWording(tx, id, gag, { by, now: clock.now(), random }));
    assert.equal(await keepOutside(context), true);
    await keepLeaves(context);
    assert.deepEqual(await found(), []);
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query('alter table hold_wordings disable trigger all');
    await pool.query('delete from hold_wordings');
    const table = 'hold_wordings';
    assert.deepEqual(await found(), [['fail', 'ledger-rows-deleted', { table, count: 1 }]]);
    await admitLost(context, '2026-03-02');
    assert.deepEqual(await found(), [
      ['warn', 'rows-lost-with-copy', { table, count: 1, day: '2026-03-02' }],
    ]);
  });
});

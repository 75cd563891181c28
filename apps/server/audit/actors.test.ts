import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { leafOf, readOpening } from '@commonkey/ledger';
import { askRelease, confirmHold, releaseHold } from '../holds/holding.ts';
import { setSwitch } from '../portal/switch/set-switch.ts';
import { stateDestroyed, witness } from '../records/life.ts';
import { filed, recordsHall } from '../records/testing/hall.ts';
import { recordOpening } from '../review/openings.ts';
import { changeRole } from '../staff/members.ts';
import { actedBy } from '../store/acted-by.ts';
import { committedLeaves } from '../store/committed.ts';
import { openPool } from '../store/connect.ts';
import type { Store } from '../store/store.ts';
import { testContext } from '../testing/context.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { alteredRows } from './altered.ts';
import { keptOpenings } from './kept.ts';
import { whoLines } from './opened.ts';

/** Rows of a table that open no leaf: what is left to whoever has nothing but the log and what is handed to them. */
async function withoutLeaf(store: Store, table: string): Promise<number> {
  const kept = (await keptOpenings(store)).filter((one) => one.table === table);
  const leaves = kept.map(({ openings }) => openings.map(leafOf));
  const there = await committedLeaves(store.read, leaves.flat());
  return leaves.filter((of) => !of.some((leaf) => there.has(Buffer.from(leaf).toString('hex')))).length;
}

/** People who did things that take a person, two of them where it takes two. */
async function deeds(store: Store, t: Parameters<typeof keeperIn>[0]) {
  const hall = await recordsHall(store, await keeperIn(t));
  const { parts, clerk, second } = hall;
  await hall.seal('papers', await hall.application(), '2026-03-01');
  const { id, receive } = await filed(hall, '2026-03-02', '2026-04-01');
  await receive();
  hall.at('2026-04-02T18:00:00Z');
  await hall.vault.sweep();
  await stateDestroyed(parts, store, id, clerk);
  await witness(parts, store, id, second);
  const hold = await hall.place('portal-papers');
  await store.write((tx) => confirmHold(tx, hold.id, clerk, parts));
  await store.write((tx) => askRelease(tx, hold.id, clerk));
  await store.write((tx) => releaseHold(tx, hold.id, second, parts));
  const context = testContext(store, { program: parts.program.program });
  await store.write(async (tx) => {
    for (const staff of [clerk, second])
      await tx.insertInto('staff_members').values({ id: staff, called: 'A colleague' }).execute();
    await setSwitch(context, tx, { suspended: true, by: clerk });
    await recordOpening(context, tx, clerk, 'order');
    await changeRole(context, tx, { staffId: clerk, role: 'reviewer', active: true });
  });
  return { clerk, second };
}

forOneServer('who acted', (test) => {
  test('T10: an entry says who, to whoever is handed id and salt, and to nobody by the opening alone', async ({
    store,
  }, t) => {
    const { clerk, second } = await deeds(store, t);
    const kept = await keptOpenings(store);
    const actors = kept.flatMap(({ table, openings: [{ event }], who = [] }) =>
      who.map(({ fact, salt, ...acted }) => {
        assert.equal(event[fact], actedBy(salt, acted), `${table} ${event.kind}`);
        return `${event.kind === 'certificate-step' ? event.step : event.kind} ${fact} ${acted.staff === clerk ? 'clerk' : 'second'}`;
      }),
    );
    for (const { openings, who = [] } of kept)
      for (const line of whoLines(openings[0], who)) {
        const { entry, fact } = JSON.parse(line);
        assert.equal(entry, Buffer.from(leafOf(openings[0])).toString('hex'));
        const own = Buffer.from(leafOf(readOpening(line))).toString('hex');
        assert.equal(
          openings[0].event[fact],
          own,
          'handed over, it opens the fact with the tools of any opening',
        );
      }
    assert.deepEqual(actors.sort(), [
      'destroyed by clerk',
      'drafted by clerk',
      'evidence-opened by clerk',
      'filed by clerk',
      'hold-confirmed by clerk',
      'hold-placed by second',
      'hold-released asked-by clerk',
      'hold-released by second',
      'intake-suspended by clerk',
      'received by clerk',
      'witnessed by second',
    ]);
    const told = JSON.stringify(kept.map(({ openings }) => openings.map(({ event }) => event)));
    assert.ok(!told.includes(clerk) && !told.includes(second), 'no opening names a member of staff');
    const facts = kept.flatMap(({ openings: [{ event }] }) => ('by' in event ? [event.by] : []));
    assert.equal(new Set(facts).size, facts.length, 'nor tells that two entries are by one person');
  });

  test('a superuser who puts somebody else in the place of who acted is found out', async ({
    store,
    address,
  }, t) => {
    const { second } = await deeds(store, t);
    assert.deepEqual([...(await alteredRows(store))], []);
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    const other = randomUUID();
    const edits = {
      certificate_steps: `alter table certificate_steps disable trigger all;
        update certificate_steps set moved_by = '${other}' where step = 'witnessed'`,
      legal_holds: `update legal_holds set released_by = '${other}'`,
      portal_switches: `update portal_switches set set_by = '${second}'`,
      evidence_openings: `update evidence_openings set staff_id = '${second}'`,
      ledger_openings: `alter table ledger_openings disable trigger all;
        update ledger_openings set yes = false`,
    };
    for (const edit of Object.values(edits)) await pool.query(edit);
    const altered = Object.fromEntries(await alteredRows(store));
    assert.deepEqual(altered, Object.fromEntries(Object.keys(edits).map((table) => [table, 1])));
    await pool.query(`update legal_holds set released_by = '${second}'`);
    assert.equal((await alteredRows(store)).get('legal_holds'), undefined, 'as it was, it is in order');
    for (const column of ['placed_by', 'confirmed_by', 'released_by']) {
      const { rows } = await pool.query(`select ${column} as id, ${column}_salt as salt from legal_holds`);
      const put = (id: string, salt: unknown) =>
        pool.query(`update legal_holds set ${column} = $1, ${column}_salt = $2`, [id, salt]);
      await put(other, rows[0].salt);
      assert.equal((await alteredRows(store)).get('legal_holds'), 1, column);
      assert.ok(
        (await withoutLeaf(store, 'legal_holds')) > 0,
        `${column}: an auditor has no key of the seal`,
      );
      await put(other, null);
      assert.equal((await alteredRows(store)).get('legal_holds'), 1, `${column}, left out`);
      await put(rows[0].id, rows[0].salt);
    }
    assert.equal((await alteredRows(store)).get('legal_holds'), undefined);
    assert.equal(await withoutLeaf(store, 'legal_holds'), 0);
  });

  test('the openings that were set apart take INSERT and nothing else', async ({ store, address }, t) => {
    await deeds(store, t);
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    for (const text of [
      'update ledger_openings set yes = false',
      'delete from ledger_openings',
      'truncate ledger_openings',
      `insert into ledger_openings values (decode(repeat('00', 32), 'hex'), 'card-revoked', 'Maria Lopez', null, '2026-03')`,
      `insert into ledger_openings values (decode(repeat('00', 32), 'hex'), 'card-revoked', 'slip', null, '2026-03-14')`,
    ])
      await assert.rejects(pool.query(text), text);
  });
});

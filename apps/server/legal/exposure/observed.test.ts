import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Adversary, answer, type Clause, parseDemand } from '@commonkey/exposure';
import { addDays, type PlainDate, plainDateIn } from '@commonkey/program';
import { sent } from '../../portal/after/testing/sent.ts';
import { type PortalHall, portalHall } from '../../portal/testing/hall.ts';
import { ready } from '../../portal/testing/ready.ts';
import { forOneServer } from '../../testing/database.ts';
import { keeperIn, onlineCity, vaultHall } from '../../vault/testing/hall.ts';
import { observedCells } from './observed.ts';

const APRIL =
  parseDemand(
    readFileSync(
      new URL('../../../../programs/chicago-2025/demands/2025-04-17.yaml', import.meta.url),
      'utf8',
    ),
  ).demand ?? assert.fail('no demand');

const todayOf = ({ context }: PortalHall): PlainDate =>
  plainDateIn(context.program.program.city.timeZone, context.clock.now());

async function ask(hall: PortalHall, subjects: Clause[], as: Adversary = 'court-order') {
  const { context } = hall;
  const cells = await observedCells(context.store.read, context.program.program, todayOf(hall));
  const demand = { ...APRIL, items: APRIL.items.map((item) => ({ ...item, subjects })) };
  return answer(demand, cells, as, { documents: [] }).items[0] ?? assert.fail('no answer');
}

const FOREIGN: Clause = { field: 'paper-origin', is: 'foreign' };

forOneServer('what a demand would get of the running city', (test) => {
  test('EX-01, EX-06: a draft opens for its owner alone; what was sent can be read by order; what is taken back is gone', async (db, t) => {
    const hall = await portalHall(db, t);
    const drafting = await ready(hall);
    const draft = await ask(hall, []);
    assert.equal(draft.known, 1, 'that there is one is known');
    assert.deepEqual(draft.producible, { yes: 0, reading: 0, unknown: 0 }, 'and no order opens it');
    const today = todayOf(hall);
    const within = (from: PlainDate, until: PlainDate): Clause => ({ field: 'applied', from, until });
    const drafted = await ask(hall, [within(addDays(today, -900), today)]);
    assert.deepEqual(
      drafted.clauses[0]?.people,
      { yes: 0, no: 1, reading: 0, unknown: 0 },
      'nobody has applied',
    );

    await drafting.person.open('/apply/check');
    await drafting.person.answer({}, '/apply/send');
    assert.deepEqual((await ask(hall, [])).producible, { yes: 1, reading: 0, unknown: 0 });
    assert.deepEqual((await ask(hall, [FOREIGN])).producible, { yes: 0, reading: 1, unknown: 0 });
    assert.deepEqual((await ask(hall, [FOREIGN], 'backup-thief')).producible, {
      yes: 0,
      reading: 0,
      unknown: 0,
    });
    const told = await ask(hall, [within(today, today)]);
    assert.equal(told.clauses[0]?.people.yes, 1, 'the dates of what waits tell the very day');
    const other = await ask(hall, [within(addDays(today, -30), addDays(today, -1))]);
    assert.deepEqual(other.producible, { yes: 0, reading: 0, unknown: 0 });
    assert.equal(told.ends.endless, 0);

    const person = drafting.person;
    await person.open('/apply/withdraw');
    await person.answer();
    const after = await ask(hall, [FOREIGN]);
    assert.deepEqual(after.producible, { yes: 0, reading: 0, unknown: 0 });
    assert.equal(
      after.rows.some(({ asked, form }) => asked && form === 'sealed'),
      false,
    );
  });

  test('EX-05: asking changes no row, and what is read of a sent application is no part of it', async (db, t) => {
    const hall = await portalHall(db, t);
    await sent(hall);
    const { store } = hall.context;
    const all = async () =>
      JSON.stringify([
        await store.read.selectFrom('applications').selectAll().execute(),
        await store.read.selectFrom('vault_records').selectAll().execute(),
        await store.read.selectFrom('evidence_openings').selectAll().execute(),
      ]);
    const before = await all();
    const said = JSON.stringify(await ask(hall, [FOREIGN, { field: 'person', is: 'named' }]));
    assert.equal(await all(), before);
    const ids = await store.read.selectFrom('applications').select(['id', 'reference']).execute();
    for (const { id, reference } of ids) {
      assert.ok(!said.includes(id));
      assert.ok(!said.includes(reference));
    }
  });

  test('EX-01: a register of many rows, counted at once and one by one', async (db, t) => {
    const hall = await portalHall(db, t);
    const { store } = hall.context;
    const months = ['2022-03', '2022-04', '2023-09', '2025-04', '2025-05'];
    await store.write(async (tx) => {
      const none = new Uint8Array(8);
      await tx
        .insertInto('status_lists')
        .values({ list: 1, size: 64, withheld: none, spent: none })
        .execute();
      for (const [at, issue_month] of months.entries())
        for (let n = 0; n <= at; n++)
          await tx
            .insertInto('cards')
            .values({
              serial: `${at}${n}`.padEnd(12, '0'),
              list: 1,
              place: at * 10 + n,
              issue_month,
              expiry_month: '2030-01',
              status: 'current',
              policy_version: '1.0',
              slip_hash: null,
              ends_on: `2030-0${1 + n}-01`,
            })
            .execute();
    });
    const found = await ask(hall, [{ field: 'applied', from: '2022-04-17', until: '2025-04-17' }, FOREIGN]);
    const [applied, origin] = found.clauses;
    // April 2022 and April 2025 are half in it: 2 and 4 rows; September 2023 is all in it: 3; the others are out: 1 and 5.
    assert.deepEqual(applied?.people, { yes: 3, no: 6, reading: 0, unknown: 6 });
    assert.deepEqual(origin?.people, { yes: 0, no: 0, reading: 0, unknown: 15 });
    assert.deepEqual(found.producible, { yes: 0, reading: 0, unknown: 0 });
    const register = found.rows.filter(({ series }) => series === 'card-register');
    for (const { people } of register) assert.deepEqual(people, { yes: 0, reading: 0, unknown: 9 });
  });

  test('EX-01, EX-06: things at desks count with whose they hold, and never as nobody’s; what a hold keeps has no day', async (db, t) => {
    const keeper = await keeperIn(t);
    const hall = await vaultHall(db.store, keeper, { time: '2026-11-22T12:00:00Z' });
    const program = await onlineCity();
    const closed = 'a'.repeat(32);
    const open = 'b'.repeat(32);
    await db.store.write(async (tx) => {
      const both = { quota: 100, policy_version: '1.0', fees: '[]', ends_on: '2029-11-22' };
      const none = { opened_by: null, kid: null, public_x: null, public_y: null, certificate: null };
      const counts = {
        cards: 7,
        spoiled: { jam: 2 },
        void: 0,
        unused: 0,
        refused: 0,
        corrected: 0,
        replaced: 0,
      };
      const more = { renewed: 0, revoked: 0, fees: [] };
      await tx
        .insertInto('desk_shifts')
        .values({
          ...both,
          ...none,
          shift: closed,
          window_from: null,
          window_until: null,
          max_hours: null,
          worked_on: '2026-11-21',
          statement_digest: 'c'.repeat(64),
          head: 'd'.repeat(64),
          counts: JSON.stringify({ ...counts, ...more }),
          close_salt: new Uint8Array(32),
        })
        .execute();
      await tx
        .insertInto('desk_shifts')
        .values({
          ...both,
          ...none,
          shift: open,
          kid: 'kidkidkidki',
          public_x: 'x'.repeat(43),
          public_y: 'y'.repeat(43),
          certificate: new Uint8Array(8),
          window_from: new Date('2026-11-22T09:00:00Z'),
          window_until: new Date('2026-11-22T19:00:00Z'),
          max_hours: 10,
        })
        .execute();
      await tx
        .insertInto('desk_copies')
        .values({
          id: randomUUID(),
          series: 'used-ribbon',
          shift: closed,
          recorded_on: '2026-11-21',
          ends_on: '2026-11-22',
        })
        .execute();
    });
    const rows = async () => {
      const cells = await observedCells(db.store.read, program, '2026-11-22', {
        now: hall.parts.clock.now(),
      });
      const demand = {
        ...APRIL,
        items: APRIL.items.map((item) => ({ ...item, subjects: [], records: 'all' as const })),
      };
      const [item] = answer(demand, cells, 'stolen-desk-laptop', { documents: [] }).items;
      return item?.rows ?? [];
    };
    const ribbon = (await rows()).filter(({ series }) => series === 'used-ribbon');
    assert.equal(ribbon.length, 1);
    // Seven cards and two spoiled of the shift that closed; somebody of the one that is open.
    assert.deepEqual([ribbon[0]?.people.yes, ribbon[0]?.atLeast, ribbon[0]?.reach], [10, true, 'takes']);
    assert.equal(ribbon[0]?.ends.held, 0);
    await hall.place('used-ribbon');
    const held = (await rows()).find(({ series }) => series === 'used-ribbon');
    assert.deepEqual([held?.ends.held, held?.ends.last], [10, null]);
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { confirmHold } from '../holds/holding.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { pastDestructions } from './receipts.ts';
import { overdue, standing } from './standing.ts';
import { CARD, filed, PAPERS, recordsHall } from './testing/hall.ts';

const NONE = { total: 0, held: 0, untilDecided: 0, awaiting: 0, uncertified: 0, overdue: 0, due: {} };

forOneServer('what the records office sees', (test) => {
  test('I5: due, held, awaiting and overdue are counted as the destroyer would answer', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const application = await hall.application();
    await hall.seal('papers', application, '2026-03-04');
    await hall.seal('papers', application, '2026-03-31');
    await hall.seal('papers', application, '2026-04-01');
    await hall.seal('draft', application, '2026-03-03');
    await hall.seal('draft', application, '2026-03-03');
    const seen = async (series: string) => {
      const found = (await standing(store.read, hall.parts)).get(series);
      return found ? { ...found, due: Object.fromEntries(found.due) } : NONE;
    };
    const late = () => overdue(store.read, hall.parts);

    assert.deepEqual(await seen(PAPERS), {
      ...NONE,
      total: 3,
      due: { '2026-03-04': 1, '2026-03-31': 1 },
    });
    assert.deepEqual(await seen('portal-draft'), { ...NONE, total: 2, due: { '2026-03-03': 2 } });
    assert.equal(await late(), 0);

    hall.at('2026-03-04T18:00:00Z');
    assert.equal((await seen(PAPERS)).awaiting, 1);
    assert.equal((await seen(PAPERS)).uncertified, 1);
    assert.equal(await late(), 0, 'the lag is not over');
    hall.at('2026-03-05T18:00:00Z');
    assert.equal(await late(), 2, 'what waits for a certificate is not among them');
    assert.equal((await seen('portal-draft')).overdue, 2);

    const hold = await hall.place('portal-draft');
    await store.write((tx) => confirmHold(tx, hold.id, randomUUID(), hall.parts));
    assert.equal(await late(), 0, 'nor what a hold keeps');
    assert.deepEqual([(await seen('portal-draft')).held, (await seen(PAPERS)).held], [2, 0]);

    const { receive } = await filed(hall, '2026-03-05', '2026-04-04');
    await receive();
    assert.equal((await seen(PAPERS)).awaiting, 1);
    hall.at('2026-04-06T18:00:00Z');
    assert.equal(await late(), 1, 'an approved certificate whose day is past keeps nothing any more');
    await hall.vault.sweep();
    assert.equal(await late(), 0);
    assert.equal((await seen(CARD)).total, 0);
    const { program } = hall.parts.program;
    const series = program.series.filter(({ id }) => id !== PAPERS);
    hall.at('2026-04-20T18:00:00Z');
    const forgotten = { ...hall.parts, program: { program: { ...program, series }, files: {} } };
    assert.equal(await overdue(store.read, forgotten), 2, 'a series nobody has a rule for is an alarm');
  });

  test('a row of any table counts, and an application only once nothing hangs on it', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const application = await hall.application('2026-03-01');
    await hall.seal('draft', application, '2026-03-20');
    const bits = new Uint8Array(1);
    await store.write(async (tx) => {
      await tx.insertInto('status_lists').values({ list: 1, size: 8, withheld: bits, spent: bits }).execute();
      await tx
        .insertInto('cards')
        .values({
          serial: '1'.repeat(12),
          list: 1,
          place: 1,
          issue_month: '2020-01',
          expiry_month: '2025-01',
          status: 'current',
          policy_version: '1.0',
          slip_hash: null,
          ends_on: '2026-02-01',
        })
        .execute();
    });
    assert.equal(await overdue(store.read, hall.parts), 1);
    hall.at('2026-03-20T18:00:00Z');
    assert.equal(await overdue(store.read, hall.parts), 1);
    await hall.vault.sweep();
    assert.equal(await overdue(store.read, hall.parts), 2);
    await hall.parts.holds.sweep(store);
    assert.equal(await overdue(store.read, hall.parts), 0);
  });

  test('each receipt is shown with the leaf that the ledger has', async ({ store }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    await hall.seal('draft', await hall.application(), '2026-03-01');
    await hall.vault.sweep();
    const [receipt, ...more] = await pastDestructions(store.read);
    assert.deepEqual(more, []);
    assert.deepEqual(
      [receipt?.series, receipt?.count, receipt?.because, receipt?.on],
      ['portal-draft', 1, 'due', '2026-03-02'],
    );
    const leaves = await store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    assert.ok(leaves.some(({ commitment }) => Buffer.from(commitment).toString('hex') === receipt?.leaf));
  });
});

import assert from 'node:assert/strict';
import { canonicalEvent, commit } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import type { Pool } from 'pg';
import { unlist } from '../holds/listing.ts';
import { openPool } from '../store/connect.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { certificateOf } from './certificates.ts';
import { type ApprovedCopy, receiveCopy, stateDestroyed } from './life.ts';
import { stepEvent } from './take-step.ts';
import { filed, type RecordsHall, recordsHall } from './testing/hall.ts';
import { withdrawCertificate } from './withdraw.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const began = coded('certificate-disposal-began');
const NOTHING = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };

/** An approved certificate for so many records, which opens on the first of April. */
async function approved(hall: RecordsHall, count = 1): Promise<string> {
  const application = await hall.application();
  for (let i = 0; i < count; i++) await hall.seal('papers', application, '2026-03-01');
  const { id, receive } = await filed(hall, '2026-03-02', '2026-04-01');
  await receive();
  return id;
}

/** Somebody whose clock is an hour behind the destroyer's. */
const behind = (hall: RecordsHall) => ({
  ...hall.parts,
  clock: { ...hall.parts.clock, earliest: () => new Date('2026-04-01T11:30:00Z') },
});

async function untilOneWaits(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
}

forOneServer('taking a certificate back', (test) => {
  test('an approved one opens nothing any more, says who, when and why, and what it listed goes on the next', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const id = await approved(hall, 2);
    hall.at('2026-03-20T18:00:00Z');
    await withdrawCertificate(hall.parts, store, { id, why: 'wrong-item' }, hall.second);
    const over = await certificateOf(store.read, id);
    const last = over.steps.at(-1);
    assert.ok(last);
    assert.deepEqual(
      [over.state, last.why, last.moved_by, last.moved_on],
      ['withdrawn', 'wrong-item', hall.second, '2026-03-20'],
    );
    const waiting = await store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const committed = new Set(waiting.map(({ commitment }) => Buffer.from(commitment).toString('hex')));
    const leaf = await commit(last.ledger_salt, canonicalEvent(stepEvent(over, last)));
    assert.ok(committed.has(Buffer.from(leaf).toString('hex')), 'the ledger has it, with its reason');
    const listing = store.read
      .selectFrom('vault_records')
      .select('id')
      .where('disposal_certificate', '=', id);
    assert.deepEqual(await listing.execute(), [], 'nothing is on its list');
    hall.at('2026-04-02T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, awaiting: 2 });
    await store.write((tx) =>
      tx
        .updateTable('vault_records')
        .set({ disposal_certificate: id })
        .where('kind', '=', 'papers')
        .execute(),
    );
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, awaiting: 2 }, 'even for a row that lists it');
    await store.write((tx) => unlist(tx, id));
    const next = await filed(hall, '2026-04-02', '2026-05-02');
    assert.equal(next.copy.volume, 2);
    await next.receive();
    hall.at('2026-05-02T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, destroyed: 2 });
  });

  test('its approved copy opens no other one: not by its own number, nor by the one that the commission gave it', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const application = await hall.application();
    for (let i = 0; i < 2; i++) await hall.seal('papers', application, '2026-03-01');
    const { parts, clerk, second } = hall;
    const first = await filed(hall, '2026-03-02', '2026-04-01');
    const receive = (copy: ApprovedCopy) => receiveCopy(parts, store, copy, clerk);
    await receive({ ...first.copy, reference: '26-D-1' });
    await withdrawCertificate(parts, store, { id: first.id, why: 'wrong-item' }, second);
    const next = await filed(hall, '2026-03-02', '2026-04-01');
    const { copy } = next;
    await assert.rejects(
      receive({ ...copy, number: first.id.slice(0, 8), reference: '26-D-1' }),
      coded('certificate-other-number'),
    );
    await assert.rejects(receive({ ...copy, reference: '26-d-1' }), coded('certificate-number-used'));
    const { state } = await certificateOf(store.read, next.id);
    assert.equal(state, 'filed');
    await receive({ ...copy, number: next.id.slice(0, 8), reference: '26-D-2' });
  });

  test('up to the moment at which its day has begun everywhere on earth, and then no more', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const late = await approved(hall);
    hall.at('2026-04-01T12:00:00Z');
    const take = (id: string) => withdrawCertificate(hall.parts, store, { id, why: 'wrong-day' }, hall.clerk);
    await assert.rejects(
      take(late),
      (error) => began(error) && Object(error).params.day === '2026-04-01',
      'nothing has ended yet, and any moment it may',
    );
    hall.at('2026-04-01T11:59:59Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, awaiting: 1 });
    await take(late);
    await assert.rejects(take(late), coded('certificate-step-unlawful'));
  });

  test('whoever comes after the destroyer is told so, whatever their own clock shows', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const id = await approved(hall, 2);
    hall.at('2026-04-01T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOTHING, destroyed: 2 });
    const take = () => withdrawCertificate(behind(hall), store, { id, why: 'wrong-day' }, hall.second);
    await assert.rejects(take(), began);
    assert.equal((await certificateOf(store.read, id)).state, 'received');
    await stateDestroyed(hall.parts, store, id, hall.clerk);
    await assert.rejects(take(), coded('certificate-step-unlawful'));
  });

  test('it waits for a destroyer under way, and sees what that one has begun', async ({
    store,
    address,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const id = await approved(hall);
    const pool = openPool(address, { max: 2, readOnly: false });
    const destroyer = await pool.connect();
    await destroyer.query('begin');
    await destroyer.query('select pg_advisory_xact_lock_shared(7230002)');
    await destroyer.query(
      `update vault_records set tombstoned_on = '2026-04-01', because = 'due' where disposal_certificate = $1`,
      [id],
    );
    const taken = withdrawCertificate(behind(hall), store, { id, why: 'wrong-day' }, hall.second);
    const refused = assert.rejects(taken, began);
    await untilOneWaits(pool);
    await destroyer.query('commit');
    await refused;
    destroyer.release();
    await pool.end();
    assert.equal((await certificateOf(store.read, id)).state, 'received');
  });

  test('of it and the destroyer at once one has it: all of the list is there, or none of it', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    for (let i = 0; i < 6; i++) {
      hall.at('2026-03-02T18:00:00Z');
      const id = await approved(hall, 3);
      const before = await hall.left();
      hall.at('2026-04-01T18:00:00Z');
      const take = () => withdrawCertificate(behind(hall), store, { id, why: 'wrong-day' }, hall.second);
      const sweep = () => hall.vault.sweep();
      const [one] = await Promise.allSettled(
        i % 2 === 0 ? [take(), sweep()] : [sweep().then(() => take()), Promise.resolve()],
      );
      const { state } = await certificateOf(store.read, id);
      if (one?.status === 'rejected') assert.ok(began(one.reason), String(one.reason));
      assert.equal(state, one?.status === 'fulfilled' ? 'withdrawn' : 'received');
      assert.equal(await hall.left(), state === 'withdrawn' ? before : 0);
    }
  });
});

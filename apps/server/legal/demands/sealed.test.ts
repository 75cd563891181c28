import assert from 'node:assert/strict';
import { leafOf } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { keptOpenings } from '../../audit/kept.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { addAbout, openAbout } from './sealed.ts';
import { act, registered } from './testing/hall.ts';
import { oneDemand } from './view.ts';
import { words } from './words.ts';

const NOTE = 'Privileged: Zephyrine Quillfeather is protected by 750 ILCS 61';
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');

const decisionsIn = ({ store }: TestDatabase) =>
  store.read.selectFrom('demand_decisions').selectAll().orderBy('turn').execute();

forOneServer('what is sealed about a demand', (test) => {
  test('T10 I14: counsel’s notes open for law officers alone, after a touch; records officers get neither page nor bytes', async (db, t) => {
    const { context, law, demand, join } = await registered(db, t);
    const records = await join(['records-officer', 'evidence-officer', 'administrator']);
    assert.equal((await act(law, demand, 'add-counsel', { note: NOTE })).statusCode, 303);
    const empty = await act(law, demand, 'add-counsel', { note: '  ' });
    assert.ok(said(empty.body, 'fault.demand-text-missing'));
    for (const step of ['open-counsel', 'open-process', 'add-counsel'])
      assert.equal(
        (await act(records, demand, step, step.startsWith('add') ? { note: 'x' } : {})).statusCode,
        403,
        step,
      );
    const seen = await records.visitor.get(`/demands/${demand.id}`);
    assert.equal(seen.statusCode, 200);
    assert.ok(!said(seen.body, 'legal.sealed-counsel') && !seen.body.includes('Zephyrine'));
    const [counsel] = await db.store.read
      .selectFrom('vault_records')
      .selectAll()
      .where('kind', '=', 'counsel')
      .execute();
    assert.equal(counsel?.series, 'legal-counsel');
    assert.ok(
      !Buffer.from(counsel.sealed ?? [])
        .toString('latin1')
        .includes('Zephyrine'),
    );
    // Each kind opens for its own purpose: the way to the paper, or to a request, is no way to counsel's notes.
    for (const purpose of ['process', 'matter', 'order', 'review'] as const)
      await assert.rejects(
        context.vault.release(
          db.store.read,
          { matter: demand.id, kinds: ['counsel'] },
          { purpose, approvals: [records.id, law.id] },
        ),
        coded('vault-purpose-foreign'),
        purpose,
      );
    await assert.rejects(
      context.vault.release(
        db.store.read,
        { matter: demand.id, kinds: ['counsel'] },
        { purpose: 'counsel', approvals: [] },
      ),
      coded('vault-approval-missing'),
    );
    const opened = await act(law, demand, 'open-counsel', {});
    assert.equal(opened.statusCode, 200);
    assert.ok(opened.body.includes(NOTE));
    const steps = await db.store.read
      .selectFrom('demand_steps')
      .select(['step', 'what'])
      .orderBy('place')
      .execute();
    assert.deepEqual(steps.slice(-2), [
      { step: 'added', what: 'counsel' },
      { step: 'opened', what: 'counsel' },
    ]);
    context.setTime(new Date('2026-03-02T18:06:00Z'));
    const stale = await act(law, demand, 'open-counsel', {});
    assert.equal(stale.statusCode, 403, 'a touch of six minutes ago is none');
    assert.match(stale.body, /data-passkey="send-again"/);
  });

  test('T4 I4: closing gives both sealed records their day; a hold over them outlives it; holds stay', async (db, t) => {
    const { context, law, other, demand, item } = await registered(db, t);
    await act(law, demand, 'add-counsel', { note: NOTE });
    const days = async () =>
      (await db.store.read.selectFrom('vault_records').select('ends_on').execute()).map(
        ({ ends_on }) => ends_on,
      );
    assert.deepEqual(new Set(await days()), new Set(['2036-03-02']), 'ten years at the most');
    const early = await act(law, demand, 'close', {});
    assert.ok(said(early.body, 'fault.demand-still-open'));
    for (const outcome of ['objected', 'quashed']) {
      await act(law, demand, 'outcome', { item, outcome });
      const newest = (await decisionsIn(db)).at(-1)?.id ?? '';
      await act(other, demand, 'outcome-second', { decision: newest });
      if (outcome === 'objected')
        assert.ok(
          said((await act(law, demand, 'close', {})).body, 'fault.demand-still-open'),
          'an objection is no end',
        );
    }
    assert.equal((await act(law, demand, 'close', {})).statusCode, 303);
    assert.deepEqual(new Set(await days()), new Set(['2029-03-02']));
    assert.ok(said((await act(law, demand, 'add-counsel', { note: 'x' })).body, 'fault.demand-closed'));
    await assert.rejects(
      addAbout(
        context,
        'counsel',
        { demand: demand.id, receivedOn: '2026-03-02', by: law.id },
        { is: 'note', at: '2026-03-02T18:00:00.000Z', text: 'x' },
      ),
      coded('demand-closed'),
    );
    assert.equal((await openAbout(context, 'counsel', { demand: demand.id, by: law.id })).length, 1);
    const hold = await db.store.read
      .selectFrom('legal_holds')
      .select('released_at')
      .where('id', '=', demand.hold)
      .executeTakeFirstOrThrow();
    assert.equal(hold.released_at, null);
  });

  test('every leaf of the register opens for an auditor', async (db, t) => {
    const { context, law, other, demand, item } = await registered(db, t, { gag: 'ordered' });
    await act(law, demand, 'checks', { judge: 'no', 'call-back': 'yes' });
    await act(law, demand, 'day', { which: 'extension', day: '2026-04-01' });
    await act(law, demand, 'gag', { gag: 'none', until: '' });
    await act(law, demand, 'step', { step: 'petition-filed' });
    await act(law, demand, 'search', { item, found: 'to-100', hours: '' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'to-100' });
    await act(law, demand, 'outcome', { item, outcome: 'declined' });
    await act(other, demand, 'outcome-second', { decision: (await decisionsIn(db))[0]?.id ?? '' });
    const kept = (await keptOpenings(db.store)).filter(({ table }) => table.startsWith('demand'));
    assert.deepEqual([...new Set(kept.map(({ openings }) => openings[0].event.kind))].sort(), [
      'demand-decided',
      'demand-item',
      'demand-registered',
      'demand-searched',
      'demand-step',
    ]);
    const rows = await db.store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const leaves = new Set(rows.map(({ commitment }) => Buffer.from(commitment).toString('hex')));
    for (const { openings, gagged } of kept) {
      assert.ok(leaves.has(Buffer.from(leafOf(openings[0])).toString('hex')), openings[0].event.kind);
      assert.equal(gagged, true, 'nothing of it is handed out without counsel, though the gag was lifted');
    }
    const { days, gag, checks } = await oneDemand(context, demand.id);
    assert.deepEqual([days.return, gag.gag], ['2026-04-01', 'none']);
    assert.deepEqual(checks.get('judge')?.found, 'no');
  });
});

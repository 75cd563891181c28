import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../store/guard.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { act, register, registered, subpoena } from './testing/hall.ts';
import { oneDemand } from './view.ts';
import { words } from './words.ts';

const refused = (sqlstate: string, constraint?: string) => (error: unknown) =>
  isRefusal(error, sqlstate, constraint);
const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');

const decisionsIn = ({ store }: TestDatabase) =>
  store.read.selectFrom('demand_decisions').selectAll().orderBy('turn').execute();

forOneServer('what may be produced at all', (test) => {
  test('T10: nothing is produced unless the rules list the paper as compelling, and the database holds an outer bound', async (db, t) => {
    const { law, other, demand, item, program, join, context } = await registered(db, t);
    for (const outcome of ['produced-in-full', 'produced-in-part', 'produced-voluntarily']) {
      const answer = await act(law, demand, 'outcome', { item, outcome });
      assert.equal(answer.statusCode, 422, outcome);
      assert.ok(said(answer.body, 'fault.produced-not-compelled'), outcome);
    }
    assert.deepEqual(await decisionsIn(db), []);
    await assert.rejects(
      db.store.write((tx) =>
        tx
          .insertInto('demand_decisions')
          .values({
            id: randomUUID(),
            item,
            instrument: 'immigration-administrative-subpoena',
            outcome: 'produced-in-full',
            proposed_on: '2026-03-02',
            proposed_by: law.id,
          })
          .execute(),
      ),
      refused('23514', 'demand_decisions_compelled'),
    );
    // Nor by saying that it was another kind of paper.
    await assert.rejects(
      db.store.write((tx) =>
        tx
          .insertInto('demand_decisions')
          .values({
            id: randomUUID(),
            item,
            instrument: 'court-order',
            outcome: 'produced-in-full',
            proposed_on: '2026-03-02',
            proposed_by: law.id,
          })
          .execute(),
      ),
      refused('23503', 'demand_decisions_item'),
    );
    const matter = (await oneDemand(context, demand.id)).row.matter;
    const order = await register(law, subpoena({ instrument: 'court-order', issuer: 'court', matter }));
    const [asked] = (await oneDemand(context, order.id)).items;
    const { voluntary } = program.legal ?? {};
    assert.equal(voluntary, undefined);
    const gift = await act(law, order, 'outcome', { item: asked?.id ?? '', outcome: 'produced-voluntarily' });
    assert.ok(said(gift.body, 'fault.produced-no-voluntary-basis'));
    await act(law, order, 'checks', { 'call-back': 'yes' });
    assert.equal(
      (await act(law, order, 'outcome', { item: asked?.id ?? '', outcome: 'produced-in-part' })).statusCode,
      303,
    );
    const [decision] = await decisionsIn(db);
    const records = await join(['records-officer', 'administrator']);
    assert.equal(
      (await act(records, order, 'outcome-second', { decision: decision?.id ?? '' })).statusCode,
      403,
    );
    assert.equal(
      (await act(other, order, 'outcome-second', { decision: decision?.id ?? '' })).statusCode,
      303,
    );
    const page = await law.visitor.get(`/demands/${demand.id}`);
    assert.ok(!page.body.includes('value="produced-in-full"'), 'not even offered');
  });

  test('T10: nothing is produced under a paper whose ticks say that it is not genuine, nor before the call-back', async (db, t) => {
    const { context, law, other } = await registered(db, t);
    for (const instrument of ['court-order', 'grand-jury-subpoena']) {
      const order = await register(law, subpoena({ instrument, issuer: 'court' }));
      const [asked] = (await oneDemand(context, order.id)).items;
      const propose = (outcome: string) => act(law, order, 'outcome', { item: asked?.id ?? '', outcome });
      const tick = (ticks: Record<string, string>) => act(law, order, 'checks', ticks);
      const made = (await decisionsIn(db)).length;
      const no = async (code: string, why: string) => {
        for (const outcome of ['produced-in-full', 'produced-in-part']) {
          const answer = await propose(outcome);
          assert.equal(answer.statusCode, 409, why);
          assert.ok(said(answer.body, `fault.${code}`), why);
        }
      };
      await no('produced-not-called-back', 'nobody called');
      await tick({ 'call-back': 'unclear' });
      await no('produced-not-called-back', 'nobody knows');
      await tick({ 'call-back': 'no' });
      await no('produced-call-back-failed', 'they do not know of it');
      await tick({ 'call-back': 'yes' });
      const ofAny = { 'issuer-listed': 'produced-check-failed', signature: 'produced-check-failed' };
      const ofCourt = { judge: 'produced-no-judge', seal: 'produced-no-judge' };
      const all = { ...ofAny, jurisdiction: 'produced-check-failed' };
      for (const [what, code] of Object.entries(
        instrument === 'court-order' ? { ...all, ...ofCourt } : all,
      )) {
        await tick({ [what]: 'no' });
        await no(code, `${instrument} ${what}`);
        assert.ok(
          said((await law.visitor.get(`/demands/${order.id}`)).body, 'legal.flag-demand-check-failed'),
        );
        await tick({ [what]: 'yes' });
      }
      // No judge signs a subpoena; that it does not bind by itself is no word against what it is.
      if (instrument !== 'court-order') await tick({ judge: 'no', seal: 'no', 'self-executing': 'no' });
      assert.equal((await decisionsIn(db)).length, made, 'nothing was even proposed');
      assert.equal((await propose('produced-in-full')).statusCode, 303, instrument);
      const decision = (await decisionsIn(db)).at(-1)?.id ?? '';
      await tick({ 'call-back': 'no' });
      const second = await act(other, order, 'outcome-second', { decision });
      assert.ok(said(second.body, 'fault.produced-call-back-failed'), 'asked again of the second');
      assert.equal((await propose('declined')).statusCode, 303, 'to refuse takes no call-back');
    }
  });
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusal } from '../../../store/guard.ts';
import { forOneServer } from '../../../testing/database.ts';
import { openAbout } from '../sealed.ts';
import { act, demandHall, register, subpoena } from '../testing/hall.ts';
import { nowhereClear } from '../testing/nowhere-clear.ts';
import { oneDemand } from '../view.ts';
import { words } from '../words.ts';
import { privilegeLog } from './log-text.ts';
import { privilegesOf } from './privileges.ts';
import { paperSay } from './say.ts';

const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');
const ENTRY = {
  written: '2026-02-20',
  author: 'law',
  'to-mayor': 'on',
  'to-id-office': 'on',
  privilege: 'attorney-client',
  basis: 'legal-advice',
  extent: 'withheld',
  pages: '4',
  words: 'Advice on the quashing of it, quinquagesimal',
};

forOneServer('what is withheld as privileged', (test) => {
  test('lists offices, days and reasons from closed lists; counsel’s words are sealed; an entry is replaced and never changed', async (db, t) => {
    const { context, join: sit } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await sit(['law-officer']);
    const records = await sit(['records-officer']);
    const demand = await register(law, subpoena());
    for (const [more, code] of [
      [{ written: '2026-03-03' }, 'privilege-day-wrong'],
      [{ written: '' }, 'privilege-day-wrong'],
      [{ pages: '0' }, 'privilege-pages-wrong'],
    ] as const) {
      const answer = await act(law, demand, 'privileged', { ...ENTRY, ...more });
      assert.equal(answer.statusCode, 422, code);
      assert.ok(said(answer.body, `fault.${code}`), code);
    }
    const { 'to-mayor': _, 'to-id-office': __, ...nobody } = ENTRY;
    assert.ok(
      said((await act(law, demand, 'privileged', nobody)).body, 'fault.privilege-recipients-missing'),
    );
    const named = await act(law, demand, 'privileged', { ...ENTRY, author: 'Zephyrine Quillfeather' });
    assert.equal(named.statusCode, 400, 'a person is no office');
    assert.equal((await act(law, demand, 'privileged', ENTRY)).statusCode, 303);
    const [first] = await privilegesOf(db.store.read, demand.id);
    const better = { ...ENTRY, pages: '5', instead: first?.id ?? '', words: '' };
    assert.equal((await act(law, demand, 'privileged', better)).statusCode, 303);
    assert.ok(said((await act(law, demand, 'privileged', better)).body, 'fault.privilege-replaced-already'));
    assert.deepEqual(
      (await privilegesOf(db.store.read, demand.id)).map(({ pages, replaced }) => [pages, replaced]),
      [
        [4, true],
        [5, false],
      ],
    );
    await assert.rejects(
      db.store.write((tx) => tx.updateTable('demand_privileges').set({ pages: 9 }).execute()),
      (error) => isRefusal(error, '23001'),
    );
    await nowhereClear(db, context, ['quinquagesimal']);
    assert.equal((await records.visitor.get(`/demands/${demand.id}/privileged`)).statusCode, 403);
    assert.deepEqual(await openAbout(context, 'counsel', { demand: demand.id, by: law.id }), []);
    await act(law, demand, 'privileged', { ...ENTRY, privilege: 'work-product', basis: 'for-litigation' });
    const log = await act(law, demand, 'privileged/log', {});
    assert.equal(log.headers['content-type'], 'application/pdf');
    if (process.env.DM_PDFS) writeFileSync(join(process.env.DM_PDFS, 'privilege-log.pdf'), log.rawPayload);
    const ways = { language: 'en', say: paperSay('en'), program: context.program.program };
    const standing = (await privilegesOf(db.store.read, demand.id)).filter(({ replaced }) => !replaced);
    const told = standing.map((entry) => ({ ...entry, words: '' }));
    const { blocks } = privilegeLog(await oneDemand(context, demand.id), told, ways);
    assert.ok(JSON.stringify(blocks).includes('"Entry 1"'), 'what became of the first number is said');
    assert.equal(JSON.stringify(blocks).split(words.en?.['legal.privilege-instead'] ?? 'no words').length, 2);
    const opened = await db.store.read
      .selectFrom('demand_steps')
      .select(['step', 'what'])
      .orderBy('place', 'desc')
      .executeTakeFirst();
    assert.deepEqual(opened, { step: 'opened', what: 'counsel' });
  });
});

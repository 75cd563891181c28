import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { beganOn } from '../../holds/began.ts';
import { forOneServer } from '../../testing/database.ts';
import { lastDayLeftOut } from './asked-scopes.ts';
import { demandHall, register, subpoena } from './testing/hall.ts';

forOneServer('a last day before any record of the city', (test) => {
  test('a demand says that its hold has none for it, and why; where the last day stands it says nothing', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const began = await beganOn(db.store.read, context.program.program);
    const page = async (more: Record<string, string>) => {
      const { id, answer } = await register(law, subpoena(more));
      assert.equal(answer.statusCode, 303, answer.body.slice(0, 300));
      return (await law.visitor.get(`/demands/${id}`)).body;
    };
    const told = /lies before any record of this city\. It may be a slip in the year/;
    const early = await page({ 'item1-from': '2001-04-17', 'item1-until': addDays(began, -1) });
    assert.match(early, told);
    assert.match(early, /it also takes what comes from now on/);
    const nothingHeld = { 'item1-from': '2001-04-17', 'item1-until': addDays(began, -1), keep: 'none' };
    assert.doesNotMatch(await page(nothingHeld), told);
    assert.doesNotMatch(await page({ 'item1-from': '', 'item1-until': began }), told);
    const of = (span_until: string | null) => lastDayLeftOut([{ span_until }], { began });
    assert.deepEqual([of(null), of(began), of('1999-01-01')], [null, null, '1999-01-01']);
  });
});

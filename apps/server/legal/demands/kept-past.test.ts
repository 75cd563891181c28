import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { addCards } from '../../records/testing/office.ts';
import { forOneServer } from '../../testing/database.ts';
import { today } from '../review.ts';
import { demandHall, register, subpoena } from './testing/hall.ts';

forOneServer('how many records a demand’s hold keeps past their day', (test) => {
  test('none yet, one, several, of how many it covers; a day that is today has passed', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    const law = await join(['law-officer']);
    const day = today(context);
    const days = { received: day, 'day-service': day, 'day-issued': day, 'day-return': addDays(day, 14) };
    const span = { 'item1-from': '', 'item1-until': '', 'item1-class-card-record': 'on' };
    await addCards(
      context,
      [1, 2, 3].map((ahead) => addDays(day, ahead)),
    );
    const { id, answer } = await register(law, subpoena({ ...days, ...span }));
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 500));
    const said = async () =>
      (await law.visitor.get(`/demands/${id}`)).body.match(/Keeps [^<.]*\./)?.[0] ?? 'nothing';
    assert.equal(await said(), 'Keeps no record past its day yet, of 3 that it covers.');
    const ends = (due: string, by: string) =>
      db.store.write((tx) =>
        tx.updateTable('cards').set({ ends_on: due }).where('serial', '=', by).execute(),
      );
    await ends(day, '100000000000');
    assert.equal(await said(), 'Keeps 1 record past its day, of 3 that it covers.');
    await ends(addDays(day, -20), '100000000001');
    assert.equal(await said(), 'Keeps 2 records past their day, of 3 that it covers.');
  });
});

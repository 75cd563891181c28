import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Store } from '../store/store.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { certificateOf } from './certificates.ts';
import { certificateCsv } from './csv.ts';
import { draftCertificate } from './draft.ts';
import type { Parts } from './take-step.ts';
import { PAPERS, recordsHall } from './testing/hall.ts';
import { addCards, CARD_SERIES, officeContext } from './testing/office.ts';
import { readCsv } from './testing/read-csv.ts';

const datesOf = async (store: Store, id: string) => {
  const paper = await certificateOf(store.read, id);
  return [paper.volume, paper.records_dates, paper.records_from, paper.records_through];
};
const draft = async (parts: Parts, store: Store, series: string, through: string) =>
  datesOf(store, await draftCertificate(parts, store, { series, through }, randomUUID()));
const since = (parts: Parts, from: string): Parts => {
  const { program, ...rest } = parts.program;
  return {
    ...parts,
    program: { ...rest, program: { ...program, effective: { ...program.effective, from } } },
  };
};
const times = (count: number, ...days: string[]) =>
  Array.from({ length: count }, (_, i) => days[i % days.length] ?? '');

forOneServer('the inclusive dates of what a certificate lists', (test) => {
  test('44 Ill. Adm. Code 4500: months that the records hold, whatever days they are due', async ({
    store,
  }) => {
    const context = await officeContext(store);
    await addCards(context, times(10, '2025-02-01', '2026-02-14'));
    const months = ['2019-11', '2020-01', '2020-02'];
    for (const [i, issue_month] of months.entries())
      await store.write((tx) =>
        tx.updateTable('cards').set({ issue_month }).where('place', '=', i).execute(),
      );
    assert.deepEqual(await draft(context, store, CARD_SERIES, '2026-03-01'), [
      10,
      'held',
      '2019-11-01',
      '2020-02-29',
    ]);
  });

  test('PC-01: under ten records no month is told, but whole years', async ({ store }) => {
    const context = await officeContext(store);
    await addCards(context, times(9, '2026-02-01'));
    assert.deepEqual(await draft(context, store, CARD_SERIES, '2026-03-01'), [
      9,
      'held',
      '2020-01-01',
      '2020-12-31',
    ]);
  });

  test('44 Ill. Adm. Code 4500: nothing is dated beyond the day of the draft, nor from before there was a record', async ({
    store,
  }) => {
    const context = await officeContext(store, { time: new Date('2026-11-23T18:00:00Z') });
    await addCards(context, times(21, '2026-11-01'));
    const issued = (where: 'few' | 'many', issue_month: string) =>
      store.write((tx) =>
        tx
          .updateTable('cards')
          .set({ issue_month, ends_on: where === 'few' ? '2026-11-01' : '2026-11-20' })
          .where('place', where === 'few' ? '<' : '>=', 9)
          .execute(),
      );
    await issued('few', '2026-11');
    await issued('many', '2026-11');
    const dates = async (through: string) => {
      const id = await draftCertificate(context, store, { series: CARD_SERIES, through }, randomUUID());
      const paper = await certificateOf(store.read, id);
      const { program } = context.program;
      const csv = readCsv(certificateCsv(paper, program, context.clock.now()));
      const row = Object.fromEntries((csv[0] ?? []).map((head, at) => [head, csv[1]?.[at]]));
      return [paper.volume, paper.records_through, row.records_from, row.records_through];
    };
    assert.deepEqual(await dates('2026-11-01'), [9, '2026-11-23', '2026', '2026'], 'a year, and no month');
    assert.deepEqual(await dates('2026-11-20'), [12, '2026-11-23', '2026-11', '2026-11']);
  });

  test('T2: what is sealed holds no day: the span is reckoned from its last days, which bounds it', async ({
    store,
  }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const application = await hall.application();
    // At most 75 days after it came in: what is due on 1 March came in on 16 December at the earliest.
    for (const due of times(10, '2026-03-01', '2026-04-20')) await hall.seal('papers', application, due);
    const whole = await draft(since(hall.parts, '2025-01-01'), store, PAPERS, '2026-04-20');
    assert.deepEqual(whole, [10, 'reckoned', '2025-12-01', '2026-03-02'], 'and nothing came in tomorrow');
    await hall.seal('papers', application, '2026-03-01');
    const few = await draft(since(hall.parts, '2025-01-01'), store, PAPERS, '2026-04-20');
    assert.deepEqual(few, [1, 'reckoned', '2025-01-01', '2026-03-02']);
    for (const due of times(10, '2026-03-01')) await hall.seal('papers', application, due);
    const begun = await draft(since(hall.parts, '2026-02-17'), store, PAPERS, '2026-04-20');
    assert.deepEqual(begun, [10, 'reckoned', '2026-02-01', '2026-03-02'], 'none is older than the rules');
  });

  test('records of other rules than today’s are not reckoned by today’s', async ({ store }, t) => {
    const hall = await recordsHall(store, await keeperIn(t));
    const old = await hall.application();
    await store.write((tx) =>
      tx.updateTable('applications').set({ policy_version: '0.9' }).where('id', '=', old).execute(),
    );
    await hall.seal('papers', await hall.application(), '2026-03-01');
    await hall.seal('papers', old, '2026-03-01');
    const mixed = await draft(hall.parts, store, PAPERS, '2026-03-02');
    assert.deepEqual(mixed, [2, 'not-kept', null, null]);
  });
});

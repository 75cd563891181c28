import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addCards } from '../../../records/testing/office.ts';
import { forOneServer, type TestDatabase } from '../../../testing/database.ts';
import { act, decided, register, subpoena } from '../testing/hall.ts';
import { LETTER, SCOPE, served } from '../testing/letter.ts';
import { oneDemand } from '../view.ts';
import { openLetter } from './letters.ts';

/** A paper whose one item asks for one kind of records, of all days. */
const asksFor = (kind: string) => ({
  ...Object.fromEntries(Object.entries(subpoena()).filter(([name]) => !/^item1-(class|touches)/.test(name))),
  [`item1-class-${kind}`]: 'on',
  'item1-from': '',
  'item1-until': '',
});
const ofRecords = (records: string, subjects = '[]') =>
  SCOPE()
    .replace(/subjects:[\s\S]*?(?= {4}records)/, `subjects: ${subjects}\n`)
    .replace('application, papers', records);

/** Called back, searched, found nothing, and decided so by two. */
async function saidNone(
  db: TestDatabase,
  { context, law, other, demand, item }: Awaited<ReturnType<typeof served>>,
): Promise<void> {
  await act(law, demand, 'checks', { 'call-back': 'yes' });
  await act(law, demand, 'search', { item, found: 'none', hours: '' });
  const search = await db.store.read
    .selectFrom('demand_searches')
    .select('id')
    .where('item', '=', item)
    .executeTakeFirstOrThrow();
  await act(other, demand, 'search-second', { search: search.id, found: 'none' });
  await decided({ context }, [law, other], demand, { item, outcome: 'no-records' });
}

/** “No records”, as two could decide it before the decision itself refused kinds that another office keeps. */
const decidedBefore = (
  { store }: TestDatabase,
  {
    context,
    law,
    other,
    item,
  }: Pick<Awaited<ReturnType<typeof served>>, 'context' | 'law' | 'other' | 'item'>,
) =>
  store.write((tx) =>
    tx
      .insertInto('demand_decisions')
      .values({
        ...{
          id: randomUUID(),
          item,
          instrument: 'immigration-administrative-subpoena',
          outcome: 'no-records',
        },
        ...{ proposed_on: '2026-03-02', proposed_by: law.id, decided_on: '2026-03-02', decided_by: other.id },
        ...{ by_salt: context.random(32), ledger_salt: context.random(32) },
      })
      .execute(),
  );

forOneServer('letters that say that there is nothing', (test) => {
  test('EX-06: “no responsive records” is not said in a letter while part of the question cannot be determined', async (db, t) => {
    // A card is held by everybody who may have shown such a paper, and says nothing of it.
    const hall = await served(
      db,
      t,
      subpoena({ 'item1-class-card-record': 'on', 'item1-from': '', 'item1-until': '' }),
    );
    const { context, law, demand } = hall;
    await saidNone(db, hall);
    await addCards(context, ['2028-03-01']);
    const open = await act(law, demand, 'letters', LETTER);
    assert.equal(open.statusCode, 409);
    assert.ok(open.body.includes('part of what it asks for cannot be determined'));
    // A scope of something else, of which nothing is there, answers nothing of what was asked.
    for (const records of ['contact', 'printing-waste', 'pictures'])
      for (const subjects of ['[]', '[{ field: applied, from: 2001-01-01, until: 2001-12-31 }]']) {
        const swapped = await act(law, demand, 'letters', {
          ...LETTER,
          'scope-1': ofRecords(records, subjects),
        });
        assert.equal(swapped.statusCode, 409, records);
        assert.ok(swapped.body.includes('part of what it asks for cannot be determined'), records);
      }
    assert.equal((await db.store.read.selectFrom('demand_letters').select('id').execute()).length, 0);
  });

  test('EX-06: “no responsive records” of the item’s own kinds and days, whatever scope counsel puts to it', async (db, t) => {
    const hall = await served(db, t, asksFor('card-record'));
    const { context, law, other, demand } = hall;
    await saidNone(db, hall);
    const none = { ...LETTER, 'scope-1': ofRecords('card-record') };
    assert.equal((await act(law, demand, 'letters', none)).statusCode, 303, 'nothing is there');
    const first = await db.store.read.selectFrom('demand_letters').select('id').executeTakeFirstOrThrow();
    const { content } = await openLetter(context, demand.id, { letter: first.id, by: law.id });
    const text = JSON.stringify(content.body);
    assert.match(text, /"Records","text":"Register of cards".*"Days","text":"All days"/);
    await addCards(context, ['2028-03-01']);
    const issued = await act(other, demand, 'letters/issue', { letter: first.id });
    assert.ok(issued.body.includes('records of that kind are there'), 'asked again when it goes out');
    for (const scope of [
      ofRecords('card-record'),
      ofRecords('contact'),
      ofRecords('card-record', '[{ field: applied, from: 2001-01-01, until: 2001-12-31 }]'),
    ]) {
      const there = await act(law, demand, 'letters', { ...LETTER, 'scope-1': scope });
      assert.equal(there.statusCode, 409);
      assert.ok(there.body.includes('records of that kind are there'), scope);
    }
  });

  test('EX-06: of what others of the city keep no letter says that there is none', async (db, t) => {
    const hall = await served(db, t, { ...asksFor('payroll'), keep: 'none' });
    const mixed = await register(hall.law, { ...asksFor('payroll'), 'item1-class-card-record': 'on' });
    const [item] = (await oneDemand(hall.context, mixed.id)).items;
    assert.ok(item);
    const letter = { ...LETTER, 'scope-1': ofRecords('card-record') };
    for (const one of [hall, { ...hall, demand: mixed, item: item.id }]) {
      await act(hall.law, one.demand, 'checks', { 'call-back': 'yes' });
      await decidedBefore(db, one);
      const refused = await act(hall.law, one.demand, 'letters', letter);
      assert.equal(refused.statusCode, 409);
      assert.ok(refused.body.includes('part of what it asks for cannot be determined'));
    }
  });
});

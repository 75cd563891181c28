import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext as NodeTest } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { addCards } from '../../../records/testing/office.ts';
import { committedLeaves } from '../../../store/committed.ts';
import { isRefusal } from '../../../store/guard.ts';
import { forOneServer, type TestDatabase } from '../../../testing/database.ts';
import { letterEvent } from '../events.ts';
import { openAbout } from '../sealed.ts';
import { act, decided, demandHall, register, subpoena } from '../testing/hall.ts';
import { oneDemand } from '../view.ts';
import { words } from '../words.ts';
import { issueLetter, openLetter } from './letters.ts';

const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const NAME = /Zephyrine|Quillfeather/i;

/** What a reader that is not ours gets out of the file; null where it is not installed. */
function textOf(pdf: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'ck-pdf-'));
  try {
    const file = join(folder, 'letter.pdf');
    writeFileSync(file, pdf);
    const run = spawnSync('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
    return run.error ? null : run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function served(db: TestDatabase, t: NodeTest, form = subpoena()) {
  const hall = await demandHall(db, t);
  hall.context.setTime(new Date('2026-03-02T18:00:00Z'));
  const law = await hall.join(['law-officer']);
  const other = await hall.join(['law-officer']);
  const demand = await register(law, form);
  assert.equal(demand.answer.statusCode, 303, demand.answer.body.slice(0, 400));
  const [item] = (await oneDemand(hall.context, demand.id)).items;
  if (!item) throw new Error('it has an item');
  return { ...hall, law, other, demand, item: item.id };
}

/** As counsel fills the form: the register's own scope, and the words of the demand that go beyond it. */
const SCOPE = (gag = 'requested') => `format: commonkey-demand-1
id: matter-2026-1-item-1
instrument:
  type: immigration-administrative-subpoena
  issuer: federal-immigration
  served: 2026-03-02
  gag: ${gag}
items:
  - words: item 1 of matter 2026-1
    subjects:
      - field: applied
        from: 2022-04-17
        until: 2025-04-17
      - field: paper-origin
        is: foreign
    records: [application, papers]
source:
  mark: OWN
  note: from the register of demands
`;
const LETTER = {
  letter: 'response',
  to: 'Special Agent Zephyrine Quillfeather\nHomeland Security Investigations\nChicago',
  responsible: 'Ada Example, Corporation Counsel',
  own: 'The city keeps no field for the origin of a paper.',
  'scope-1': SCOPE(),
};

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

forOneServer('letters about a demand', (test) => {
  test('a letter with missing facts is not made ready, and says which are missing', async (db, t) => {
    const { context, law, other, demand, item } = await served(db, t);
    const none = await act(law, demand, 'letters', { letter: 'objections', 'scope-1': '' });
    assert.equal(
      none.statusCode,
      422,
      JSON.stringify(context.events.slice(-2)) + none.body.replace(/<[^>]*>/g, ' ').slice(0, 900),
    );
    for (const fact of ['recipient', 'responsible', 'call-back', 'objected', 'grounds'])
      assert.ok(said(none.body, `legal.letter-fact-${fact}`), fact);
    const bare = await act(law, demand, 'letters', { ...LETTER, 'scope-1': '' });
    for (const fact of ['call-back', 'outcome', 'scope'])
      assert.ok(said(bare.body, `legal.letter-fact-${fact}`), fact);
    assert.ok(!said(bare.body, 'legal.letter-fact-recipient'));
    assert.ok(bare.body.includes('Zephyrine'), 'what was typed is not lost');
    await decided({ context }, [law, other], demand, { item, outcome: 'declined' });
    const unheard = await act(law, demand, 'letters', LETTER);
    assert.ok(said(unheard.body, 'legal.letter-fact-call-back'), 'nobody called back');
    assert.equal((await db.store.read.selectFrom('demand_letters').select('id').execute()).length, 0);
    await act(law, demand, 'checks', { 'call-back': 'yes' });
    const odd = await act(law, demand, 'letters', { ...LETTER, 'scope-1': 'all of it' });
    assert.equal(odd.statusCode, 422);
    assert.ok(odd.body.includes('The scope of item 1 cannot be read.'));
    for (const [field, named] of [
      ['to', 'recipient'],
      ['own', 'own'],
      ['responsible', 'responsible'],
    ] as const) {
      const boxes = await act(law, demand, 'letters', { ...LETTER, [field]: 'Ada 김' });
      assert.equal(boxes.statusCode, 422, field);
      assert.ok(boxes.body.includes('김 (U+AE40)') && said(boxes.body, `legal.letter-fact-${named}`), field);
    }
    const remembered = context.program.program.sources['ina-subpoena'];
    assert.ok(remembered, 'the rules name their source');
    const { mark } = remembered;
    remembered.mark = 'RECALLED';
    assert.ok(said((await act(law, demand, 'letters', LETTER)).body, 'fault.reply-rule-unconfirmed'));
    remembered.mark = mark;
    assert.equal((await act(law, demand, 'letters', LETTER)).statusCode, 303);
  });

  test('T10: one makes it ready, another sends it; it says what two decided, the law, the search and what nobody can tell', async (db, t) => {
    const { context, law, other, demand, item } = await served(db, t);
    await act(law, demand, 'checks', { 'call-back': 'yes' });
    for (const _press of ['once', 'again'])
      await act(law, demand, 'search', { item, found: 'to-100', hours: '40' });
    assert.equal((await db.store.read.selectFrom('demand_searches').select('id').execute()).length, 1);
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'to-100' });
    await addCards(context, ['2028-03-01', '2028-04-01']);
    await decided({ context }, [law, other], demand, { item, outcome: 'declined' });
    const made = await act(law, demand, 'letters', LETTER);
    assert.equal(made.statusCode, 303, made.body.slice(0, 600));
    const row = await db.store.read.selectFrom('demand_letters').selectAll().executeTakeFirstOrThrow();
    const alone = await act(law, demand, 'letters/issue', { letter: row.id });
    assert.equal(alone.statusCode, 409, alone.body.replace(/<[^>]*>/g, ' ').slice(0, 900));
    assert.ok(said(alone.body, 'fault.reply-needs-second-person'));
    // The database refuses by itself what the service refuses.
    const salts = { ledger_salt: context.random(32), by_salt: context.random(32) };
    await assert.rejects(
      db.store.write((tx) =>
        tx
          .updateTable('demand_letters')
          .set({ decided_on: '2026-03-02', decided_by: law.id, ...salts })
          .execute(),
      ),
      (error) => isRefusal(error, '23514', 'demand_letters_two'),
    );
    // A passkey that was touched long ago is asked for again, and leads back to the letters.
    const now = context.clock.now();
    context.setTime(new Date(now.getTime() + 6 * 60_000));
    const stale = await act(other, demand, 'letters/open', { letter: row.id });
    assert.equal(stale.statusCode, 303);
    assert.match(String(stale.headers.location), new RegExp(`next=%2Fdemands%2F${demand.id}%2Fletters`));
    context.setTime(now);
    const pdf = await act(other, demand, 'letters/open', { letter: row.id });
    assert.equal(pdf.headers['content-type'], 'application/pdf');
    assert.equal((await act(other, demand, 'letters/issue', { letter: row.id })).statusCode, 303);
    const sent = await db.store.read.selectFrom('demand_letters').selectAll().executeTakeFirstOrThrow();
    assert.equal(sent.decided_by, other.id);
    assert.ok(sent.by_salt && sent.ledger_salt);
    const leaf = leafOf({ salt: sent.ledger_salt, event: letterEvent({ ...sent, by_salt: sent.by_salt }) });
    assert.equal((await committedLeaves(db.store.read, [leaf])).size, 1, 'in the ledger');
    assert.ok(
      said(
        (await act(other, demand, 'letters/issue', { letter: row.id })).body,
        'fault.reply-issued-already',
      ),
    );
    const { content } = await openLetter(context, demand.id, { letter: row.id, by: law.id });
    const text = JSON.stringify(content.body);
    for (const part of [
      'Declined: the paper does not compel by itself, decided by two on March 2, 2026',
      '8 U.S.C. 1225(d)(4)(A)',
      'Two people searched and said the same, the second without being told what the first had found',
      'Where a paper that somebody showed came from (foreign)',
      'The city keeps no field for the origin of a paper.',
      'A hold keeps the records',
    ])
      assert.ok(text.includes(part), part);
    assert.doesNotMatch(text, /searched separately|No record was opened/, 'nobody can show that');
    assert.ok(!text.includes('11 to 100 records'), 'to whom it declines it does not say how much there is');
    if (process.env.DM_PDFS) writeFileSync(join(process.env.DM_PDFS, 'response.pdf'), pdf.rawPayload);
    const read = textOf(pdf.rawPayload);
    if (read !== null) {
      assert.match(read, /Response to a demand for records/);
      assert.match(read, /Zephyrine Quillfeather/);
    } else t.diagnostic('pdftotext is not installed');

    // T2 T9: what it says lies in no column and in no file in clear, and not among the entries about the paper.
    for (const table of ['demand_letters', 'demand_steps', 'vault_records'] as const)
      for (const one of await db.store.read.selectFrom(table).selectAll().execute())
        assert.ok(!NAME.test(JSON.stringify(one, latin)), table);
    const { dataFolder } = context.config;
    for (const name of await readdir(dataFolder, { recursive: true, withFileTypes: true }))
      if (name.isFile()) {
        const bytes = await readFile(join(name.parentPath, name.name), 'latin1').catch(() => '');
        assert.ok(!NAME.test(bytes), name.name);
      }
    const entries = await openAbout(context, 'process', { demand: demand.id, by: law.id });
    assert.deepEqual(
      entries.map((one) => one.is),
      ['paper'],
    );
  });

  test('what was said of a letter must still be so when it goes out, and only the newest goes', async (db, t) => {
    const { context, law, other, demand, item } = await served(db, t);
    await act(law, demand, 'checks', { 'call-back': 'yes' });
    await decided({ context }, [law, other], demand, { item, outcome: 'objected' });
    const objections = { ...LETTER, letter: 'objections', 'ground-overbroad': 'on', 'ground-burden': 'on' };
    assert.equal((await act(law, demand, 'letters', objections)).statusCode, 303);
    const first = await db.store.read.selectFrom('demand_letters').select('id').executeTakeFirstOrThrow();
    await act(law, demand, 'day', { which: 'return', day: '2026-04-01' });
    const changed = await act(other, demand, 'letters/issue', { letter: first.id });
    assert.ok(said(changed.body, 'fault.reply-outdated'));
    assert.equal((await act(law, demand, 'letters', objections)).statusCode, 303);
    const [, second] = await db.store.read
      .selectFrom('demand_letters')
      .select('id')
      .orderBy('turn')
      .execute();
    // Both say the same now; the one that was replaced does not go out by mistake.
    await act(law, demand, 'day', { which: 'return', day: '2026-03-16' });
    await assert.rejects(
      issueLetter(context, demand.id, { letter: first.id, by: other.id }),
      coded('reply-not-last'),
    );
    await act(law, demand, 'day', { which: 'return', day: '2026-04-01' });
    await issueLetter(context, demand.id, { letter: second?.id ?? '', by: other.id });
    const pdf = await act(law, demand, 'letters/open', { letter: second?.id ?? '' });
    const read = textOf(pdf.rawPayload);
    if (read !== null) assert.match(read, /Too broad|more than its stated purpose can need/);
    if (process.env.DM_PDFS) writeFileSync(join(process.env.DM_PDFS, 'objections.pdf'), pdf.rawPayload);
  });

  test('T10: while the answers of two searchers differ no letter goes out, and it says so', async (db, t) => {
    const { context, law, other, demand, item } = await served(db, t);
    await act(law, demand, 'checks', { 'call-back': 'yes' });
    await decided({ context }, [law, other], demand, { item, outcome: 'declined' });
    for (const [second, status] of [
      ['to-10', 422],
      ['to-100', 303],
    ] as const) {
      await act(law, demand, 'search', { item, found: 'to-100', hours: '' });
      const search = await db.store.read
        .selectFrom('demand_searches')
        .select('id')
        .orderBy('turn', 'desc')
        .executeTakeFirstOrThrow();
      await act(other, demand, 'search-second', { search: search.id, found: second });
      const letter = await act(law, demand, 'letters', LETTER);
      assert.equal(letter.statusCode, status, second);
      assert.equal(said(letter.body, 'legal.letter-fact-search'), status === 422, second);
    }
  });

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

const latin = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value
    ? Buffer.from(value.data as number[]).toString('latin1')
    : value;

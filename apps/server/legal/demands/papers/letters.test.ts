import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafOf } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { addCards } from '../../../records/testing/office.ts';
import { committedLeaves } from '../../../store/committed.ts';
import { isRefusal } from '../../../store/guard.ts';
import { forOneServer } from '../../../testing/database.ts';
import { letterEvent } from '../events.ts';
import { openAbout } from '../sealed.ts';
import { act, decided, register, subpoena } from '../testing/hall.ts';
import { LETTER, served } from '../testing/letter.ts';
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

  test('of a day that nobody wrote down a letter says nothing, and without the day of service there is none', async (db, t) => {
    const undated = { 'day-service': '', 'day-issued': '', 'day-return': '' };
    const { context, law, other, demand, item } = await served(db, t, subpoena(undated));
    await act(law, demand, 'checks', { 'call-back': 'yes' });
    await decided({ context }, [law, other], demand, { item, outcome: 'declined' });
    const refused = await act(law, demand, 'letters', LETTER);
    assert.equal(refused.statusCode, 422);
    assert.ok(
      said(refused.body, 'legal.letter-fact-service'),
      'it says what is missing and where it is added',
    );
    assert.ok(refused.body.includes('Zephyrine'), 'what was typed is not lost');
    assert.ok(said((await law.visitor.get(`/demands/${demand.id}`)).body, 'legal.dated-title'));
    assert.equal((await act(law, demand, 'day', { which: 'service', day: '2026-03-02' })).statusCode, 303);
    assert.equal((await act(law, demand, 'letters', LETTER)).statusCode, 303);
    const { id } = await db.store.read.selectFrom('demand_letters').select('id').executeTakeFirstOrThrow();
    const { content } = await openLetter(context, demand.id, { letter: id, by: law.id });
    const facts = content.body.blocks.flatMap((block) => (block.kind === 'fact' ? [block] : []));
    assert.equal(facts.find(({ label }) => label === 'Served')?.text, 'March 2, 2026');
    for (const day of ['Issued', 'Return date'])
      assert.ok(!facts.some(({ label }) => label === day), `${day}: whether it bears one nobody said`);
    // What came by a call was never served, and is answered without such a day.
    const call = await register(law, subpoena({ ...undated, instrument: 'informal-request' }));
    const none = await act(law, call, 'letters', LETTER);
    assert.ok(
      said(none.body, 'legal.letter-fact-call-back') && !said(none.body, 'legal.letter-fact-service'),
    );
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
    assert.ok(
      alone.body.includes(`href="#letter-${row.id}"`) && alone.body.includes(`id="letter-${row.id}"`),
    );
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
});

const latin = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value
    ? Buffer.from(value.data as number[]).toString('latin1')
    : value;

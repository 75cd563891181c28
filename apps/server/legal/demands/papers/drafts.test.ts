import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { speaker } from '@commonkey/words';
import { addCards } from '../../../records/testing/office.ts';
import { forOneServer } from '../../../testing/database.ts';
import { words as legalWords } from '../../words.ts';
import { act, demandHall, register, subpoena } from '../testing/hall.ts';
import { oneDemand } from '../view.ts';
import { words } from '../words.ts';
import { draftsOf } from './drafts.ts';

const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');
const drafted = (body: string, kind: string): string =>
  new RegExp(`<h2 id="draft-${kind}">[\\s\\S]*?</section>`).exec(body)?.[0] ?? '';

forOneServer('draft texts of a demand', (test) => {
  test('EX-05, EX-06: nothing exists only where that can be told of everybody; asking writes one line an item and keeps nothing', async (db, t) => {
    const { context, join: sit } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await sit(['law-officer']);
    const other = await sit(['law-officer']);
    const demand = await register(law, subpoena());
    const [item] = (await oneDemand(context, demand.id)).items;
    const empty = await act(law, demand, 'drafts', {});
    assert.equal(empty.statusCode, 200, empty.body.slice(0, 400));
    // The hall of a test keeps a socket where none is declared.
    assert.ok(said(drafted(empty.body, 'none'), 'legal.draft-none-differs'), 'nobody signs over a mismatch');
    const dataFolder = await mkdtemp(join(tmpdir(), 'commonkey-drafts-'));
    t.after(() => rm(dataFolder, { recursive: true, force: true }));
    const clean = { ...context, config: { ...context.config, dataFolder } };
    const say = speaker('en', { ...legalWords.en, ...words.en });
    const noneOf = async (id: string) => {
      const view = await oneDemand(clean, id);
      const drafts = await draftsOf(clean, view, law.id, { say, language: 'en' });
      const found = drafts.find(({ kind }) => kind === 'none');
      return found?.text ?? found?.why ?? '';
    };
    assert.ok(said(await noneOf(demand.id), 'legal.draft-none-unsearched'), 'no search was declared');
    await act(law, demand, 'search', { item: item?.id ?? '', found: 'none', hours: '' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'none' });
    const lines = context.events.filter(({ event }) => event === 'exposure').length;
    const searched = await act(law, demand, 'drafts', {});
    const none = await noneOf(demand.id);
    assert.ok(none.includes('On March 2, 2026 no record that answers these items existed'), none);
    assert.ok(none.includes('This says nothing of a later day.'));
    assert.ok(said(none, 'legal.draft-evidence-search'));
    assert.equal(
      context.events.filter(({ event }) => event === 'exposure').length,
      lines + 4,
      'two asked twice',
    );
    assert.ok(!/Zephyrine|Quillfeather/.test(searched.body));

    // Nothing that a card keeps says which paper somebody showed.
    await addCards(context, ['2028-03-01', '2028-04-01']);
    const days = { 'item1-from': '', 'item1-until': '' };
    const demanding = await register(law, subpoena({ 'item1-class-card-record': 'on', ...days }));
    const open = await act(law, demanding, 'drafts', {});
    assert.ok(said(await noneOf(demanding.id), 'legal.draft-none-not'), 'what is there is never nothing');
    const start = /name="own" value="([^"]*)"/.exec(drafted(open.body, 'facts'))?.[1] ?? '';
    assert.ok(start.length > 40);
    const form = await act(law, demanding, 'letters/start', {
      letter: 'objections',
      own: 'Nobody was opened.',
    });
    assert.ok(form.body.includes('Nobody was opened.</textarea>'));
    assert.equal((await db.store.read.selectFrom('demand_letters').select('id').execute()).length, 0);
    await act(law, demand, 'gag', { gag: 'ordered', until: '' });
    const silent = await act(law, demand, 'drafts', {});
    for (const kind of ['register', 'notice'])
      assert.ok(said(drafted(silent.body, kind), 'legal.draft-silent'), kind);
    const records = await sit(['records-officer']);
    assert.equal((await act(records, demanding, 'drafts', {})).statusCode, 403);
  });
});

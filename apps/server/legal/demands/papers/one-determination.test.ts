import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { speaker } from '@commonkey/words';
import { keeperOf } from '../../../keeper/client.ts';
import { sendApplication } from '../../../review/testing/application.ts';
import { forOneServer } from '../../../testing/database.ts';
import { allDetermined, findingsOf, linkScope, peopleWith, readScope } from '../../requests/scope.ts';
import { EVERYBODY, hall as requestHall, scopeOf } from '../../requests/testing/hall.ts';
import { words as legalWords } from '../../words.ts';
import { act, demandHall, register, subpoena } from '../testing/hall.ts';
import { oneDemand } from '../view.ts';
import { words } from '../words.ts';
import { type DraftKind, draftsOf } from './drafts.ts';
import { answerOf, isNothing } from './letter-answers.ts';

const say = speaker('en', { ...legalWords.en, ...words.en });

forOneServer('what exists, whoever asks', (test) => {
  test('EX-03, EX-06: one determination: a clause on which nothing turns opens no draft, no decision and no letter', async (db, t) => {
    const { context, join: sit } = await demandHall(db, t, { officers: 2 });
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    await sendApplication(context);
    const dataFolder = await mkdtemp(join(tmpdir(), 'commonkey-one-'));
    t.after(() => rm(dataFolder, { recursive: true, force: true }));
    const clean = { ...context, config: { ...context.config, dataFolder } };
    const [law, other] = [await sit(['law-officer']), await sit(['law-officer'])];
    // Of 2022 to 2025, and turning on a foreign paper, of which nobody can tell without opening: the one application is of 2026.
    const demand = await register(law, subpoena());
    const view = await oneDemand(clean, demand.id);
    const [item] = view.items;
    assert.ok(item);
    const scope = scopeOf(
      '{ field: applied, from: 2022-04-17, until: 2025-04-17 }, { field: paper-origin, is: foreign }',
      'papers, application',
    );
    const findings = await findingsOf(clean, readScope(scope));
    assert.deepEqual([allDetermined(findings), peopleWith(findings)], [true, 0], 'so a request is told');
    const found = await answerOf(clean, item, { scope, as: 'civil-discovery', by: law.id });
    assert.deepEqual(
      found.clauses.map(({ told, idle }) => [told, idle]),
      [
        ['told', false],
        ['reading', true],
      ],
    );
    assert.equal(isNothing(found), true);

    await act(law, demand, 'search', { item: item.id, found: 'none', hours: '' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'none' });
    const drafts = await draftsOf(clean, await oneDemand(clean, demand.id), law.id, { say, language: 'en' });
    const text = (kind: DraftKind) => drafts.find((one) => one.kind === kind)?.text ?? '';
    assert.match(text('none'), /no record that answers these items existed/);
    assert.match(text('facts'), /Nothing that it asks for is held/);
    assert.match(text('facts'), /cannot be told of everybody, and need not be/);
    assert.doesNotMatch(text('facts'), /cannot be determined|only by opening/, 'one paper, one answer');
    const decided = await act(law, demand, 'outcome', { item: item.id, outcome: 'no-records' });
    assert.equal(decided.statusCode, 303, decided.body.slice(0, 300));
  });

  test('T5, EX-05: rows whose keys are gone are no records, whoever asks: an old copy brings rows back and no keys', async (db, t) => {
    const { context, log, prepare, dates, ann } = await requestHall(db, t, 2);
    await sendApplication(context);
    const exists = async () => peopleWith(await findingsOf(context, readScope(EVERYBODY)));
    assert.equal(await exists(), 1);
    const items = await db.store.read.selectFrom('vault_records').select(['epoch', 'slot']).execute();
    await keeperOf(context).ask('vault-shred', { items });
    assert.equal(await exists(), 0);
    const id = await log();
    await dates(id);
    await linkScope(context, id, EVERYBODY, ann);
    await prepare(id, 'no-records');
    // Where the key process does not say, nothing may be taken for destroyed.
    const config = { ...context.config, keeperSocket: join(tmpdir(), 'commonkey-no-such-socket') };
    assert.equal(peopleWith(await findingsOf({ ...context, config }, readScope(EVERYBODY))), 1);
  });
});

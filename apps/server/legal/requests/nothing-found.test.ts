import assert from 'node:assert/strict';
import { ADVERSARIES, type Adversary, exposureWords, rangeOf, spokenAnswer } from '@commonkey/exposure';
import { speaker } from '@commonkey/words';
import { sendApplication } from '../../review/testing/application.ts';
import { forOneServer } from '../../testing/database.ts';
import { ask } from '../exposure/ask.ts';
import { begunScope } from './begun-scope.ts';
import { daysLeftOut, notLookedFor } from './covers.ts';
import { letterFile } from './letter-file.ts';
import { letterText } from './letter-text.ts';
import { type Answer, issueLetter } from './letters.ts';
import { linkScope, readScope, scopeToday } from './scope.ts';
import { APPLIED, EVERYBODY, FACTS, FOREIGN, hall, scopeOf } from './testing/hall.ts';
import { words } from './words.ts';

forOneServer('what it takes to say that there are no records', (test) => {
  test('"no records" cannot be said while a clause is undetermined, nor where something is there (EX-02)', async (db, t) => {
    const { context, log, of, prepare, dates, ann, ben } = await hall(db, t, 2);
    const id = await log();
    const missing = (facts: string) => ({ code: 'letter-facts-missing', params: { facts } });
    await assert.rejects(prepare(id, 'no-records'), missing('days scope'));
    await dates(id);
    await linkScope(context, id, FOREIGN, ann);
    await prepare(id, 'no-records');
    // Ready, and true when it was made ready. Then somebody sends papers.
    await sendApplication(context);
    await assert.rejects(issueLetter(context, id, ben), {
      code: 'letter-undetermined',
      params: { clauses: 1 },
    });
    assert.equal((await of(id)).state, 'open');
    await assert.rejects(prepare(id, 'no-records'), { code: 'letter-undetermined' });
    // Determined, and some are there.
    await linkScope(context, id, EVERYBODY, ann);
    await assert.rejects(prepare(id, 'no-records'), { code: 'letter-records-exist', params: { people: 1 } });
    await assert.rejects(prepare(id, 'undetermined'), { code: 'letter-all-determined' });
    // Determined, and nobody is meant: a window that nothing here came in.
    await linkScope(context, id, APPLIED, ann);
    for (const [from, until] of [
      ['', ''],
      ['2001-01-01', ''],
      ['2000-12-31', '2001-12-31'],
    ] as const) {
      await dates(id, from, until);
      const short = { code: 'letter-days-short', params: { classes: 1, kinds: 'papers' } };
      await assert.rejects(prepare(id, 'no-records'), short, `${from}–${until}`);
      await assert.rejects(prepare(id, 'undetermined'), short, 'nor is less than was asked called all');
    }
    await dates(id, '2001-01-01', '2001-12-31');
    await prepare(id, 'no-records');
    // What the officer read anew after it was made ready is asked again when it goes out.
    await dates(id, '2001-01-01', '2002-01-01');
    await assert.rejects(issueLetter(context, id, ben), { code: 'letter-days-short' });
    await dates(id, '2001-03-01', '2001-03-01');
    await assert.rejects(issueLetter(context, id, ann), { code: 'letter-needs-second-person' }, 'T10');
    await issueLetter(context, id, ben);
    const done = await of(id);
    assert.equal(done.state, 'no-records');
    const issued = done.steps.findLast(({ step }) => step === 'issued');
    assert.deepEqual(issued?.findings?.items[0]?.meant, { yes: 0, reading: 0, unknown: 0 });
    assert.equal(issued?.findings?.on, '2026-11-23');
    await assert.rejects(linkScope(context, id, APPLIED, ann), { code: 'request-over' });
    await assert.rejects(issueLetter(context, id, ben), { code: 'request-over' });
    const vault = await db.store.read
      .selectFrom('vault_records')
      .select('ends_on')
      .where('matter', '=', id)
      .execute();
    assert.deepEqual(new Set(vault.map(({ ends_on }) => ends_on)), new Set(['2027-11-23']), 'closed: nearer');
  });

  test('"no records" answers for every kind that the request is about, and no other scope stands in for it (EX-06)', async (db, t) => {
    const { context, log, of, prepare, dates, ann, ben } = await hall(db, t, 2);
    const year = (id: string) => dates(id, '2001-01-01', '2001-12-31');
    await sendApplication(context);
    const elsewhere = scopeOf('{ field: applied, from: 2001-01-01, until: 2001-12-31 }', 'contact');
    for (const letter of ['no-records', 'undetermined'] as const) {
      const id = await log({ classes: ['messages', 'applications', 'papers'] });
      await year(id);
      await linkScope(context, id, elsewhere, ann);
      const params = { classes: 2, kinds: 'applications papers' };
      await assert.rejects(prepare(id, letter), { code: 'letter-scope-short', params });
    }
    // What is not kept here cannot be looked for, and is never nothing.
    const whole = scopeOf(
      '{ field: applied, from: 2001-01-01, until: 2001-12-31 }',
      'application, contact, papers',
    );
    const mixed = await log({ classes: ['messages', 'applications', 'papers'] });
    await year(mixed);
    await linkScope(context, mixed, whole, ann);
    await assert.rejects(prepare(mixed, 'no-records'), { code: 'letter-not-kept', params: { classes: 1 } });
    await prepare(mixed, 'undetermined');
    const say = speaker('en', words.en ?? {});
    const { program } = context.program;
    const said = async (id: string, letter: Answer) => {
      const request = await of(id);
      const scope = await scopeToday(context, request, ann);
      const facts = { request, letter, on: '2026-11-23', words: FACTS, scope } as const;
      const { blocks } = letterText(facts, { say, language: 'en', program });
      return blocks.map(({ text }) => text).join('\n');
    };
    assert.match(await said(mixed, 'undetermined'), /You also asked for: messages of city staff\./);
    // Covered, nothing of those days: the letter says which kinds and days it is about.
    const clear = await log({ classes: ['applications', 'papers'] });
    await year(clear);
    await linkScope(context, clear, whole, ann);
    await prepare(clear, 'no-records');
    await issueLetter(context, clear, ben);
    const all = await said(clear, 'no-records');
    assert.match(all, /looked for: applications; contact data; pictures of papers\./);
    assert.match(all, /applied from January 1, 2001 to December 31, 2001\./);
    assert.match(all, /you ask about the days from January 1, 2001 to December 31, 2001\./);
    assert.doesNotMatch(all, /everything the city keeps/);
    const file = await letterFile(context, { id: clear, file: 'answer', by: ann }, { say, language: 'en' });
    assert.equal(file.subarray(0, 5).toString(), '%PDF-');
  });

  test('the days a request asks about are typed as days, and held against what its scope looks at (EX-06)', async (db, t) => {
    const { log, of, dates } = await hall(db, t);
    const id = await log();
    await assert.rejects(dates(id, '2001-13-01'), { code: 'request-day-unreadable' });
    await assert.rejects(dates(id, '2002-01-01', '2001-01-01'), { code: 'request-days-reversed' });
    assert.equal((await of(id)).steps.length, 0);
    const looksAt = (...spans: [from: string, until: string][]) => {
      const one = (from: string, until: string) =>
        `  - words: w\n    subjects: [{ field: applied, from: ${from}, until: ${until} }]\n    records: [papers]\n`;
      const items = spans.map(([from, until]) => one(from, until)).join('');
      return readScope(EVERYBODY.replace(/ {2}- words[\s\S]*?(?=source)/, items));
    };
    const asked = { from: '2001-01-01', until: '2001-12-31' };
    const out = (scope: ReturnType<typeof looksAt>, days = asked) =>
      daysLeftOut(['papers'], scope, days).length;
    const [spring, rest] = [
      ['2001-01-01', '2001-05-31'],
      ['2001-06-01', '2002-02-01'],
    ] as [string, string][];
    assert.ok(spring && rest);
    assert.equal(out(looksAt(rest, spring)), 0, 'together they leave out no day');
    assert.equal(out(looksAt(spring, ['2001-06-02', '2001-12-31'])), 1, 'one day between them is left out');
    assert.equal(out(looksAt(spring)), 1);
    assert.equal(out(looksAt(spring), { from: '2001-05-31', until: '2001-05-31' }), 0);
    assert.equal(out(readScope(EVERYBODY)), 0, 'it looks at all days');
    const sides = [null, '2001-01-01'] as const;
    for (const from of sides)
      for (const until of sides) {
        const classes = ['papers', 'cards'] as const;
        const begun = readScope(begunScope({ classes, received: '2026-11-23', days: { from, until } }));
        assert.equal(begun.instrument.type, 'records-request');
        assert.deepEqual(notLookedFor(classes, begun), [], 'each kind that it is about');
        assert.deepEqual(daysLeftOut(['papers'], begun, { from, until }), [], 'what the page begins with');
      }
  });

  test('one clause that rules out everybody settles it: a narrower scope is never less certain, and its letter says one thing (EX-03 EX-06)', async (db, t) => {
    const { context, log, of, prepare, dates, ann } = await hall(db, t, 2);
    await sendApplication(context);
    const id = await log();
    await dates(id, '2001-01-01', '2001-12-31');
    const day = '{ field: applied, from: 2001-01-01, until: 2001-12-31 }';
    await linkScope(context, id, scopeOf(`${day}, { field: paper-origin, is: foreign }`, 'papers'), ann);
    await assert.rejects(prepare(id, 'undetermined'), { code: 'letter-all-determined' });
    await prepare(id, 'no-records');
    const say = speaker('en', words.en ?? {});
    const { program } = context.program;
    const [request, scope] = [await of(id), await scopeToday(context, await of(id), ann)];
    const facts = { request, letter: 'no-records', on: '2026-11-23', words: FACTS, scope } as const;
    const all = letterText(facts, { say, language: 'en', program })
      .blocks.map(({ text }) => text)
      .join('\n');
    assert.match(all, /whether a paper was foreign: cannot be told of everybody, and need not be\./);
    assert.match(all, /Of what this part asks for, nothing is held\./);
    assert.doesNotMatch(all, /cannot be determined|only by opening|We cannot answer/);
  });

  test('EX-06: whoever asks, what exists is said the same: of an application of another day nobody is told that it is there', async (db, t) => {
    const { context, ann } = await hall(db, t, 2);
    await sendApplication(context);
    const say = speaker('en', { ...words.en, ...exposureWords.en });
    const said = async (from: string, until: string, as: Adversary) => {
      const scope = scopeOf(`{ field: applied, from: ${from}, until: ${until} }`, 'papers');
      const { items } = await ask(context, { staffId: ann }, readScope(scope), { scope, as });
      const found = items.map((item) => item.found);
      const clause = found[0]?.clauses[0]?.people;
      return { told: spokenAnswer(found, rangeOf(found, 'en'), say)[0] ?? '', clause };
    };
    for (const as of ADVERSARIES) {
      const other = await said('2026-01-01', '2026-11-20', as);
      assert.match(other.told, /^Nothing that it asks for is held/, as);
      assert.deepEqual(other.clause, { yes: 0, no: 1, reading: 0, unknown: 0 }, as);
      const own = await said('2026-11-20', '2026-11-25', as);
      assert.doesNotMatch(own.told, /^Nothing/, as);
    }
  });

  test('where a clause is open the letter says which, and what reading would take; it counts and names nobody', async (db, t) => {
    const { context, log, of, prepare, dates, ann } = await hall(db, t, 2);
    await sendApplication(context);
    const id = await log();
    await dates(id);
    await linkScope(context, id, FOREIGN, ann);
    await prepare(id, 'undetermined');
    await issueLetter(context, id, ann);
    const { findings = null, scope_digest: digest = null } = (await of(id)).steps.at(-1) ?? {};
    assert.ok(findings && digest);
    const say = speaker('en', words.en ?? {});
    const facts = { request: await of(id), letter: 'undetermined', on: '2026-11-23', words: FACTS } as const;
    const { program } = context.program;
    const scope = { findings, digest, asked: readScope(FOREIGN) };
    const text = letterText({ ...facts, scope }, { say, language: 'en', program });
    const all = text.blocks.map((block) => block.text).join('\n');
    assert.match(
      all,
      /whether a paper was foreign: could be told only by opening and reading .* People: fewer than 11\./,
    );
    assert.match(all, new RegExp(digest));
    assert.match(all, /Records Review Board/);
    assert.doesNotMatch(
      all,
      /\b1 (person|people)\b|People[^.]*: 1\b/,
      'nobody can be counted out of a letter',
    );
    assert.doesNotMatch(all, /requests\.|no such records answer|undefined/);
  });

  test('of a field that nobody declared the letter says that reading could tell it, never that nothing held does (EX-06)', async (db, t) => {
    const { context, log, of, prepare, dates, ann } = await hall(db, t, 2);
    await sendApplication(context);
    const id = await log();
    await dates(id);
    await linkScope(context, id, FOREIGN.replace('paper-origin', 'nationality'), ann);
    await assert.rejects(prepare(id, 'no-records'), { code: 'letter-undetermined' });
    const request = await of(id);
    const scope = await scopeToday(context, request, ann);
    const facts = { request, letter: 'undetermined', on: '2026-11-23', words: FACTS, scope } as const;
    const { program } = context.program;
    const say = speaker('en', words.en ?? {});
    const all = letterText(facts, { say, language: 'en', program })
      .blocks.map(({ text }) => text)
      .join('\n');
    assert.match(all, /no field for: could be told only by opening and reading .* People: fewer than 11\./);
    assert.doesNotMatch(all, /nothing that is held says it/);
  });
});

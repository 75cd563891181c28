import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import { canonicalEvent, commit } from '@commonkey/ledger';
import { catalogueFaults, speaker } from '@commonkey/words';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../context.ts';
import { keeperOf } from '../../keeper/client.ts';
import { portalHall } from '../../portal/testing/hall.ts';
import { requestLoggedEvent, requestStepEvent } from '../../register/service.ts';
import { sendApplication } from '../../review/testing/application.ts';
import { wholeTransaction } from '../../store/store.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import type { SealedRecord } from '../../vault/vault.ts';
import { skeleton } from '../exposure/skeleton.ts';
import { readWords, reviewAnswered, reviewAsked, withdraw } from './after.ts';
import { daysLeftOut } from './covers.ts';
import { sayDays } from './days.ts';
import { letterFile } from './letter-file.ts';
import { letterText } from './letter-text.ts';
import {
  type Answer,
  exempt,
  extend,
  issueLetter,
  type LetterWords,
  prepareLetter,
  redact,
} from './letters.ts';
import { logRequest, type NewRequest } from './log-request.ts';
import { oneRequest } from './request.ts';
import { linkScope, readScope, scopeToday } from './scope.ts';
import { words } from './words.ts';

const ZOFIA = 'Zofia Zephyrine, 12 Canary Row';
const TYPED = 'every paper about Zofia Zephyrine';
const ASKED = {
  receivedOn: '2026-11-23',
  requester: 'ordinary',
  classes: ['papers'],
  contact: ZOFIA,
  words: TYPED,
} as const;
const FACTS: LetterWords = {
  contact: ZOFIA,
  basis: 'The pages name Zofia Zephyrine.',
  responsible: 'A. Officer, public-records officer',
  handed: '',
};
const scopeOf = (subjects: string, records: string) => `format: commonkey-demand-1
id: request
instrument: { type: records-request, issuer: somebody, served: 2026-03-02, gag: none }
items:
  - words: ${TYPED}
    subjects: [${subjects}]
    records: [${records}]
source: { mark: OWN, note: from the letter }
`;
const FOREIGN = scopeOf('{ field: paper-origin, is: foreign }', 'papers');
const EVERYBODY = scopeOf('', 'papers');
const APPLIED = scopeOf('{ field: applied, from: 2001-01-01, until: 2001-12-31 }', 'papers');

async function hall(db: TestDatabase, t: Parameters<typeof portalHall>[1], officers = 0) {
  const { context, keeper, ...rest } = await portalHall(db, t, { officers });
  context.setTime(new Date('2026-11-23T18:00:00Z'));
  const [ann, ben] = [randomUUID(), randomUUID()];
  const log = async (more: Partial<NewRequest> = {}) => {
    const id = more.id ?? randomUUID();
    const asked = { receivedOn: '2026-11-23', requester: 'ordinary', classes: ['papers'] } as const;
    await logRequest(context, { id, ...asked, contact: ZOFIA, words: TYPED, ...more }, ann);
    return id;
  };
  const of = (id: string) => oneRequest(context.store.read, id);
  const prepare = (id: string, letter: Answer, over: Partial<LetterWords> = {}) =>
    prepareLetter(context, id, { letter, words: { ...FACTS, ...over } }, ann);
  const dates = (id: string, from = '', until = '') => sayDays(context, id, { from, until }, ann);
  return { context, keeper, ann, ben, log, of, prepare, dates, ...rest };
}

plain('every word of these pages and letters is there in both languages', () => {
  assert.deepEqual(catalogueFaults(words, 'en'), []);
});

forOneServer('the public-records office', (test) => {
  test('a request is logged with its clock; who asked and their words are nowhere outside the vault (T9)', async (db, t) => {
    const { log, of } = await hall(db, t);
    const id = await log();
    await log({ id });
    const one = await of(id);
    assert.deepEqual([one.number, one.state, one.due], ['2026-1', 'open', '2026-12-02'], 'F-07: logged once');
    const commercial = await of(await log({ requester: 'commercial' }));
    assert.deepEqual([commercial.number, commercial.due], ['2026-2', '2026-12-24']);
    const rows = await db.store.read.selectFrom('vault_records').selectAll().execute();
    assert.deepEqual(
      rows.map(({ kind, matter, application, ends_on }) => [kind, matter !== null, application, ends_on]),
      [
        ['request', true, null, '2029-11-23'],
        ['request', true, null, '2029-11-23'],
      ],
    );
    const everything = JSON.stringify([
      await db.store.read.selectFrom('record_requests').selectAll().execute(),
      rows.map(({ sealed }) => Buffer.from(sealed ?? []).toString('latin1')),
    ]);
    assert.doesNotMatch(everything, /zofia|canary/i);
    await assert.rejects(log({ receivedOn: '2026-11-24' }), { code: 'request-day-impossible' });
    await assert.rejects(log({ classes: [] }), { code: 'request-class-missing' });
  });

  test('six logged at once each get a number, and none twice', async (db, t) => {
    const { log, of } = await hall(db, t);
    const ids = await Promise.all(Array.from({ length: 6 }, () => log()));
    const numbers = await Promise.all(ids.map(async (id) => (await of(id)).number));
    assert.deepEqual(
      numbers.sort(),
      Array.from({ length: 6 }, (_, n) => `2026-${n + 1}`),
    );
  });

  test('extended once, in time, for a reason of the law; never a commercial one', async (db, t) => {
    const { context, log, of, ann } = await hall(db, t);
    const id = await log();
    await assert.rejects(extend(context, id, 'zofia', ann), { code: 'extension-reason-unknown' });
    await extend(context, id, 'many', ann);
    assert.deepEqual([(await of(id)).state, (await of(id)).due], ['extended', '2026-12-09']);
    await assert.rejects(extend(context, id, 'many', ann), { code: 'extension-twice' });
    await assert.rejects(extend(context, await log({ requester: 'commercial' }), 'many', ann), {
      code: 'extension-not-allowed',
    });
    const late = await log();
    context.setTime(new Date('2026-12-03T18:00:00Z'));
    await assert.rejects(extend(context, late, 'many', ann), { code: 'extension-late' });
  });

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
      const short = { code: 'letter-days-short', params: { classes: 1 } };
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
      await assert.rejects(prepare(id, letter), { code: 'letter-scope-short', params: { classes: 2 } });
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
        const begun = readScope(skeleton('2026-11-23', { from, until }));
        assert.deepEqual(daysLeftOut(['papers'], begun, { from, until }), [], 'what the page begins with');
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

  test('a letter with missing facts is not made, and says which; a rule that is only remembered carries none', async (db, t) => {
    const { context, log, of, prepare, ann, ben } = await hall(db, t);
    const id = await log();
    const missing = (facts: string) => ({ code: 'letter-facts-missing', params: { facts } });
    const bare = { contact: ' ', basis: '', responsible: '', handed: '' };
    await assert.rejects(prepare(id, 'denied', bare), missing('contact responsible basis exemption'));
    await assert.rejects(prepare(id, 'granted', { ...bare, contact: ZOFIA }), missing('handed'));
    await assert.rejects(prepare(id, 'granted-in-part'), missing('exemption redaction handed'));
    await assert.rejects(issueLetter(context, id, ann), { code: 'letter-not-prepared' });
    await assert.rejects(exempt(context, id, { exemption: 'zofia', of: 'papers' }, ann), {
      code: 'exemption-unknown',
    });
    await exempt(context, id, { exemption: 'private-information', of: 'papers' }, ann);
    const { program } = context.program;
    const remembered = {
      ...program,
      sources: { ...program.sources, 'own-requests': { mark: 'RECALLED' as const } },
    };
    const elsewhere = { ...context, program: { ...context.program, program: remembered } };
    const letter = { letter: 'denied', words: FACTS } as const;
    await assert.rejects(prepareLetter(elsewhere, id, letter, ann), { code: 'rule-unconfirmed' });
    await assert.rejects(extend(elsewhere, id, 'many', ann), { code: 'rule-unconfirmed' });
    await prepareLetter(context, id, letter, ann);
    await assert.rejects(issueLetter(elsewhere, id, ben), { code: 'rule-unconfirmed' });
    await issueLetter(context, id, ann);
    assert.equal((await of(id)).state, 'denied');
  });

  test('T10: what hands records over is sent by somebody else than who made it ready', async (db, t) => {
    const { context, log, of, prepare, ann, ben } = await hall(db, t);
    const id = await log();
    await exempt(context, id, { exemption: 'private-information', of: 'papers' }, ann);
    await redact(context, id, { exemption: 'private-information', of: 'papers', places: 12 }, ann);
    await prepare(id, 'granted-in-part', { handed: '3 pages on paper' });
    await assert.rejects(issueLetter(context, id, ann), { code: 'letter-needs-second-person' });
    await issueLetter(context, id, ben);
    assert.equal((await of(id)).state, 'granted-in-part');
    const plainRows = JSON.stringify(await of(id));
    assert.doesNotMatch(plainRows, /zofia|canary|3 pages/i);
  });

  test('a review runs its own clock after the answer, one at a time; taken back ends it', async (db, t) => {
    const { context, log, of, ann } = await hall(db, t);
    const id = await log();
    await assert.rejects(reviewAsked(context, id, '2026-11-23', ann), { code: 'request-not-over' });
    await withdraw(context, id, ann);
    await assert.rejects(reviewAnswered(context, id, ann), { code: 'review-not-asked' });
    await reviewAsked(context, id, '2026-11-23', ann);
    assert.equal((await of(id)).steps.at(-1)?.due_on, '2026-12-04');
    await assert.rejects(reviewAsked(context, id, '2026-11-23', ann), { code: 'review-asked-already' });
    await reviewAnswered(context, id, ann);
  });

  test('the words open for an officer, each opening a step; rows and leaves are added and never changed', async (db, t) => {
    const { context, log, of, dates, ann } = await hall(db, t);
    const id = await log();
    assert.deepEqual(await readWords(context, id, ann), { what: 'asked', contact: ZOFIA, words: TYPED });
    const one = await of(id);
    assert.deepEqual(
      one.steps.map(({ step, moved_by }) => [step, moved_by]),
      [['opened', ann]],
    );
    await extend(context, id, 'many', ann);
    await dates(id, '2001-01-01');
    const leaves = await db.store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const known = new Set(leaves.map(({ commitment }) => Buffer.from(commitment).toString('hex')));
    const held = (salt: Uint8Array, event: Parameters<typeof canonicalEvent>[0]) =>
      known.has(Buffer.from(commit(new Uint8Array(salt), canonicalEvent(event))).toString('hex'));
    const { steps, ...row } = await of(id);
    assert.ok(held(row.ledger_salt, requestLoggedEvent(row)));
    for (const step of steps) assert.ok(held(step.ledger_salt, requestStepEvent(step)), step.step);
    for (const table of ['record_requests', 'record_request_steps'] as const)
      await assert.rejects(
        db.store.write((tx) => tx.updateTable(table).set({ id: randomUUID() }).execute()),
        { code: 'database-refused' },
      );
  });

  test('T5: what was sealed for a write that fails ends at once; what a commit may have kept is left alone', async (db, t) => {
    const { context, log, of, ann, prepare } = await hall(db, t);
    const sealed: SealedRecord[] = [];
    const seal: Context['vault']['seal'] = async (record) => {
      const one = await context.vault.seal(record);
      sealed.push(one);
      return one;
    };
    const alive = async () => {
      const items = sealed.splice(0).map(({ epoch, slot }) => ({ epoch, slot }));
      return (await keeperOf(context).ask('vault-alive', { items })).alive;
    };
    const { store, vault } = context;
    const seen = { ...context, vault: { ...vault, seal } };
    /** Goes on while the database refuses a kind of row. */
    const refused = async (table: string, go: () => Promise<void>) => {
      const name = sql.table(table);
      const alter = (how: RawBuilder<unknown>) =>
        db.store.write((tx) => sql`alter table ${name} ${how}`.execute(wholeTransaction(tx)));
      await alter(sql`add constraint full_disk check (false) not valid`);
      await assert.rejects(go(), { code: 'database-refused' });
      await alter(sql`drop constraint full_disk`);
    };
    const id = await log();
    const letter = { letter: 'denied', words: FACTS } as const;
    await exempt(context, id, { exemption: 'private-information', of: 'papers' }, ann);
    const tries: [string, () => Promise<void>][] = [
      ['record_request_steps', () => linkScope(seen, id, APPLIED, ann)],
      ['record_request_steps', () => prepareLetter(seen, id, letter, ann)],
      ['record_requests', () => logRequest(seen, { ...ASKED, id: randomUUID() }, ann)],
      ['vault_records', () => linkScope(seen, id, APPLIED, ann)],
    ];
    for (const [table, go] of tries) {
      await refused(table, go);
      assert.deepEqual(await alive(), [false], table);
    }
    await linkScope(seen, id, APPLIED, ann);
    assert.deepEqual(await alive(), [true], 'kept');
    const lost: Context['store']['write'] = async (work) => {
      await store.write(work);
      throw new Error('no answer to the commit');
    };
    await assert.rejects(linkScope({ ...seen, store: { ...store, write: lost } }, id, EVERYBODY, ann));
    assert.deepEqual(await alive(), [true], 'nobody knew that it was kept, and it was');
    assert.equal((await of(id)).steps.filter(({ step }) => step === 'scoped').length, 2);
    await prepare(id, 'denied');
    await issueLetter(context, id, ann);
    await assert.rejects(linkScope(seen, id, APPLIED, ann), { code: 'request-over' });
    assert.deepEqual(await alive(), [false], 'it was over meanwhile');
  });
});

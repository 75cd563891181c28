import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import { canonicalEvent, commit } from '@commonkey/ledger';
import { addDays, addYears } from '@commonkey/program';
import { catalogueFaults } from '@commonkey/words';
import type { z } from 'zod';
import { emptyPerson } from '../../desk/person/draft.ts';
import { colleagues } from '../legal/testing/colleagues.ts';
import { onlineCity } from '../papers/testing/origin.ts';
import { cityHall } from '../staff/testing/city-hall.ts';
import { Visitor } from '../staff/testing/visitor.ts';
import { actedBy } from '../store/acted-by.ts';
import type { Store } from '../store/store.ts';
import type { SigningOffice } from '../store/tables/questions.ts';
import { testContext } from '../testing/context.ts';
import { forOneServer } from '../testing/database.ts';
import { digestOf } from './digest.ts';
import { QUESTION_LIST, QUESTION_NAMES } from './list.ts';
import { words as staffWords } from './reviews/words.ts';
import { ownSignature, standingOf, standings } from './standing.ts';

/** Fields of routes that anybody reaches and that ask nobody anything, each with why. */
const NO_QUESTION: Readonly<Record<string, string>> = {
  '/papers step': 'which button was pressed',
  '/upload/part upload': 'which picture a part belongs to',
  '/upload/part from': 'where in the picture',
  '/upload/part total': 'how long the picture is',
  '/upload/part begin': 'a picture begins',
  '/upload/part drop': 'a picture is taken back',
  '/upload/part at': 'which page a picture is for',
  '/upload/throw-away at': 'which page a picture is for',
  '/apply/papers/:need/remove picture': 'which picture to take back',
  '/apply/new-code shown': 'that the new code was seen',
  '/apply/withdraw of': 'which application the form was about, for a button pressed twice',
  '/helpers/print slip': 'which slips a group prints',
  '/helpers/print language': 'what language the slips are printed in',
  '/helpers/out slip': 'which slips a group gave out',
  '/helpers/out language': 'what language the slips would be printed in',
  '/helpers/back slip': 'which slips a group gives back',
  '/helpers/back language': 'what language the slips would be printed in',
  '/mobile-day id': 'of the form, for a button pressed twice',
  '/ledger receipt': 'a receipt that the city gave, checked and forgotten',
};
/** Routes with no field of a closed body: what they take is a picture, or nothing but the press of a button. */
const BUTTONS = [
  '/apply/code',
  '/apply/papers/:need/shows',
  '/apply/face/keep',
  '/apply/send',
  '/apply/more/back',
  '/apply/appeal',
  '/apply/destroy',
];
/** What a desk takes besides its form: a date off the card's proof, a picture, and papers that are looked at. */
const DESK_BESIDE = ['desk birthDate', 'desk photo', 'desk papers'];

const listed = new Set<string>(QUESTION_NAMES.flatMap((name) => [...QUESTION_LIST[name].fields]));

function fieldsOf(body: z.ZodType | undefined): string[] {
  const { shape, def } = Object(body) as { shape?: object; def?: { options?: z.ZodType[] } };
  return shape ? Object.keys(shape) : (def?.options ?? []).flatMap(fieldsOf);
}

plain(
  'each field that anybody may fill in is a question of the list, and the list has no other',
  async () => {
    const untouched = new Proxy({} as Store, {
      get: () => assert.fail('the store was asked'),
    });
    const context = testContext(untouched, { program: await onlineCity() });
    const found = new Set<string>();
    const origins = await cityHall(context, (origin, { method, url, config }) => {
      if (origin !== 'public' || ![method].flat().includes('POST')) return;
      const fields = fieldsOf(config?.body);
      for (const field of fields) found.add(`${url} ${field}`);
      if (fields.length === 0 && !BUTTONS.includes(url)) found.add(url);
    });
    for (const app of Object.values(origins)) await app.close();
    assert.ok(found.size > 30, `only ${found.size} fields found`);
    const { chosen: _, ...person } = emptyPerson();
    for (const field of [...Object.keys(person).map((name) => `desk ${name}`), ...DESK_BESIDE])
      found.add(field);
    const open = [...found].filter((field) => !listed.has(field) && !(field in NO_QUESTION));
    assert.deepEqual(open, [], 'asked without a reason that anybody signs for');
    assert.deepEqual(
      [...listed].filter((field) => !found.has(field)),
      [],
      'in the list and asked nowhere',
    );
  },
);

plain('every sentence of the staff page is there in English and Spanish', () =>
  assert.deepEqual(catalogueFaults(staffWords, 'en'), []),
);

plain(
  'a year runs from the earlier of two signatures, by two people, for the question as it is asked',
  () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const row = (office: SigningOffice, signed_by: string, signed_on: string, digest = digestOf('name')) => ({
      question: 'name',
      digest,
      office,
      signed_by,
      signed_on,
    });
    const records = row('records-officer', one, '2026-02-01');
    const on = (rows: Parameters<typeof standingOf>[1], today: string) => {
      const { reviewed, due, overdue } = standingOf('name', rows, today);
      return [reviewed, due, overdue];
    };
    assert.deepEqual(on([], '2026-03-01'), [null, null, true]);
    assert.deepEqual(on([records], '2026-03-01'), [null, null, true]);
    assert.deepEqual(
      on([row('law-officer', one, '2026-03-01'), records], '2026-03-01'),
      [null, null, true],
      'one person',
    );
    const both = [row('law-officer', two, '2026-03-01'), records];
    assert.deepEqual(on(both, '2026-03-01'), ['2026-03-01', '2027-02-01', false]);
    assert.deepEqual(on(both, '2027-02-01'), ['2026-03-01', '2027-02-01', false]);
    assert.deepEqual(on(both, '2027-02-02'), ['2026-03-01', '2027-02-01', true]);
    const other = both.map((one) => ({ ...one, digest: digestOf('birth') }));
    assert.deepEqual(on(other, '2026-03-01'), [null, null, true], 'another question than was signed for');
    assert.deepEqual(on([{ ...records, question: 'birth' }, ...both.slice(0, 1)], '2026-03-01'), [
      null,
      null,
      true,
    ]);
  },
);

forOneServer('the yearly review of questions', (test) => {
  test('two people sign with a touch just now; anybody reads it; nothing of it changes', async ({
    store,
    address: _,
  }, t) => {
    const context = testContext(store, { program: await onlineCity() });
    const join = await colleagues(context);
    const [clerk, records, law] = [
      await join(['clerk']),
      await join(['records-officer', 'law-officer']),
      await join(['law-officer']),
    ];
    const { public: app } = await cityHall(context);
    t.after(() => app.close());
    const open = new Visitor(app, context.config.origins.public.origin);
    const data = async () => (await open.get('/what-we-ask.json')).json();
    assert.equal((await data()).overdue, QUESTION_NAMES.length);
    assert.match((await open.get('/what-we-ask?lang=en')).body, /standing-broken/);

    assert.equal((await clerk.visitor.get('/question-reviews')).statusCode, 403);
    const page = await records.visitor.get('/question-reviews?lang=en');
    assert.equal(page.statusCode, 200, page.body);
    assert.match(page.body, /wait for a signature/);
    const sign = (who: typeof clerk, question: readonly string[]) =>
      who.visitor.form('/', '/question-reviews', { question });
    assert.equal((await sign(clerk, ['name'])).statusCode, 403);
    const none = await sign(records, []);
    assert.equal(none.statusCode, 422);
    assert.match(
      none.body,
      /role="alert">Nothing was signed.*name="question"/s,
      'said where it can be mended',
    );
    assert.equal((await sign(records, ['surname'])).statusCode, 400);
    assert.equal((await sign(records, QUESTION_NAMES)).statusCode, 303);
    assert.equal((await data()).overdue, QUESTION_NAMES.length, 'one is not two');
    // Of both offices, and yet one person.
    const again = await sign(records, ['name']);
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /nothing was added/);
    assert.match((await records.visitor.get('/question-reviews?lang=en')).body, /You have signed for this\./);
    const count = async () => (await store.read.selectFrom('question_reviews').select('id').execute()).length;
    assert.equal(await count(), QUESTION_NAMES.length, 'a second press adds nothing');
    assert.equal((await data()).overdue, QUESTION_NAMES.length);

    context.setTime(new Date(context.clock.now().getTime() + 6 * 60_000));
    const stale = await sign(law, ['name', 'birth']);
    assert.equal(stale.statusCode, 403);
    assert.match(stale.body, /data-passkey="send-again"/);
    for (const name of ['name', 'birth'])
      assert.match(
        stale.body,
        new RegExp(`type="hidden" name="question" value="${name}"`),
        'what was chosen stays',
      );
    await law.touch();
    const both = await Promise.all([sign(law, QUESTION_NAMES), sign(law, QUESTION_NAMES)]);
    assert.deepEqual(
      both.map(({ statusCode }) => statusCode).sort(),
      [303, 409],
      'a press that is sent twice',
    );
    assert.equal(await count(), 2 * QUESTION_NAMES.length);
    const after = await data();
    assert.equal(after.overdue, 0);
    assert.deepEqual(after.questions[0], {
      name: 'name',
      why: 'stands-on-the-card',
      basis: 'programme-ordinance',
      places: ['online', 'desk'],
      optional: false,
      reviewed: '2026-03-02',
      due: '2027-03-02',
      overdue: false,
    });
    assert.ok(!JSON.stringify(after).includes(law.id), 'who signed is not public');
    for (const language of context.program.program.city.languages) {
      const { body } = await open.get(`/what-we-ask?lang=${language}`);
      assert.match(body, /standing-kept/);
      assert.doesNotMatch(body, />ask\./, `${language} lacks words`);
    }

    const rows = await store.read.selectFrom('question_reviews').selectAll().execute();
    const leaves = await store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const known = new Set(leaves.map(({ commitment }) => Buffer.from(commitment).toString('hex')));
    for (const { question, digest, office, signed_on, signed_by, by_salt, ledger_salt } of rows) {
      assert.ok(by_salt);
      const by = actedBy(by_salt, { staff: signed_by });
      const event = canonicalEvent({ kind: 'question-reviewed', question, digest, office, signed_on, by });
      const leaf = await commit(new Uint8Array(ledger_salt), event);
      assert.ok(known.has(Buffer.from(leaf).toString('hex')), `${question} has no leaf`);
    }
    const change = store.write((tx) =>
      tx.updateTable('question_reviews').set({ signed_on: '2030-01-01' }).execute(),
    );
    await assert.rejects(change);

    const [first] = rows;
    const later = addYears(first?.signed_on ?? '', 1);
    assert.equal((await standings(store.read, later)).filter(({ overdue }) => overdue).length, 0);
    const [soon] = await standings(store.read, addDays(later, -60));
    assert.ok(soon);
    assert.ok(ownSignature(soon, law.id, addDays(later, -61)));
    assert.equal(ownSignature(soon, law.id, addDays(later, -60)), undefined, 'signed anew in time');
    context.setTime(new Date('2027-03-04T18:00:00Z'));
    assert.equal(
      (await data()).overdue,
      QUESTION_NAMES.length,
      'a year later everything is to be signed anew',
    );
    assert.match((await open.get('/what-we-ask?lang=en')).body, /class="overdue"/);
  });
});

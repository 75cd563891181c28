import assert from 'node:assert/strict';
import type { TestContext as NodeTest } from 'node:test';
import type { Program } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import { openFile } from '../../review/browser/open-file.ts';
import { decide } from '../../review/decide.ts';
import { type Opened, openNext } from '../../review/open.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { keyOf, type Officer } from '../../review/testing/officers.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { type Applicant, heading, photo } from '../testing/applicant.ts';
import { ADULT, type Form, fillIn } from '../testing/fill-in.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { APPROVE, codeOn, DENY, headsOf, kindsOf, NO_SECOND_LOOK, rowOf } from './testing/rows.ts';
import { back, decided, NAME, sent } from './testing/sent.ts';

const ARABIC = 'محمد علي';
const CHILD: Form = { ...ADULT, who: 'child', born: ['3', '3', '2018'], emergency: 'Zéphyrine 312 555 0123' };
const ASK_PAPER = { verdict: 'ask', unmet: ['residency'] } as const;

forOneServer('who the card is for, corrected after it was sent', (test) => {
  test('the name in its own letters brings what it needs with it, and the reviewer sees the corrected one alone', async (db, t) => {
    const { hall, person, id, first } = await waiting(db, t);
    const before = await cardOf(hall, id);
    const page = await person.open('/apply/correct/own-name?lang=en');
    assert.match(page.body, new RegExp(`value="${NAME}"`));
    assert.doesNotMatch(page.body, /name="(latin|second)"/, 'a Latin name needs neither');

    const more = await person.answer({ name: ARABIC });
    assert.equal(more.statusCode, 422);
    assert.match(more.body, /one more answer. Nothing is saved yet/);
    assert.match(
      more.body,
      new RegExp(`name="latin"[^>]*value="${NAME}"`),
      'the line there is, to begin with',
    );
    assert.doesNotMatch(more.body, /field-wrong/, 'nobody did anything wrong');
    assert.equal(await cardOf(hall, id), before);
    const wrong = await person.answer({ name: ARABIC, latin: ARABIC, second: 'pl' });
    assert.match(wrong.body, /id="latin-error"/);
    assert.match(wrong.body, /id="second-error"/);
    await person.answer({ name: ARABIC, latin: 'Muhammad Ali', second: 'ar' });
    assert.equal(person.pathname(), '/apply/new-code');

    await assert.rejects(decide(hall.context, first.by, first.opened.token, APPROVE), isOver);
    const { card } = await seen(hall);
    assert.deepEqual(
      [card.answers.name, card.person.name, card.person.secondName, card.person.secondLanguage],
      [ARABIC, 'Muhammad Ali', ARABIC, 'ar'],
    );
    assert.notEqual(await cardOf(hall, id), before, 'the old one is shredded');

    await person.open('/apply/correct/own-name');
    await person.answer({ name: 'Muhammad Ali Odunsi', latin: 'Muhammad Ali', second: 'ar' });
    const { person: plain, answers } = (await seen(hall)).card;
    assert.deepEqual(
      [answers.name, plain.name, plain.secondName, plain.secondLanguage],
      ['Muhammad Ali Odunsi', 'Muhammad Ali Odunsi', '', ''],
      'a Latin name is the card’s line itself',
    );
    assert.equal(plain.address, '17 Thistlewood Lane', 'and nothing else changed');
  });

  test('the birth date, read as it was at first; what else has to be shown at that age can be sent at once', async (db, t) => {
    const { hall, person, id, first } = await waiting(db, t, atLeast65);
    const page = await person.open('/apply/correct/birth?lang=en');
    for (const value of ['17', '4', '1987']) assert.match(page.body, new RegExp(`value="${value}"`));
    const wrong = await person.answer({ day: '17', month: '4', year: '87' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /four figures/);
    await person.open('/apply/correct/birth');
    await person.answer({ day: '17', month: '4', year: '1978' });
    await assert.rejects(decide(hall.context, first.by, first.opened.token, APPROVE), isOver);
    assert.equal((await seen(hall)).card.person.birthDate, '1978-04-17');
    assert.match(person.at, /done=corrected(&|$)/, 'at that age nothing else is asked for');

    await person.open('/apply/correct/birth');
    await person.answer({ day: '17', month: '4', year: '1950' });
    const old = await person.answer({}, person.at);
    assert.match(old.body, /At this age another paper is needed/);
    assert.deepEqual((await rowOf(hall, id)).unmet, [], 'no plain column tells of an age (T2)');
    await person.open('/apply/more');
    await person.open('/apply/more/guardian');
    await person.upload(await photo('#174'));
    const { card, papers } = await seen(hall);
    assert.equal(card.person.birthDate, '1950-04-17');
    assert.deepEqual(papers.at(-1)?.shows, ['guardian']);
    assert.equal(papers.length, 3);
  });

  test('a birth date at which somebody else signs is refused kindly, with the way out, and nothing changes', async (db, t) => {
    const { hall, person, id } = await waiting(db, t);
    const before = await cardOf(hall, id);
    await person.open('/apply/correct/birth?lang=en');
    const child = await person.answer({ day: '17', month: '4', year: '2019' });
    assert.equal(child.statusCode, 422);
    assert.equal(heading(child), 'Another way fits better');
    assert.match(child.body, /a parent or guardian applies/);
    assert.match(child.body, /Nothing was changed/);
    assert.match(child.body, /href="\/apply\/withdraw/);
    assert.match(child.body, /href="\/apply\/correct\/birth/);
    assert.equal(await cardOf(hall, id), before);
    await person.open('/apply/withdraw');
    await person.answer();

    const young = await childs(hall);
    const kept = await cardOf(hall, young.id);
    await young.person.open('/apply/correct/birth?lang=en');
    const grown = await young.person.answer({ day: '3', month: '3', year: '2001' });
    assert.match(grown.body, /old enough to apply without a parent or guardian/);
    assert.equal(await cardOf(hall, young.id), kept);
    await young.person.open('/apply/correct/birth');
    await young.person.answer({ day: '3', month: '3', year: '2019' });
    await young.person.open('/apply/correct/emergency');
    await young.person.answer({ emergency: 'Odunsi 312 555 0199' });
    const { person: card } = (await seen(hall)).card;
    assert.deepEqual([card.birthDate, card.emergencyContact], ['2019-03-03', 'Odunsi 312 555 0199']);
  });

  test('a new photo that nobody asked for takes the place of the first; what was asked for stays asked', async (db, t) => {
    const { hall, person, id, first } = await waiting(db, t);
    const before = await cardOf(hall, id);
    const { face } = (await openFile(first.opened, keyOf(first.officer))).card;
    await person.open('/apply/correct');
    await person.open('/apply/another-photo');
    const refused = await person.upload(Buffer.from('no picture'));
    assert.equal(refused.statusCode, 415);
    assert.equal(await cardOf(hall, id), before);
    await person.open('/apply/another-photo');
    await person.upload(await photo('#0c0'));
    await assert.rejects(decide(hall.context, first.by, first.opened.token, APPROVE), isOver);
    assert.notDeepEqual(Buffer.from((await seen(hall)).card.face), Buffer.from(face));
    assert.notEqual(await cardOf(hall, id), before);

    await release(hall);
    await decided(hall, hall.officers[0], ASK_PAPER);
    await person.open('/apply/another-photo');
    await person.upload(await photo('#00c'));
    await person.open('/apply/correct/name');
    await person.answer({ name: 'Somebody Else' });
    const { state, unmet } = await rowOf(hall, id);
    assert.deepEqual([state, unmet], ['asked', ['residency']], 'the paper is still missing');
  });

  test('where nothing can be corrected any more the page says what to do instead', async (db, t) => {
    const closed = /cannot be changed here any more. You can take your application back and apply again/;
    const hall = await portalHall(db, t, { change: withSecondLooks(100) });
    const { code } = await sent(hall);
    await decided(hall, hall.officers[0], APPROVE);
    const person = await back(hall, code);
    const doors = async (said: RegExp) => {
      for (const path of ['correct', 'correct/own-name', 'correct/birth', 'another-photo', 'correct/name']) {
        const page = await person.open(`/apply/${path}?lang=en`);
        assert.equal(person.pathname(), '/apply/follow', path);
        assert.match(page.body, said);
      }
    };
    await doors(closed);
    await decided(hall, hall.officers[1], APPROVE);
    await doors(closed);
  });

  test('after a no it can be corrected once appealed, and the page says so; never when the days are over', async (db, t) => {
    const { hall, person, id } = await waiting(db, t);
    await release(hall);
    await decided(hall, hall.officers[0], DENY);
    const no = await person.open('/apply/correct/birth?lang=en');
    assert.equal(person.pathname(), '/apply/follow');
    assert.match(no.body, /You can correct it once you have appealed/);
    await person.open('/apply/appeal');
    const code = codeOn((await person.answer()).body);
    await person.open('/apply/correct/birth');
    await person.answer({ day: '18', month: '4', year: '1987' });
    const [, other] = hall.officers;
    assert.equal((await seen(hall, other)).card.person.birthDate, '1987-04-18');
    const box = (await headsOf(hall, id)).find(({ kind }) => kind === 'review-box');
    hall.context.setTime(new Date(`${box?.endsOn}T18:00:00Z`));
    const late = await back(hall, code);
    for (const path of ['correct', 'correct/birth', 'correct/own-name', 'another-photo']) {
      assert.equal(heading(await late.open(`/apply/${path}?lang=en`)), 'It ended without an answer', path);
      assert.equal(late.pathname(), '/apply/follow', path);
    }
  });
});

/** Sent, and open before a reviewer. */
async function waiting(db: TestDatabase, t: NodeTest, change: (program: Program) => Program = (one) => one) {
  const hall = await portalHall(db, t, { change: (program) => change(NO_SECOND_LOOK.change(program)) });
  const { code, id } = await sent(hall);
  const [officer] = hall.officers;
  assert.ok(officer);
  const opened = await openNext(hall.context, officer.staffId);
  return { hall, id, person: await back(hall, code), first: { by: officer.staffId, officer, opened } };
}

/** A city that asks for one paper more from 65 on. */
const atLeast65 = (program: Program): Program => ({
  ...program,
  requirements: program.requirements.map((one) =>
    one.id === 'guardian'
      ? { ...one, ages: { from: 65 }, rule: { count: 1, of: { shows: 'residency' } } }
      : one,
  ),
});

async function childs(hall: PortalHall): Promise<{ person: Applicant; id: string }> {
  const person = hall.visitor();
  await person.begin();
  await fillIn(person, CHILD);
  await person.open('/apply/check');
  await person.answer({}, '/apply/send');
  const { id } = await hall.context.store.read
    .selectFrom('applications')
    .select('id')
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return { person, id };
}

/** What a reviewer's page shows now. */
async function seen(hall: PortalHall, officer: Officer | undefined = hall.officers[0]) {
  assert.ok(officer);
  await release(hall);
  const opened: Opened = await openNext(hall.context, officer.staffId);
  return openFile(opened, keyOf(officer));
}

/** A reviewer's time with it is over. */
async function release({ context }: PortalHall): Promise<void> {
  await context.store.write((tx) =>
    tx.updateTable('applications').set({ reserved_by: null, reserved_until: null }).execute(),
  );
}

/** Which sealed record is the card's. */
async function cardOf(hall: PortalHall, id: string): Promise<string> {
  assert.deepEqual((await kindsOf(hall, id)).filter((kind) => kind === 'card').length, 1);
  return (await headsOf(hall, id)).find(({ kind, ending }) => kind === 'card' && !ending)?.id ?? '';
}

const isOver = (error: unknown): boolean => isFault(error) && error.code === 'review-over';

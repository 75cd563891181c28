import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Program, portalRules } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { placeHold } from '../../holds/holding.ts';
import { EVERYTHING } from '../../holds/scope.ts';
import { APPROVE, DENY } from '../../review/testing/deciding.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { cityDay } from '../../testing/city-day.ts';
import { forOneServer } from '../../testing/database.ts';
import type { Applicant } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { APPEAL_PATH, DESTROY_PATH, EXISTS_PATH, PICK_UP_PATH } from './paths.ts';
import { back, decided, sent } from './testing/sent.ts';
import { words } from './words.ts';

const MAY_COME = 'If we say no and you appeal, the days start again on the day you appeal.';
const CAME =
  /You can appeal before (?<day>.*?\d{4})\. If you do, the days start again on the day you appeal\./;

/** What it says of an appeal, in one word; the day of one that can be made. */
async function says(person: Applicant): Promise<{ of: 'nothing' | 'may-come' | 'came'; day?: string }> {
  const { statusCode, body } = await person.get(`${EXISTS_PATH}?lang=en`);
  assert.equal(statusCode, 200);
  const text = body.replaceAll(/<[^>]+>/g, '');
  const day = CAME.exec(text)?.groups?.day;
  assert.equal(/appeal/.test(text.replace(MAY_COME, '').replace(CAME, '')), false, text);
  if (day !== undefined) return { of: 'came', day };
  return { of: text.includes(MAY_COME) ? 'may-come' : 'nothing' };
}

forOneServer('UX-02: what exists about the reader, and the appeal that moves its days', (test) => {
  test('of a draft that was not sent: no word of an appeal', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    await person.answer({ who: 'self' });
    assert.deepEqual(await says(person), { of: 'nothing' });
  });

  test('sent: one may come; after a no: until when, and what it does; after the appeal, or the end of the papers: none', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const { code, id } = await sent(hall);
    const person = await back(hall, code);
    assert.deepEqual(await says(person), { of: 'may-come' });
    await decided(hall, hall.officers[0], { verdict: 'ask', unmet: ['residency'] });
    assert.deepEqual(await says(person), { of: 'may-come' });
    await person.open('/apply/more');
    await person.answer({}, '/apply/more/back');
    await decided(hall, hall.officers[0], DENY);
    assert.deepEqual(await says(person), { of: 'came', day: await lastDayOf(hall, id) });
    await person.open(APPEAL_PATH);
    await person.answer();
    assert.deepEqual(await says(person), { of: 'nothing' });
    await decided(hall, hall.officers[1], DENY);
    assert.deepEqual(await says(person), { of: 'nothing' }, 'an appeal is made once');
  });

  for (const officers of [1, 2])
    test(`T10: who opens it where ${officers} can: as many as the start page says`, async (db, t) => {
      const hall = await portalHall(db, t, { officers });
      const person = await back(hall, (await sent(hall)).code);
      const { body } = await person.get(`${EXISTS_PATH}?lang=en`);
      assert.equal(/One person worked here when you sent this/.test(body), officers === 1);
      assert.match(body, /only two officers together, by order/);
      const start = (await hall.visitor().get('/apply?lang=en')).body;
      const secondLook = portalRules(hall.context.program.program)?.secondLook.percent ?? 0;
      assert.ok(secondLook > 0);
      assert.equal(/while one works alone, nobody can open it/.test(start), officers === 1);
      assert.equal(/One reviewer can open what you send until it is decided/.test(start), officers === 2);
      assert.equal(start.includes(`For ${secondLook} in 100, a second person looks first`), officers === 2);
      assert.doesNotMatch(body + start, /until it is gone/);
    });

  test('T10: the sheet for the desk names whoever else can open the card, in the words of what exists', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const person = await back(hall, (await sent(hall)).code);
    await decided(hall, hall.officers[0], APPROVE);
    for (const [language, { 'after.opens-order': order }] of Object.entries(words)) {
      assert.ok(order, language);
      for (const path of [PICK_UP_PATH, EXISTS_PATH]) {
        const { statusCode, body } = await person.get(`${path}?lang=${language}`);
        assert.equal(statusCode, 200);
        assert.ok(body.includes(order), `${path} ${language}`);
      }
    }
    assert.doesNotMatch((await person.get(`${PICK_UP_PATH}?lang=en`)).body, /Nobody can open/);
  });

  test('after a no whose papers were destroyed, and after a yes: none', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const denied = await sent(hall);
    const person = await back(hall, denied.code);
    await decided(hall, hall.officers[0], DENY);
    await person.open(DESTROY_PATH);
    await person.answer();
    assert.deepEqual(await says(person), { of: 'nothing' });
    const approved = await sent(hall);
    const other = await back(hall, approved.code);
    await decided(hall, hall.officers[0], APPROVE);
    assert.deepEqual(await says(other), { of: 'nothing' });
  });
});

/** A city whose law wants a certificate for drafts. */
const AUTHORITY = 'Local Records Commission';
const draftsWait = (program: Program): Program => ({
  ...program,
  series: program.series.map((one) =>
    one.id === portalRules(program)?.records.draft
      ? { ...one, certificate: { daysBefore: 30, authority: AUTHORITY } }
      : one,
  ),
});

forOneServer('where a law wants a certificate for drafts', (test) => {
  test('no last day of one is promised, and one that was sent and waits is among what exists', async (db, t) => {
    const hall = await portalHall(db, t, { change: draftsWait });
    const { body: notice } = await hall.visitor().get('/apply/what-we-keep?lang=en');
    assert.match(notice, /wait for a paper from this office before we destroy: Local Records Commission/);
    const person = hall.visitor();
    await person.begin();
    await person.answer({ who: 'self' });
    const line = (body: string, of: string) =>
      new RegExp(`${of}.*?</tr>`, 's').exec(body)?.[0].replaceAll(/<[^>]+>/g, ' ') ?? '';
    const draft = line((await person.get(`${EXISTS_PATH}?lang=en`)).body, 'Your answers so far');
    assert.match(draft, /from [^<]* on, once a paper from this office lets us: Local Records Commission/);
    const { code, id } = await sent(hall);
    const left = async () =>
      (await hall.context.vault.heads(hall.context.store.read, id)).map(({ kind }) => kind);
    assert.ok((await left()).includes('draft'), 'it waits');
    const sender = await back(hall, code);
    const { body } = await sender.get(`${EXISTS_PATH}?lang=en`);
    assert.match(line(body, 'Your answers so far'), /from [^<]* on, once a paper from this office lets us/);
    assert.match(line(body, 'Pictures of your papers'), /on [^<]* at the latest/);
  });

  test('T12: a hold adds nothing to it', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code, id } = await sent(hall);
    const { store } = hall.context;
    const person = await back(hall, code);
    const before = (await person.get(`${EXISTS_PATH}?lang=en`)).body;
    await placeHold(store, EVERYTHING, randomUUID(), hall.context);
    await store.write((tx) =>
      tx
        .updateTable('vault_records')
        .set({ ends_on: cityDay(hall.context) })
        .where('kind', '=', 'papers')
        .execute(),
    );
    assert.equal((await hall.context.vault.heads(store.read, id)).length > 0, true);
    const { body } = await person.get(`${EXISTS_PATH}?lang=en`);
    assert.match(before, /Pictures of your papers/);
    assert.doesNotMatch(body, /Pictures of your papers/, 'no page says that a hold keeps it');
  });
});

async function lastDayOf({ context }: PortalHall, id: string): Promise<string> {
  const { appeal_until: until } = await context.store.read
    .selectFrom('applications')
    .select('appeal_until')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  assert.ok(until);
  return wordDay('en', until);
}

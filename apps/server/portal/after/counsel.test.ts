import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { placeHold } from '../../holds/holding.ts';
import { upholdHold } from '../../holds/lifting.ts';
import { over } from '../../holds/testing/scope.ts';
import { type Wording, writeWording } from '../../legal/wording.ts';
import { forOneServer } from '../../testing/database.ts';
import { heading } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';

const COURT = 'A court told us to keep it <until> it has decided.';
const ESCAPED = 'A court told us to keep it &lt;until> it has decided.';
const EVERYBODY = /destroyed as soon as the law lets us/;

/** Somebody who began to apply: a draft is a record too, and the first that a hold can keep. */
async function begun(hall: PortalHall) {
  const person = hall.visitor();
  await person.begin();
  return person;
}
/** What is on the pages that speak of what is kept, without what differs from one answer to the next. */
async function pagesOf(hall: PortalHall, language = 'en') {
  const person = await begun(hall);
  const exists = await person.open(`/apply/what-exists?lang=${language}`);
  const before = await person.open(`/apply/withdraw?lang=${language}`);
  const after = await person.answer({}, `/apply/withdraw?lang=${language}`);
  const bare = (body: string) =>
    body.replace(/name="(_csrf|of)" value="[^"]*"|nonce="[^"]*"|\?lang=[a-z-]+/gi, '');
  return {
    exists: bare(exists.body),
    before: bare(before.body),
    after: bare(after.body),
    at: person.at,
    person,
  };
}

async function hold({ context }: PortalHall, series: string | null, wording: Wording | null) {
  const { store, clock, random, vault } = context;
  const placing = { clock, random, inFlight: vault.inFlight };
  const { id } = await placeHold(store, over(series), randomUUID(), placing);
  await upholdHold(store, id, randomUUID(), placing);
  const say = (words: Wording) =>
    store.write((tx) => writeWording(tx, id, words, { by: randomUUID(), now: clock.now(), random }));
  if (wording) await say(wording);
  return { id, say };
}

forOneServer('counsel’s words', (test) => {
  test('T12: said where a hold keeps something and may be spoken of, escaped, beside what everybody reads, in no address', async (db, t) => {
    const hall = await portalHall(db, t);
    const free = await pagesOf(hall);
    await hold(hall, 'portal-card', { gag: false, sentences: { en: 'Of something else.' } });
    const other = await pagesOf(hall);
    assert.deepEqual([other.exists, other.before, other.after], [free.exists, free.before, free.after]);
    const { say } = await hold(hall, 'portal-draft', { gag: false, sentences: { en: COURT } });
    const told = await pagesOf(hall);
    for (const page of [told.exists, told.before, told.after]) assert.ok(page.includes(ESCAPED), page);
    for (const page of [told.before, told.after]) assert.match(page, EVERYBODY);
    assert.ok(!told.at.includes('said') && !told.at.includes('hold'), told.at);
    assert.equal(heading(await told.person.open('/apply/what-exists')) === '', false);
    const spanish = await pagesOf(hall, 'es');
    assert.ok(![spanish.exists, spanish.before, spanish.after].some((page) => page.includes('A court')));
    await say({ gag: false, sentences: { en: 'Other words.' } });
    const later = await pagesOf(hall);
    assert.ok(later.after.includes('Other words.') && !later.after.includes('A court'));
    await hold(hall, null, { gag: false, sentences: { en: 'Words that differ.' } });
    const differing = await pagesOf(hall);
    assert.deepEqual([differing.before, differing.after], [free.before, free.after], 'several: none is said');
  });

  test('T12: a hold that may not be spoken of changes no byte, alone or beside another', async (db, t) => {
    const hall = await portalHall(db, t);
    const free = await pagesOf(hall);
    const { say } = await hold(hall, null, { gag: true, sentences: { en: 'Never said.' } });
    const bound = await pagesOf(hall);
    assert.deepEqual([bound.exists, bound.before, bound.after], [free.exists, free.before, free.after]);
    await hold(hall, 'portal-draft', { gag: false, sentences: { en: COURT } });
    const both = await pagesOf(hall);
    assert.ok(both.after.includes(ESCAPED) && !both.after.includes('Never said'));
    await say({ gag: true, sentences: { en: COURT, es: 'Nunca.' } });
    const again = await pagesOf(hall);
    assert.deepEqual([again.exists, again.before, again.after], [both.exists, both.before, both.after]);
    assert.ok(!(await pagesOf(hall, 'es')).after.includes('Nunca'));
  });

  test('T6: what a hold keeps of a draft that was taken back is not ended by emptying what opens it', async (db, t) => {
    const hall = await portalHall(db, t);
    const boxes = async () =>
      (
        await db.store.read
          .selectFrom('applications')
          .select(['code_box', 'next_code_box', 'next_tag'])
          .execute()
      ).map(({ code_box }) => code_box.length);
    await pagesOf(hall);
    assert.deepEqual(await boxes(), [], 'gone with all else');
    await hold(hall, 'portal-draft', null);
    await pagesOf(hall);
    const [left] = await boxes();
    assert.ok(left !== undefined && left > 0);
  });
});

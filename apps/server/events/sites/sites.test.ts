import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '@commonkey/program';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { testContext } from '../../testing/context.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { announceDay } from '../calendar/make-day.ts';
import { cityNow } from '../days.ts';
import { aDay } from '../testing/day.ts';
import { answerSite, askForDay, prefilled, siteRequests } from './ask.ts';

const TYPED = {
  ...{ organisation: 'Corner Kitchen', place: 'Old School', address: '5 Example Street' },
  ...{ weeks: 'the week of 4 May', people: '120', contact: 'office@kitchen.example' },
};
const WISH = { ...TYPED, people: 120, languages: ['es', 'ar'], access: ['step-free' as const] };

async function town({ store }: TestDatabase) {
  const context = testContext(store, await modelCity());
  const origins = await cityHall(context);
  const visitor = () => new Visitor(origins.public, context.config.origins.public.origin);
  const send = (change: Record<string, string | string[]> = {}, id = randomUUID()) =>
    visitor().form('/mobile-day', '/mobile-day?lang=en', { ...TYPED, id, ...change });
  return { context, send, visitor, read: store.read, today: cityNow(context).day };
}

forOneServer('organisations that ask for a day', (test) => {
  test('a form without a script asks once, however often it is pressed, and says not to write of residents', async (db) => {
    const { send, visitor, read, today } = await town(db);
    const form = await visitor().get('/mobile-day?lang=en');
    assert.match(form.body, /Write no name of anybody who would come for a card/);
    const id = randomUUID();
    for (let press = 0; press < 2; press += 1) {
      const sent = await send({ speaks: ['es', 'ar', 'nonsense'], access: 'step-free' }, id);
      assert.equal(sent.statusCode, 200);
      assert.match(sent.body, /We have your request/);
    }
    const rows = await siteRequests(read);
    assert.deepEqual(rows, [
      {
        ...{ ...WISH, id, languages: ['es', 'ar'], state: 'asked', reason: null },
        ...{ planned: null, day: null, asked_on: today, ends_on: addDays(today, 180) },
      },
    ]);
  });

  test('what is missing is said beside its field, and what was typed stays', async (db) => {
    const { send, read } = await town(db);
    const page = await send({ place: ' ', people: 'many', contact: 'x', speaks: 'es' });
    assert.equal(page.statusCode, 422);
    for (const field of ['place', 'people', 'contact'])
      assert.match(page.body, new RegExp(`id="${field}-error"`));
    const summary = page.body.slice(0, page.body.indexOf('<form method'));
    assert.match(
      summary,
      /href="#place"[^>]*>[^<:]*: Fill in this field\.</,
      'which field, also in the summary',
    );
    assert.match(summary, /href="#people"[^>]*>[^<:]*: Write a number from 1/);
    assert.ok(!page.body.includes('id="weeks-error"'));
    assert.match(page.body, /value="the week of 4 May"/);
    assert.match(page.body, /name="speaks" value="es" checked/);
    assert.equal((await siteRequests(read)).length, 0);
  });

  test('an answer is given once, ends the record sooner and never later, and a yes fills in the form of a day', async (db) => {
    const { context, read, today } = await town(db);
    const [yes, no, late] = [randomUUID(), randomUUID(), randomUUID()];
    for (const id of [yes, no, late]) await askForDay(context, { id, ...WISH });
    assert.deepEqual(await prefilled(read, { site: yes }), {});
    await answerSite(context, yes, null);
    await answerSite(context, no, 'too-few');
    await assert.rejects(answerSite(context, no, null), { code: 'site-unknown' });
    await assert.rejects(answerSite(context, randomUUID(), null), { code: 'site-unknown' });
    assert.deepEqual(await prefilled(read, { site: yes }), {
      ...{ site: yes, place: 'Old School', address: '5 Example Street' },
      ...{ 'speaks-es': 'on', 'speaks-ar': 'on', 'access-step-free': 'on' },
    });
    for (const query of [{ site: no }, { site: late }, { site: 'x' }, { site: [yes] }, null])
      assert.deepEqual(await prefilled(read, query), {});
    context.setTime(new Date(context.clock.now().getTime() + 150 * 86_400_000));
    await answerSite(context, late, 'no-people');
    const rows = await siteRequests(read);
    const of = (id: string) => rows.find((row) => row.id === id);
    assert.deepEqual(
      [yes, no, late].map((id) => [of(id)?.state, of(id)?.reason, of(id)?.ends_on]),
      [
        ['accepted', null, addDays(today, 60)],
        ['declined', 'too-few', addDays(today, 60)],
        ['declined', 'no-people', addDays(today, 180)],
      ],
    );
  });

  test('the day made from an accepted request is named there, and no second one takes its place', async (db) => {
    const { context, read } = await town(db);
    const [yes, waits] = [randomUUID(), randomUUID()];
    for (const id of [yes, waits]) await askForDay(context, { id, ...WISH });
    await answerSite(context, yes, null);
    const wish = aDay(context);
    const mark = await announceDay(context, { ...wish, site: yes });
    await announceDay(context, { ...wish, id: randomUUID(), site: yes });
    await announceDay(context, { ...wish, id: randomUUID(), site: waits });
    const rows = await siteRequests(read);
    const named = (id: string) =>
      rows.filter((row) => row.id === id).map(({ planned, day }) => [planned, day]);
    assert.deepEqual([named(yes), named(waits)], [[[mark, wish.day]], [[null, null]]]);
    assert.deepEqual(await prefilled(read, { site: yes }), {}, 'no form invites to a second one');
  });

  test('when nobody could read another one, the page says so and gives back what was typed', async (db) => {
    const { context, send, read } = await town(db);
    await Promise.all(Array.from({ length: 300 }, () => askForDay(context, { id: randomUUID(), ...WISH })));
    const page = await send();
    assert.equal(page.statusCode, 503);
    assert.match(page.body, /value="Old School"/);
    assert.equal((await siteRequests(read)).length, 300);
  });
});

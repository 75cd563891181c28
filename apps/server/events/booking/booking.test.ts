import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import type { TestContext } from '../../testing/context.ts';
import { testContext } from '../../testing/context.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { changeDay } from '../calendar/change-day.ts';
import { cityNow, oneDay } from '../days.ts';
import { announced } from '../testing/day.ts';

type Page = Awaited<ReturnType<Visitor['get']>>;

async function town({ store }: TestDatabase) {
  const context = testContext(store, await modelCity());
  const origins = await cityHall(context);
  const visitor = () => new Visitor(origins.public, context.config.origins.public.origin);
  return { context, visitor };
}

const codeOn = (page: Page): string =>
  /<code>([0-9A-Z-]{11})<\/code>/.exec(page.body)?.[1] ?? assert.fail(page.body);
const keep = (person: Visitor, mark: string, time = '540', party = '2') =>
  person.form(`/events/${mark}`, `/events/${mark}?lang=en`, { time, party });
const withCode = (
  person: Visitor,
  act: '' | '/confirm' | '/cancel' | '/move',
  fields: Record<string, string>,
) => person.form('/booking', `/booking${act}?lang=en`, fields);
const freeAt = async (context: TestContext, mark: string, at = 540) =>
  (await oneDay(context, context.store.read, mark)).times.find(({ starts }) => starts === at)?.free ?? 0;

forOneServer('booking by a code', (test) => {
  test('a place is kept, a yes books it, a later time is taken, and it is given back: one code, no name, no cookie', async (db) => {
    const { context, visitor } = await town(db);
    const mark = await announced(context);
    const person = visitor();
    const list = await person.get('/events?lang=en');
    assert.match(list.body, /North Branch Library/);
    const before = await freeAt(context, mark);
    const kept = await keep(person, mark);
    assert.equal(kept.statusCode, 200);
    assert.match(kept.body, /Write this code down, then say yes/);
    const code = codeOn(kept);
    assert.equal(await freeAt(context, mark), before - 2);
    const booked = await withCode(person, '/confirm', { code: ` ${code.toLowerCase().replace('-', ' ')} ` });
    assert.match(booked.body, /Your places are booked/);
    assert.match(booked.body, /2 people on/);
    const moved = await withCode(person, '/move', { code, time: '570' });
    assert.match(moved.body, /9:30/);
    assert.deepEqual([await freeAt(context, mark), await freeAt(context, mark, 570)].length, 2);
    assert.equal(await freeAt(context, mark), before);
    const gone = await withCode(person, '/cancel', { code });
    assert.match(gone.body, /The places are free again/);
    assert.match((await withCode(person, '', { code })).body, /You gave these places back/);
    assert.equal((await withCode(person, '/confirm', { code })).statusCode, 409);
    assert.deepEqual(person.cookies, {}, 'the code is the only handle');
    const [row] = await db.store.read.selectFrom('event_bookings').selectAll().execute();
    const day = await oneDay(context, db.store.read, mark);
    assert.equal(row?.ends_on, addDays(day.day, 1));
    assert.ok(!JSON.stringify(context.events).includes(code.slice(0, 5)));
  });

  test('whoever does not say yes in time loses the places when somebody else wants them, and not before', async (db) => {
    const { context, visitor } = await town(db);
    const mark = await announced(context, {
      opens: 540,
      closes: 570,
      stations: 1,
      printers: 1,
      walkInShare: 0,
      helperShare: 0,
    });
    const free = await freeAt(context, mark);
    const [first, second] = [visitor(), visitor()];
    const codes = [];
    for (let left = free; left > 0; left -= Math.min(4, left))
      codes.push(codeOn(await keep(first, mark, '540', String(Math.min(4, left)))));
    const full = await keep(second, mark, '540', '1');
    assert.equal(full.statusCode, 409);
    assert.match(full.body, /Choose another time, or come in smaller groups/);
    context.setTime(new Date(context.clock.now().getTime() + 11 * 60_000));
    const late = await withCode(first, '/confirm', { code: codes.at(-1) ?? '' });
    assert.match(late.body, /Your places are booked/, 'nobody else wanted them');
    const taken = codeOn(await keep(second, mark, '540', '1'));
    const lapsed = await withCode(first, '/confirm', { code: codes[0] ?? '' });
    assert.equal(lapsed.statusCode, 409);
    assert.match(lapsed.body, /The minutes to say yes have passed/);
    assert.match((await withCode(second, '/confirm', { code: taken })).body, /Your places are booked/);
  });

  test('a code that was never given, a wrong letter, and a code of an application: one answer', async (db) => {
    const { context, visitor } = await town(db);
    const mark = await announced(context);
    const person = visitor();
    const code = codeOn(await keep(person, mark));
    const wrong = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    const answers = [];
    for (const typed of [wrong, '00000-00000', '4T7RB-N9X2K-4T7RB', '', 'Zephyrine'])
      answers.push(await withCode(visitor(), '', { code: typed }));
    for (const page of answers) {
      assert.equal(page.statusCode, 422);
      assert.match(page.body, /This code opens nothing/);
      assert.ok(!page.body.includes('Zephyrine'), 'what was typed is not shown again');
    }
  });

  test('too many people, no time, a time that does not exist, one that has begun: said beside the field, nothing kept', async (db) => {
    const { context, visitor } = await town(db);
    const mark = await announced(context, { day: addDays(cityNow(context).day, 1), opens: 540, closes: 660 });
    const person = visitor();
    const tries = [
      [await keep(person, mark, '540', '5'), 422, /From 1 to 4 people can book together/],
      [
        await person.form(`/events/${mark}`, `/events/${mark}?lang=en`, { party: '1' }),
        422,
        /Choose one of the times/,
      ],
      [
        await keep(person, mark, '541', '1'),
        409,
        /not so many free places at this time|No time of this day has room/,
      ],
    ] as const;
    for (const [page, status, says] of tries) {
      assert.equal(page.statusCode, status);
      assert.match(page.body, says);
    }
    const day = await oneDay(context, db.store.read, mark);
    context.setTime(new Date(`${day.day}T15:20:00Z`));
    const begun = await keep(person, mark, '540', '1');
    assert.equal(begun.statusCode, 409);
    assert.match(begun.body, /This time has begun/);
    assert.equal((await person.get('/events/000000')).statusCode, 404);
    assert.equal((await person.get('/events/no-such')).statusCode, 404);
    assert.deepEqual(await db.store.read.selectFrom('event_bookings').select('id').execute(), []);
  });

  test('a stopped day gives no places, keeps those that are booked, and of two who press at once one is told', async (db) => {
    const { context, visitor } = await town(db);
    const mark = await announced(context);
    const person = visitor();
    const code = codeOn(await keep(person, mark));
    await withCode(person, '/confirm', { code });
    const waiting = codeOn(await keep(person, mark));
    const presses = await Promise.allSettled([
      changeDay(context, { mark, version: 1 }, 'stopped', 'safety'),
      changeDay(context, { mark, version: 1 }, 'cancelled', 'place'),
    ]);
    assert.deepEqual(presses.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const [lost] = presses.flatMap((one) => (one.status === 'rejected' ? [Object(one.reason).code] : []));
    assert.ok(lost === 'event-changed' || lost === 'event-cancelled', lost);
    const refused = await keep(visitor(), mark);
    assert.equal(refused.statusCode, 409);
    assert.match(refused.body, /gives no new places/);
    assert.equal((await withCode(person, '/confirm', { code: waiting })).statusCode, 409);
    // Whichever was first stands: a code of a cancelled day says that alone.
    const stands = lost === 'event-changed' ? /2 people on/ : /does not take place/;
    assert.match((await withCode(person, '', { code })).body, stands);
    await assert.rejects(changeDay(context, { mark, version: 1 }, 'announced', null), {
      code: 'event-changed',
    });
  });

  test('places are released in parts, and each part has some of every part of the day', async (db) => {
    const { context } = await town(db);
    const mark = await announced(context, { day: addDays(cityNow(context).day, 7), releases: [3, 30, 1] });
    const now = await oneDay(context, db.store.read, mark);
    for (const { free, later } of now.times)
      assert.ok(free >= 2 && later >= 3, `${free} now, ${later} later`);
    assert.ok(now.nextRelease && now.nextRelease > context.clock.now());
    context.setTime(now.nextRelease);
    const then = await oneDay(context, db.store.read, mark);
    const sum = (day: typeof now) => day.times.reduce((all, { free }) => all + free, 0);
    assert.ok(sum(then) > sum(now) * 1.5);
    assert.ok(then.nextRelease && then.nextRelease > now.nextRelease);
  });

  test('the night after the day nothing of a booking is left', async (db) => {
    const { context, visitor } = await town(db);
    const mark = await announced(context);
    await withCode(visitor(), '/confirm', { code: codeOn(await keep(visitor(), mark)) });
    const { day } = await oneDay(context, db.store.read, mark);
    const left = () => db.store.read.selectFrom('event_bookings').select('id').execute();
    context.setTime(new Date(`${day}T23:00:00Z`));
    await context.holds.sweep(db.store);
    assert.equal((await left()).length, 1);
    context.setTime(new Date(`${addDays(day, 1)}T09:00:00Z`));
    await context.holds.sweep(db.store);
    assert.deepEqual(await left(), []);
    const seats = await db.store.read
      .selectFrom('event_seats')
      .select('booking')
      .where('booking', 'is not', null)
      .execute();
    assert.deepEqual(seats, []);
  });
});

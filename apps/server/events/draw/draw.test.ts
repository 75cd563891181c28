import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { addDays } from '@commonkey/program';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { statements } from '../../store/statements.ts';
import { testContext } from '../../testing/context.ts';
import { forEachServer, type TestDatabase } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { cancelPlaces, confirmPlaces, keepPlaces, movePlaces } from '../booking/book.ts';
import { cityNow, oneDay } from '../days.ts';
import { announced } from '../testing/day.ts';
import { findWait, waitForPlaces } from '../waiting/wait.ts';
import { drawDue, yesUntil } from './draw.ts';
import { enterDraw } from './enter.ts';
import { lostOrWaiting } from './routes.tsx';

async function town({ store }: TestDatabase) {
  const context = testContext(store, await modelCity());
  const origins = await cityHall(context);
  const mark = await announced(context, {
    ...{ day: addDays(cityNow(context).day, 9), drawDays: 4, walkInShare: 40, helperShare: 0 },
    ...{ opens: 540, closes: 600, stations: 2, printers: 2 },
  });
  const day = await oneDay(context, store.read, mark);
  assert.ok(day.draw);
  const closes = day.draw.closes_at;
  const places = day.times.reduce((sum, { later }) => sum + later, 0);
  const at = (ms: number) => context.setTime(new Date(closes.getTime() + ms));
  const visitor = () => new Visitor(origins.public, context.config.origins.public.origin);
  return { context, mark, places, at, visitor, day, read: store.read };
}

const open = (person: Visitor, code: string, act = '') =>
  person.form('/booking', `/booking${act}?lang=en`, { code });

forEachServer('places that are drawn', (test) => {
  test('whoever enters in time is in, once and for all is drawn, and the order can be drawn again from what is public', async (db) => {
    const { context, mark, places, at, visitor, read } = await town(db);
    const person = visitor();
    const page = await person.get(`/events/${mark}?lang=en`);
    assert.match(page.body, /drawn by lot on/);
    assert.match(page.body, /draw the order again and compare.*Only the order can be checked like this/s);
    assert.ok(!page.body.includes('Keep these places'), 'nothing to be first for');
    await assert.rejects(keepPlaces(context, { mark, starts: 540, party: 1 }), { code: 'time-full' });
    const promised = JSON.parse((await person.get(`/events/${mark}/draw.json`)).body);
    assert.equal(promised.seed, undefined);
    const entered = await person.form(`/events/${mark}`, `/events/${mark}/enter?lang=en`, {
      party: '2',
      time: ['540', '570'],
    });
    assert.match(entered.body, /You are in the draw/);
    const codes = [];
    for (let n = 0; n < places + 20; n += 1)
      codes.push((await enterDraw(context, { mark, party: 1, wish: [] })).code);
    const out = codes.pop() ?? assert.fail();
    assert.match((await open(visitor(), out, '/leave-draw')).body, /You are no longer in the draw/);
    assert.equal(await drawDue(context), 0, 'not before it is closed');
    at(1000);
    await assert.rejects(enterDraw(context, { mark, party: 1, wish: [] }), { code: 'draw-closed' });
    await Promise.all([drawDue(context), drawDue(context), drawDue(context)]);
    const data = JSON.parse((await person.get(`/events/${mark}/draw.json`)).body);
    assert.equal(data.entered, places + 20);
    assert.equal(createHash('sha256').update(Buffer.from(data.seed, 'hex')).digest('hex'), promised.promise);
    const again = data.lots
      .map(({ lot }: { lot: string }) => lot)
      .toSorted((a: string, b: string) => (key(data.seed, a) < key(data.seed, b) ? -1 : 1));
    assert.deepEqual(
      data.lots.map(({ lot }: { lot: string }) => lot),
      again,
    );
    const drawnPage = (await person.get(`/events/${mark}?lang=en`)).body;
    assert.match(drawnPage, /draw the order again \(JSON\).*Only the order can be checked like this/s);
    assert.equal(data.again, 'order-only');
    for (const lot of data.lots)
      assert.deepEqual(
        Object.keys(lot),
        ['lot', 'starts'],
        'how many come and when they can is of nobody else',
      );
    const said = await statements(read);
    const of = (kind: string) =>
      said.filter((one) => one.kind === kind).map(({ subject, digest }) => [subject, digest]);
    assert.deepEqual(of('draw-promised'), [[mark, promised.promise]]);
    assert.deepEqual(of('places-drawn'), [[mark, data.digest]]);
    const rows = await read
      .selectFrom('event_seats')
      .select(['booking', 'starts', 'seat'])
      .where('booking', 'is not', null)
      .execute();
    assert.equal(rows.length, data.won);
    assert.equal(data.won, places, 'more wanted than there was');
    const lost: string[] = [];
    for (const code of codes) if (await lostOrWaiting(context, read, code)) lost.push(code);
    const won = codes.length - lost.length;
    assert.ok(won >= places - 2 && won <= places);
    const luck = codes.find((code) => !lost.includes(code)) ?? assert.fail();
    assert.match((await open(visitor(), luck)).body, /The draw gave you places/);
    assert.match((await open(visitor(), lost[0] ?? '')).body, /The draw gave you no places this time/);
  });

  test('whoever won says yes by the evening before; what nobody said yes to, anybody can have then, and not earlier', async (db) => {
    const { context, mark, places, at, visitor, day } = await town(db);
    const codes = [];
    for (let n = 0; n < places; n += 1)
      codes.push((await enterDraw(context, { mark, party: 1, wish: [] })).code);
    at(1000);
    await drawDue(context);
    const [first = '', second = ''] = codes;
    assert.match((await open(visitor(), first, '/confirm')).body, /Your places are booked/);
    await assert.rejects(keepPlaces(context, { mark, starts: 540, party: 1 }), { code: 'time-full' });
    assert.match((await open(visitor(), second)).body, /Say yes by .*Yes, I want these places/s);
    context.setTime(new Date(yesUntil(context, day.day).getTime() + 60_000));
    const late = (await open(visitor(), second)).body;
    assert.match(
      late,
      /The time to say yes is over, but nobody else has booked here, and this is still free.*Yes, I want these places/s,
    );
    assert.doesNotMatch(late, /Say yes by/, 'not by a time that has passed');
    const free = (await oneDay(context, context.store.read, mark)).times.reduce(
      (sum, one) => sum + one.free,
      0,
    );
    assert.equal(free, places - 1);
    for (const { starts, free: left } of (await oneDay(context, context.store.read, mark)).times)
      for (let n = 0; n < left; n += 1) await keepPlaces(context, { mark, starts, party: 1 });
    const taken = (await open(visitor(), second)).body;
    assert.match(taken, /The minutes to say yes have passed, and somebody else has the places/);
    assert.doesNotMatch(taken, /still free/);
    assert.match((await open(visitor(), second, '/confirm')).body, /The minutes to say yes have passed/);
    assert.match((await open(visitor(), first)).body, /Your places are booked/);
  });

  test('what a winner gives back is offered at once to one who waits, by lot, and to anybody where nobody waits', async (db) => {
    const { context, mark, places, at, day, read } = await town(db);
    const codes = [];
    for (let n = 0; n < places; n += 1)
      codes.push((await enterDraw(context, { mark, party: 1, wish: [] })).code);
    at(1000);
    await drawDue(context);
    const waits = [];
    for (let n = 0; n < 3; n += 1)
      waits.push((await waitForPlaces(context, { mark, party: 1, wish: [] })).code);
    const [first = '', second = '', third = ''] = codes;
    await confirmPlaces(context, first);
    await cancelPlaces(context, first);
    await cancelPlaces(context, second);
    assert.ok(context.clock.now() < yesUntil(context, day.day));
    const lots = await Promise.all(waits.map((code) => findWait(context, read, code)));
    const states = lots.toSorted((a, b) => ((a?.id ?? '') < (b?.id ?? '') ? -1 : 1)).map((lot) => lot?.state);
    assert.deepEqual(states, ['offered', 'offered', 'waiting']);
    const free = async () =>
      (await oneDay(context, read, mark)).times.filter((time) => time.free > 0).map(({ starts }) => starts);
    assert.deepEqual(await free(), [], 'being quick wins nothing');
    await assert.rejects(keepPlaces(context, { mark, starts: 540, party: 1 }), { code: 'time-full' });
    await cancelPlaces(context, third);
    assert.deepEqual(await free(), [], 'and the last of them');
    await cancelPlaces(context, codes[3] ?? '');
    const [starts = 0] = await free();
    await keepPlaces(context, { mark, starts, party: 1 });
    assert.deepEqual(await free(), []);
    await cancelPlaces(context, codes[4] ?? '');
    const [other = 0] = await free();
    const kept = await read
      .selectFrom('event_seats')
      .select('kept_until')
      .where('starts', '<>', other)
      .where('kept_until', '=', yesUntil(context, day.day))
      .execute();
    for (const code of codes.slice(5))
      await movePlaces(context, code, other).catch((error: unknown) =>
        assert.equal(Object(error).code, 'time-full'),
      );
    assert.ok(kept.length > 0);
    assert.deepEqual(await free(), [other === 540 ? 570 : 540], 'whoever moves gives back too');
  });

  test('the night after, no entry is left, and the counts stay', async (db) => {
    const { context, mark, at, day, read } = await town(db);
    await enterDraw(context, { mark, party: 3, wish: [540] });
    at(1000);
    await drawDue(context);
    context.setTime(new Date(`${addDays(day.day, 1)}T09:00:00Z`));
    await context.holds.sweep(db.store);
    for (const table of ['event_entries', 'event_bookings'] as const)
      assert.deepEqual(await read.selectFrom(table).select('id').execute(), []);
    const { draw } = await oneDay(context, read, mark);
    assert.deepEqual([draw?.entered, draw?.people, draw?.won], [1, 3, 3]);
  });
});

const key = (seed: string, lot: string): string =>
  createHmac('sha256', Buffer.from(seed, 'hex')).update(lot).digest('hex');

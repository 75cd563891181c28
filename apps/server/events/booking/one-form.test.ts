import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { testContext } from '../../testing/context.ts';
import { forEachServer, forOneServer } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { oneDay } from '../days.ts';
import { outcome } from '../door/testing/door.ts';
import { enterDraw } from '../draw/enter.ts';
import { announced } from '../testing/day.ts';
import { waitForPlaces } from '../waiting/wait.ts';
import { cancelPlaces, keepPlaces } from './book.ts';

const FEW = { opens: 540, closes: 570, stations: 1, printers: 1, walkInShare: 0, helperShare: 0 };

forEachServer('a form that is sent twice', (test) => {
  test('keeps its places once, also at once; another choice on it is another booking', async ({ store }) => {
    const context = testContext(store, await modelCity());
    const mark = await announced(context);
    const form = randomUUID();
    const keep = (starts: number, party = 2) => keepPlaces(context, { mark, starts, party, form });
    const all = await Promise.all([keep(540), keep(540), keep(540)]);
    assert.equal(new Set(all.map(({ code }) => code)).size, 1);
    assert.deepEqual(all.map(({ again }) => again).sort(), [false, true, true]);
    const taken = async () =>
      (await store.read.selectFrom('event_seats').where('booking', 'is not', null).select('seat').execute())
        .length;
    assert.equal(await taken(), 2);
    assert.notEqual((await keep(570)).code, all[0]?.code);
    assert.notEqual((await keep(540, 1)).code, all[0]?.code);
    assert.equal(await taken(), 5);
    await cancelPlaces(context, all[0]?.code ?? '');
    assert.equal((await keep(540)).again, true, 'what was given back stays so');
    assert.equal(await taken(), 3);
    const other = await keepPlaces(context, { mark, starts: 540, party: 2, form: randomUUID() });
    assert.notEqual(other.code, all[0]?.code);
  });

  test('waits once, and is in a draw once', async ({ store }) => {
    const context = testContext(store, await modelCity());
    const full = await announced(context, FEW);
    const { times } = await oneDay(context, store.read, full);
    for (let left = times[0]?.free ?? 0; left > 0; left--)
      await keepPlaces(context, { mark: full, starts: 540, party: 1 });
    const form = randomUUID();
    const wait = () => waitForPlaces(context, { mark: full, party: 1, wish: [], form });
    const codes = [await wait(), ...(await Promise.all([wait(), wait()]))].map(({ code }) => code);
    const drawn = await announced(context, { drawDays: 3 });
    const enter = () => enterDraw(context, { mark: drawn, party: 1, wish: [570], form });
    const entries = (await Promise.all([enter(), enter()])).map(({ code }) => code);
    assert.deepEqual([new Set(codes).size, new Set(entries).size], [1, 1]);
    assert.equal((await store.read.selectFrom('event_waits').select('id').execute()).length, 1);
    assert.equal((await store.read.selectFrom('event_entries').select('id').execute()).length, 1);
  });
});

forOneServer('a party', (test) => {
  test('that no time has room for neither waits nor enters, and is told how many fit', async ({ store }) => {
    const context = testContext(store, await modelCity());
    const small = { slotMinutes: 5, stations: 1, printers: 1, walkInShare: 0, helperShare: 0 };
    const mark = await announced(context, { ...small, closes: 560 });
    const { times } = await oneDay(context, store.read, mark);
    assert.ok(times.every(({ room }) => room <= 2) && times.some(({ free }) => free > 0));
    assert.equal(await outcome(waitForPlaces(context, { mark, party: 4, wish: [] })), 'party-over-times');
    assert.equal(await outcome(keepPlaces(context, { mark, starts: 540, party: 4 })), 'party-over-times');
    const draw = await announced(context, { ...small, closes: 560, drawDays: 3 });
    assert.equal(await outcome(enterDraw(context, { mark: draw, party: 4, wish: [] })), 'party-over-times');
    assert.equal(await outcome(enterDraw(context, { mark: draw, party: 1, wish: [] })), 'done');
    const resident = new Visitor((await cityHall(context)).public, context.config.origins.public.origin);
    const page = `/events/${mark}?lang=en`;
    const told = await resident.form(page, page, { party: '4', time: '540' });
    assert.equal(told.statusCode, 422);
    assert.match(told.body, /id="party-error"[\s\S]*No time of this day has room for so many together/);
    const first = await resident.get(page);
    assert.match(first.body, /No places are kept for people who just come/);
    assert.doesNotMatch(first.body, /can (still )?just come\./, 'and nobody is told to');
  });

  test('that sends its page twice sees the same code', async ({ store }) => {
    const context = testContext(store, await modelCity());
    const mark = await announced(context);
    const resident = new Visitor((await cityHall(context)).public, context.config.origins.public.origin);
    const page = `/events/${mark}?lang=en`;
    const form = /name="form" value="([^"]+)"/.exec((await resident.get(page)).body)?.[1] ?? '';
    const codeIn = async () =>
      /<code[^>]*>([0-9A-Z-]+)</.exec(
        (await resident.form(page, page, { form, party: '1', time: '540' })).body,
      )?.[1];
    const code = await codeIn();
    assert.ok(code);
    assert.equal(await codeIn(), code);
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays, instantIn } from '@commonkey/program';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { testContext } from '../../testing/context.ts';
import { forEachServer, type TestDatabase } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { cancelPlaces, confirmPlaces, keepPlaces } from '../booking/book.ts';
import { findBooking } from '../booking/find.ts';
import { BOOKING_LIMIT } from '../booking/throttle.ts';
import { cityNow, oneDay } from '../days.ts';
import { giveTicket } from '../door/give.ts';
import { announced } from '../testing/day.ts';
import { newBlockCode } from './code.ts';
import { blocksOf, freeTimes, giveBlock, withdrawBlock } from './give.ts';
import { giveOut, giveSlipsBack, openBlock } from './group.ts';

/** Two times of ten places each: six for helpers, none for anybody else but those who just come. */
async function town({ store }: TestDatabase) {
  const context = testContext(store, await modelCity());
  const origins = await cityHall(context);
  const mark = await announced(context, {
    ...{ opens: 540, closes: 600, stations: 2, printers: 2, walkInShare: 0, helperShare: 50 },
  });
  const day = await oneDay(context, store.read, mark);
  const free = await freeTimes(context, store.read, day);
  const noon = instantIn(context.program.program.city.timeZone, addDays(day.day, -2), 12 * 60);
  const visitor = () => new Visitor(origins.public, context.config.origins.public.origin);
  const give = (sizes: readonly number[], helper = 'Corner Kitchen') =>
    giveBlock(context, { id: randomUUID(), mark, helper, sizes, returnsDays: 2 });
  const open = (code: string) => openBlock(context, store.read, code);
  return { context, mark, day, free, noon, visitor, give, open, read: store.read };
}

const sum = (of: readonly { free: number }[]) => of.reduce((all, { free }) => all + free, 0);

forEachServer('places for groups of helpers', (test) => {
  test('a group gets slips, opens its own alone, prints them without a name, and gives some back', async (db) => {
    const { context, visitor, give, open, free, day, read } = await town(db);
    const [ours, theirs] = [await give([4, 1, 1]), await give([2], 'Other House')];
    const group = visitor();
    const typed = ` ${ours.code.toLowerCase().replace(/(.{5})/g, '$1 ')}`;
    const page = await group.form('/helpers', '/helpers?lang=en', { code: typed });
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /Corner Kitchen/);
    assert.ok(!page.body.includes('Other House'));
    const { entries } = await open(ours.code);
    assert.deepEqual(entries.map(({ party }) => party).sort(), [1, 1, 4]);
    for (const { code } of (await open(theirs.code)).entries)
      assert.ok(!page.body.includes(code.slice(0, 5)));
    const paper = await group.form('/helpers', '/helpers/print?lang=en', { code: ours.code, language: 'es' });
    assert.equal(paper.body.match(/class="slip"/g)?.length, 3);
    assert.match(paper.body, /lang="es"/);
    const one = entries.find(({ party }) => party === 1) ?? assert.fail();
    const before = sum(await freeTimes(context, read, day));
    const after = await group.form('/helpers', '/helpers/back?lang=en', {
      code: ours.code,
      slip: `${one.number}`,
      language: 'en',
    });
    assert.match(after.body, /Given back/);
    assert.equal(sum(await freeTimes(context, read, day)), before + 1, 'another group can have it');
    const [first] = (await blocksOf(read, day.id)).filter(({ helper }) => helper === 'Corner Kitchen');
    assert.deepEqual([first?.slips, first?.people, first?.back], [3, 6, 1]);
    assert.equal(sum(free), before + 8);
    assert.deepEqual(group.cookies, {}, 'the code is the only handle');
    assert.ok(!JSON.stringify(context.events).includes(ours.code.slice(0, 5)));
  });

  test('what the group gives out stays given out, whether its people come, stay away, or give it back', async (db) => {
    const { context, give, open, read, noon } = await town(db);
    const { code } = await give([2, 1, 1, 1]);
    const [came, cancelled, own, waits] = (await open(code)).entries;
    assert.ok(came && cancelled && own && waits);
    await giveOut(context, code, [came.number, cancelled.number]);
    await confirmPlaces(context, own.code);
    await cancelPlaces(context, cancelled.code);
    const { id } = await findBooking(context, read, came.code);
    await context.store.write(async (tx) => {
      await tx.updateTable('event_bookings').set({ state: 'came' }).where('id', '=', id).execute();
    });
    const said = async () => (await open(code)).entries.map(({ state }) => state);
    assert.deepEqual(await said(), ['out', 'out', 'out', 'here']);
    await giveSlipsBack(context, code, [came.number, cancelled.number, own.number]);
    assert.deepEqual(await said(), ['out', 'out', 'out', 'here'], 'nobody’s places are taken from them');
    assert.equal((await findBooking(context, read, own.code)).state, 'booked');
    context.setTime(noon);
    assert.deepEqual(await said(), ['out', 'out', 'out', 'late']);
    await giveOut(context, code, [waits.number]);
    assert.deepEqual(await said(), ['out', 'out', 'out', 'out'], 'as long as nobody else wants them');
  });

  test('on the day neither the group’s page nor the page of a slip tells by a word whether somebody came', async (db) => {
    const { context, mark, day, give, open, read, visitor } = await town(db);
    const { code } = await give([2, 1, 1]);
    const [came, waits] = (await open(code)).entries;
    assert.ok(came?.starts && waits);
    await giveOut(context, code, [came.number]);
    context.setTime(instantIn(context.program.program.city.timeZone, day.day, 530));
    const person = visitor();
    const pages = async () => {
      const shown = [];
      for (const [path, typed] of [
        ['/helpers', code],
        ['/booking', came.code],
      ] as const) {
        const page = await person.form(path, `${path}?lang=en`, { code: typed });
        shown.push(page.statusCode, page.body);
      }
      return shown;
    };
    const before = await pages();
    assert.match(String(before[3]), /Bring this code/);
    const door = { press: randomUUID(), party: 1, first: false };
    await giveTicket(context, mark, { ...door, booking: came.code });
    assert.equal((await findBooking(context, read, came.code)).state, 'came');
    assert.deepEqual(await pages(), before);
    const group = await open(code);
    await giveTicket(context, mark, { ...door, press: randomUUID(), booking: waits.code });
    assert.deepEqual(await open(code), group, 'nor of one that nobody had said yes to');
    const own = await keepPlaces(context, { mark, starts: 570, party: 1 });
    await giveTicket(context, mark, { ...door, press: randomUUID(), booking: own.code });
    const used = await person.form('/booking', '/booking?lang=en', { code: own.code });
    assert.match(used.body, /You have come with this code/, 'who booked for themselves is told');
  });

  test('what is not given out goes to everybody at the moment that the manager set, and not before', async (db) => {
    const { context, mark, day, give, open, noon, read, free } = await town(db);
    const starts = free[0]?.starts ?? assert.fail();
    const { code } = await give(free.flatMap((time) => Array.from({ length: time.free }, () => 1)));
    const public_ = async () =>
      (await oneDay(context, read, mark)).times.find((time) => time.starts === starts)?.free ?? 0;
    for (let left = await public_(); left > 0; left -= 1)
      await keepPlaces(context, { mark, starts, party: 1 });
    const slip = (await open(code)).entries.find((one) => one.starts === starts) ?? assert.fail();
    await giveOut(context, code, [slip.number]);
    context.setTime(new Date(noon.getTime() - 60_000));
    const codes = [];
    for (let left = await public_(); left > 0; left -= 1)
      codes.push((await keepPlaces(context, { mark, starts, party: 1 })).code);
    for (const one of codes) await confirmPlaces(context, one);
    assert.equal(await public_(), 0);
    await assert.rejects(keepPlaces(context, { mark, starts, party: 1 }), { code: 'time-full' });
    context.setTime(new Date(noon.getTime() + 1000));
    const most = (free[0]?.free ?? 0) - 1;
    assert.equal(await public_(), most, 'all but the one that was given out');
    for (let left = most; left > 0; left -= 1)
      await confirmPlaces(context, (await keepPlaces(context, { mark, starts, party: 1 })).code);
    await assert.rejects(keepPlaces(context, { mark, starts, party: 1 }), { code: 'time-full' });
    assert.equal((await findBooking(context, read, slip.code)).state, 'booked');
    const gone = (await open(code)).entries.filter(({ state }) => state === 'gone');
    assert.equal(gone.length, most);
    assert.equal(day.state, 'announced');
  });

  test('places that no group got go to everybody on the evening before', async (db) => {
    const { context, mark, day, free, read } = await town(db);
    const all = async () => sum((await oneDay(context, read, mark)).times);
    const before = await all();
    const eve = instantIn(context.program.program.city.timeZone, addDays(day.day, -1), 18 * 60);
    context.setTime(new Date(eve.getTime() - 1000));
    assert.equal(await all(), before);
    context.setTime(eve);
    assert.equal(await all(), before + sum(free));
  });

  test('a code that was never given, withdrawn, or of something else: one answer; guesses are slowed', async (db) => {
    const { context, visitor, give, open, read, day } = await town(db);
    const { code } = await give([1]);
    const [slip] = (await open(code)).entries;
    const [block] = await blocksOf(read, day.id);
    await withdrawBlock(context, block?.id ?? '');
    const answers = [];
    for (const typed of [code, slip?.code ?? '', newBlockCode(context.random), '', 'Zephyrine Q.'])
      answers.push(await visitor().form('/helpers', '/helpers?lang=en', { code: typed }));
    for (const page of answers) {
      assert.equal(page.statusCode, 422);
      assert.match(page.body, /This code opens nothing/);
      assert.ok(!page.body.includes('Zephyrine'), 'what was typed is not shown again');
    }
    const thief = visitor();
    let last = 200;
    for (let tries = 0; tries < BOOKING_LIMIT.burst + 5 && last !== 429; tries += 1)
      last = (await thief.form('/helpers', '/helpers?lang=en', { code: newBlockCode(context.random) }))
        .statusCode;
    assert.equal(last, 429);
    assert.equal((await findBooking(context, read, slip?.code ?? '')).state, 'kept', 'a printed slip stays');
  });

  test('more than is kept for helpers is refused whole, and two at once never get the same place', async (db) => {
    const { context, mark, give, free, read, day } = await town(db);
    await assert.rejects(give(Array.from({ length: sum(free) + 1 }, () => 1)), {
      code: 'block-places-few',
      params: { free: sum(free) },
    });
    assert.equal((await blocksOf(read, day.id)).length, 0);
    await assert.rejects(give([]), { code: 'block-size-impossible' });
    const wish = { id: randomUUID(), mark, helper: 'Corner Kitchen', sizes: [1], returnsDays: 60 };
    await assert.rejects(giveBlock(context, wish), { code: 'block-returns-impossible' });
    const id = randomUUID();
    const twice = await Promise.allSettled(
      [1, 2].map(() => giveBlock(context, { ...wish, id, returnsDays: 2 })),
    );
    assert.deepEqual(twice.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const many = await Promise.allSettled(Array.from({ length: 12 }, () => give([2])));
    const got = many.filter(({ status }) => status === 'fulfilled').length;
    const fits = free.map((time, at) => Math.floor((time.free - (at === 0 ? 1 : 0)) / 2));
    assert.equal(
      got,
      fits.reduce((all, one) => all + one, 0),
    );
  });

  test('no row ties a booking to a group, and all of it ends the night after', async (db) => {
    const { give, read, day, context } = await town(db);
    await give([2, 1]);
    const [block] = await read.selectFrom('event_blocks').selectAll().execute();
    const bookings = await read.selectFrom('event_bookings').selectAll().execute();
    assert.equal(bookings.length, 2);
    for (const row of bookings) {
      assert.equal(row.ends_on, addDays(day.day, 1));
      assert.deepEqual(Object.keys(row).sort(), ['ends_on', 'event', 'id', 'party', 'state', 'tag']);
      assert.ok(!Object.values(row).includes(block?.id ?? ''));
    }
    assert.equal(block?.ends_on, addDays(day.day, 1));
    assert.ok(cityNow(context).day < day.day);
  });
});

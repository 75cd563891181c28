import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays, instantIn } from '@commonkey/program';
import { CARRIED, portalHall } from '../../portal/testing/hall.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { changeDay } from '../calendar/change-day.ts';
import { leaveContact } from '../contact/leave.ts';
import { oneDay } from '../days.ts';
import { drawDue } from '../draw/draw.ts';
import { enterDraw, findEntry } from '../draw/enter.ts';
import { giveBlock } from '../helpers/give.ts';
import { openBlock } from '../helpers/group.ts';
import { announced } from '../testing/day.ts';
import { findWait, waitForPlaces } from '../waiting/wait.ts';
import { cancelPlaces, confirmPlaces, keepPlaces } from './book.ts';

type Kind = { kind: string; mark: string; code: string };
type Hall = Awaited<ReturnType<typeof portalHall>>;

const FEW = { opens: 540, closes: 570, stations: 1, printers: 1, walkInShare: 0, helperShare: 0 };

async function town(db: TestDatabase, t: Parameters<typeof portalHall>[1]) {
  const hall = await portalHall(db, t, { notices: CARRIED });
  const { context } = hall;
  context.setTime(new Date('2026-03-02T16:00:00Z'));
  const person = hall.visitor();
  const open = (code: string, act = '') => person.form('/booking', `/booking${act}?lang=en`, { code });
  const change = async (mark: string, to: 'stopped' | 'cancelled') => {
    const { version } = await oneDay(context, db.store.read, mark);
    await changeDay(context, { mark, version }, to, 'weather');
  };
  return { hall, context, open, change };
}

/** One code of each kind that `/booking` opens, the draw long over. */
async function everyKind({ context }: Hall): Promise<Kind[]> {
  const { read } = context.store;
  const all: Kind[] = [];
  const drawn = await announced(context, { ...FEW, drawDays: 3 });
  const entered = [];
  for (let n = 0; n < 30; n++)
    entered.push((await enterDraw(context, { mark: drawn, party: 1, wish: [] })).code);
  const { draw } = await oneDay(context, read, drawn);
  context.setTime(new Date((draw?.closes_at.getTime() ?? 0) + 1000));
  await drawDue(context);
  for (const won of [true, false])
    for (const code of entered) {
      const entry = await findEntry(context, read, code);
      if ((entry?.given !== null) === won && !all.some(({ kind }) => kind === `drawn ${won}`))
        all.push({ kind: `drawn ${won}`, mark: drawn, code });
    }
  const open = await announced(context, { drawDays: 3 });
  all.push({
    kind: 'entered',
    mark: open,
    ...(await enterDraw(context, { mark: open, party: 1, wish: [] })),
  });

  const full = await announced(context, FEW);
  const booked: string[] = [];
  for (let left = (await oneDay(context, read, full)).times[0]?.free ?? 0; left > 0; left--) {
    const { code } = await keepPlaces(context, { mark: full, starts: 540, party: 1 });
    await confirmPlaces(context, code);
    booked.push(code);
  }
  const waits = [];
  for (let n = 0; n < 2; n++)
    waits.push((await waitForPlaces(context, { mark: full, party: 1, wish: [] })).code);
  await cancelPlaces(context, booked[0] ?? '');
  for (const code of waits)
    all.push({ kind: `wait ${(await findWait(context, read, code))?.state}`, mark: full, code });
  all.push({ kind: 'given back', mark: full, code: booked[0] ?? '' });
  all.push({ kind: 'confirmed', mark: full, code: booked[1] ?? '' });

  const groups = await announced(context);
  const block = { id: randomUUID(), mark: groups, helper: 'Corner Kitchen', sizes: [1], returnsDays: 2 };
  const [slip] = (await openBlock(context, read, (await giveBlock(context, block)).code)).entries;
  all.push({ kind: 'slip', mark: groups, code: slip?.code ?? '' });
  const { code } = await keepPlaces(context, { mark: groups, starts: 540, party: 1 });
  all.push({ kind: 'pending', mark: groups, code });
  assert.deepEqual(all.map(({ kind }) => kind).sort(), [
    ...['confirmed', 'drawn false', 'drawn true', 'entered', 'given back', 'pending', 'slip'],
    ...['wait offered', 'wait waiting'],
  ]);
  return all;
}

const headOf = (html: string): string => /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '';
const LEADS_THERE = /Say yes|Yes, I want|Bring this code|North Branch Library|1 Example Street|code-sheet/;

forOneServer('the page of a code whose day is off', (test) => {
  test('a stopped day says so above what is kept, and a cancelled one says nothing else, for every kind of code', async (db, t) => {
    const { hall, open, change } = await town(db, t);
    const all = await everyKind(hall);
    const marks = new Set(all.map(({ mark }) => mark));
    for (const mark of marks) await change(mark, 'stopped');
    for (const { kind, code } of all.filter((one) => one.kind !== 'given back')) {
      const { body } = await open(code);
      const at = body.indexOf('This day gives no new places at the moment. The weather does not allow it.');
      assert.ok(at > 0 && at < body.indexOf('class="lead"'), kind);
      assert.doesNotMatch(body, /Yes, I want these places/, `${kind}: a yes that would be refused`);
    }
    for (const mark of marks) await change(mark, 'cancelled');
    for (const { kind, code } of all) {
      const page = await open(code);
      assert.equal(page.statusCode, 200, kind);
      assert.equal(headOf(page.body), 'This day does not take place', kind);
      assert.match(page.body, /The weather does not allow it\./, kind);
      assert.match(page.body, /See the other days/, kind);
      assert.doesNotMatch(page.body, LEADS_THERE, kind);
    }
  });

  test('a yes that the day refuses is told why', async (db, t) => {
    const { context, open, change } = await town(db, t);
    const mark = await announced(context);
    const { code } = await keepPlaces(context, { mark, starts: 540, party: 1 });
    await change(mark, 'stopped');
    const stopped = await open(code, '/confirm');
    assert.equal(stopped.statusCode, 409);
    assert.match(stopped.body, /role="alert">This day gives no new places at the moment/);
    await change(mark, 'cancelled');
    const cancelled = await open(code, '/confirm');
    assert.equal(cancelled.statusCode, 409);
    assert.equal(headOf(cancelled.body), 'This day does not take place');
    const other = await announced(context);
    const late = await keepPlaces(context, { mark: other, starts: 540, party: 1 });
    const { day } = await oneDay(context, context.store.read, other);
    context.setTime(instantIn(context.program.program.city.timeZone, day, 545));
    const passed = await open(late.code);
    assert.match(passed.body, /The time to say yes is over, and the places were for .* That time has begun/);
    assert.doesNotMatch(passed.body, /Say yes by|Yes, I want these places/, 'a yes would be refused');
    const begun = await open(late.code, '/confirm');
    assert.equal(begun.statusCode, 409);
    assert.match(begun.body, /role="alert">This time has begun/);
  });

  test('a day that is over does not say that places are booked; of a cancelled one the contact can still be taken back', async (db, t) => {
    const { context, open, change } = await town(db, t);
    const mark = await announced(context);
    const { code } = await keepPlaces(context, { mark, starts: 540, party: 1 });
    await confirmPlaces(context, code);
    const { day } = await oneDay(context, context.store.read, mark);
    context.setTime(instantIn(context.program.program.city.timeZone, day, 23 * 60));
    assert.equal(headOf((await open(code)).body), 'Your places are booked');
    context.setTime(instantIn(context.program.program.city.timeZone, addDays(day, 1), 5));
    const { body } = await open(code);
    assert.equal(headOf(body), 'This day is over');
    assert.doesNotMatch(body, LEADS_THERE);
    const off = await announced(context);
    const left = await keepPlaces(context, { mark: off, starts: 540, party: 1 });
    await confirmPlaces(context, left.code);
    await leaveContact(context, left.code, {
      ...{ by: 'mail', address: 'a@home.example', language: 'en', open: 0 },
    });
    await change(off, 'cancelled');
    const page = await open(left.code);
    assert.match(page.body, /Take the contact back/);
    assert.doesNotMatch(page.body, /Leave another contact/);
  });
});

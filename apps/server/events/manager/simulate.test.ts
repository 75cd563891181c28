import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { forOneServer } from '../../testing/database.ts';
import { openDoor } from '../door/testing/door.ts';
import { halfHoursOf, readTry, type TypedTry, tryDay } from './simulate.ts';

const DAY: TypedTry = {
  ...{ opens: '09:00', closes: '13:00', stations: '4', printers: '4', median: '4', slow: '7' },
  ...{ 'from-0': '08:30', 'until-0': '12:00', 'people-0': '150' },
};
const tried = (change: TypedTry = {}) => {
  const wish = readTry({ ...DAY, ...change });
  assert.ok('plan' in wish, JSON.stringify(wish));
  const found = tryDay(wish.plan);
  assert.ok('found' in found);
  return found;
};

test('more stations reach more people and keep them waiting less; the same form gives the same answer', () => {
  const [few, many] = [tried({ stations: '2', printers: '2' }), tried({ stations: '6', printers: '6' })];
  assert.ok(few.found.notReached.low > 0 && many.found.notReached.high === 0);
  assert.ok(many.found.wait.median < few.found.wait.median);
  assert.deepEqual(tried().found, tried().found);
  assert.ok(tried({ printers: '1' }).found.wait.median > tried().found.wait.median, 'one printer for four');
});

test('a half-hour says how long, or that nobody who comes then is reached, or that nobody comes', () => {
  const told = halfHoursOf(
    tried({ ...{ stations: '1', printers: '1' }, 'from-1': '12:30', 'until-1': '13:00', 'people-1': '20' }),
  );
  const at = (minute: number) => told.find((one) => one.at === minute)?.wait;
  assert.equal(typeof at(510), 'number');
  assert.equal(at(750), 'not-reached');
  assert.equal(at(720), 'none');
});

test('what is wrong is said at its field, each code with words', () => {
  const wrong = (change: TypedTry) => {
    const read = readTry({ ...DAY, ...change });
    return 'wrong' in read ? Object.keys(read.wrong) : [];
  };
  assert.deepEqual(wrong({ stations: '0' }), ['stations']);
  assert.deepEqual(wrong({ slow: '3' }), ['slow']);
  assert.deepEqual(wrong({ closes: '08:00' }), ['closes']);
  assert.deepEqual(wrong({ 'until-0': '25:00' }), ['until-0']);
  assert.deepEqual(wrong({ 'from-1': '10:00' }), ['until-1', 'people-1']);
  assert.deepEqual(wrong({ 'people-0': '0' }), ['people-0']);
  assert.deepEqual(wrong({ 'people-0': '1999', 'from-1': '10:00', 'until-1': '11:00', 'people-1': '2' }), [
    'people-0',
  ]);
});

test('many people are tried less often, and never too long for a page', () => {
  assert.ok(tried({ 'people-0': '2000' }).tries * 2000 <= 12_000);
  assert.ok(tried({ 'people-0': '10' }).tries <= 60);
});

forOneServer('the page on which a day is tried out', (test) => {
  test('from a day to its charts and their table; wrong fields come back with all that was typed', async (db) => {
    const door = await openDoor(db);
    const manager = (await (await colleagues(door.context))(['event-manager'])).visitor;
    const path = '/event-days/try?lang=en';
    const begun = await manager.get(`/event-days/try?of=${door.mark}&lang=en`);
    assert.match(begun.body, /name="opens"[^>]*value="09:00"/);
    assert.match(begun.body, /name="stations"[^>]*value="4"/);
    assert.match(begun.body, /supposition of ours/);
    const fields = Object.fromEntries(Object.entries(DAY).map(([name, value]) => [name, value ?? '']));
    const page = await manager.form(path, path, fields);
    assert.equal(page.statusCode, 200, page.body);
    assert.equal(page.body.match(/<svg class="chart chart-(wide|narrow)"/g)?.length, 4);
    assert.match(page.body, /The same in numbers/);
    assert.match(page.body, /reached in nine of ten tries|are not reached/);
    const wrong = await manager.form(path, path, { ...fields, stations: '0' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /name="people-0"[^>]*value="150"/);
    const late = await manager.form(path, path, { ...fields, 'from-0': '14:00', 'until-0': '15:00' });
    assert.equal(late.statusCode, 422);
    assert.match(late.body, /Everybody comes after the event has closed/);
    const person = await manager.form(path, path, { ...fields, 'people-0': 'Zofia' });
    assert.doesNotMatch(person.body, /Zofia/);
  });
});

import assert from 'node:assert/strict';
import { openLog } from '../http/log.ts';
import { forOneServer } from '../testing/database.ts';
import { ADULT, type Form, fillIn } from './testing/fill-in.ts';
import { type PortalHall, portalHall } from './testing/hall.ts';

/** Asked more, and other things, than the adult of the fixtures, whose name is in Latin letters. */
const OTHERWISE: Form = {
  who: 'child',
  name: 'محمد علي',
  latin: 'Muhammad Ali Quakenbush',
  second: 'ar',
  born: ['3', 'March', '2018'],
  emergency: 'Zéphyrine 312 555 0123',
  home: 'care-of',
  careOf: 'Thistle House',
};

forOneServer('PR-06, LA-07: the log of a walk', (test) => {
  test('two that differ in answers leave the same lines, even where one is taken back', async (db, t) => {
    const hall = await portalHall(db, t);
    const adult = await linesOf(hall, (walk) => apply(walk, ADULT));
    const child = await linesOf(hall, async (walk) => {
      const person = await apply(walk, OTHERWISE);
      await person.open('/apply/withdraw');
      await person.answer();
      assert.equal(person.pathname(), '/apply/withdrawn');
    });
    assert.ok(
      adult.some((line) => line.includes('"method":"POST","route":"/apply/*","status":303')),
      adult.join(''),
    );
    assert.deepEqual(child, adult);
    assert.equal(adult.join('').match(/T\d\d:(?!00:00)/), null, 'no minute and no second');
  });
});

async function apply(hall: PortalHall, form: Form) {
  const person = hall.visitor();
  await person.begin();
  await fillIn(person, form);
  await person.answer({}, '/apply/send');
  assert.equal(person.pathname(), '/apply/done');
  return person;
}

/** What the service's log has of it, but for how long answers took: that is the machine's. */
async function linesOf(hall: PortalHall, walk: (hall: PortalHall) => Promise<unknown>): Promise<string[]> {
  const { events } = hall.context;
  const from = events.length;
  await walk(hall);
  const lines: string[] = [];
  const { log, end } = openLog(
    (line) => void lines.push(line.replace(/"slowestMs":\d+/, '')),
    () => new Date('2026-11-22T21:43:06Z'),
  );
  assert.ok(events.length > from + 20, 'the walk was heard');
  for (const event of events.slice(from)) log(event);
  end();
  return lines;
}

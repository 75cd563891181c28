import assert from 'node:assert/strict';
import { forOneServer } from '../testing/database.ts';
import { sent } from './after/testing/sent.ts';
import { type Applicant, heading, photo } from './testing/applicant.ts';
import { portalHall } from './testing/hall.ts';

const DOORS = /<ul class="draft-doors[^>]*>(?:(?!<\/ul>).)*what-exists(?:(?!<\/ul>).)*withdraw/s;
const doors = async (person: Applicant) => DOORS.test((await person.open()).body);

forOneServer('the two doors of a draft', (test) => {
  test('CC-06, UX-02: every page of a draft leads to what is kept and to its end, and none after sending', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    const without: string[] = [];
    const seen = async () => {
      if (!(await doors(person))) without.push(person.pathname());
    };
    await seen();
    await person.answer({ who: 'self' });
    await seen();
    await person.answer({ name: 'Zéphyrine Quakenbush' });
    await person.answer({ day: '17', month: '4', year: '2020' });
    assert.equal(person.pathname(), '/apply/ask/fits');
    await seen();
    await person.open('/apply/ask/birth');
    await person.answer({ day: '17', month: '4', year: '1987' });
    await person.answer({ home: 'none' });
    await seen();
    await person.upload(await photo());
    await seen();
    for (const path of ['/apply/papers/photo/without', '/apply/face', '/apply/code', '/apply/check']) {
      await person.open(path);
      await seen();
    }
    assert.deepEqual(without, []);

    const exists = await person.open('/apply/what-exists?lang=en');
    assert.doesNotMatch(exists.body, DOORS);
    assert.match(exists.body, /Your answers so far/);
    const asked = await person.open('/apply/withdraw?lang=en');
    assert.equal(heading(asked), 'Throw this away');
    assert.doesNotMatch(asked.body, /decide about it|What you sent|draft-doors/);
    const gone = await person.answer();
    assert.equal(person.at.split('&')[0], '/apply/withdrawn?of=draft');
    assert.equal(heading(gone), 'You threw it away');
    assert.doesNotMatch(gone.body, /What you sent/);
    const left = await hall.context.store.read.selectFrom('applications').select('id').execute();
    assert.deepEqual(left, []);

    const after = (await sent(hall)).person;
    assert.match((await after.open('/apply/done?lang=en')).body, /The code that you wrote down/);
    for (const path of ['/apply/done', '/apply/withdraw'])
      assert.doesNotMatch((await after.open(path)).body, /draft-doors/);
  });

  test('UX-22: to whoever helped, the confirmation speaks of the other person', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await sent(hall, 'helper');
    const { body } = await person.open('/apply/done?lang=en');
    assert.doesNotMatch(body, /[Yy]our code|you wrote|you pick up|You have an answer/);
    assert.match(body, /The code that they wrote down/);
  });
});

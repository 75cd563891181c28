import assert from 'node:assert/strict';
import { loseKeys } from '../../backup/testing/lose-keys.ts';
import { forOneServer } from '../../testing/database.ts';
import { heading } from '../testing/applicant.ts';
import { portalHall } from '../testing/hall.ts';
import { EXISTS_PATH, FOLLOW_PATH, PICK_UP_PATH } from './paths.ts';
import { APPROVE, NO_SECOND_LOOK } from './testing/rows.ts';
import { back, decided, sent } from './testing/sent.ts';

forOneServer('an application whose keys are lost', (test) => {
  test('says so to whoever comes back, promises no card, and can be taken back', async (db, t) => {
    const hall = await portalHall(db, t, { ...NO_SECOND_LOOK, patient: true });
    const { code } = await sent(hall);
    await decided(hall, hall.officers[0], APPROVE);
    const before = await (await back(hall, code)).open(`${FOLLOW_PATH}?lang=en`);
    assert.match(before.body, /Pick it up/i);
    await loseKeys(hall);
    const person = await back(hall, code);
    const page = await person.open(`${FOLLOW_PATH}?lang=en`);
    assert.equal(page.statusCode, 200);
    assert.equal(heading(page), 'We can no longer open your application');
    assert.doesNotMatch(page.body, /Pick it up|approved/i);
    assert.match(page.body, /Apply again/);
    assert.match(page.body, /\/apply\/withdraw/);
    const sheet = await person.open(`${PICK_UP_PATH}?lang=en`);
    assert.equal(heading(sheet), 'We can no longer open your application', 'and no sheet for a desk');
  });

  test('what was said at the end of sending and what exists say so too, and promise nothing', async (db, t) => {
    const hall = await portalHall(db, t, { ...NO_SECOND_LOOK, patient: true });
    const { person } = await sent(hall);
    const looked = async () => [
      await person.open('/apply/check?lang=en'),
      await person.open(`${EXISTS_PATH}?lang=en`),
    ];
    const promises = /reviewer looks|reviewer,? until|answer before|pick up the card|you appeal/i;
    for (const { body } of await looked()) {
      assert.match(body, promises);
      assert.doesNotMatch(body, /lost the keys/);
    }
    await loseKeys(hall);
    const [done, exists] = await looked();
    assert.equal(done && heading(done), 'We can no longer open your application');
    for (const page of [done, exists]) {
      assert.equal(page?.statusCode, 200);
      assert.match(page?.body ?? '', /lost the keys to what you sent\..*Apply again/s);
      assert.doesNotMatch(page?.body ?? '', promises);
    }
    assert.match(exists?.body ?? '', /Nobody any more: the city lost the keys to it\./);
  });

  test('a draft says so too', async (db, t) => {
    const hall = await portalHall(db, t, { patient: true });
    const drafting = hall.visitor();
    await drafting.begin();
    await drafting.answer({ who: 'self' });
    await loseKeys(hall);
    const page = await drafting.open('/apply/ask/name?lang=en');
    assert.equal(page.statusCode, 410);
    assert.match(page.body, /the city lost the keys to it/);
    const exists = await drafting.open(`${EXISTS_PATH}?lang=en`);
    assert.match(exists.body, /the city lost the keys to it\. You did nothing wrong/);
    assert.doesNotMatch(exists.body, /Your code alone/);
  });
});

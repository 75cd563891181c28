import assert from 'node:assert/strict';
import { openFile } from '../../review/browser/open-file.ts';
import { openNext } from '../../review/open.ts';
import { keyOf } from '../../review/testing/officers.ts';
import { forOneServer } from '../../testing/database.ts';
import { pixels } from '../../uploads/testing/jpeg.ts';
import type { Applicant } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { have, inParts, PART, send } from '../testing/in-parts.ts';
import { APPROVE, DENY, NO_SECOND_LOOK, rowOf } from './testing/rows.ts';
import { back, decided, sent } from './testing/sent.ts';

const PHOTO = '/apply/another-photo';
const large = () => pixels(901, 700).png({ compressionLevel: 0 }).toBuffer();

forOneServer('a picture in parts, after sending', (test) => {
  test('UP-06: taken wherever the page itself takes one, in each state; refused where it does not', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const [one, two] = hall.officers;
    const { code, id } = await sent(hall);
    const person = await back(hall, code);
    const whole = await large();
    assert.equal((await rowOf(hall, id)).state, 'waiting');
    const first = await faceOf(hall, 0);
    await sendAll(person, PHOTO, whole);
    assert.notDeepEqual(await faceOf(hall, 0), first, 'waiting');

    await free(hall);
    await decided(hall, one, { verdict: 'ask', unmet: ['residency'] });
    await sendAll(person, '/apply/more/residency', whole);
    assert.equal((await rowOf(hall, id)).state, 'waiting', 'asked');
    await sendAll(person, '/apply/more/residency', whole);

    await decided(hall, one, DENY);
    const { part } = await inParts(person, whole, '/apply/more/residency');
    assert.equal(have(await send(person, part(0))), PART, 'before an appeal');
    await person.open('/apply/appeal');
    await person.answer();
    assert.equal((await rowOf(hall, id)).state, 'appealed');
    const second = await faceOf(hall, 1);
    await sendAll(person, PHOTO, whole.subarray());
    assert.notDeepEqual(second, first);
    await free(hall);
    await decided(hall, two, APPROVE);
    const { part: late } = await inParts(person, whole, '/apply/follow');
    const refused = await send(person, {
      ...late(0),
      fields: { ...late(0).fields, _csrf: await token(person) },
    });
    assert.equal(JSON.parse(refused.body).code, 'portal-session-over', 'nothing is asked for any more');
  });

  test('UX-22: to whoever helped it is closed from sending on', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await sent(hall, 'helper');
    const { part } = await inParts(person, await large(), '/apply/done');
    const refused = await send(person, {
      ...part(0),
      fields: { ...part(0).fields, _csrf: await token(person) },
    });
    assert.equal(JSON.parse(refused.body).code, 'portal-session-over');
  });
});

async function sendAll(person: Applicant, action: string, whole: Uint8Array): Promise<void> {
  const { all, last } = await inParts(person, whole, action);
  for (const part of all) assert.equal((await send(person, part)).statusCode, 200);
  const answer = await send(person, last);
  assert.equal(answer.statusCode, 303, action);
  await person.follow(answer);
}

/** Of any form on a page that this session still has. */
async function token(person: Applicant): Promise<string> {
  const { body } = await person.get('/apply/withdraw');
  return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

/** The photo that a reviewer sees now. */
async function faceOf(hall: PortalHall, place: number): Promise<Buffer> {
  await free(hall);
  const officer = hall.officers[place] ?? assert.fail();
  const { card } = await openFile(await openNext(hall.context, officer.staffId), keyOf(officer));
  return Buffer.from(card.face);
}

async function free({ context }: PortalHall): Promise<void> {
  await context.store.write((tx) =>
    tx.updateTable('applications').set({ reserved_by: null, reserved_until: null }).execute(),
  );
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { boxesOf, joinTwo, newBoxKeys, openBox, sameBytes } from '@commonkey/vault';
import { judgeHalves } from '../../doctor/officers.ts';
import { placeHold } from '../../holds/holding.ts';
import { over } from '../../holds/testing/scope.ts';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { openFile } from '../../review/browser/open-file.ts';
import { addKey } from '../../review/evidence/keys.ts';
import { dualBoxFor } from '../../review/evidence/purposes.ts';
import { openNext } from '../../review/open.ts';
import { halvesNow, withOneAlone, worksAlone } from '../../review/service.ts';
import { APPROVE, DENY, rowOf } from '../../review/testing/deciding.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { keyOf, newOfficer, type Officer } from '../../review/testing/officers.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import type { Applicant } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { APPEAL_PATH, EXISTS_PATH, PICK_UP_PATH } from './paths.ts';
import { back, decided, sent, tryCode } from './testing/sent.ts';

const ONE = /One person worked here when you sent this\. They have both halves/;
const codeOn = (body: string): string => /<code>([^<]+)<\/code>/.exec(body)?.[1] ?? '';

/** What one officer took in; the bytes of it are looked at, and not what a page says. */
async function takenInByOne(db: TestDatabase, t: Parameters<typeof portalHall>[1]) {
  const hall = await portalHall(db, t, { officers: 1, change: withSecondLooks(0) });
  const [one] = hall.officers;
  assert.ok(one);
  return { hall, one, context: hall.context, ...(await sent(hall)) };
}

/** The halves of an officer as they lie in a row, opened with their key. */
async function halvesOf({ context }: Pick<PortalHall, 'context'>, id: string, of: Officer) {
  const { dual_boxes } = await rowOf(context, id);
  const boxes = await boxesOf(dual_boxes ?? assert.fail(), of.publicKey);
  return Promise.all(boxes.map((box) => openBox(of.privateKey, box, dualBoxFor(id))));
}

/** Whether a share opens the card and the papers that live. */
async function opens({ context }: Pick<PortalHall, 'context'>, id: string, share: Uint8Array) {
  const { store, vault } = context;
  const heads = (await vault.heads(store.read, id)).filter(
    ({ kind, ending }) => !ending && (kind === 'card' || kind === 'papers'),
  );
  assert.equal(heads.length, 2);
  const each = heads.map(({ id: record }) =>
    vault.open(store.read, [record], share).then(
      () => true,
      () => false,
    ),
  );
  return Promise.all(each);
}

const says = async (person: Applicant, path = EXISTS_PATH) => (await person.get(`${path}?lang=en`)).body;

forOneServer('a second officer joins after one alone took something in', (test) => {
  test('T10: every page says who has the halves by the row, however many work here by now', async (db, t) => {
    const { hall, one, context, code, id } = await takenInByOne(db, t);
    const person = await back(hall, code);
    assert.match(await says(person), ONE);
    const { read } = context.store;
    const found = async () => judgeHalves(await halvesNow(read), await worksAlone(read));
    assert.deepEqual(
      (await found()).map(({ level }) => level),
      ['ok'],
    );

    const join = await colleagues(context);
    const second = await join(['evidence-officer', 'law-officer']);
    assert.match(await says(person), ONE, 'they have no key yet');
    const before = (await second.visitor.get('/evidence-halves?lang=en')).body;
    assert.match(before, /Of 1 application one person has both halves/);
    assert.doesNotMatch(before, /nobody has two halves/);
    const { credential_id: credential } = await read
      .selectFrom('staff_passkeys')
      .select('credential_id')
      .where('staff_id', '=', second.id)
      .executeTakeFirstOrThrow();
    const keys = { ...(await newBoxKeys()), staffId: second.id, credential };
    await context.store.write((tx) => addKey(tx, second.id, { ...keys, wrapped: context.random(125) }));
    assert.equal((await halvesOf(hall, id, one)).length, 2);
    assert.equal((await halvesOf(hall, id, keys)).length, 0);
    assert.match(await says(person), ONE, 'they have a key, and no half');
    const own = (await second.visitor.get('/evidence-halves?lang=en')).body;
    assert.match(own, /Of 1 application one colleague has both halves and can hand one over to you/);
    assert.doesNotMatch(own, /Two colleagues can give you one|nobody has two halves/);
    assert.deepEqual(await found(), [
      { level: 'warn', code: 'halves-with-one', params: { count: 1, once: 1, some: 'some' } },
    ]);
    assert.match(
      (await hall.visitor().get('/what-we-hold?lang=en')).body,
      /That person has both halves of its key/,
    );
    const held = randomUUID();
    const wish = { id: held, which: 'all', when: 'all', reason: 'demand' };
    await second.visitor.form('/holds/new', '/holds/new', wish);
    const page = (await second.visitor.get(`/holds/${held}?lang=en`)).body;
    assert.match(page, /except 1 application: one person has both halves of its key/);
  });

  test('T10: its owner’s return seals it anew with another share, which the one officer never had', async (db, t) => {
    const { hall, one, context, code, id, person } = await takenInByOne(db, t);
    const before = await rowOf(context, id);
    assert.ok(before.once_alone && withOneAlone(before));
    const whole = await joinTwo(await halvesOf(hall, id, one), before.share_commitment ?? assert.fail());
    assert.deepEqual(await opens(hall, id, whole), [true, true], 'out of a backup, with the one key');

    const two = await newOfficer(context);
    assert.equal((await person.get(EXISTS_PATH)).statusCode, 200);
    const again = await back(hall, code);
    const now = await rowOf(context, id);
    assert.deepEqual([now.once_alone, withOneAlone(now)], [false, false]);
    const halves = await Promise.all([one, two].map((officer) => halvesOf(hall, id, officer)));
    assert.deepEqual(
      halves.map(({ length }) => length),
      [1, 1],
    );
    const share = await joinTwo(halves.flat(), now.share_commitment ?? assert.fail());
    assert.equal(sameBytes(share, whole), false);
    assert.deepEqual(await opens(hall, id, share), [true, true]);
    assert.deepEqual(
      await opens(hall, id, whole),
      [false, false],
      'what the backup opens with opens nothing of it',
    );
    assert.doesNotMatch(await says(again), ONE);
    assert.equal((await person.get(EXISTS_PATH)).statusCode, 303, 'a session with the old share is over');
    assert.equal((await tryCode(hall, code)).status, 303, 'the code is the same');
    const opened = await openNext(context, two.staffId);
    assert.equal((await openFile(opened, keyOf(two))).papers.length, 2);
  });

  test('T10: an appeal splits the halves it finds with one, and the next return draws another share', async (db, t) => {
    const { hall, one, context, code, id } = await takenInByOne(db, t);
    await decided(hall, one, DENY);
    const person = await back(hall, code);
    const two = await newOfficer(context);
    const before = await rowOf(context, id);
    assert.ok(withOneAlone(before));
    await person.open(APPEAL_PATH);
    const next = codeOn((await person.answer()).body);
    const after = await rowOf(context, id);
    assert.equal(after.state, 'appealed');
    assert.deepEqual([withOneAlone(after), after.once_alone], [false, true]);
    assert.deepEqual(after.share_commitment, before.share_commitment, 'the code wraps it, and is not here');
    const halves = await Promise.all([one, two].map((officer) => halvesOf(hall, id, officer)));
    assert.deepEqual(
      halves.map(({ length }) => length),
      [1, 1],
    );
    await back(hall, next);
    const now = await rowOf(context, id);
    assert.equal(now.once_alone, false);
    assert.notDeepEqual(now.share_commitment, before.share_commitment);
    assert.equal((await tryCode(hall, next)).status, 303);
  });

  test('T6 T10: what a hold keeps keeps its share and its halves, and the page looks the same', async (db, t) => {
    const { hall, one, context, code, id } = await takenInByOne(db, t);
    const before = await rowOf(context, id);
    const two = await newOfficer(context);
    const { store, clock, random, vault } = context;
    await placeHold(store, over(null), randomUUID(), { clock, random, inFlight: vault.inFlight });
    const person = await back(hall, code);
    const now = await rowOf(context, id);
    assert.deepEqual(now.share_commitment, before.share_commitment);
    assert.deepEqual([withOneAlone(now), now.once_alone], [false, true]);
    const halves = await Promise.all([one, two].map((officer) => halvesOf(hall, id, officer)));
    const share = await joinTwo(halves.flat(), now.share_commitment ?? assert.fail());
    assert.deepEqual(await opens(hall, id, share), [true, true]);
    assert.doesNotMatch(await says(person), ONE);
  });

  test('a card that waits keeps its share: a sheet for the desk may be on paper', async (db, t) => {
    const { hall, one, context, code, id } = await takenInByOne(db, t);
    await decided(hall, one, APPROVE);
    const before = await rowOf(context, id);
    assert.match(await says(await back(hall, code), PICK_UP_PATH), ONE);
    await newOfficer(context);
    const person = await back(hall, code);
    const now = await rowOf(context, id);
    assert.deepEqual(now.share_commitment, before.share_commitment);
    assert.deepEqual([withOneAlone(now), now.once_alone], [false, true]);
    assert.doesNotMatch(await says(person, PICK_UP_PATH), ONE);
  });
});

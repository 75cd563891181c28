import assert from 'node:assert/strict';
import { openPool } from '../store/connect.ts';
import { forOneServer, type TestDatabase } from '../testing/database.ts';
import { IDLE_MINUTES, SHARED_IDLE_MINUTES, WHOLE_HOURS } from './session.ts';
import { ADULT, fillIn } from './testing/fill-in.ts';
import { type PortalHall, portalHall } from './testing/hall.ts';

const MINUTE = 60_000;
const COOKIE = 'ck-public';
const own = ({ body }: { body: string }) => /<main.*?<\/main>/s.exec(body)?.[0] ?? '';
const later = ({ context }: PortalHall, minutes: number) =>
  context.setTime(new Date(context.clock.now().getTime() + minutes * MINUTE));

forOneServer('a resident’s session', (test) => {
  test('UX-18: ends after the minutes that were said, and every page moves that end on', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    later(hall, IDLE_MINUTES - 1);
    await person.open('/apply/ask/who');
    later(hall, IDLE_MINUTES - 1);
    await person.open('/apply/ask/who');
    assert.equal(person.pathname(), '/apply/ask/who');
    later(hall, IDLE_MINUTES + 1);
    await person.open('/apply/ask/who');
    assert.equal(person.pathname(), '/apply/over');
  });

  test('UX-18: ends after the hours that were said, whatever is done, and nobody can move that', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    for (let minutes = 0; minutes < WHOLE_HOURS * 60 - 30; minutes += 30) {
      later(hall, 30);
      await person.open('/apply/ask/who');
      assert.equal(person.pathname(), '/apply/ask/who');
    }
    const [token = '', until = ''] = (person.cookies[COOKIE] ?? '').split('.');
    const longer = (Number.parseInt(until, 36) + 36_000).toString(36);
    const forger = hall.visitor();
    forger.cookies[COOKIE] = `${token}.${longer}`;
    await forger.open('/apply/ask/who');
    assert.equal(forger.pathname(), '/apply/over');
    later(hall, 31);
    await person.open('/apply/ask/who');
    assert.equal(person.pathname(), '/apply/over');
  });

  test('a second beginning in the same browser ends the first session and makes another cookie', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    const first = person.cookies[COOKIE] ?? '';
    await person.begin();
    assert.notEqual(person.cookies[COOKIE], first);
    const old = hall.visitor();
    old.cookies[COOKIE] = first;
    await old.open('/apply/next');
    assert.equal(old.pathname(), '/apply/over');
    const sessions = await db.store.read.selectFrom('portal_sessions').select('token_hash').execute();
    assert.equal(sessions.length, 1);
  });

  test('the code is shown until it is written down, and is in no later page', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    const code = await person.begin();
    const shown = `${code.slice(0, 5)}-${code.slice(5, 10)}-${code.slice(10)}`;
    await person.open('/apply/code');
    assert.equal(person.pathname(), '/apply/ask/who');
    await fillIn(person, ADULT);
    for (const path of ['/apply/check', '/apply/next', '/apply/ask/name'])
      assert.ok(!(await person.open(path)).body.includes(shown), path);
  });

  test('UX-22: who helps is told to hand the code over and to keep none of it, and nobody else is', async (db, t) => {
    const hall = await portalHall(db, t);
    const sheet = async (device: string) => {
      const person = hall.visitor();
      await person.open('/apply/device');
      return own(await person.answer({ device }));
    };
    const [helped, alone] = [await sheet('helper'), await sheet('own')];
    assert.match(helped, /Give this code to the person you help/);
    assert.match(helped, /Whoever has it can open everything\. Do not keep it, and take no photo of it\./);
    assert.doesNotMatch(helped, /Keep it like|or take a photo|your application|your phone|I have written/i);
    assert.match(alone, /Keep it like a key/);
  });

  test('UX-22, UX-25: who helps is signed out as early as where others use the device, and is told so before', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    const page = await person.open('/apply/device');
    const said = `If you do nothing for ${SHARED_IDLE_MINUTES} minutes, we sign you out.`;
    assert.equal(page.body.split(said).length - 1, 2, 'of a shared device, and of a helper’s');
    await person.begin('helper');
    for (const minutes of [SHARED_IDLE_MINUTES - 1, SHARED_IDLE_MINUTES - 1]) {
      later(hall, minutes);
      await person.open('/apply/ask/name');
      assert.notEqual(person.pathname(), '/apply/over');
    }
    later(hall, SHARED_IDLE_MINUTES + 1);
    await person.open('/apply/ask/name');
    assert.equal(person.pathname(), '/apply/over');
  });

  test('T2, T9: neither the database nor the log has anything in clear that was typed, in the draft or after it', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    const code = await person.begin();
    await fillIn(person, ADULT);
    await assertNothingTyped(db, hall, code);
    await person.answer({}, '/apply/send');
    await assertNothingTyped(db, hall, code);
  });

  test('the scan finds what is there: a name put into a row is seen', async (db, t) => {
    const hall = await portalHall(db, t);
    const id = crypto.randomUUID();
    await db.store.write((tx) =>
      tx.insertInto('staff_members').values({ id, called: 'Quakenbush' }).execute(),
    );
    await assert.rejects(assertNothingTyped(db, hall, 'none'), /quakenbush/);
  });
});

/** Every column of every table as text, bytes as the bytes they are, and every line of the log. */
async function assertNothingTyped(
  { address }: TestDatabase,
  { context }: PortalHall,
  code: string,
): Promise<void> {
  const pool = openPool(address, { max: 1, readOnly: true });
  try {
    const { rows: tables } = await pool.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    );
    const texts = [JSON.stringify(context.events)];
    for (const { name } of tables) {
      const { rows } = await pool.query<Record<string, unknown>>(`select * from "${name}"`);
      for (const value of rows.flatMap((row) => Object.values(row)))
        texts.push(
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : (JSON.stringify(value) ?? ''),
        );
    }
    const all = texts.join('\n').toLowerCase();
    const latin = (text: string) => Buffer.from(text).toString('latin1').toLowerCase();
    for (const typed of ['Zéphyrine', 'Quakenbush', '1987-04-17', 'Thistlewood', code])
      assert.ok(!all.includes(latin(typed)), `${typed.toLowerCase()} is in clear`);
  } finally {
    await pool.end();
  }
}

import assert from 'node:assert/strict';
import { forOneServer } from '../../testing/database.ts';
import { PARTS_PATH, THROW_AWAY_PATH } from '../../uploads/part-route.ts';
import { pixels } from '../../uploads/testing/jpeg.ts';
import { lockedPdf, pdf } from '../../uploads/testing/pdf.ts';
import { setSwitch } from '../switch/set-switch.ts';
import { type Applicant, heading, photo } from '../testing/applicant.ts';
import { ADULT, fillIn } from '../testing/fill-in.ts';
import { portalHall } from '../testing/hall.ts';
import { type Form, have, inParts, PART, send, tokenOn } from '../testing/in-parts.ts';
import { ready, rows } from '../testing/ready.ts';

const PAGE = '/apply/papers/photo';
const script = (person: Applicant, whole: Uint8Array, action = PAGE) => inParts(person, whole, action);
const held = (person: Applicant) => person.app.uploadParts?.parts.held();
const NOTHING = { bytes: 0, uploads: 0 };
const large = (seed = 1) =>
  pixels(900 + seed, 700)
    .png({ compressionLevel: 0 })
    .toBuffer();

forOneServer('pictures in parts', (test) => {
  async function scene(...[db, t]: Parameters<Parameters<typeof test>[1]>) {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    await fillIn(person, { ...ADULT }, 5).catch(() => {});
    await person.open(PAGE);
    const pieces = async () => (await rows(hall)).records.filter((kind) => kind === 'piece').length;
    return { hall, person, pieces };
  }

  test('UP-06, F-07, F-09: it goes on from what is here, and its form counts once', async (db, t) => {
    const { person, pieces } = await scene(db, t);
    const { part, last, all, upload, _csrf } = await script(person, await large());
    assert.ok(all.length > 10);
    const begin: Form = { url: PARTS_PATH, fields: { _csrf, upload, begin: 'yes' } };
    assert.equal(have(await send(person, begin)), 0);
    assert.equal(have(await send(person, part(0))), PART);
    assert.equal(have(await send(person, begin)), PART, 'as after a reload');
    // The answer was lost: the same part again, then one too far ahead.
    assert.equal(have(await send(person, part(0))), PART);
    assert.equal(have(await send(person, part(5 * PART))), PART);
    assert.equal((await send(person, last)).statusCode, 409, 'not before all of it is here');
    for (const one of all.slice(1)) await send(person, one);
    const twice = await Promise.all([send(person, last), send(person, last)]);
    for (const answer of [...twice, await send(person, last)]) {
      assert.equal(answer.statusCode, 303, answer.body);
      assert.match(String(answer.headers.location), /^\/apply\/papers\/photo/);
    }
    assert.equal(await pieces(), 1);
    assert.deepEqual(held(person), NOTHING);
    const page = await person.open(PAGE);
    assert.equal(page.body.match(/src="\/apply\/picture\//g)?.length, 1);
    assert.equal(have(await send(person, begin)), 0, 'the same once more, on purpose, is another picture');
    assert.equal((await send(person, last)).statusCode, 409);
  });

  test('UP-06: a page says that part of its picture waits, until when, and throws it away where somebody asks for that', async (db, t) => {
    const { hall, person } = await scene(db, t);
    const { part, last, all } = await script(person, await large(2));
    const other = hall.visitor();
    await other.begin();
    const onto = (path: string, lang = 'en') => person.get(`${path}?lang=${lang}`).then(({ body }) => body);
    const noted = async (path: string) => (await onto(path)).includes('Part of a picture that you began');
    assert.equal(await noted(PAGE), false);
    await send(person, { ...part(0), fields: { ...part(0).fields, at: PAGE } });
    const body = await onto(PAGE);
    assert.match(body, /gone within about 10 minutes/);
    assert.match(body, /<p hidden[^>]*>Choose the same picture again, and we send only the rest/);
    assert.match(body, /<noscript><p>Choose the picture again, and all of it goes/);
    assert.match(await onto(PAGE, 'ar'), /وصل إلينا جزء من صورة/);
    assert.equal(await noted('/apply/face'), false, 'another picture is asked for there');
    assert.doesNotMatch((await other.get('/apply/face?lang=en')).body, /Part of a picture/);

    for (const at of ['https://example.org/', '//example.org/apply/face', '/staff', '/apply/../staff'])
      assert.equal((await person.form(PAGE, THROW_AWAY_PATH, { at })).statusCode, 400, at);
    assert.equal(await noted(PAGE), true);
    const pressed = await person.form(PAGE, THROW_AWAY_PATH, { at: PAGE });
    assert.equal(pressed.statusCode, 303);
    assert.match(String(pressed.headers.location), /^\/apply\/papers\/photo/);
    assert.equal(await noted(PAGE), false);
    assert.deepEqual(held(person), NOTHING);

    for (const one of all) await send(person, { ...one, fields: { ...one.fields, at: PAGE } });
    assert.equal(await noted(PAGE), true);
    assert.equal((await send(person, last)).statusCode, 303);
    assert.equal(await noted(PAGE), false, 'it was taken');
    const again = await script(person, await large(3));
    await send(person, { ...again.part(0), fields: { ...again.part(0).fields, at: PAGE } });
    assert.match(await onto(PAGE), /<details class="another" open/, 'what is said of it is in sight');
  });

  test('a PDF and the face go the same way, through the same fence', async (db, t) => {
    const { hall, person, pieces } = await scene(db, t);
    const papers = await script(person, pdf({ pages: 3 }));
    for (const one of papers.all) await send(person, one);
    assert.equal((await send(person, papers.last)).statusCode, 303);
    assert.equal(await pieces(), 3);
    const face = await script(person, await photo(), '/apply/face');
    for (const one of face.all) await send(person, one);
    assert.equal((await send(person, face.last)).statusCode, 303);
    assert.match((await person.open('/apply/face')).body, /class="face-sent"/);
    assert.equal((await rows(hall)).records.filter((kind) => kind === 'piece').length, 4);
  });

  test('UP-02: what the fence refuses is said on its page, and nothing of it stays', async (db, t) => {
    const { person, pieces } = await scene(db, t);
    for (const [file, status, words] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, /We can only read photos/],
      [lockedPdf, 422, /has a password/],
      [(await photo()).subarray(0, 400), 422, /damaged/],
    ] as const) {
      const { all, last } = await script(person, file);
      for (const one of all) await send(person, one);
      const page = await send(person, last);
      assert.equal(page.statusCode, status, page.body);
      assert.match(page.body, words);
      assert.equal((await send(person, last)).statusCode, 409);
    }
    assert.equal(await pieces(), 0);
    assert.deepEqual(held(person), NOTHING);
  });

  test('while the keys are away the parts wait, and the form may come again', async (db, t) => {
    const { hall, person, pieces } = await scene(db, t);
    const { all, last } = await script(person, await large());
    for (const one of all) await send(person, one);
    await hall.keeper.stop();
    assert.equal((await send(person, last)).statusCode, 503);
    assert.equal(held(person)?.uploads, 1);
    await hall.keeper.start();
    assert.equal((await send(person, last)).statusCode, 303);
    assert.equal(await pieces(), 1);
  });

  test('F-10: replayed after its session, its application or its time, it is refused and nothing is kept', async (db, t) => {
    const { hall, person, pieces } = await scene(db, t);
    const { all, last } = await script(person, await large());
    const cookies = { ...person.cookies };
    for (const one of all) assert.equal((await send(person, one)).statusCode, 200);
    await person.get('/leave');
    await hall.visitor().begin();
    const never = { ...cookies, [Object.keys(cookies)[0] ?? '']: `${'A'.repeat(43)}.zzzzzz` };
    for (const form of [...all.slice(0, 2), last]) {
      const over = await send(person, form, cookies);
      const strange = await send(person, form, never);
      assert.notEqual(over.statusCode, 200);
      assert.equal(over.statusCode, strange.statusCode, 'no oracle: as a session that never was');
      assert.equal(over.body, strange.body);
    }
    assert.equal(await pieces(), 0);
    hall.context.setTime(new Date(hall.context.clock.now().getTime() + 11 * 60_000));
    person.app.uploadParts?.parts.sweep();
    assert.deepEqual(held(person), NOTHING);
  });

  test('F-10: the form of an application that was sent takes no picture more, and after it ended no part either', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person, token } = await ready(hall);
    const { all, last } = await script(person, await large());
    await person.form('/apply/check', '/apply/send', { _csrf: token });
    const before = (await rows(hall)).records;
    for (const one of all) assert.equal((await send(person, one)).statusCode, 200, 'a new photo may come');
    const led = await send(person, last);
    assert.deepEqual([led.statusCode, led.headers.location], [303, '/apply/done?lang=en']);
    assert.deepEqual((await rows(hall)).records, before);
    const cookies = { ...person.cookies };
    await person.open('/apply/withdraw');
    await person.answer();
    for (const one of all.slice(0, 2)) assert.equal((await send(person, one, cookies)).statusCode, 403);
    hall.context.setTime(new Date(hall.context.clock.now().getTime() + 11 * 60_000));
    person.app.uploadParts?.parts.sweep();
    assert.deepEqual(held(person), NOTHING);
  });

  test('parts of one session are nothing to another, and neither is its form', async (db, t) => {
    const { hall, person } = await scene(db, t);
    const { all, last, upload } = await script(person, await large());
    for (const one of all) await send(person, one);
    const other = hall.visitor();
    await other.begin();
    await fillIn(other, { ...ADULT }, 5).catch(() => {});
    const _csrf = tokenOn(await other.get(PAGE));
    assert.equal((await send(other, { url: PAGE, fields: { _csrf, upload } })).statusCode, 409);
    assert.equal(have(await send(other, { url: PARTS_PATH, fields: { _csrf, upload, begin: 'yes' } })), 0);
    const second = all[1];
    assert.ok(second);
    assert.equal(have(await send(other, { ...second, fields: { ...second.fields, _csrf } })), 0);
    assert.equal((await send(person, last)).statusCode, 303);
  });

  test('intake that stops takes no further part and no form; taken up again, it goes on from what is here', async (db, t) => {
    const { hall, person, pieces } = await scene(db, t);
    const { all, last } = await script(person, await large());
    const by = hall.officers[0]?.staffId ?? '';
    const stop = (suspended: boolean) =>
      hall.context.store.write((tx) => setSwitch(hall.context, tx, { suspended, by }));
    const [first, ...rest] = all;
    assert.ok(first);
    assert.equal((await send(person, first)).statusCode, 200);
    const before = held(person);
    await stop(true);
    for (const one of [...rest.slice(0, 2), first]) {
      const refused = await send(person, one);
      assert.equal(refused.statusCode, 409);
      assert.equal(JSON.parse(refused.body).code, 'portal-intake-stopped');
    }
    assert.deepEqual(held(person), before);
    assert.equal((await send(person, last)).statusCode, 503);
    await stop(false);
    for (const one of rest) assert.equal((await send(person, one)).statusCode, 200);
    await stop(true);
    const page = await send(person, last);
    assert.equal(heading(page), 'We cannot take it right now');
    assert.equal(await pieces(), 0);
    await stop(false);
    assert.equal((await send(person, last)).statusCode, 303);
    assert.equal(await pieces(), 1);
  });

  test('a stop drops what is here', async (db, t) => {
    const { person } = await scene(db, t);
    const { all, last, upload, _csrf } = await script(person, await large());
    for (const one of all) await send(person, one);
    const stopped = await send(person, { url: PARTS_PATH, fields: { _csrf, upload, drop: 'yes' } });
    assert.equal(have(stopped), 0);
    assert.deepEqual(held(person), NOTHING);
    assert.equal((await send(person, last)).statusCode, 409);
  });

  test('CSRF, IDOR: without the session’s token, from elsewhere, or in another shape nothing is taken', async (db, t) => {
    const { person } = await scene(db, t);
    const { part } = await script(person, await large());
    const { fields, part: bytes = Buffer.alloc(0) } = part(0);
    const change = (more: Record<string, string>) => ({ ...part(0), fields: { ...fields, ...more } });
    const { _csrf: _, ...tokenless } = fields;
    for (const [form, status] of [
      [{ ...part(0), fields: tokenless }, 403],
      [change({ _csrf: 'A'.repeat(43) }), 403],
      [{ ...part(0), headers: { 'sec-fetch-site': 'cross-site' } }, 403],
      [change({ upload: '../../etc/passwd' }), 400],
      [change({ from: '-1' }), 400],
      [change({ total: '99999999' }), 413],
      [change({ total: '1' }), 400],
      [change({ name: 'x' }), 400],
      [{ ...part(0), part: Buffer.concat([bytes, Buffer.alloc(5 * PART)]) }, 413],
      [{ url: PARTS_PATH, fields }, 400],
      [{ url: PARTS_PATH, fields: { upload: 'f'.repeat(32), begin: 'yes' } }, 403],
      [{ url: PARTS_PATH, fields: { _csrf: fields._csrf ?? '', upload: 'f'.repeat(32), begin: 'no' } }, 400],
    ] satisfies [Form, number][]) {
      const { statusCode, body } = await send(person, form);
      assert.equal(statusCode, status, body);
    }
    assert.equal((await send(person, part(0), {})).statusCode, 403, 'nobody’s');
    assert.deepEqual(held(person), NOTHING);
  });

  test('T9: neither addresses nor the log tell of it', async (db, t) => {
    const { hall, person } = await scene(db, t);
    const { all, last, upload } = await script(person, await large());
    for (const one of [...all, last]) await send(person, one);
    const log = JSON.stringify(hall.context.events);
    assert.match(log, /upload\/part/);
    assert.ok(!log.includes(upload));
  });
});

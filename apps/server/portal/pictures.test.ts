import assert from 'node:assert/strict';
import { forOneServer } from '../testing/database.ts';
import { photo } from './testing/applicant.ts';
import { ADULT, fillIn } from './testing/fill-in.ts';
import { portalHall } from './testing/hall.ts';
import { ready, rows } from './testing/ready.ts';

forOneServer('pictures', (test) => {
  test('a picture that is removed, replaced or not asked for any more dies with its key', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    await fillIn(person, ADULT);
    const pieces = async () => (await rows(hall)).records.filter((kind) => kind === 'piece').length;
    assert.equal(await pieces(), 4);
    await person.open('/apply/papers/photo');
    const [, id = ''] = /name="picture" value="([^"]+)"/.exec((await person.open()).body) ?? [];
    await person.answer({ picture: id }, '/apply/papers/photo/remove');
    assert.equal(await pieces(), 3);
    assert.equal((await person.get(`/apply/picture/${id}`)).statusCode, 404);
    await person.upload(await photo('#369'));
    await person.open('/apply/face');
    await person.upload(await photo('#693'), 'image/jpeg', '/apply/face');
    assert.equal(await pieces(), 4);
    await person.open('/apply/ask/who');
    await person.answer({ who: 'caretaker' });
    assert.equal(person.pathname(), '/apply/ask/fits');
    await person.open('/apply/ask/birth');
    await person.answer({ day: '3', month: '3', year: '2008' });
    // Birth date and face stay; what showed photo and residency is the statement's part now.
    assert.equal(await pieces(), 2);
  });

  test('UP-02: each refused picture is said on its own page, and nothing of it is kept', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    await fillIn(person, ADULT);
    await person.open('/apply/face');
    const before = (await rows(hall)).records;
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(64)]);
    for (const [file, status, words] of [
      [Buffer.alloc(0), 422, /This file is empty/],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, /We can only read photos/],
      [heic, 415, /HEIC/],
      [Buffer.alloc(11 * 1024 * 1024, 1), 413, /larger than 10/],
      [(await photo()).subarray(0, 400), 422, /damaged/],
    ] as const) {
      const page = await person.upload(file, 'image/jpeg', '/apply/face');
      assert.equal(page.statusCode, status, page.body);
      assert.match(page.body, words);
      assert.match(page.body, /<title>Error: /);
      assert.match(page.body, /href="#picture"/);
      const [, link = '', field = ''] =
        /href="#picture">([^<]+)<.*id="picture-error"[^>]*>([^<]+)</s.exec(page.body) ?? [];
      assert.ok(link.length > 0 && link.length < 120, `${link}: one short sentence`);
      assert.equal(field, link, 'the same words by the field');
    }
    const refused = await person.upload(heic, 'image/jpeg', '/apply/face');
    const [, said = ''] = /id="picture-ways"[^>]*>(.*?)<\/ul>/s.exec(refused.body) ?? [];
    assert.equal(said.match(/<li>/g)?.length, 3, 'three ways round, a step each');
    assert.match(refused.body, /aria-describedby="picture-hint picture-error picture-ways"/);
    assert.deepEqual((await rows(hall)).records, before);
  });

  test('a picture is shown to its own session and to nobody else, and no cache may keep it', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall);
    const body = (await person.open('/apply/papers/photo')).body;
    const [, id = ''] = /src="\/apply\/picture\/([^"]+)"/.exec(body) ?? [];
    const own = await person.get(`/apply/picture/${id}`);
    assert.equal(own.headers['content-type'], 'image/jpeg');
    assert.equal(own.headers['cache-control'], 'no-store');
    const other = hall.visitor();
    await other.begin();
    assert.equal((await other.get(`/apply/picture/${id}`)).statusCode, 404);
    assert.equal((await hall.visitor().get(`/apply/picture/${id}`)).statusCode, 303);
  });
});

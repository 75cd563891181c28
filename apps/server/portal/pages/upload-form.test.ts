import assert from 'node:assert/strict';
import { endOf } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { forOneServer } from '../../testing/database.ts';
import { rulesNow } from '../draft.ts';
import { ADULT, fillIn } from '../testing/fill-in.ts';
import { portalHall } from '../testing/hall.ts';

/** What a test reads of a page: where in it something first stands. */
const at = (body: string, what: string | RegExp): number => {
  const place = typeof what === 'string' ? body.indexOf(what) : body.search(what);
  assert.notEqual(place, -1, `${what} is not on the page`);
  return place;
};
const FIELD = /<input[^>]*type="file"[^>]*>/;

forOneServer('the form for a picture', (test) => {
  test('UP-01, UP-03, UP-08: why, what kinds, what size, what is looked for and until when stand above the field, in every language', async (db, t) => {
    if (db.server !== 'embedded') return;
    const hall = await portalHall(db, t);
    const { program } = hall.context.program;
    const person = hall.visitor();
    await person.begin();
    await fillIn(person, ADULT, 5).catch(() => {});
    const rules = rulesNow(hall.context);
    const end = (series: 'papers' | 'card') => endOf(program, series, { submission: rules.on });
    assert.equal(program.city.languages.length, 10);
    for (const language of program.city.languages) {
      for (const [path, series, types] of [
        ['/apply/papers/photo', 'papers', 'image/jpeg,image/png,application/pdf'],
        ['/apply/face', 'card', 'image/jpeg,image/png'],
      ] as const) {
        const { body } = await person.get(`${path}?lang=${language}`);
        const field = at(body, FIELD);
        const [input = ''] = FIELD.exec(body) ?? [];
        assert.equal(body.match(/type="file"/g)?.length, 1, 'one at a time');
        assert.doesNotMatch(input, /multiple|capture/);
        assert.match(input, new RegExp(`accept="${types}"`));
        assert.match(input, /aria-describedby="picture-hint"/);
        const hint = at(body, 'id="picture-hint"');
        assert.match(body.slice(hint, field), /JPEG.*PNG.*10/s);
        assert.ok(at(body, wordDay(language, end(series))) < hint, `${language} ${path}: until when`);
        if (series === 'papers') assert.ok(at(body, '<section aria-labelledby="promise">') < hint);
      }
    }
    const { body } = await person.get('/apply/papers/photo?lang=en');
    const promise = body.slice(at(body, 'aria-labelledby="promise"'), at(body, FIELD));
    assert.match(promise, /We look for the name, the birth date, the photo or the address, and nothing else/);
    assert.match(promise, /is destroyed on .* at the latest/);
  });
});

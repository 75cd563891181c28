import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriesOf } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { forOneServer } from '../testing/database.ts';
import { ASKED_FOR, basisOf } from './protocol.ts';
import { portalHall } from './testing/hall.ts';

const city = shippedProgram('model-city-online');

test('UX-07: the basis of every question is worded in each language, and else stands as the rules have it', () => {
  for (const record of ASKED_FOR) {
    const series = seriesOf(city, record);
    const said = city.city.languages.map((language) => basisOf(city, language, series));
    assert.equal(new Set(said).size, city.city.languages.length, record);
    assert.equal(basisOf({ ...city, words: {} }, 'en', series), series.basis);
  }
});

forOneServer('the protocol of the questions', (test) => {
  test('UX-07: the page names purpose and legal basis of everything it asks', async (db, t) => {
    const hall = await portalHall(db, t);
    const { body } = await hall.visitor().get('/apply/what-we-keep?lang=en');
    const { program } = hall.context.program;
    for (const record of ['card', 'papers'] as const) {
      const series = seriesOf(program, record);
      assert.ok(body.includes(basisOf(program, 'en', series)), record);
      assert.ok(body.includes(program.words['en']?.[series.purpose] ?? 'nothing'), record);
    }
  });
});

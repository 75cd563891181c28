import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseProgram } from '@commonkey/program/parse.ts';
import { shippedFiles } from '@commonkey/program/testing/shipped.ts';
import { catalogueFaults, DRAFT, isDraft, sentencesOf } from '@commonkey/words';
import { cataloguesOf, LANGUAGES, RESIDENT_ROOMS } from '../../scripts/resident-rooms.ts';

/** Languages whose sentences somebody who speaks them stands for. */
const READ = ['en', 'es'];
/** Names and signs that look alike in two languages. */
const ALIKE = 3;

describe('LA-01, LA-05: what residents read, in each language', () => {
  for (const room of RESIDENT_ROOMS)
    test(room.folder, () => {
      const languages = room.languages ?? LANGUAGES;
      const found = cataloguesOf(room);
      const catalogues = Object.fromEntries(languages.map((language) => [language, found[language] ?? {}]));
      assert.deepEqual(catalogueFaults(catalogues, 'en'), []);
      for (const language of languages)
        assert.equal(
          isDraft(catalogues[language] ?? {}),
          !READ.includes(language),
          `${language}: marked as it is`,
        );
    });

  test('no sentence is left in English', () => {
    for (const language of LANGUAGES.filter((one) => one !== 'en')) {
      const same = RESIDENT_ROOMS.flatMap((room) => {
        const { en = {}, [language]: own = {} } = cataloguesOf(room);
        return Object.keys(sentencesOf(own)).filter(
          (key) => own[key] === en[key] && /\p{L}{3}.*\s/u.test(en[key] ?? ''),
        );
      });
      assert.ok(same.length <= ALIKE, `${language}: ${same.join(', ')}`);
    }
  });

  test('UX-19: no heading can break at a hyphen inside a word: at 320 px a piece of it would stand alone', () => {
    const breaks = /\p{L}-\p{L}/u;
    const found = LANGUAGES.flatMap((language) =>
      RESIDENT_ROOMS.flatMap((room) =>
        Object.entries(sentencesOf(cataloguesOf(room)[language] ?? {}))
          .filter(([key, text]) => /title/.test(key) && breaks.test(text))
          .map(([key]) => `${language} ${key}`),
      ),
    );
    assert.deepEqual(found, []);
  });

  test('each script’s sentences are in that script', () => {
    const scripts = {
      'zh-Hans': 'Han',
      ar: 'Arabic',
      ur: 'Arabic',
      hi: 'Devanagari',
      uk: 'Cyrillic',
    } as const;
    for (const [language, script] of Object.entries(scripts)) {
      const letters = new RegExp(`\\p{Script=${script}}`, 'u');
      for (const room of RESIDENT_ROOMS)
        for (const [key, sentence] of Object.entries(sentencesOf(cataloguesOf(room)[language] ?? {})))
          if (/\p{L}{3}/u.test(sentence.replace(/\{[^{}]*\}/g, '')))
            assert.match(sentence, letters, `${language} ${key}`);
    }
  });

  test('a page says that it is a draft in those languages alone', () => {
    const [ui] = RESIDENT_ROOMS;
    for (const [language, words] of Object.entries(ui ? cataloguesOf(ui) : {}))
      assert.equal(words['ui.draft-translation'] === '', !isDraft(words), language);
  });
});

test('a mark of a draft is no sentence: not of a program, not of a catalogue', () => {
  const files = shippedFiles('model-city');
  const es = JSON.parse(files['words/es.json'] ?? '') as Record<string, string>;
  const marked = { ...files, 'words/es.json': JSON.stringify({ [DRAFT]: 'nobody has read it', ...es }) };
  const { faults, program } = parseProgram(marked);
  assert.deepEqual(faults, []);
  assert.ok(program?.words.es && !isDraft(program.words.es));
});

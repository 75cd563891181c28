import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speaker } from '@commonkey/words';
import { UPLOAD_STATUS, uploadFault } from '../../uploads/errors.ts';
import { uploadWords } from '../../uploads/words.ts';
import { troubleOf, WAYS } from './upload-trouble.ts';

/** A link that is heard whole before anything else of the page. */
const MOST_LETTERS = 110;

test('UP-02: what is wrong with a picture is one short sentence, in each language; each way round it has words, and none has no code', () => {
  const languages = Object.entries(uploadWords);
  assert.equal(languages.length, 10);
  for (const [language, said] of languages) {
    for (const code of Object.keys(WAYS)) {
      const text = said[`fault.${code}`] ?? assert.fail(`${language} ${code}`);
      assert.ok(text.length <= MOST_LETTERS, `${language} ${code}: ${text}`);
      assert.equal(text.match(/[.。।۔](\s|$)|。/g)?.length, 1, `${language} ${code}: ${text}`);
    }
    const keys = Object.keys(said).filter((key) => key.startsWith('upload.way-'));
    const known = Object.entries(WAYS).flatMap(([code, ways]) =>
      ways.map((_, place) => `upload.way-${code.replace('upload-', '')}-${place + 1}`),
    );
    assert.deepEqual(keys.toSorted(), known.toSorted(), language);
  }
  for (const code of Object.keys(WAYS)) assert.ok(code in UPLOAD_STATUS, code);
});

test('UP-02: a way round is told where it helps: nobody photographs a paper for the photo on the card', () => {
  const say = speaker('en', uploadWords.en ?? {});
  const ways = (want: 'paper' | 'face') => troubleOf(say, uploadFault('upload-not-a-picture'), want).ways;
  assert.deepEqual(ways('paper'), [say('upload.way-not-a-picture-1')]);
  assert.deepEqual(ways('face'), [say('upload.way-not-a-picture-2')]);
  assert.equal(troubleOf(say, uploadFault('upload-heic'), 'face').ways.length, 3);
  assert.deepEqual(troubleOf(say, uploadFault('upload-damaged'), 'paper').ways, []);
});

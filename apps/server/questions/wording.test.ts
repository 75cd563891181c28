import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestOf, digestWith } from './digest.ts';
import { QUESTION_NAMES } from './list.ts';
import { askingKeys, SIGNED_LANGUAGES, WORDING, wordingOf } from './wording.ts';

/** Keys of the pages that ask which ask nothing themselves, each with why. */
const ASKS_NOTHING: Readonly<Record<string, string>> = {
  'apply apply.(continue|back|yes|no|next-title|nothing-kept)$': 'buttons and headings of every page',
  'apply apply.(start|notice|code|fits|without|done|not-taken)\\.': 'tells, and asks nothing',
  'apply apply.check.': 'repeats what was answered, to be looked over',
  'apply apply.wrong.': 'says why an answer was not understood',
  'after after.(waiting|appealed|asked-(title|both|lead|undecided)|added|approved|lapsed|denied|outcome|do|door|done|new|appeal|destroy|withdraw|withdrawn|draft|counsel|desk|exists|field|keys-lost|kind|notices|opens|pick)\\b':
    'tells how it stands and what can be done',
  'after after.correct-(more|button|also|misfit|closed|appeal)':
    'around the questions, which have words of their own',
  'checker papers.(quiet|continue|see|back|met|leave|missing|open|shortest|some-of|more|or|not-had|other-ways|letters|end|have-so-far|next|change|again|print|comma)\\b':
    'the answer, not the question',
  'lost cards.(lost-done|lost-not|lost-after|revoke)': 'what came of it, and the page of staff',
  'ticket (board|ticket)\\.': 'the board, and what a number’s page tells',
  'desk person\\.(title|lead|card-says|birth-date|expires|never-expires|on-request|with|without)\\b':
    'around the fields, for the clerk',
  'desk (act|after|bar|close|closed|date|desk|done|figures|foot|keeps|key|list|locked|old|open|period|pick-up|practice|printing|proof|ready|refusal|refused|scan|slip|specimen|spoil|state|stepper|stopped|verdict)\\b':
    'steps of the clerk that ask nobody anything',
  '\\w+ fault\\.': 'says what went wrong',
};
const beside = Object.keys(ASKS_NOTHING).map((pattern) => new RegExp(`^${pattern}`));
const starts = Object.values(WORDING).flat();

test('each key of a page that asks belongs to a question, or asks nothing and says why', () => {
  const keys = askingKeys();
  assert.ok(keys.length > 600, `${keys.length}`);
  const isWording = (key: string) => starts.some((start) => key.startsWith(start));
  assert.deepEqual(
    keys.filter((key) => !isWording(key) && !beside.some((pattern) => pattern.test(key))),
    [],
    'read where somebody is asked, and nobody signs for it',
  );
  assert.deepEqual(
    starts.filter((start) => !keys.some((key) => key.startsWith(start))),
    [],
    'signed for, and read nowhere',
  );
  assert.deepEqual(
    beside.filter((pattern) => !keys.some((key) => pattern.test(key))),
    [],
    'a reason for nothing',
  );
});

test('a question whose words change in a language that its signers read is one that nobody has signed for', () => {
  for (const name of QUESTION_NAMES) {
    assert.equal(digestWith(name, wordingOf), digestOf(name), name);
    for (const language of SIGNED_LANGUAGES) {
      const own = wordingOf(name, language);
      assert.ok(own.length > 0, `${name} has no words in ${language}`);
      for (const [changed] of own) {
        const otherwise = (of: typeof name, tag: string) =>
          wordingOf(of, tag).map(([key, text]): [string, string] => [
            key,
            key === changed && tag === language ? `${text} ` : text,
          ]);
        assert.notEqual(digestWith(name, otherwise), digestOf(name), `${name}: ${changed} in ${language}`);
      }
      const fewer = (of: typeof name, tag: string) => wordingOf(of, tag).slice(tag === language ? 1 : 0);
      assert.notEqual(digestWith(name, fewer), digestOf(name), `${name}: one less in ${language}`);
    }
  }
  assert.equal(new Set(QUESTION_NAMES.map(digestOf)).size, QUESTION_NAMES.length);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiled } from './compiled.ts';
import { speaker } from './speaker.ts';
import { spoken } from './spoken.ts';

const WORDS = {
  plain: 'It is {here} and it isn’t.',
  empty: '',
  value: 'Up to {to} years, {to}.',
  count:
    '{n, plural, =0 {nothing} one {# paper} few {# papers of few} many {# papers of many} other {# papers}}',
  choice: '{who, select, a {first} b {second {n, plural, one {# day} other {# days}}} other {none of them}}',
  nested: '{n, plural, =0 {no {what}} other {# × {what} for {days, plural, one {# day} other {# days}}}}',
  braces: "A '{'brace'}' and a <tag>.",
};

test('a page words every sentence as the server does, in languages of one plural form to six', () => {
  for (const language of ['en', 'es', 'pl', 'zh-Hans', 'ar', 'hi', 'uk', 'fr', 'ht', 'ur']) {
    const [whole, small] = [speaker(language, WORDS), spoken(language, compiled(WORDS, language))];
    for (const key of Object.keys(WORDS)) {
      for (const n of [0, 1, 2, 3, 5, 11, 21, 100, 1234, 1.5]) {
        for (const who of ['a', 'b', 'c']) {
          const params = { n, who, what: '<b>', days: n, to: n, here: 'x {n}' };
          assert.equal(small(key, params), whole(key, params), `${language} ${key} ${n} ${who}`);
        }
      }
    }
  }
});

test('a value named like a part of every object is no choice of its own', () => {
  assert.equal(spoken('en', compiled(WORDS, 'en'))('choice', { who: 'constructor' }), 'none of them');
});

test('what a page could not word is refused when it is made, marks are left out', () => {
  for (const pattern of [
    '{when, date, long}',
    '{n, number, ::currency/USD}',
    '{n, selectordinal, other {#th}}',
    '{n, plural, offset:1 other {#}}',
  ])
    assert.throws(() => compiled({ key: pattern }, 'en'), pattern);
  assert.deepEqual(compiled({ $draft: 'machine', key: 'x' }, 'en'), { key: 'x' });
});

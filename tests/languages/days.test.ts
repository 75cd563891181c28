import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sentencesOf } from '@commonkey/words';
import { cataloguesOf, RESIDENT_ROOMS } from '../../scripts/resident-rooms.ts';

/**
 * A record dies on its day, and from that day’s first minute nothing can be done with it. So what is destroyed goes “on” its
 * day, what a resident does comes “before” it, and what is kept is kept “until” it. “By” a day would be all three.
 */
const RULES: readonly { is: string; of: RegExp; never?: RegExp; always?: RegExp }[] = [
  { is: 'nothing is by a day', of: /\{day\}/, never: /\bby \{day\}/ },
  { is: 'what is destroyed goes on its day', of: /\b(destroyed|gone)\b.*\{day\}/, always: /\bon \{day\}/ },
  {
    is: 'what somebody does comes before it',
    of: /\b(you can|go on|opens|show this|pick it up|you have an answer|need to see|give it)\b.*\{day\}/i,
    always: /\bbefore \{day\}/,
  },
];

function broken(text: string): string[] {
  // A sentence may end with its branch of a select.
  const sentences = text.split(/(?<=[.?!:]\}?)\s/);
  return RULES.filter(({ of, never, always }) =>
    sentences.some((one) => of.test(one) && (never?.test(one) || (always && !always.test(one)))),
  ).map(({ is }) => is);
}

describe('T6: a day is named for what it is', () => {
  const said = RESIDENT_ROOMS.flatMap((room) => Object.entries(sentencesOf(cataloguesOf(room).en ?? {})));

  test('in every English sentence that residents read', () => {
    const wrong = said.flatMap(([key, text]) => broken(text).map((is) => `${key}: ${is}`));
    assert.deepEqual(wrong, []);
  });

  test('each rule has sentences that it is about', () => {
    for (const { is, of } of RULES) assert.ok(said.filter(([, text]) => of.test(text)).length > 3, is);
  });

  test('and finds what it forbids', () => {
    for (const text of [
      'The picture is destroyed by {day} at the latest.',
      'Everything is gone until {day}.',
      'You can appeal until {day}. On that day what you sent is destroyed.',
      'Your code opens this page until {day}.',
    ])
      assert.notDeepEqual(broken(text), [], text);
    for (const text of [
      'You can appeal before {day}. On that day what you sent is destroyed.',
      'What you have not sent yet: until {day}.',
    ])
      assert.deepEqual(broken(text), [], text);
  });
});

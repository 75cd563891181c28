import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { WHOLE_NAME_LETTERS } from '../answers.ts';
import { words } from '../words.ts';
import { latin, name } from './name.tsx';
import type { Asked } from './question.ts';

// These questions look at nothing else.
const asked = { answers: {}, language: 'en', on: '2026-11-22' } as Asked;
const read = (question: typeof name, typed: string) =>
  question.read({ [question.fields[0] ?? '']: typed }, asked);
const kept = (typed: string) => {
  const answer = read(name, typed);
  return 'change' in answer ? answer.change({}).name : null;
};
/** Letters of scripts that people here write, with marks, apostrophes and hyphens between. */
const letter = fc.constantFrom(...'aZéŁñşßİÿøĐоїґمحمדע王小अन', 'नि', 'श्र');
const sign = fc.constantFrom(' ', '-', '’', "'", '.', '·', 'ʻ');
const names = fc
  .array(fc.tuple(letter, fc.option(sign, { nil: '' })), { minLength: 1, maxLength: 60 })
  .map((parts) => parts.map(([one, after]) => one + after).join(''));

describe('UX-10: a name', () => {
  test('stands as it was typed, but for blanks at its ends and doubled ones', () => {
    fc.assert(
      fc.property(names, fc.nat(3), (typed, blanks) => {
        const tidy = typed.normalize('NFC').replace(/ +/g, ' ').trim();
        assert.equal(kept(`${' '.repeat(blanks)}${typed} `), tidy);
      }),
      { seed: 417, numRuns: 500 },
    );
  });

  test('may have one letter, or 128, in any script; one more is said with the figure', () => {
    for (const one of ['O', '王', 'क्षि', 'ễ'.normalize('NFD')]) {
      assert.equal(kept(one), one.normalize('NFC'));
      assert.equal(kept(one.repeat(WHOLE_NAME_LETTERS)), one.normalize('NFC').repeat(WHOLE_NAME_LETTERS));
      const long = read(name, one.repeat(WHOLE_NAME_LETTERS + 1));
      assert.deepEqual(long, { wrong: { name: { code: 'name-too-long', params: { most: 128 } } } });
    }
  });

  test('LA-04: the card’s line is typed in Latin letters and is never made up', () => {
    assert.ok('wrong' in read(latin, 'Олена'));
    const answer = read(latin, 'Olena  Shevchenko');
    assert.ok('change' in answer);
    assert.equal(answer.change({ name: 'Олена Шевченко' }).latinName, 'Olena Shevchenko');
  });

  test('what its refusal says is so in every language: the signs it names are taken, figures and @ are not', () => {
    // It tells of marks for example: Hebrew, Persian and Catalan names have others, which are taken too.
    for (const sign of ['-', '’', "'", '.', '·', ',', '״', '\u200c']) assert.ok(kept(`דa${sign}דa`), sign);
    for (const not of ['@', '2', '٢', '२', '۲', '#', '!'])
      assert.deepEqual(read(name, `Ana ${not}`), {
        wrong: { name: { code: 'name-odd-sign', params: { most: 128 } } },
      });
    const claimsAll = /\bonly\b|\bs[oó]lo\b|\btylko\b|\bsèlman\b|seulement|лише|فقط|सिर्फ़|صرف|请只/i;
    for (const [language, said] of Object.entries(words)) {
      const text = said?.['apply.wrong.name-odd-sign'] ?? '';
      assert.match(text, /@/, language);
      assert.doesNotMatch(text, claimsAll, language);
    }
  });

  test('another name takes its Latin line and its second line along', () => {
    const before = { name: 'Олена', latinName: 'Olena', secondLanguage: 'uk' };
    const other = read(name, 'Ольга');
    const same = read(name, ' Олена ');
    assert.ok('change' in other && 'change' in same);
    assert.deepEqual(other.change(before), { name: 'Ольга' });
    assert.deepEqual(same.change(before), before);
  });
});

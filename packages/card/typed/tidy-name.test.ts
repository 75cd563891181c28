import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { layoutWith } from '../testing/draw.ts';
import { nameFault, tidyName } from './name.ts';

/** As keyboards, telephones and copied text really bring them, and as they are printed. */
const LATIN: readonly (readonly [typed: string, printed: string])[] = [
  ['O\u2018Brien', 'O’Brien'],
  ['O\u201bBrien', 'O’Brien'],
  ['O`Brien', 'O’Brien'],
  ['O´Brien', 'O’Brien'],
  ['O\u2032Brien', 'O’Brien'],
  ['O\uff07Brien', 'O’Brien'],
  ["O'Brien", "O'Brien"],
  ['O’Brien', 'O’Brien'],
  ['\u2018Abd al-\u2018Azīz', '‘Abd al-‘Azīz'],
  ['\u02bfAbd ar-Ra\u1e25m\u0101n', 'ʿAbd ar-Raḥmān'],
  ['S\u0101ra\u02be', 'Sāraʾ'],
  ['Ka\u02bbahumanu', 'Kaʻahumanu'],
  ['D\u02bciwoniyo', 'Dʼiwoniyo'],
  ['Il\u02b9i\u010d', 'Ilʹič'],
  ['Jean\u2011Luc', 'Jean-Luc'],
  ['Smith\u2013Jones', 'Smith-Jones'],
  ['Anne\u2014Marie', 'Anne-Marie'],
  ['Jean\u2010Luc', 'Jean‐Luc'],
  ['Garc\u00ad\u00eda', 'García'],
  ['King, Jr.', 'King, Jr.'],
  ['M\u00aa Jos\u00e9', 'Mª José'],
  ['Gal\u00b7la', 'Gal·la'],
  ['\uff2d\uff41\uff52\uff49\uff41\u3000Sato', 'Maria Sato'],
  ['So\ufb01a', 'Sofia'],
  ['\u200eMaria\u200f', 'Maria'],
  ['\u2068Maria\u2069', 'Maria'],
  ['\ufeffMa\u200bria', 'Maria'],
  ['Jo\u200dhn\u200c', 'John'],
  ['N\u00fa\u00f1ez'.normalize('NFD'), 'Núñez'],
  ['A\u00a0\u202f B', 'A B'],
];

const OTHERS: readonly (readonly [typed: string, printed: string])[] = [
  ['\u200fمحمد علي\u200f', 'محمد علي'],
  ['محمد\u061c \u200eعلي', 'محمد علي'],
  ['علی\u200cرضا', 'علی\u200cرضا'],
  ['علی\u200c رضا\u200c', 'علی رضا'],
  ['\u200cعلی', 'علی'],
  ['علی\u200c\u200cرضا', 'علی\u200cرضا'],
  ['\ufee3\ufea4\ufee4\ufeaa', 'محمد'],
  ['ﷲ', 'الله'],
  ['עבדאל\u05beקאדר', 'עבדאל־קאדר'],
  ["ג'ורג'", "ג'ורג'"],
  ['רש"י', 'רש״י'],
  ['שׁרה', 'שׁרה'],
  ['लक्ष्\u200dमी', 'लक्ष्\u200dमी'],
  ['पद्\u200cमा', 'पद्\u200cमा'],
  ['മോഹന്\u200d', 'മോഹന്\u200d'],
  ['ශ්\u200dරියානි', 'ශ්\u200dරියානි'],
  ['Зінов\u2019єва', 'Зінов’єва'],
  ['Соф`я', 'Соф’я'],
  ['ማርያም፡ተስፋ', 'ማርያም፡ተስፋ'],
  ['བསྟན་འཛིན', 'བསྟན་འཛིན'],
  ['Հովհաննէս', 'Հովհաննէս'],
  ['迪丽热巴·迪力木拉提', '迪丽热巴·迪力木拉提'],
  ['マリア・サトウ', 'マリア・サトウ'],
  ['สมชาย ใจดี', 'สมชาย ใจดี'],
  ['ສົມສະໄໝ', 'ສົມສະໄໝ'],
  ['Ανδρέας', 'Ανδρέας'],
  ['ნინო', 'ნინო'],
  ['𞤀𞤣𞤤𞤢𞤥', '𞤀𞤣𞤤𞤢𞤥'],
];

test('UX-10: what keyboards and copied text bring is taken, and printed as a name is written', () => {
  for (const [typed, printed] of LATIN) {
    assert.equal(nameFault(typed, 'latin'), null, JSON.stringify(typed));
    assert.equal(nameFault(typed, 'any'), null, JSON.stringify(typed));
    assert.equal(tidyName(typed), printed.normalize('NFC'), JSON.stringify(typed));
  }
  for (const [typed, printed] of OTHERS) {
    assert.equal(nameFault(typed, 'any'), null, JSON.stringify(typed));
    assert.equal(nameFault(typed, 'latin'), 'name-not-latin', JSON.stringify(typed));
    assert.equal(tidyName(typed), printed.normalize('NFC'), JSON.stringify(typed));
  }
});

test('each of the Latin names can be drawn: no letter is left to a typeface that has none', () => {
  for (const [typed] of LATIN) {
    try {
      layoutWith({ name: tidyName(typed) });
    } catch (error) {
      assert.fail(`${typed}: ${isFault(error) ? JSON.stringify(error.params) : error}`);
    }
  }
});

test('what turns a line round, what no eye sees and no keyboard has, and what is no letter stays refused', () => {
  for (const sign of [
    ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
    ...['\u0000', '\u0007', '\n', '\t', '\u007f', '\u0085', '\u2028'],
    ...['\ue000', '\uf8ff', '\u{f0000}', '\u{e0041}', '\ufff9', '\ufffd', '\ud83d'],
    ...['2', '٣', '३', '２', '²', '½', '①'],
    ...['<', '>', '&', '"', '“', ';', '_', '@', '/', '(', '🗝'],
  ])
    for (const script of ['latin', 'any'] as const)
      assert.equal(nameFault(`An${sign}na`, script), 'name-odd-sign', JSON.stringify(sign));
});

const NAMES = [...LATIN, ...OTHERS].map(([typed]) => typed);
const SIGNS =
  "-‐ \u2011'‘’`´.,·\u200c\u200d\u200e\u200f\u061c\u2066\u2069\u00ad\ufeff\u0301\u064e\u094dك".split('');

test('done twice is done once, and no letter is lost or moved', () => {
  const piece = fc.oneof(
    fc.constantFrom(...NAMES),
    fc.constantFrom(...SIGNS),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const typed = pieces.join('');
      const tidied = tidyName(typed);
      assert.equal(tidyName(tidied), tidied);
      assert.equal(tidied, tidied.normalize('NFC'));
      assert.equal(lettersOnly(tidied), lettersOnly(typed));
      for (const script of ['latin', 'any'] as const)
        assert.equal(nameFault(tidied, script), nameFault(typed, script));
    }),
    { seed: 20261122, numRuns: 1_000 },
  );
});

/** Shapes of old encodings aside, which stand for the letters they are compared as. */
const lettersOnly = (text: string) => text.normalize('NFKD').replace(/[^\p{L}]/gu, '');

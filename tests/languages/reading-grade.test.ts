import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { cataloguesOf, RESIDENT_ROOMS } from '../../scripts/resident-rooms.ts';
import { readingGrade, syllables } from './reading-grade.ts';

/** LA-06: what a page says as a whole. */
const GRADE = 6;
/** One sentence has too few words to be judged as strictly: a single long one may take a reader this far. */
const HARDEST = 9.5;

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** The sentences a pattern can come to, one for each case of its first choice; values read as a short word. */
function wordings(elements: Elements): string[] {
  return elements.reduce<string[]>(
    (ways, element) => {
      const own =
        'options' in element
          ? Object.values(element.options).flatMap(({ value }) => wordings(value))
          : [element.type === 0 ? element.value : 'four'];
      return ways.flatMap((way) => own.map((end) => way + end)).slice(0, 24);
    },
    [''],
  );
}

function sentences(english: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(english).flatMap(([key, pattern]) =>
    wordings(new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true }).getAst())
      .filter((text) => /[.?!]$/.test(text.trim()))
      .map((text): [string, string] => [key, text]),
  );
}

describe('LA-06: a sixth grader can read what residents are told', () => {
  for (const room of RESIDENT_ROOMS)
    test(room.folder, () => {
      const said = sentences(cataloguesOf(room).en ?? {});
      const whole = readingGrade(said.map(([, text]) => text).join(' '));
      assert.ok(said.length === 0 || whole <= GRADE, `${room.folder}: grade ${whole.toFixed(1)}`);
      const hard = said.filter(([, text]) => readingGrade(text) > HARDEST);
      assert.deepEqual(hard, [], 'too hard');
    });

  test('the measure tells a hard sentence from an easy one', () => {
    assert.deepEqual(['papers', 'identity', 'the', 'destroyed', 'code'].map(syllables), [2, 4, 1, 2, 1]);
    assert.ok(readingGrade('We look at your papers. Then we hand them back.') < 3);
    const statute =
      'Documentation submitted in furtherance of an application is retained pending adjudication thereof.';
    assert.ok(readingGrade(statute) > 15);
  });
});

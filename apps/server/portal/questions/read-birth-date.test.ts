import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readBirthDate } from './read-birth-date.ts';

const on = '2026-11-22';
const read = (day: string, month: string, year: string, languages = ['en', 'es']) =>
  readBirthDate({ day, month, year }, { on, languages });
const days = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2026-11-21T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
/** Zeros of scripts whose keyboards people have: Latin, Arabic-Indic, Persian, Devanagari, Bengali, full width. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
const inScript = (figures: string, zero: number) =>
  figures.replace(/\d/g, (figure) => String.fromCodePoint(zero + Number(figure)));

describe('UX-10, UX-11: a birth date of three fields', () => {
  test('is read in figures of any script, padded or not, with what keyboards put around them', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...zeros), fc.boolean(), (date, zero, padded) => {
        const [year = '', month = '', day = ''] = date.split('-');
        const bare = (figures: string) => (padded ? figures : String(Number(figures)));
        const answer = read(
          ` ${inScript(bare(day), zero)}.`,
          `\u200f${inScript(bare(month), zero)}`,
          inScript(year, zero),
        );
        assert.deepEqual(answer, { day: date });
      }),
      { seed: 417 },
    );
  });

  test('takes a month by its name, in any order, and a whole date in one field', () => {
    for (const [day, month, year] of [
      ['3', 'March', '1990'],
      ['March', '3', '1990'],
      ['1990', 'mar', '3'],
      ['3', 'marzo', '1990'],
      ['1990', '3', '3'],
      ['3 March 1990', '', ''],
      ['1990-03-03', '', ''],
      ['3', 'de marzo de', '1990'],
    ] as const)
      assert.deepEqual(read(day, month, year), { day: '1990-03-03' }, `${day}|${month}|${year}`);
    assert.deepEqual(read('3', 'березня', '1990', ['uk', 'en']), { day: '1990-03-03' });
  });

  test('never guesses: swapped figures, two-digit years, days that are none', () => {
    assert.deepEqual(read('4', '17', '1987'), { field: 'day', fault: 'date-unread' });
    assert.deepEqual(read('17', '4', '87'), { field: 'year', fault: 'year-short' });
    assert.deepEqual(read('31', '2', '1990'), { field: 'day', fault: 'date-unread' });
    assert.deepEqual(read('03/04/1990', '', ''), { field: 'month', fault: 'date-missing' });
    assert.deepEqual(read('', '', ''), { field: 'day', fault: 'date-missing' });
    assert.deepEqual(read('17', '', '1987'), { field: 'month', fault: 'date-missing' });
    assert.deepEqual(read('1', '1', '2027'), { field: 'year', fault: 'date-future' });
    assert.deepEqual(read('1', '1', '1200'), { field: 'year', fault: 'date-old' });
    assert.deepEqual(read('<b>', 'x', '9'), { field: 'day', fault: 'date-unread' });
  });

  test('whatever is typed, it is a day that has come or a fault of one field', () => {
    const anything = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(anything, anything, anything, (day, month, year) => {
        const answer = read(day, month, year);
        if ('day' in answer) assert.ok(/^\d{4}-\d{2}-\d{2}$/.test(answer.day) && answer.day <= on);
        else assert.ok(['day', 'month', 'year'].includes(answer.field));
      }),
      { seed: 417 },
    );
  });
});

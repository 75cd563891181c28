import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTypedDate } from './typed-date.ts';

const day = (d: string) => ({ kind: 'day', day: d });

test('UX-10: any order, any month name, one meaning', () => {
  for (const typed of [
    '1990-03-07',
    '1990 3 7',
    '7 March 1990',
    'March 7th, 1990',
    'mar 7 1990',
    '7 de marzo de 1990',
    '19900307',
  ]) {
    assert.deepEqual(readTypedDate(typed), day('1990-03-07'), typed);
  }
  assert.deepEqual(readTypedDate('25/12/2001'), day('2001-12-25'));
  assert.deepEqual(readTypedDate('12.25.2001'), day('2001-12-25'));
  assert.deepEqual(readTypedDate('29 feb 2024'), day('2024-02-29'));
  assert.deepEqual(readTypedDate('enero 2 1980'), day('1980-01-02'));
});

test('two readings are two questions, never a guess', () => {
  assert.deepEqual(readTypedDate('03/04/1990'), { kind: 'either', days: ['1990-03-04', '1990-04-03'] });
  assert.deepEqual(readTypedDate('04/04/1990'), day('1990-04-04'));
});

test('what is no date stays unread', () => {
  for (const typed of [
    '',
    '1990',
    '31 feb 1990',
    '7 M 1990',
    '03/04/90',
    '7 ma 1990',
    'ju 1 1990',
    '1 2 3 1990',
    '00/00/1990',
  ]) {
    assert.deepEqual(readTypedDate(typed), { kind: 'unread' }, typed);
  }
});

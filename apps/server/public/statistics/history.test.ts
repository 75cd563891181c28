import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { LONGEST_HISTORY, readHistory } from './history.ts';
import { chicagoSized } from './testing/history.ts';

const HEAD = ['# source: Annual reports', '# total: 30', 'quarter,channel,cards'];
const LINES = ['2019-Q1,in-person,10', '2019-Q1,online,0', '2019-Q2,in-person,15', '2019-Q2,online,5'];
const file = (lines = LINES, head = HEAD) => [...head, ...lines].join('\n');
const read = (text: string) => readHistory(text, '2026-Q3');
const refused = (text: string, code: string, params: object = {}) =>
  assert.throws(
    () => read(text),
    (error) => {
      assert.ok(isFault(error) && error.code === code, String(error));
      for (const [name, value] of Object.entries(params)) assert.equal(error.params[name], value, name);
      return true;
    },
  );

test('a history is its source and a count for each quarter and way, whatever wrote the file', () => {
  const plain = read(file());
  assert.equal(plain.source, 'Annual reports');
  assert.deepEqual(plain.cells.at(-1), { quarter: '2019-Q2', channel: 'online', cards: 5 });
  assert.deepEqual(read(`\uFEFF${file().replaceAll('\n', '\r\n')}\r\n\r\n`), plain);
  assert.deepEqual(read(file(LINES.toReversed())), plain, 'in any order');
});

test('ages stand beside the ways, of as many cards as the city knows, and in no total', () => {
  const ages = ['2019-Q2,age 0-13,4', '2019-Q2,age 14-17,3', '2019-Q2,age 65-,2'];
  assert.deepEqual(read(file([...LINES, ...ages])).ages, [
    { quarter: '2019-Q2', band: '0-13', cards: 4 },
    { quarter: '2019-Q2', band: '14-17', cards: 3 },
    { quarter: '2019-Q2', band: '65-', cards: 2 },
  ]);
  assert.deepEqual(read(file()).ages, []);
  const wrong = (line: string, code: string, params: object = { line: 8 }) =>
    refused(file([...LINES, line, '2019-Q2,age 0-13,4']), code, params);
  for (const band of ['14-13', '14', '-17', 'x', '14-200', '1 4-17', '0014-17'])
    wrong(`2019-Q2,age ${band},3`, 'statistics-band-malformed');
  wrong('2019-Q2,age 13-17,3', 'statistics-bands-overlap', { line: 9 });
  wrong('2019-Q2,age 0-13,3', 'statistics-quarter-twice', { line: 9, channel: 'age 0-13' });
  wrong('2019-Q2,age 14-,17', 'statistics-ages-exceed', { quarter: '2019-Q2', ages: 21, cards: 20 });
  wrong('2019-Q3,age 14-,1', 'statistics-ages-exceed', { quarter: '2019-Q3', cards: 0 });
  wrong('2019-Q2,age 14-,-1', 'statistics-count-negative');
});

test('one of the size of a large city’s programme is taken whole', () => {
  const { text, total } = chicagoSized();
  assert.equal(total, 145_825);
  assert.equal(
    read(text).cells.reduce((sum, { cards }) => sum + cards, 0),
    total,
  );
});

test('what is wrong is named with its line, and nothing is guessed', () => {
  const [a = '', b = '', ...rest] = LINES;
  refused(file([a, a, b, ...rest]), 'statistics-quarter-twice', { line: 5, quarter: '2019-Q1' });
  refused(file([a.replace('10', '-10'), b, ...rest]), 'statistics-count-negative', { line: 4 });
  for (const count of ['1.5', '1e3', '٣', '=1', 'ten', '1234567890'])
    refused(file([a.replace('10', count), b, ...rest]), 'statistics-count-malformed', { line: 4 });
  refused(file([...LINES, '2026-Q4,in-person,1']), 'statistics-quarter-future', {
    line: 8,
    quarter: '2026-Q4',
  });
  refused(file([...LINES, '2031-Q1,in-person,1']), 'statistics-quarter-future');
  refused(file([a.replace('in-person', 'by-mail'), b, ...rest]), 'statistics-channel-unknown', { line: 4 });
  for (const quarter of ['2019-Q5', '2019Q1', '2019', '__proto__'])
    refused(file([a.replace('2019-Q1', quarter), b, ...rest]), 'statistics-quarter-malformed', { line: 4 });
  refused(
    file(LINES, ['# source: Annual reports', '# total: 31', HEAD[2] ?? '']),
    'statistics-total-differs',
    {
      total: 31,
      sum: 30,
    },
  );
  refused(file([...LINES, '2019-Q4,in-person,0', '2019-Q4,online,0']), 'statistics-quarter-missing', {
    quarter: '2019-Q3',
  });
  refused(file(LINES.slice(0, 3)), 'statistics-quarter-missing', { quarter: '2019-Q2', channel: 'online' });
  refused(file([`${a},7`, b, ...rest]), 'statistics-line-malformed', { line: 4 });
  refused(file(['2019-Q1,in-person']), 'statistics-line-malformed', { line: 4 });
  refused(file([]), 'statistics-line-malformed');
});

test('without its source, its total or its head line it is no history', () => {
  refused('', 'statistics-source-missing');
  refused(file(LINES, HEAD.slice(1)), 'statistics-source-missing');
  refused(file(LINES, ['# source: a\u0000b', ...HEAD.slice(1)]), 'statistics-source-missing');
  refused(file(LINES, [HEAD[0] ?? '', HEAD[2] ?? '']), 'statistics-total-missing');
  refused(file(LINES, HEAD.slice(0, 2)), 'statistics-head-missing');
  refused(`${file()}${'\n'.repeat(LONGEST_HISTORY)}`, 'statistics-history-too-long');
});

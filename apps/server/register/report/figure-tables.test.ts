import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedLines, type FigureTable } from './figure-tables.ts';

const table = (lines: FigureTable['lines']): FigureTable[] => [{ name: 'demands', lines }];

test('what an earlier kind of report had no line for and is not told now is no change; a figure that it lacked is', () => {
  const before = table([
    ['received', 'Received', 3],
    ['gone', 'Gone', 2],
  ]);
  const now = table([
    ['received', 'Received', 3],
    ['small', 'Small', null],
    ['new', 'New', 4],
  ]);
  const keys = (how?: { sameKind: boolean }) => changedLines(before, now, how).map(({ key }) => key);
  assert.deepEqual(keys({ sameKind: false }), ['new', 'gone']);
  assert.deepEqual(keys(), ['small', 'new', 'gone'], 'of one kind a line that came is a change');
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Report } from './check/fault.ts';
import { checkApprovals, checkSeries } from './check/series.ts';
import { parseProgram } from './parse.ts';
import { addDays } from './plain-date.ts';
import type { Program, Series } from './types.ts';

const FOLDER = new URL('../../programs/model-city-online/', import.meta.url);
const files: Record<string, string> = {};
for (const name of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }))
  if (name.endsWith('.json')) files[name] = readFileSync(new URL(name, FOLDER), 'utf8');
const { program } = parseProgram(files);
assert.ok(program);
const city: Program = program;
const UNDER = {
  commission: 'A commission',
  application: '26-017',
  item: '4',
  on: '2026-01-13',
  source: 'own',
} as const;

function faults(change: (one: Series) => Series): unknown[] {
  const found: unknown[] = [];
  checkSeries({ ...city, series: city.series.map(change) }, (path, code, params) =>
    found.push([path.at(-1), code, params]),
  );
  return found;
}
const both = (change: (one: Series) => Partial<Series>) => (one: Series) =>
  one.id === 'portal-papers' || one.id === 'portal-contact' ? { ...one, ...change(one) } : one;

test('two schedules over one item of what was approved are refused: which of their periods is the law’s?', () => {
  assert.deepEqual(faults(both(() => ({ approval: UNDER }))), [
    ['approval', 'schedule-item-twice', { series: 'portal-contact', other: 'portal-papers' }],
  ]);
});

test('one item for two series that end alike, and two items for two that do not, are fine', () => {
  const papers = city.series.find(({ id }) => id === 'portal-papers');
  assert.ok(papers);
  const { after, period, alsoAfter = [], atMost } = papers;
  const alike = { after, period, alsoAfter, ...(atMost && { atMost }) };
  assert.deepEqual(faults(both(() => ({ approval: UNDER, ...alike }))), []);
  const items = both(({ id }) => ({ approval: { ...UNDER, item: id === 'portal-papers' ? '4' : '5' } }));
  assert.deepEqual(faults(items), []);
  const applications = both(({ id }) => ({
    approval: { ...UNDER, application: id === 'portal-papers' ? '26-017' : '26-018' },
  }));
  assert.deepEqual(faults(applications), []);
});

test('one item is one item however it is spelled', () => {
  const items = both(({ id }) => ({
    approval:
      id === 'portal-papers'
        ? UNDER
        : { ...UNDER, item: `0${UNDER.item}`, commission: UNDER.commission.toUpperCase() },
  }));
  assert.deepEqual(faults(items), [
    ['approval', 'schedule-item-twice', { series: 'portal-contact', other: 'portal-papers' }],
  ]);
});

test('a schedule of a day that has not come is approved by nobody yet', () => {
  const found: unknown[] = [];
  const report: Report = (path, code, params) => found.push([path.at(-1), code, params]);
  const series = city.series.map((one) => (one.id === 'portal-papers' ? { ...one, approval: UNDER } : one));
  checkApprovals({ ...city, series }, report, UNDER.on);
  assert.deepEqual(found, []);
  checkApprovals({ ...city, series }, report, addDays(UNDER.on, -1));
  assert.deepEqual(found, [['on', 'approval-ahead', { series: 'portal-papers', on: UNDER.on }]]);
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compareSchedules } from './compare-schedules.ts';
import { parseProgram } from './parse.ts';
import type { Program, Series } from './types.ts';

const FOLDER = new URL('../../programs/model-city-online/', import.meta.url);
const files: Record<string, string> = {};
for (const name of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }))
  if (name.endsWith('.json')) files[name] = readFileSync(new URL(name, FOLDER), 'utf8');
const { program } = parseProgram(files);
assert.ok(program);
const city: Program = program;
const ON = '2026-11-22';

function withSeries(id: string, change: (one: Series) => Series | null): Program {
  return { ...city, series: city.series.flatMap((one) => (one.id === id ? (change(one) ?? []) : [one])) };
}

test('the same schedule shifts nothing', () => {
  assert.deepEqual(compareSchedules(city, city, ON), []);
});

test('each end that moved is named, with its days', () => {
  const longer = withSeries('portal-papers', (one) => ({
    ...one,
    period: { months: 1 },
    alsoAfter: (one.alsoAfter ?? []).filter(({ after }) => after !== 'lapse'),
    atMost: { after: 'receipt', period: { days: 60 } },
  }));
  assert.deepEqual(compareSchedules(city, longer, ON), [
    {
      series: 'portal-papers',
      change: 'changed',
      certificate: 'same',
      ends: [
        { after: 'approval', before: { days: 7 }, now: { months: 1 }, days: 23 },
        { after: 'lapse', before: { days: 0 }, now: null, days: null },
        { after: 'at-most', before: { days: 75 }, now: { days: 60 }, days: -15 },
      ],
    },
  ]);
});

test('a bound that is counted from another day is another bound', () => {
  const issued = withSeries('card-register', (one) => ({
    ...one,
    atMost: { after: 'receipt', period: { years: 10 } },
  }));
  const [change] = compareSchedules(city, issued, ON);
  assert.deepEqual(
    change?.ends.map(({ after, before, now }) => `${after} ${before ? 'was' : ''}${now ? 'is' : ''}`),
    ['at-most was', 'at-most is'],
  );
});

test('series that come and go, and a certificate that the law asks for', () => {
  const gone = withSeries('portal-contact', () => null);
  assert.equal(compareSchedules(city, gone, ON)[0]?.change, 'gone');
  assert.equal(compareSchedules(gone, city, ON)[0]?.change, 'new');
  const certified = withSeries('shift-statement', (one) => ({
    ...one,
    certificate: { daysBefore: 30, authority: 'commission' },
  }));
  assert.equal(compareSchedules(city, certified, ON)[0]?.certificate, 'needed');
  assert.equal(compareSchedules(certified, city, ON)[0]?.certificate, 'not-needed');
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import type { Adversary } from '../adversaries.ts';
import { dayNumber } from '../day-number.ts';
import { parseDemand } from '../demand/parse.ts';
import type { Demand } from '../demand/schema.ts';
import { parseVolumes } from '../volumes.ts';
import { answer } from './answer.ts';
import { type Cell, modelled } from './cells.ts';
import type { Route } from './clausal.ts';
import { SINGLING_BOUND } from './singling.ts';

const PROGRAMS = new URL('../../../programs/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, PROGRAMS), 'utf8');
const april = parseDemand(read('chicago-2025/demands/2025-04-17.yaml')).demand ?? assert.fail();
const window = parseVolumes(read('volumes/chicago-window.json')).volumes ?? assert.fail();
const FIELDS = ['paper-origin', 'language', 'birth', 'address'] as const;
const DAYS = ['2023-01-31', '2024-12-20', '2025-04-17', '2025-05-01', '2027-04-17', '2031-01-01'];

/** What leans to a field, of everybody. */
const asking = (field: string): Demand => ({
  ...april,
  items: april.items.map((item) => ({ ...item, subjects: [{ field, is: 'so' }], records: 'all' as const })),
});

function routesIn(cells: readonly Cell[], field: string, as: Adversary = 'court-order'): readonly Route[] {
  const [item] = answer(asking(field), cells, as, window).items;
  return item?.clauses[0]?.routes ?? assert.fail();
}

/**
 * Whoever takes what lies there, without an order for anybody to open something. The way to reach people opens with the key process
 * alone, by design: its language leans to where somebody is from, passes the bound for whoever takes a running machine, and is told.
 */
const TAKERS: readonly (readonly [Adversary, readonly string[]])[] = [
  ['backup-thief', FIELDS],
  ['clerk', FIELDS],
  ['machine-administrator', ['paper-origin', 'birth']],
  ['search-warrant-on', ['paper-origin', 'birth']],
];

const ONE_LOCK: readonly string[] = ['safe-contact'];
const KEY_PROCESS: readonly Adversary[] = ['machine-administrator', 'search-warrant-on'];

test('whoever takes a running machine reads in which language somebody is written to: told as telling it, and as leaning to where they are from', () => {
  const [scenario] = window.scenarios;
  const cells = modelled(
    shippedProgram('model-city-online'),
    window,
    scenario ?? assert.fail(),
    dayNumber('2025-04-17'),
  );
  const [item] = answer(asking('language'), cells, 'search-warrant-on', window).items;
  assert.deepEqual(item?.clauses[0]?.told, ['safe-contact']);
  assert.ok((item?.clauses[0]?.people.reading ?? 0) > 0);
  const route = routesIn(cells, 'paper-origin', 'search-warrant-on').find(
    ({ holds }) => holds === 'safe-contact',
  );
  assert.ok(route && route.score > SINGLING_BOUND, 'it is above the bound, and says so');
  assert.ok(!routesIn(cells, 'paper-origin', 'backup-thief').some(({ holds }) => holds === 'safe-contact'));
});

test('without an order no thing of a shipped model city singles out more of its people than the bound lets it', () => {
  for (const id of ['model-city', 'model-city-online'])
    for (const at of DAYS)
      for (const scenario of window.scenarios) {
        const cells = modelled(shippedProgram(id), window, scenario, dayNumber(at));
        for (const [as, fields] of TAKERS)
          for (const field of fields)
            for (const { holds, series, score } of routesIn(cells, field, as).filter(
              (route) => !(ONE_LOCK.includes(route.holds) && KEY_PROCESS.includes(as)),
            ))
              assert.ok(
                score <= SINGLING_BOUND,
                `${id} ${at} ${as}: ${series} ${holds} leans to ${field}: ${score}`,
              );
      }
});

test('a thing that is kept for everybody and shows each by themselves passes the bound', () => {
  const rules = shippedProgram('model-city');
  const kept = {
    ...rules,
    series: rules.series.map((one) => (one.id === 'used-ribbon' ? { ...one, period: { years: 3 } } : one)),
  };
  const [scenario] = window.scenarios;
  const cells = modelled(kept, window, scenario ?? assert.fail(), dayNumber('2025-04-17'));
  const route = routesIn(cells, 'paper-origin').find(({ series }) => series === 'used-ribbon');
  assert.ok(route && route.score > 0.9, String(route?.score));
  assert.equal(route.fewest, 1);
});

test('a row that shows months alone singles out those of small months, and nobody of large ones', () => {
  const [register] = shippedProgram('model-city').series;
  const lot = (first: string, last: string, people: number): Cell => ({
    channel: 'events',
    people,
    applied: { first: dayNumber(first), last: dayNumber(last) },
    bundles: [[{ series: register ?? assert.fail(), due: dayNumber('2030-05-01') }]],
  });
  const birth = (cells: readonly Cell[]) => routesIn(cells, 'birth').find(({ holds }) => holds === 'months');
  const many = [lot('2025-04-01', '2025-04-30', 6), lot('2025-04-02', '2025-04-30', 6)];
  assert.deepEqual(
    [birth(many)?.fewest, birth(many)?.few, birth(many)?.score],
    [12, 0, 0],
    'two days of one month look alike',
  );
  const few = birth([...many, lot('2025-05-02', '2025-05-31', 4)]);
  assert.deepEqual([few?.fewest, few?.few, few?.score], [4, 4, 4 / 16]);
});

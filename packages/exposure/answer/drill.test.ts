import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { ADVERSARIES, isRead } from '../adversaries.ts';
import { dayNumber } from '../day-number.ts';
import { parseDemand } from '../demand/parse.ts';
import { RECORD_CLASSES } from '../demand/vocabulary.ts';
import { parseVolumes } from '../volumes.ts';
import { answer } from './answer.ts';
import { modelled } from './cells.ts';
import { drill } from './drill.ts';

const PROGRAMS = new URL('../../../programs/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, PROGRAMS), 'utf8');
const APRIL = parseDemand(read('chicago-2025/demands/2025-04-17.yaml')).demand ?? assert.fail('no demand');
const PEOPLE = parseVolumes(read('volumes/chicago-window.json')).volumes ?? assert.fail('no volumes');

for (const city of [
  'chicago-2025',
  'detroit',
  'model-city',
  'model-city-online',
  'new-york',
  'san-francisco',
])
  test(`${city}: what the drill says of each who may come is what the answer to them says`, () => {
    const rules = shippedProgram(city);
    // Where ages make nobody's record end or stay, one of the scenarios says all.
    const people = {
      ...PEOPLE,
      scenarios: PEOPLE.scenarios.slice(...(city === 'chicago-2025' ? [] : [1, 2])),
    };
    const found = drill(rules, people);
    const at = found.days[0]?.at ?? assert.fail('no day');
    const there = people.scenarios.map((one) => modelled(rules, people, one, dayNumber(at)));
    for (const adversary of ADVERSARIES)
      for (const [place, kind] of RECORD_CLASSES.entries()) {
        // A demand as somebody serves it, for one class of everybody.
        const [item] = APRIL.items;
        const demand = { ...APRIL, items: [{ words: item?.words ?? '', subjects: [], records: [kind] }] };
        const items = there.flatMap((cells) => answer(demand, cells, adversary, PEOPLE).items);
        const rows = items.flatMap((one) => one.rows.filter(({ asked }) => asked));
        const cell = found.reach.find((one) => one.adversary === adversary)?.classes[kind];
        const where = `${city}, ${adversary}, ${kind}`;
        const counts = items.map(({ producible: { yes, reading, unknown } }) => yes + reading + unknown);
        const reads = rows.some(({ reach }) => isRead(reach));
        assert.equal(cell ? isRead(cell.reach) : false, reads, where);
        assert.equal(
          cell?.reach === 'ciphertext',
          !reads && rows.some(({ reach }) => reach === 'ciphertext'),
          where,
        );
        assert.deepEqual(
          cell?.people ?? { least: 0, most: 0 },
          { least: Math.min(...counts), most: Math.max(...counts) },
          where,
        );
        assert.deepEqual(
          new Set(cell?.read.map(({ series, holds }) => `${series} ${holds}`)),
          new Set(rows.filter(({ reach }) => isRead(reach)).map(({ series, holds }) => `${series} ${holds}`)),
          where,
        );
        // Nobody gets at more people than the table above says there are.
        const held = found.days[0]?.classes[place]?.people;
        assert.ok((cell?.people.most ?? 0) <= (held?.most ?? 0), where);
      }
  });

test('a search opens no picture that was sent; a camera’s card is told as what is gone the same evening', () => {
  const { reach } = drill(shippedProgram('model-city-online'), PEOPLE);
  const of = (adversary: string) => reach.find((one) => one.adversary === adversary)?.classes;
  for (const search of ['search-warrant-on', 'search-warrant-off']) {
    const pictures = of(search)?.pictures;
    assert.equal(pictures?.reach, 'ciphertext', search);
    assert.deepEqual([pictures?.read, pictures?.people], [[], { least: 0, most: 0 }]);
    assert.deepEqual(pictures?.passing, {
      reach: 'takes',
      things: [{ series: 'camera-card', holds: 'pictures' }],
    });
    assert.deepEqual(of(search)?.['printing-waste']?.people, { least: 77, most: 77 });
  }
  // A draft opens with its resident's own code: no two officers read it in passing.
  assert.deepEqual(
    of('two-officers')?.application?.passing.things.map(({ series }) => series),
    ['portal-draft'],
  );
  assert.equal(of('two-officers')?.application?.passing.reach, 'nothing');
  assert.equal(of('search-warrant-on')?.papers?.passing.reach, 'ciphertext');
});

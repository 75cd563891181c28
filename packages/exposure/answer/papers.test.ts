import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { speaker } from '@commonkey/words';
import type { Adversary } from '../adversaries.ts';
import { dayNumber } from '../day-number.ts';
import { parseDemand } from '../demand/parse.ts';
import { parseVolumes } from '../volumes.ts';
import type { Volumes } from '../volumes-schema.ts';
import { exposureWords } from '../words.ts';
import { answer } from './answer.ts';
import { type Alive, modelled } from './cells.ts';
import { rangeOf } from './range.ts';
import { spokenAnswer } from './spoken.ts';

const read = (path: string) =>
  readFileSync(new URL(`../../../programs/${path}`, import.meta.url), 'utf8').toString();
const APRIL = parseDemand(read('chicago-2025/demands/2025-04-17.yaml')).demand ?? assert.fail('no demand');
const PEOPLE = parseVolumes(read('volumes/chicago-window.json')).volumes ?? assert.fail('no volumes');
const say = speaker('en', exposureWords.en ?? {});

function ask(city: string, documents: Volumes['documents'], as: Adversary = 'administrative-subpoena') {
  const [scenario] = PEOPLE.scenarios;
  if (!scenario) assert.fail('no scenario');
  const cells = modelled(shippedProgram(city), PEOPLE, scenario, dayNumber('2025-04-17'));
  return answer(APRIL, cells, as, { documents }).items[0] ?? assert.fail('no answer');
}

const spoken = (found: ReturnType<typeof ask>) =>
  spokenAnswer([found], rangeOf([found], 'en'), say).join(' ');

test('people and papers are two numbers; what nobody counted is not known, and at least what somebody counted', () => {
  const found = ask('chicago-2025', PEOPLE.documents);
  assert.deepEqual(found.papers, {
    people: 2717,
    files: 2717,
    number: null,
    atLeast: 2 * 2717,
    because: ['unsaid'],
  });
  assert.match(spoken(found), /papers of 2,717 people.* cannot be determined: at least 5,434\./);
  const [some] = PEOPLE.documents;
  if (!some) assert.fail('no documents');
  const all = ask('chicago-2025', [...PEOPLE.documents, { ...some, holds: 'library-card-picture', each: 0 }]);
  assert.equal(all.papers.number, 2 * 2717);
  assert.match(spoken(all), /papers of 2,717 people, in 2,717 files or rows: 5,434 papers\./);
});

test('EX-06, T2: of sealed papers people and files are known, and the number of papers is never told, least of all as none', () => {
  const found = ask('model-city-online', [], 'court-order');
  assert.ok(found.papers.people > 0);
  assert.deepEqual([found.papers.number, found.papers.because], [null, ['sealed']]);
  assert.match(spoken(found), /How many papers that is cannot be determined\. Their number stands inside/);
  assert.doesNotMatch(spoken(found), /\b0 papers/);
});

test('whoever gets no paper is told of none: nobody’s, in no file', () => {
  const none = { people: 0, files: 0, number: 0, atLeast: 0, because: [] };
  assert.deepEqual(ask('model-city', PEOPLE.documents).papers, none);
  assert.deepEqual(ask('model-city-online', [], 'backup-thief').papers, none);
  assert.doesNotMatch(spoken(ask('model-city-online', [], 'backup-thief')), /papers of/);
});

test('of one person, one file and one card in the forms of one', () => {
  const { series: all } = shippedProgram('model-city-online');
  const row = (id: string): Alive => ({
    series: all.find((one) => one.id === id) ?? assert.fail(id),
    due: dayNumber('2025-05-01'),
  });
  const cellOf = (people: number) => {
    const applied = { first: dayNumber('2025-04-01'), last: dayNumber('2025-04-01') };
    return {
      channel: 'portal',
      people,
      applied,
      bundles: [[row('portal-papers')], [row('card-register')]],
    } as const;
  };
  const told = (...people: number[]) => {
    const cells = people.map(cellOf);
    const [found] = answer(APRIL, cells, 'court-order', { documents: [] }).items;
    return spoken(found ?? assert.fail());
  };
  assert.match(told(1), /of one person\. Among it are the papers of one person, in one file or row\./);
  assert.match(told(1), /Whether that person is meant cannot be determined\..* Of one card the number/);
  assert.match(
    told(1, 2),
    /papers of 3 people, in 3 files or rows.*Of 3 of them it cannot be determined.* Of 3 cards/,
  );
  for (const all of [told(1), told(3)])
    assert.doesNotMatch(all, /\b1 (files|of them|cards|papers|documents)\b/);
});

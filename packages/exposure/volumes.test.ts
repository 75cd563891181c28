import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { programWords } from '@commonkey/program/words.ts';
import { catalogueFaults, speaker } from '@commonkey/words';
import { wordVolumesFault } from './explain.ts';
import { parseVolumes } from './volumes.ts';
import { volumesJsonSchema } from './volumes-schema.ts';
import { exposureWords } from './words.ts';

const shipped = readFileSync(new URL('../../programs/volumes/chicago-portal.json', import.meta.url), 'utf8');

/** The shipped file with one place in it changed. */
function changed(change: (file: Record<string, unknown[]>) => void): string {
  const file = JSON.parse(shipped);
  change(file);
  return JSON.stringify(file);
}

const arrival = { channel: 'portal', from: '2025-07', to: '2025-07', count: 5, source: 'tribune' };

const BAD: [string, string, string][] = [
  ['json-invalid', '', '{ "format": '],
  ['value-not-allowed', '/format', changed((file) => Object.assign(file, { format: 'commonkey-volumes-9' }))],
  ['key-unknown', '/arivals', changed((file) => Object.assign(file, { arivals: [] }))],
  [
    'number-out-of-range',
    '/arrivals/1/count',
    changed((file) => file.arrivals?.push({ ...arrival, count: -3 })),
  ],
  ['value-wrong', '/arrivals/1/count', changed((file) => file.arrivals?.push({ ...arrival, count: '5' }))],
  ['value-wrong', '/arrivals/1/count', changed((file) => file.arrivals?.push({ ...arrival, count: 1.5 }))],
  ['shape-wrong', '/arrivals/1/from', changed((file) => file.arrivals?.push({ ...arrival, from: 'July' }))],
  [
    'day-impossible',
    '/arrivals/1/from',
    changed((file) => file.arrivals?.push({ ...arrival, from: '2025-13' })),
  ],
  [
    'day-impossible',
    '/arrivals/1/to',
    changed((file) => file.arrivals?.push({ ...arrival, to: '2025-06-31' })),
  ],
  ['day-order', '/arrivals/1', changed((file) => file.arrivals?.push({ ...arrival, to: '2025-06' }))],
  ['spread-missing', '/arrivals/1', changed((file) => file.arrivals?.push({ ...arrival, to: '2025-08' }))],
  [
    'arrivals-overlap',
    '/arrivals/1',
    changed((file) => file.arrivals?.push({ ...arrival, from: '2025-06', to: '2025-06' })),
  ],
  [
    'source-unknown',
    '/arrivals/1/source',
    changed((file) => file.arrivals?.push({ ...arrival, source: 'tribun' })),
  ],
  [
    'key-missing',
    '/arrivals/1/source',
    changed((file) => file.arrivals?.push({ ...arrival, source: undefined })),
  ],
  ['volumes-name-twice', '/scenarios/3/id', changed((file) => file.scenarios?.push(file.scenarios[0]))],
  [
    'ages-overlap',
    '/scenarios/1/ages/2',
    changed((file) => Object(file.scenarios?.[1]).ages.push({ from: 60, to: 70, parts: 1 })),
  ],
  [
    'ages-empty',
    '/scenarios/0/ages/1',
    changed((file) => Object(file.scenarios?.[0]).ages.push({ from: 9, to: 8, parts: 1 })),
  ],
  [
    'parts-zero',
    '/scenarios/0/ages',
    changed((file) => Object.assign(Object(file.scenarios?.[0]).ages[0], { parts: 0 })),
  ],
  ['documents-twice', '/documents/5', changed((file) => file.documents?.push(file.documents[0]))],
  ['ways-missing', '/ways', changed((file) => file.ways?.pop())],
];

test('every fault of a volumes file has its code and its place', () => {
  assert.deepEqual(parseVolumes(shipped).faults, []);
  for (const [code, path, text] of BAD) {
    const { volumes, faults } = parseVolumes(text);
    assert.equal(volumes, undefined, code);
    assert.deepEqual(
      faults.map((fault) => [fault.code, fault.path]),
      [[code, path]],
      JSON.stringify(faults),
    );
  }
});

test('an overlap of months says which entries and which days', () => {
  const text = changed((file) => file.arrivals?.push({ ...arrival, from: '2025-06', to: '2025-06' }));
  assert.deepEqual(parseVolumes(text).faults[0]?.params, {
    channel: 'portal',
    other: 0,
    from: '2025-06-01',
    until: '2025-06-13',
  });
  // The other channel counts other people.
  const other = changed((file) =>
    file.arrivals?.push({ ...arrival, channel: 'events', from: '2025-06', to: '2025-06' }),
  );
  assert.deepEqual(parseVolumes(other).faults, []);
});

test('a misspelt key is told which was meant, among the keys of this file', () => {
  const text = changed((file) => Object.assign(file, { scenario: [] }));
  assert.equal(parseVolumes(text).faults[0]?.params.meant, 'scenarios');
});

test('every fault has words and a way out, in both languages', () => {
  assert.deepEqual(catalogueFaults(exposureWords, 'en'), []);
  for (const language of ['en', 'es']) {
    const say = speaker(language, programWords[language] ?? {}, exposureWords[language] ?? {});
    for (const [code, , text] of BAD)
      for (const fault of parseVolumes(text).faults) {
        const { problem, remedy } = wordVolumesFault(say, fault);
        assert.ok(problem.length > 10 && remedy.length > 10, code);
      }
  }
});

test('every number of the shipped file has a source, and what nobody knows is marked as assumed', () => {
  const { volumes } = parseVolumes(shipped);
  assert.ok(volumes);
  const mark = (source: string | undefined) => volumes.sources[source ?? '']?.mark;
  assert.equal(mark(volumes.arrivals[0]?.source), 'PRESS');
  assert.equal(mark(volumes.arrivals[0]?.spread?.source), 'ASSUMED');
  for (const scenario of volumes.scenarios) assert.equal(mark(scenario.source), 'ASSUMED', scenario.id);
  for (const way of volumes.ways) assert.equal(mark(way.partsSource), 'ASSUMED');
});

test('the published schema is the one the code checks by', () => {
  const published = readFileSync(new URL('./volumes.schema.json', import.meta.url), 'utf8');
  assert.deepEqual(JSON.parse(published), JSON.parse(volumesJsonSchema()));
});

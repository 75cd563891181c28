import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { speaker } from '@commonkey/words';
import type { Adversary } from '../adversaries.ts';
import { dayNumber } from '../day-number.ts';
import { parseDemand } from '../demand/parse.ts';
import type { Demand } from '../demand/schema.ts';
import { parseVolumes } from '../volumes.ts';
import { exposureWords } from '../words.ts';
import { answer } from './answer.ts';
import { modelled } from './cells.ts';
import { spokenClause } from './spoken.ts';
import { closingPortal, outcomes, withoutHolding } from './what-if.ts';

const PROGRAMS = new URL('../../../programs/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, PROGRAMS), 'utf8');
const APRIL = parseDemand(read('chicago-2025/demands/2025-04-17.yaml')).demand ?? assert.fail('no demand');
const PEOPLE = parseVolumes(read('volumes/chicago-window.json')).volumes ?? assert.fail('no volumes');

function ask(
  city: string,
  { at = '2025-04-17', as = 'court-order' as Adversary, scenario = 1, demand = APRIL } = {},
) {
  const ages = PEOPLE.scenarios[scenario] ?? assert.fail('no scenario');
  const cells = modelled(shippedProgram(city), PEOPLE, ages, dayNumber(at));
  return answer(demand, cells, as, PEOPLE).items[0] ?? assert.fail('no answer');
}

const asking = (subjects: Demand['items'][number]['subjects']): Demand => ({
  ...APRIL,
  items: APRIL.items.map((item) => ({ ...item, subjects })),
});

test('EX-04: the programme as it was: 2,717 people’s papers, and for those of 65 and older no day on which that ends', () => {
  for (const [scenario, endless] of [0, 272, 2717].entries()) {
    const found = ask('chicago-2025', { scenario });
    assert.deepEqual([found.came, found.known], [87_163, 87_163]);
    assert.deepEqual(found.producible, { yes: 0, reading: 2717, unknown: 0 });
    assert.equal(found.documents.atLeast, 3 * 2717);
    assert.equal(found.ends.endless, endless);
  }
  // Six years on nothing has changed but the calendar; in the end only those without a day are left.
  assert.equal(ask('chicago-2025', { at: '2031-04-17' }).producible.reading, 2717);
  assert.equal(ask('chicago-2025', { at: '2040-01-01' }).producible.reading, 272);
});

test('EX-04, EX-06: the same people in person: no papers, and whose was foreign cannot be determined', () => {
  for (const at of ['2025-04-17', '2025-05-01']) {
    const found = ask('model-city', { at });
    assert.deepEqual(found.producible, { yes: 0, reading: 0, unknown: 0 });
    assert.deepEqual(found.documents, { atLeast: 0, uncounted: [] });
    const [applied, origin] = found.clauses;
    assert.ok((applied?.people.unknown ?? 0) > 0, 'a month is no day: both ends of the window are open');
    assert.deepEqual(origin?.people, { yes: 0, no: 0, reading: 0, unknown: 84_446 });
    assert.deepEqual(origin?.told, []);
  }
  const routes = (at: string) => ask('model-city', { at }).clauses[1]?.routes.map(({ holds }) => holds);
  assert.deepEqual(
    routes('2025-04-17'),
    ['printed-faces', 'printed-faces'],
    'the day’s ribbon and spoiled cards',
  );
  assert.deepEqual(routes('2025-05-01'), [], 'nothing that is left leans to it');
});

test('the same people online here: what is not decided and not fetched, each with its day, and nothing after the lag', () => {
  const now = ask('model-city-online');
  assert.ok(now.producible.reading > 0 && now.producible.reading < 600);
  assert.equal(now.ends.endless, 0);
  const later = ask('model-city-online', { at: '2025-09-01' });
  assert.deepEqual(later.producible, { yes: 0, reading: 0, unknown: 0 });
  assert.equal(
    later.rows.some(({ asked }) => asked),
    false,
  );
});

test('a card’s row is not tied to its application: one tells nothing of the other', () => {
  const rows = ask('model-city-online').rows.filter(({ series }) => series === 'card-register');
  assert.ok(rows.length > 0);
  for (const { people } of rows) assert.deepEqual([people.yes, people.reading], [0, 0]);
});

test('days are told as finely as a record tells them, and no more', () => {
  const day = asking([{ field: 'applied', from: '2025-03-10', until: '2025-03-10' }]);
  const here = ask('model-city', { demand: day }).clauses[0]?.people;
  assert.equal(here?.yes, 0, 'a row knows its month: nobody is shown to be of a day');
  assert.ok((here?.unknown ?? 0) > 2000);
  const there = ask('chicago-2025', { demand: day });
  assert.ok((there.clauses[0]?.people.yes ?? 0) > 0, 'an application on file knows its day');
});

test('a person by name: there is no index of names, and only reading would tell', () => {
  const named = asking([{ field: 'person', is: 'named' }]);
  const here = ask('model-city', { at: '2025-05-01', demand: named });
  assert.deepEqual(here.clauses[0]?.people, { yes: 0, no: 0, reading: 0, unknown: 84_446 });
  assert.deepEqual(ask('chicago-2025', { demand: named }).producible, { yes: 0, reading: 2717, unknown: 0 });
});

test('EX-06: of a field that nobody declared no column says anything, and papers that must be read may: never a nought', () => {
  for (const [field, is] of [
    ['shoe-size', 'large'],
    ['nationality', 'foreign'],
    ['alien-number', 'any'],
  ] as const) {
    const found = ask('chicago-2025', { demand: asking([{ field, is }]) });
    const [clause] = found.clauses;
    // The day's ribbon and spoiled cards are read like papers.
    assert.deepEqual(clause?.people, { yes: 0, no: 0, reading: 2717 + 77, unknown: 84_446 - 77 }, field);
    assert.deepEqual(
      found.producible,
      { yes: 0, reading: 2717, unknown: 0 },
      'nobody is shown not to be meant',
    );
    for (const paper of ['identity-papers', 'residency-papers'])
      assert.ok(clause.told.includes(paper), paper);
    const sealed = ask('model-city-online', { demand: asking([{ field, is }]) }).clauses[0];
    for (const kind of ['paper-pictures', 'answers', 'face-picture'])
      assert.ok(sealed?.told.includes(kind), kind);
    assert.ok((sealed?.people.reading ?? 0) > 0);
    const stolen = ask('model-city-online', { as: 'backup-thief', demand: asking([{ field, is }]) })
      .clauses[0];
    assert.deepEqual(
      [stolen?.people.reading, stolen?.told],
      [0, []],
      'what nobody can open is read by nobody',
    );
  }
});

test('EX-06: what is said of a field that nobody declared: it cannot be determined, and what would have to be read', () => {
  const clause = { field: 'nationality', is: 'foreign' } as const;
  const spoken = (of: typeof clause | { field: string; is: string }, at?: string) => {
    const found = ask('model-city-online', { demand: asking([of]), ...(at && { at }) });
    const say = speaker('en', exposureWords.en ?? {});
    const { told, routes } = spokenClause(of, 0, [found], say, 'en');
    return [...told, ...routes].join('\n');
  };
  assert.match(
    spoken(clause),
    /cannot be determined: no column says it, and what is held could tell it only by reading \([^)]*paper-pictures/,
  );
  assert.doesNotMatch(spoken(clause), /nothing that is held leans to it/);
  const later = spoken(clause, '2025-09-01');
  assert.match(later, /no column says it; what leans to it nobody has looked into/);
  assert.doesNotMatch(later, /nothing that is held leans to it/);
  assert.doesNotMatch(spoken({ field: 'paper-origin', is: 'foreign' }), /no column says it/);
});

test('sealed bytes open for an order and for nobody who only takes them', () => {
  const sealed = (as: Adversary) =>
    ask('model-city-online', { as }).rows.filter(({ form }) => form === 'sealed');
  for (const row of sealed('court-order')) assert.equal(row.reach, 'hands');
  for (const as of ['backup-thief', 'search-warrant-off', 'search-warrant-on', 'vendor-served'] as const) {
    assert.ok(sealed(as).length > 0);
    for (const row of sealed(as)) assert.equal(row.reach, 'ciphertext', as);
    assert.deepEqual(ask('model-city-online', { as }).producible, { yes: 0, reading: 0, unknown: 0 }, as);
    assert.ok(ask('chicago-2025', { as }).producible.reading > 0, `${as} reads what lies open`);
  }
});

test('each lever has its price: a closed portal gets nobody’s papers, and 2,717 more people in a queue', () => {
  const rules = shippedProgram('chicago-2025');
  const desk = { minutes: 6, source: 'even-spread' };
  const people = { ...PEOPLE, desk };
  const levers = [
    { name: 'as it is', rules, volumes: people },
    closingPortal('closed', rules, people),
    withoutHolding('identity-papers', 'unread', rules, people),
  ];
  const found = outcomes(APRIL, levers, 'court-order', '2025-04-17');
  const [now, closed, unread] = found;
  assert.deepEqual(
    found.map(({ name }) => name),
    ['as it is', 'closed', 'unread'],
    'what takes most away comes first',
  );
  const { uncounted, ...change } = closed?.change ?? assert.fail('no change');
  assert.deepEqual(
    uncounted.map(({ holds, people: { least, most } }) => [holds, least, most]),
    [
      ['printed-faces', 20, 20],
      ['application', -2717, -2717],
      ['library-card-picture', -2717, -2717],
    ],
    'EX-06: what nobody counted is told apart, and is no nought of days',
  );
  assert.deepEqual(change, {
    gets: true,
    people: { least: -2717, most: -2717 },
    // They come to a desk then, where a month is kept: of those of the window’s two ends that is unclear.
    inferable: { least: 335, most: 335 },
    documentDays: { least: -(now?.documentDays.most ?? 0), most: -(now?.documentDays.least ?? 0) },
    atDesks: 2717,
    deskHours: { least: 271, most: 271 },
  });
  const turned = outcomes(
    APRIL,
    [...levers.slice(0, 1), ...levers.slice(1).reverse()],
    'court-order',
    '2025-04-17',
  );
  assert.deepEqual(turned, found, 'in whatever order they were asked');
  assert.deepEqual(now?.people, { least: 2717, most: 2717 });
  assert.deepEqual(closed?.people, { least: 0, most: 0 });
  assert.deepEqual([closed?.documentDays.most, closed?.atDesks], [0, 87_163]);
  const hours = (each: number) => ({ least: each, most: each });
  assert.deepEqual(
    [now?.deskHours, closed?.deskHours],
    [hours(8445), hours(8716)],
    'six minutes each, in whole hours',
  );
  assert.ok((unread?.documentDays.most ?? 0) < (now?.documentDays.most ?? 0));
  assert.deepEqual(unread?.people, now?.people, 'who cannot be shown not to be meant still counts');
  const { desk: _, ...without } = PEOPLE;
  const [unknown] = outcomes(APRIL, [{ name: 'x', rules, volumes: without }], 'court-order', '2025-04-17');
  assert.equal(unknown?.deskHours, null, 'not known is not none');
});

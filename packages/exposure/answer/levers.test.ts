import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { speaker } from '@commonkey/words';
import { parseDemand } from '../demand/parse.ts';
import type { Demand } from '../demand/schema.ts';
import { parseVolumes } from '../volumes.ts';
import { exposureWords } from '../words.ts';
import { everyLever } from './levers.ts';
import { spokenWhatIf } from './spoken-what-if.ts';
import { outcomes } from './what-if.ts';

const read = (path: string) => readFileSync(new URL(`../../../programs/${path}`, import.meta.url), 'utf8');
const APRIL = parseDemand(read('chicago-2025/demands/2025-04-17.yaml')).demand ?? assert.fail('no demand');
const PEOPLE = parseVolumes(read('volumes/chicago-window.json')).volumes ?? assert.fail('no volumes');

const everything = (city: string, demand = APRIL, volumes = PEOPLE) =>
  outcomes(demand, everyLever(shippedProgram(city), volumes), 'court-order', '2025-04-17');
const askingFor = (...records: Exclude<Demand['items'][number]['records'], 'all'>): Demand => ({
  ...APRIL,
  items: [{ words: 'x', subjects: [], records }],
});
const spoken = (found: ReturnType<typeof everything>, language: 'en' | 'es' = 'en') =>
  spokenWhatIf(found, speaker(language, exposureWords[language] ?? {}), language);
/** The row of a lever, and whether it is said to change nothing. */
function toldOf(found: ReturnType<typeof everything>, name: string) {
  const { rows, notes } = spoken(found);
  const [, , peopleChange, days, daysChange] = rows.find(([lever]) => lever === name) ?? [];
  const idle = notes.find((note) => note.startsWith('These change nothing')) ?? '';
  return { peopleChange, days, daysChange, idle: idle.includes(name), notes: notes.join('\n') };
}

test('everything that could be otherwise: each series shorter, each kind of thing not kept, the channel closed', () => {
  const names = everyLever(shippedProgram('chicago-2025'), PEOPLE).map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, 'each once');
  assert.equal(names[0], 'chicago-2025');
  for (const one of ['close:portal', 'portal-application:18m', 'portal-application:receipt+30d'])
    assert.ok(names.includes(one), one);
  for (const { personal, holds, id } of shippedProgram('chicago-2025').series)
    if (personal && id !== 'legal-process' && id !== 'legal-counsel')
      for (const one of holds) assert.ok(names.includes(`without:${one}`), one);
  const inPerson = everyLever(shippedProgram('model-city'), PEOPLE).map(({ name }) => name);
  assert.ok(!inPerson.includes('close:portal'), 'what is not there cannot be closed');
});

test('a lever tells what it changes in each scenario, and its price in queues; what changes none is named and not hidden', () => {
  const found = everything('chicago-2025');
  const of = (name: string) => found.find((one) => one.name === name)?.change ?? assert.fail(name);
  // Shorter after the card's end helps whoever's card ends, and nobody of 65.
  assert.equal(of('portal-application:18m').documentDays.most, 0);
  const [own, shorter] = [found[0], found.find(({ name }) => name === 'portal-application:18m')];
  assert.ok(own && shorter && shorter.change.documentDays.least < 0);
  assert.equal(
    shorter.change.documentDays.least,
    shorter.documentDays.least - own.documentDays.least,
    'against the same scenario',
  );
  assert.ok(of('portal-application:receipt+30d').documentDays.most < 0, 'an end that always comes helps all');
  // 2,717 more people at five to thirty minutes.
  assert.deepEqual(of('close:portal').deskHours, { least: 227, most: 1359 });
  const { rows, notes } = spokenWhatIf(found, speaker('en', exposureWords.en ?? {}), 'en');
  assert.equal(rows[0]?.[0], 'chicago-2025');
  assert.equal(rows[1]?.[0], 'close:portal', 'what takes most away comes first');
  const told = [...rows.map(([name]) => name), ...notes.flatMap((note) => note.split(/[:.]? /))].map((one) =>
    one?.replace(/[,.]$/, ''),
  );
  for (const { name } of found) assert.ok(told.includes(name), name);
});

test('EX-06: a kind that nobody counted is no nought: its lever is not idle, and says of how many people it takes it', () => {
  for (const [city, holds, people] of [
    ['chicago-2025', 'application', '2,717'],
    ['chicago-2025', 'library-card-picture', '2,717'],
    ['model-city-online', 'answers', '2,087'],
  ] as const) {
    const lever = `without:${holds}`;
    const told = toldOf(everything(city), lever);
    assert.equal(told.idle, false, lever);
    assert.match(told.days ?? '', /^at least [1-9]/, lever);
    assert.equal(told.daysChange, '?', lever);
    assert.match(told.notes, new RegExp(`${lever} takes ${holds} of ${people} people away\\. The days`));
    assert.match(told.notes, new RegExp(`Nobody has counted the documents of these kinds: .*${holds}`));
  }
});

test('EX-06: asked for the application alone, what takes it away takes the people and days that nobody counted', () => {
  const found = everything('chicago-2025', askingFor('application'));
  const { peopleChange, daysChange, idle } = toldOf(found, 'without:application');
  assert.deepEqual([peopleChange, daysChange, idle], ['-2,717', '?', false]);
  const one = found.find(({ name }) => name === 'without:application');
  assert.deepEqual([one?.atLeast, one?.uncounted.includes('application')], [true, false]);
  assert.deepEqual(
    one?.change.uncounted.map(({ holds, people }) => [holds, people]),
    [['application', { least: -2717, most: -2717 }]],
  );
  assert.match(spoken(found, 'es').notes.join(' '), /quita application de 2\.717 personas/);
  assert.match(spoken(found, 'es').rows[0]?.[3] ?? '', /^al menos /);
});

test('EX-06: what lies there for less time is not idle where nobody counted it, nor a row of a register that is asked for', () => {
  const shorter = toldOf(everything('chicago-2025'), 'portal-application:18m');
  assert.match(shorter.notes, /portal-application:18m changes how long application lies there/);
  const documents = PEOPLE.documents.filter(({ holds }) => holds === 'pictures');
  const found = everything('model-city-online', askingFor('papers'), { ...PEOPLE, documents });
  const papers = toldOf(found, 'portal-papers:3d');
  assert.deepEqual([papers.days, papers.daysChange, papers.idle], ['?', '?', false], 'no nought');
  const cards = askingFor('card-record');
  assert.equal(toldOf(everything('chicago-2025'), 'without:slip-hash').idle, true, 'not asked for');
  assert.equal(toldOf(everything('chicago-2025', cards), 'without:slip-hash').idle, false);
});

test('EX-06: with every kind counted the days are a number, and nothing is said to be missing', () => {
  const kinds = new Set(shippedProgram('model-city-online').series.flatMap(({ holds }) => holds));
  const documents = (['events', 'portal'] as const).flatMap((channel) =>
    [...kinds].map((holds) => ({ channel, holds, each: 1, source: 'least-papers' })),
  );
  const found = everything('model-city-online', APRIL, { ...PEOPLE, documents });
  for (const { name, atLeast, change } of found)
    assert.deepEqual([atLeast, change.uncounted], [false, []], name);
  assert.match(spoken(found).rows[0]?.[3] ?? '', /^[\d,–]+$/);
  assert.doesNotMatch(spoken(found).notes.join(' '), /counted the documents/);
});

test('a lever that changes what is got, and no figure, is not said to change nothing', () => {
  const { idle, notes } = toldOf(everything('model-city-online'), 'without:review-key');
  assert.equal(idle, false, 'with no key of theirs reviewers open nothing');
  assert.match(notes, /These change what it gets, and neither .*without:review-key/);
});

test('F: without a thing that leans to what cannot be determined, fewer can be guessed of; without the day, more', () => {
  const found = everything('model-city-online');
  const changeOf = (lever: string) => found.find(({ name }) => name === lever)?.change.inferable;
  assert.deepEqual(changeOf('without:months'), { least: -675, most: -675 });
  assert.deepEqual(changeOf('without:days'), { least: 19, most: 19 });
  assert.deepEqual(
    changeOf('portal-papers:3d'),
    { least: 0, most: 0 },
    'papers tell it, and lean to nothing',
  );
  assert.equal(toldOf(found, 'without:months').idle, false);
});

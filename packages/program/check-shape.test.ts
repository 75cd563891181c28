import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProgram } from './parse.ts';
import { type Finding, finds } from './testing/findings.ts';
import { shippedFiles } from './testing/shipped.ts';

/** Wrong in the writing: keys, values, names and words, whatever the rules mean. */
const TABLE: readonly Finding[] = [
  ['a misspelt key', 'program.json', '/fess', { set: [] }, 'program.json /fess key-unknown meant=fees'],
  [
    'a misspelt key deep inside',
    'papers.json',
    '/papers/passport/show',
    { set: [] },
    'papers.json /papers/passport/show key-unknown meant=shows',
  ],
  ['a missing rule', 'program.json', '/validity', 'remove', 'program.json /validity key-missing'],
  [
    'a print field without purpose',
    'program.json',
    '/card/print/2/purpose',
    'remove',
    'program.json /card/print/2/purpose purpose-missing',
  ],
  [
    'a print field with an empty purpose',
    'program.json',
    '/card/print/2/purpose',
    { set: '' },
    'program.json /card/print/2/purpose purpose-missing',
  ],
  [
    'a series without purpose',
    'series.json',
    '/series/0/purpose',
    'remove',
    'series.json /series/0/purpose purpose-missing',
  ],
  [
    'an address in the QR',
    'program.json',
    '/card/qr',
    { add: { field: 'address', purpose: 'purpose.address' } },
    'program.json /card/qr/8/field qr-field-forbidden',
  ],
  [
    'nationality on the card',
    'program.json',
    '/card/print',
    { add: { field: 'nationality', side: 'front', purpose: 'purpose.name', source: 'own' } },
    'program.json /card/print/10/field value-not-allowed',
  ],
  [
    'a dialect nobody speaks',
    'program.json',
    '/card/dialect',
    { set: 'injy' },
    'program.json /card/dialect value-not-allowed meant=inji',
  ],
  [
    'a color by name',
    'program.json',
    '/city/colours/ink',
    { set: 'navy' },
    'program.json /city/colours/ink shape-wrong',
  ],
  [
    'a rule that is none',
    'program.json',
    '/requirements/0/rule',
    { set: { count: 1 } },
    'program.json /requirements/0/rule/of key-missing',
  ],
  [
    'a misspelt key in a rule',
    'program.json',
    '/requirements/0/rule',
    { set: { points: 'x', atleast: 3 } },
    'program.json /requirements/0/rule/atleast key-unknown meant=atLeast',
  ],
  [
    'an unknown paper in a rule',
    'program.json',
    '/requirements/0/rule',
    { set: { count: 1, of: { papers: ['pasport'] } } },
    'program.json /requirements/0/rule/of/papers/0 name-unknown meant=passport',
  ],
  [
    'an unknown category of points',
    'program.json',
    '/requirements/0/rule',
    { set: { points: 'identity', atLeast: 3 } },
    'program.json /requirements/0/rule/points name-unknown',
  ],
  [
    'an unknown companion',
    'papers.json',
    '/papers/caretaker-attestation/needs/0',
    { set: 'caretaker-identiy' },
    'papers.json /papers/caretaker-attestation/needs/0 name-unknown meant=caretaker-identity',
  ],
  [
    'something shown that is not declared',
    'papers.json',
    '/papers/passport/shows/0',
    { set: 'foto' },
    'papers.json /papers/passport/shows/0 name-unknown',
  ],
  [
    'a source nobody gave',
    'papers.json',
    '/papers/passport/source',
    { set: 'owm' },
    'papers.json /papers/passport/source name-unknown meant=own',
  ],
  ['a list nobody uses', 'program.json', '/lists', { set: ['a'] }, 'program.json /lists/0 name-unused'],
  [
    'a series no channel makes',
    'program.json',
    '/channels/events/series/5',
    'remove',
    'series.json /series/5/id name-unused',
  ],
  [
    'the same field twice',
    'program.json',
    '/card/qr',
    { add: { field: 'number', purpose: 'purpose.qr-number' } },
    'program.json /card/qr/8 name-twice',
  ],
  [
    'the same series twice',
    'program.json',
    '/fees',
    { add: { id: 'free', for: 'any', cents: 0, currency: 'USD', source: 'own' } },
    'program.json /fees/1/id name-twice',
  ],
  [
    '30 February',
    'program.json',
    '/effective/from',
    { set: '2026-02-30' },
    'program.json /effective/from date-impossible',
  ],
  [
    'numbers that are open under a name nobody knows',
    'series.json',
    '/series/1/approvalOpen',
    { set: 'schedule-number' },
    'series.json /series/1/approvalOpen name-unknown',
  ],
  [
    'a reason to spoil that names a person',
    'program.json',
    '/desk/spoilReasons',
    { add: 'wrong-person' },
    'program.json /desk/spoilReasons/6 value-not-allowed',
  ],
  [
    'a sentence missing',
    'words/es.json',
    '/paper.passport',
    'remove',
    'words/es.json /paper.passport words-missing',
  ],
  [
    'a sentence for nothing',
    'words/es.json',
    '/paper.pasport',
    { set: 'Pasaporte' },
    'words/es.json /paper.pasport words-idle meant=paper.passport',
  ],
  [
    'a broken sentence',
    'words/es.json',
    '/fee.free',
    { set: '{n, plural' },
    'words/es.json /fee.free words-broken',
  ],
  [
    'a language without words',
    'program.json',
    '/city/languages',
    { add: 'pl' },
    'program.json /city/languages/2 words-language-missing',
  ],
  ['a part in two places', 'program.json', '/series', { set: [] }, 'program.json /series part-twice'],
  [
    'no hours at all',
    'program.json',
    '/desk/maxHours',
    { set: 0 },
    'program.json /desk/maxHours number-out-of-range',
  ],
  ['a list emptied', 'program.json', '/requirements', { set: [] }, 'program.json /requirements list-empty'],
  [
    'a kind of instrument twice',
    'program.json',
    '/legal/instruments',
    { add: { type: 'court-order', answer: 'consider-hold', source: 'own-legal' } },
    'program.json /legal/instruments/14/type name-twice',
  ],
  [
    'a text where a number belongs',
    'program.json',
    '/desk/maxCards',
    { set: '300' },
    'program.json /desk/maxCards value-wrong',
  ],
];

finds(TABLE);

test('bad files never throw: no JSON, no folder, foreign files', () => {
  assert.deepEqual(
    parseProgram({}).faults.map(({ code }) => code),
    ['file-missing'],
  );
  const broken = parseProgram({ ...shippedFiles('model-city'), 'program.json': '{ "id": ' });
  assert.deepEqual(
    broken.faults.map(({ file, code }) => `${file} ${code}`),
    ['program.json json-invalid'],
  );
  const foreign = parseProgram({ ...shippedFiles('model-city'), 'notes.json': '{}' });
  assert.deepEqual(
    foreign.faults.map(({ file, code }) => `${file} ${code}`),
    ['notes.json file-unknown'],
  );
  for (const text of ['null', '[]', '3', '""', '{"papers":null}', '{"__proto__":{}}']) {
    for (const file of ['program.json', 'papers.json', 'series.json', 'words/en.json']) {
      assert.equal(
        parseProgram({ ...shippedFiles('model-city'), [file]: text }).status,
        'refused',
        `${file} ${text}`,
      );
    }
  }
});

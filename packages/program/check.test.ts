import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speaker } from '@commonkey/words';
import { wordFault } from './explain.ts';
import { parseProgram } from './parse.ts';
import { type Edit, planted } from './testing/planted.ts';
import { shippedFiles } from './testing/shipped.ts';
import { programWords } from './words.ts';

const TABLE: [what: string, file: string, path: string, edit: Edit, expected: string][] = [
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
    'an id with a space',
    'papers.json',
    '/papers/my passport',
    { set: { usual: 1, source: 'own' } },
    'papers.json /papers/my passport shape-wrong',
  ],
  [
    'grey on paper',
    'program.json',
    '/city/colours/ink',
    { set: '#8A8A8A' },
    'program.json /city/colours/ink contrast-low',
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
    'a companion that needs companions',
    'papers.json',
    '/papers/passport/needs',
    { set: ['caretaker-attestation'] },
    'papers.json /papers/passport/needs/0 companion-chain',
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
    'a page nobody can find',
    'program.json',
    '/sources/own/mark',
    { set: 'FOUND' },
    'program.json /sources/own source-without-address',
  ],
  [
    'two fees for one card',
    'program.json',
    '/fees',
    { add: { id: 'late', for: 'first', cents: 500, currency: 'USD', source: 'own' } },
    'program.json /fees/1 fees-overlap',
  ],
  [
    '30 February',
    'program.json',
    '/effective/from',
    { set: '2026-02-30' },
    'program.json /effective/from date-impossible',
  ],
  [
    'an end before the beginning',
    'program.json',
    '/effective/until',
    { set: '2025-01-01' },
    'program.json /effective/until date-order',
  ],
  [
    'ages that overlap',
    'program.json',
    '/validity/1/ages/from',
    { set: 13 },
    'program.json /validity/1/ages age-bands-overlap',
  ],
  [
    'ages left out',
    'program.json',
    '/validity/1/ages/from',
    { set: 16 },
    'program.json /validity age-bands-gap',
  ],
  [
    'an age band the wrong way round',
    'program.json',
    '/requirements/0/ages',
    { set: { from: 21, to: 14 } },
    'program.json /requirements/0/ages age-band-empty',
  ],
  [
    'nothing asked of anybody from 14',
    'program.json',
    '/requirements',
    {
      set: [{ id: 'guardian', ages: { to: 13 }, rule: { count: 1, of: { shows: 'photo' } }, source: 'own' }],
    },
    'program.json /requirements requirement-vacuous',
  ],
  [
    'a rule no papers can meet',
    'program.json',
    '/requirements/0/rule/count',
    { set: 40 },
    'program.json /requirements/0 requirement-impossible',
  ],
  [
    'an expired paper worth more',
    'papers.json',
    '/papers/passport/whenExpired/shows',
    { set: ['residency'] },
    'papers.json /papers/passport/whenExpired/shows expired-worth-more',
  ],
  [
    'a register without end (T4)',
    'series.json',
    '/series/0/atMost',
    'remove',
    'series.json /series/0 series-unbounded',
  ],
  [
    'a period from a decision that may never come (T4)',
    'series.json',
    '/series/1/after',
    { set: 'decision' },
    'series.json /series/1 series-unbounded',
  ],
  [
    'a physical series of nothing',
    'series.json',
    '/series/2/object',
    'remove',
    'series.json /series/2 series-object-missing',
  ],
  [
    'a certificate with no schedule to write it under (T4)',
    'series.json',
    '/series/1/certificate',
    { set: { daysBefore: 30, authority: 'a commission' } },
    'series.json /series/1/certificate certificate-without-approval',
  ],
  [
    'numbers that are open under a name nobody knows',
    'series.json',
    '/series/1/approvalOpen',
    { set: 'schedule-number' },
    'series.json /series/1/approvalOpen name-unknown',
  ],
  [
    'a legal notice to somebody who keeps nothing for the city',
    'sharing.json',
    '/flows/0/noticeTo',
    { set: 'legal@library.example' },
    'sharing.json /flows/0/noticeTo flow-unfit',
  ],
  [
    'an override with nothing to override',
    'program.json',
    '/overrides',
    { set: ['unbounded-series'] },
    'program.json /overrides/0 override-idle',
  ],
  ['no photo on the card', 'program.json', '/card/print/2', 'remove', 'program.json /card/print print-needs'],
  [
    'no birth date on a card that always shows it',
    'program.json',
    '/card/print/3',
    'remove',
    'program.json /card/print print-needs',
  ],
  [
    'a number that does not fit',
    'program.json',
    '/card/numberGroups',
    { set: [4, 4] },
    'program.json /card/numberGroups number-groups-wrong',
  ],
  [
    'a refusal without a way to appeal',
    'program.json',
    '/notices/2',
    'remove',
    'program.json /notices notice-missing',
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
    'a text where a number belongs',
    'program.json',
    '/desk/maxCards',
    { set: '300' },
    'program.json /desk/maxCards value-wrong',
  ],
];

for (const [what, file, path, edit, expected] of TABLE) {
  test(`check finds ${what}`, () => {
    const { status, faults, program } = planted(file, path, edit);
    assert.equal(status, 'refused');
    assert.equal(program, undefined);
    const lines = faults.map((fault) => {
      const meant = expected.includes(' meant=') ? ` meant=${fault.params.meant}` : '';
      return `${fault.file} ${fault.path} ${fault.code}${meant}`;
    });
    assert.ok(lines.includes(expected), `${expected} not in:\n${lines.join('\n')}`);
  });
}

test('every fault is worded with a remedy in each language', () => {
  for (const [, file, path, edit] of TABLE) {
    for (const fault of planted(file, path, edit).faults) {
      for (const [language, catalogue] of Object.entries(programWords)) {
        const { problem, remedy } = wordFault(speaker(language, catalogue), fault);
        assert.ok(problem.length > 5 && remedy.length > 5, `${language} ${fault.code}`);
      }
    }
  }
});

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

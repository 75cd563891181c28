import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLOW_KINDS, type Flow, type FlowField, type FlowKind } from '@commonkey/program';
import { speaker } from '@commonkey/words';
import type { DemandItem } from '../demand/schema.ts';
import { exposureWords } from '../words.ts';
import { elsewhere } from './elsewhere.ts';
import type { Row } from './rows.ts';
import { spokenElsewhere } from './spoken-elsewhere.ts';

const flow = (kind: FlowKind, ...fields: FlowField[]): Flow => ({
  ...{ id: `to-${kind}`, kind, recipient: 'Lakeside', purpose: 'purpose.library', basis: 'A contract' },
  ...{ fields, contact: 'legal-department', reviewBy: '2027-06-30', source: 'own' },
});
const row = (form: Row['form'], people: number, asked = true): Row => ({
  ...{ series: 'papers', channel: 'portal', holds: 'papers', class: 'papers', form, reach: 'hands', asked },
  ...{ people: { yes: 0, reading: people, unknown: 0 }, atLeast: false, objects: people, documents: null },
  ends: { first: null, last: null, endless: 0, held: 0, uncertified: 0 },
});
type Asked = Pick<DemandItem, 'records'>;
const PAPERS: Asked = { records: ['papers'] };
const told = (flows: readonly Flow[], rows: readonly Row[] = [], item: Asked = PAPERS) =>
  (elsewhere({ sharing: { flows } } as never, item, { rows }) ?? [])
    .filter(({ kind }) => kind !== 'helper')
    .map(({ holds, asked, people }) => [holds, asked, people]);

test('C: organisations that help people are in no register, and what they kept cannot be determined', () => {
  const of = (records: DemandItem['records']) =>
    elsewhere({ sharing: { flows: [] } } as never, { records }, { rows: [row('readable', 9)] });
  assert.deepEqual(of(['papers']), [
    { flow: 'helpers', recipient: null, kind: 'helper', holds: 'unknown', asked: true, people: null },
  ]);
  assert.equal(of(['printing-waste'])?.[0]?.asked, false);
});

test('C: what names nobody holds nothing of people; what others keep cannot be determined, and is never nought', () => {
  assert.deepEqual(told([flow('library-pool', 'numbers-of-nobody', 'counts')]), [['no', false, 0]]);
  assert.deepEqual(told([flow('transit-blanks', 'serials-of-blanks')]), [['no', false, 0]]);
  assert.deepEqual(told([flow('vendor', 'counts', 'sealed-bytes')]), [['unknown', true, null]]);
  assert.deepEqual(told([flow('mail', 'mail-address')]), [['unknown', false, null]], 'not asked for');
  const contacts: Asked = { records: ['contact'] };
  assert.deepEqual(told([flow('mail', 'mail-address')], [row('one-lock', 4)], contacts), [
    ['unknown', true, null],
  ]);
  const everything: Asked = { records: 'all' };
  assert.deepEqual(told([flow('post', 'addressed-envelope')], [], everything), [['unknown', true, null]]);
});

test('C: what the city keeps at somebody’s is counted there, in the form in which it lies; nothing counted is not nothing', () => {
  const store = flow('blob-store', 'sealed-bytes');
  const database = flow('database', 'sealed-bytes', 'rows-without-names');
  assert.deepEqual(told([store, database], [row('sealed', 7), row('readable', 9)]), [
    ['yes', true, 7],
    ['yes', true, 9],
  ]);
  assert.deepEqual(told([store, database], [row('physical', 7)]), [
    ['unknown', true, null],
    ['unknown', true, null],
  ]);
});

test('C: rules without a register say that nobody can say; each kind has its words in both languages', () => {
  for (const language of ['en', 'es']) {
    const say = speaker(language, exposureWords[language] ?? {});
    assert.equal(elsewhere({}, { records: 'all' }, { rows: [] }), null);
    const none = spokenElsewhere(null, say, language);
    assert.deepEqual([none.rows, none.note], [[], say('exposure.elsewhere.no-register')]);
    const all = FLOW_KINDS.map((kind) => flow(kind, 'sealed-bytes'));
    const found = elsewhere({ sharing: { flows: all } } as never, { records: 'all' }, { rows: [] });
    const { heads, rows } = spokenElsewhere(found, say, language);
    assert.equal(rows.length, FLOW_KINDS.length + 1);
    for (const text of [...heads, ...rows.flat()]) assert.doesNotMatch(text, /exposure\./);
  }
});

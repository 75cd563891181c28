import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { channelsIn } from '../../holds/channel.ts';
import { covers } from '../../holds/may-destroy.ts';
import { stored } from '../../holds/scope.ts';
import type { DemandClass } from '../../store/tables/demands.ts';
import { holdable } from '../series.ts';
import { scopesAskedFor } from './asked-scopes.ts';

const program = shippedProgram('model-city-online');
const rules = {
  series: holdable(program),
  began: '2018-05-01',
  today: '2026-03-02',
  channelOf: channelsIn(program),
};
const item = (classes: readonly DemandClass[], from: string | null, until: string | null) => ({
  ...{ classes, from, until },
});
const asked = (...items: readonly ReturnType<typeof item>[]) =>
  scopesAskedFor(program, items, rules).map(stored);
const ofPapers = ['portal-draft', 'portal-papers'];

test('the last day that an item asks for is the last day of what is held for it', () => {
  assert.deepEqual(asked(item(['papers'], '2022-04-17', '2025-04-17')), [
    { series: ofPapers, from: '2022-04-17', until: '2025-04-17' },
  ]);
  // The words ask for whatever there is, and so does an item of a day that is still to come.
  assert.deepEqual(asked(item(['papers'], '2022-04-17', null)), [
    { series: ofPapers, from: '2022-04-17', until: null },
  ]);
  assert.deepEqual(asked(item(['papers'], '2027-01-01', '2027-06-30')), [
    { series: ofPapers, from: null, until: '2027-06-30' },
  ]);
  assert.deepEqual(asked(item(['papers'], null, null)), [{ series: ofPapers, from: null, until: null }]);
  assert.deepEqual(asked(), [{ series: null, from: null, until: null }], 'nobody could say what it asks for');
});

test('T6: a row that tells a day of its own may be later and still of somebody who applied in time', () => {
  const scopes = asked(item(['papers', 'card-record', 'printing-waste'], '2022-04-17', '2025-04-17'));
  assert.deepEqual(scopes, [
    {
      series: ['card-register', 'print-spool', 'spoiled-card', 'used-ribbon'],
      from: '2022-04-17',
      until: null,
    },
    { series: ['portal-application', ...ofPapers], from: '2022-04-17', until: '2025-04-17' },
  ]);
  const held = (series: string, date: string | null, age: number | null = null) =>
    scopes.some((scope) => covers({ ...scope, fromAge: 3 }, { series, date, due: '2026-01-01', age }));
  assert.ok(
    held('card-register', '2025-06'),
    'a card that was issued in June may have been applied for in April',
  );
  assert.ok(held('used-ribbon', '2025-04-20'));
  assert.ok(!held('card-register', '2022-03'));
  assert.ok(held('portal-papers', null, 2) && held('portal-papers', null), 'what tells no day is held');
  assert.ok(!held('portal-papers', null, 3), 'but for what came after the hold');
});

test('several items: of each series the days that any of them asks for, in as few holds as there are spans', () => {
  const scopes = asked(
    item(['papers'], '2019-01-01', '2019-12-31'),
    item(['papers', 'application'], '2023-07-01', '2025-03-31'),
    item(['contact'], '2023-07-01', '2025-03-31'),
    item(['contact'], null, null),
  );
  assert.deepEqual(scopes, [
    { series: ofPapers, from: '2019-01-01', until: '2025-03-31' },
    { series: ['portal-card'], from: '2023-07-01', until: '2025-03-31' },
    { series: ['portal-contact'], from: null, until: null },
  ]);
});

test('a last day before the first record does not stop intake, and lets nothing go', () => {
  assert.deepEqual(asked(item(['papers'], '2012-01-01', '2015-12-31')), [
    { series: ofPapers, from: '2012-01-01', until: null },
  ]);
  assert.throws(() => asked(item(['payroll'], null, null)), { code: 'hold-nothing-here' });
});

test('April 2025: who applied later is left out, and the papers of whoever applied in time are held', () => {
  const chicago = shippedProgram('chicago-2025');
  const april = item(['application', 'papers'], '2022-04-17', '2025-04-17');
  const then = { ...rules, series: holdable(chicago), began: '2018-05-01', today: '2025-04-17' };
  assert.deepEqual(scopesAskedFor(chicago, [april], then).map(stored), [
    { series: ['portal-application'], from: '2022-04-17', until: '2025-04-17' },
  ]);
});

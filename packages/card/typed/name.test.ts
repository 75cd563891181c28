import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letters, nameFault, tidyName } from './name.ts';

test('UX-10: names of every kind stand as typed', () => {
  for (const name of [
    'O',
    'Sukarno',
    'María de los Ángeles Fernández-Núñez y O’Neill',
    'Nguyễn Thị Phương Thảo',
    'Łukasz Święcicki',
    "N'Golo Kanté",
    'Jr. Martin',
    'Nguyễn Thị',
  ]) {
    assert.equal(nameFault(name, 'latin'), null, name);
  }
});

test('LA-04: another script is welcome on the second line and never on the first', () => {
  for (const name of ['محمد عبد الله', '王小明', 'Олена Шевченко', 'अनिता शर्मा', 'יוסף']) {
    assert.equal(nameFault(name, 'any'), null, name);
    assert.equal(nameFault(name, 'latin'), 'name-not-latin', name);
  }
});

test('sixty letters are enough and sixty-one too many, counted as a reader counts', () => {
  assert.equal(nameFault('ễ'.normalize('NFD').repeat(60), 'latin'), null);
  assert.equal(nameFault('ễ'.repeat(61), 'latin'), 'name-too-long');
  assert.equal(letters('ễ'.normalize('NFD')), 1);
});

test('what is no name is named as such', () => {
  assert.equal(nameFault('   ', 'latin'), 'name-missing');
  assert.equal(nameFault('-', 'latin'), 'name-missing');
  assert.equal(nameFault('Ana 2', 'latin'), 'name-odd-sign');
  assert.equal(nameFault('<b>Ana', 'any'), 'name-odd-sign');
  assert.equal(tidyName('  Ana   María '), 'Ana María');
});

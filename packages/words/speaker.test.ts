import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueFaults, direction, Fault, speaker } from './index.ts';

test('a speaker words a code with its parameters', () => {
  const say = speaker('en', { days: '{n, plural, one {# day} other {# days}}' });
  assert.equal(say('days', { n: 1 }), '1 day');
  assert.equal(say('days', { n: 3 }), '3 days');
});

test('a missing key is a fault, never another language', () => {
  const say = speaker('es', {});
  assert.throws(
    () => say('start'),
    (e) => e instanceof Fault && e.code === 'words-missing-key',
  );
});

test('catalogues are held against the reference: missing, extra and broken keys are all named', () => {
  const faults = catalogueFaults({ en: { a: 'A', b: 'B {n}' }, es: { a: 'A {', c: 'C' } }, 'en');
  assert.deepEqual(faults.map((f) => `${f.language} ${f.code} ${f.key}`).sort(), [
    'es words-bad-pattern a',
    'es words-extra-key c',
    'es words-missing-key b',
  ]);
});

test('direction follows the primary subtag', () => {
  assert.equal(direction('ar-EG'), 'rtl');
  assert.equal(direction('zh-Hans'), 'ltr');
});

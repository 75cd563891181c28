import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { problemCodes } from '../scan/problem.ts';
import { reasonCodes } from '../verdict/reasons.ts';
import en from '../words/en.json' with { type: 'json' };
import es from '../words/es.json' with { type: 'json' };
import { voiceOf } from './words.ts';

test('English and Spanish hold the same keys, and every pattern parses', () => {
  assert.deepEqual(catalogueFaults({ en, es }, 'en'), []);
});

test('every reason says what is wrong and what to do, in a sentence of its own', () => {
  for (const catalogue of [en, es] as Record<string, string>[]) {
    const whats = reasonCodes.map((code) => catalogue[`reason.${code}`] ?? '');
    for (const [i, what] of whats.entries()) {
      assert.notEqual(what, '', `reason.${reasonCodes[i]}`);
      assert.notEqual(catalogue[`next.${reasonCodes[i]}`] ?? '', '', `next.${reasonCodes[i]}`);
    }
    assert.equal(new Set(whats).size, whats.length, 'no two reasons share a sentence');
    for (const code of problemCodes) assert.notEqual(catalogue[`problem.${code}`] ?? '', '', code);
  }
});

test('no sentence is missing, and none is left over that the page never says', () => {
  const sources = ['ui', 'main.tsx']
    .flatMap((place) =>
      place.includes('.')
        ? [place]
        : readdirSync(new URL(`../${place}`, import.meta.url)).map((f) => `${place}/${f}`),
    )
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))
    .join('\n');
  const computed = [
    /^reason\./,
    /^next\./,
    /^problem\./,
    /^verdict\.(valid|not-valid|undetermined)$/,
    /^lists\.(fresh|partly|offline|refused)$/,
  ];
  for (const [, key = ''] of sources.matchAll(/\bsay\(\s*'([^']+)'/g))
    assert.ok(key in en, `said but not written: ${key}`);
  for (const key of Object.keys(en)) {
    assert.ok(computed.some((pattern) => pattern.test(key)) || sources.includes(`'${key}'`), key);
  }
});

test('days and ages are worded, not numbered', () => {
  assert.equal(voiceOf('en').date('1991-04-30'), 'April 30, 1991');
  assert.equal(voiceOf('es').date('1991-04-30'), '30 de abril de 1991');
  assert.equal(voiceOf('en').ago(3 * 3600 + 59), '3 hours ago');
  assert.equal(voiceOf('es').ago(9 * 86_400), 'hace 9 días');
  assert.equal(voiceOf('en').ago(0), 'now');
});

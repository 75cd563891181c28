import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalogueFaults } from '@commonkey/words';
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import { deskSpeaker } from './speakers.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));

test('LA-01: both languages word every key, and only those', () => {
  assert.deepEqual(catalogueFaults({ en, es }, 'en'), []);
});

test('every sentence a screen asks for is in the catalogue', () => {
  const asked = new Set<string>();
  for (const file of globSync('**/*.{ts,tsx}', { cwd: folder })) {
    if (file.endsWith('.test.ts') || file.includes('node_modules')) continue;
    const source = readFileSync(`${folder}/${file}`, 'utf8');
    for (const [, key] of source.matchAll(/\bsay(?:To)?\(\s*'([a-z0-9.A-Z-]+)'/g)) if (key) asked.add(key);
  }
  assert.ok(asked.size > 80, 'the screens were found');
  const known: Record<string, string> = en;
  assert.deepEqual(
    [...asked].filter((key) => known[key] === undefined && !key.startsWith('fault.mrz-')),
    [],
  );
});

test('every code of the desk has a sentence in each language', () => {
  const source = readFileSync(`${folder}/codes.ts`, 'utf8');
  const codes = [...source.matchAll(/\| '(desk-[a-z-]+)'/g)].map(([, code]) => code ?? '');
  assert.ok(codes.length > 25);
  const catalogues: Record<string, string>[] = [en, es];
  for (const code of codes) for (const catalogue of catalogues) assert.ok(catalogue[`fault.${code}`], code);
});

test('a code from elsewhere is shown as a code, never as an exception', () => {
  assert.match(deskSpeaker('en')('fault.quota-reached'), /quota-reached/);
  assert.match(deskSpeaker('es')('fault.desk-hours-over'), /turno/);
});

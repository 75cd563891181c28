import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { words } from './words.ts';

test('each code that the log can name has words for whoever reads it out', () => {
  const errors = readFileSync(new URL('./errors.ts', import.meta.url), 'utf8');
  const codes = [...errors.matchAll(/'(notice-[a-z-]+)'/g)].map(([, code]) => code);
  assert.ok(codes.length > 1);
  for (const language of ['en', 'es'])
    for (const code of codes) assert.ok(words[language]?.[`fault.${code}`], `${language} ${code}`);
});

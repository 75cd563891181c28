import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { cardPaper, type PrintPage, pageRules } from './print-pages.ts';
import en from './words.en.json' with { type: 'json' };
import es from './words.es.json' with { type: 'json' };

test('each size of paper is one named page without margins', () => {
  const face: PrintPage = { paper: cardPaper, picture: new Uint8Array() };
  const slip: PrintPage = {
    paper: { name: 'slip', width: 80, height: 60 },
    content: {} as Node,
    style: '.slip { color: #000 }',
  };
  const rules = pageRules([face, face, slip]).split('\n');
  assert.deepEqual(
    rules.filter((one) => one.startsWith('@page ') && one.includes('size')),
    ['@page card { size: 85.6mm 53.98mm; margin: 0 }', '@page slip { size: 80mm 60mm; margin: 0 }'],
  );
  assert.equal(rules.at(-1), '.slip { color: #000 }');
});

test('every code has its sentence in both languages', () =>
  assert.deepEqual(catalogueFaults({ en, es }, 'en'), []));

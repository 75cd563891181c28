import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalogueFaults } from '@commonkey/words';
import {
  BASES,
  FORMS,
  GROUPS,
  INFERENCES,
  KEY_HOLDERS,
  LOCATIONS,
  PROCESSES,
  PURPOSES,
} from './holdings/vocabulary.ts';
import { holdingWords } from './holdings/words.ts';
import { HOLDINGS } from './holdings.ts';

const here = dirname(fileURLToPath(import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

const column = `{ type: 'text', purpose: 'sign-in-staff', basis: 'employment', clock: 'row', form: 'plain', proxyFor: ['nothing'] }`;
const table = (columns: string, disposition = `{ by: 'dies' }`) =>
  `{ series: 's', group: 'cards', location: ['database'], keyHolder: 'no-key', minProcess: 'own-rule', disposition: ${disposition}, columns: { ${columns} } }`;
const dies = `dies: { ...c, type: 'date' }`;

/** Each manifest for `{ people: { id: string; note: string | null; dies: string } }`, and whether it may compile. */
const MANIFESTS: Readonly<Record<string, { manifest: string; compiles: boolean }>> = {
  'everything described': {
    manifest: `{ people: ${table(`id: c, note: { ...c, nullable: true }, ${dies}`)} }`,
    compiles: true,
  },
  'a table missing': { manifest: '{}', compiles: false },
  'a column missing': { manifest: `{ people: ${table(`id: c, ${dies}`)} }`, compiles: false },
  'a column too many': {
    manifest: `{ people: ${table(`id: c, note: { ...c, nullable: true }, ${dies}, name: c`)} }`,
    compiles: false,
  },
  'no purpose': {
    manifest: `{ people: ${table(`id: { type: 'text', basis: 'employment', clock: 'row', form: 'plain', proxyFor: ['nothing'] }, note: { ...c, nullable: true }, ${dies}`)} }`,
    compiles: false,
  },
  'no proxy note': {
    manifest: `{ people: ${table(`id: { ...c, proxyFor: [] }, note: { ...c, nullable: true }, ${dies}`)} }`,
    compiles: false,
  },
  ...Object.fromEntries(
    ['location', 'keyHolder', 'minProcess', 'group'].map((part) => [
      `no ${part}`,
      {
        manifest: `{ people: ${table(`id: c, note: { ...c, nullable: true }, ${dies}`).replace(new RegExp(` ${part}: (\\[.*?\\]|'.*?'),`), '')} }`,
        compiles: false,
      },
    ]),
  ),
  'null not said': { manifest: `{ people: ${table(`id: c, note: c, ${dies}`)} }`, compiles: false },
  'another type': {
    manifest: `{ people: ${table(`id: { ...c, type: 'bigint' }, note: { ...c, nullable: true }, ${dies}`)} }`,
    compiles: false,
  },
  'a disposition by no column': {
    manifest: `{ people: ${table(`id: c, note: { ...c, nullable: true }, ${dies}`, `{ by: 'someday' }`)} }`,
    compiles: false,
  },
};

describe('T3: what is not described does not compile', () => {
  test('one compiler run over a right manifest and each wrong one', () => {
    const folder = mkdtempSync(join(here, '.compile-'));
    try {
      const names = Object.keys(MANIFESTS);
      names.forEach((name, i) => {
        writeFileSync(
          join(folder, `case-${i}.ts`),
          `import type { HoldingsOf } from '../holdings/holding.ts';\ninterface Tables { people: { id: string; note: string | null; dies: string } }\nconst c = ${column} as const;\nexport const manifest = ${MANIFESTS[name]?.manifest} as const satisfies HoldingsOf<Tables>;\nexport { c };\n`,
        );
      });
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ extends: '../../../../tsconfig.json', include: ['*.ts'], exclude: [] }),
      );
      const run = spawnSync(process.execPath, [tsc, '-p', join(folder, 'tsconfig.json')], {
        encoding: 'utf8',
      });
      const failed = new Set([...run.stdout.matchAll(/case-(\d+)\.ts\(/g)].map(([, i]) => names[Number(i)]));
      for (const [name, { compiles }] of Object.entries(MANIFESTS))
        assert.equal(!failed.has(name), compiles, `${name}\n${run.stdout}${run.stderr}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

type Described = { proxyFor: readonly string[]; clock: string | object };

describe('the manifest as words', () => {
  const lists = {
    purpose: PURPOSES,
    basis: BASES,
    form: FORMS,
    inference: INFERENCES,
    group: GROUPS,
    location: LOCATIONS,
    'key-holder': KEY_HOLDERS,
    process: PROCESSES,
  };

  test('every term has its words in every language, and no words are left over', () => {
    assert.deepEqual(catalogueFaults(holdingWords, 'en'), []);
    const terms = Object.entries(lists).flatMap(([list, all]) =>
      all.map((term) => `holdings.${list}.${term}`),
    );
    assert.deepEqual(Object.keys(holdingWords.en ?? {}).sort(), terms.sort());
  });

  test('T4: what stands without an end says nothing but what staff, the ledger and receipts need', () => {
    const tellsOfCards = ['age-band', 'month-of-issue', 'which-shift-issued-it'];
    for (const [name, { columns, disposition }] of Object.entries(HOLDINGS)) {
      if (!('standing' in disposition)) continue;
      for (const [column, { proxyFor, clock }] of Object.entries<Described>(columns)) {
        const emptied = typeof clock === 'object' && 'emptiedAt' in clock;
        const tells = proxyFor.some((inference) => tellsOfCards.includes(inference));
        assert.ok(emptied || !tells, `${name}.${column} tells of a card and must end`);
      }
    }
  });
});

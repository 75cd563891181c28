import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { runCommand } from '../testing/run.ts';
import { programAssess } from './assess.ts';
import { programCheck } from './check.ts';
import { readPapers } from './papers-argument.ts';
import { programSchema } from './schema.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

const PROGRAMS = join(import.meta.dirname, '../../../programs');
const city = (id: string) => join(PROGRAMS, id);

type Command = typeof programCheck;

const run = (command: Command, ...argv: string[]) => runCommand(command, argv);

test('check: 0 complete, 3 incomplete, 1 refused, each said in words', async () => {
  const complete = await run(programCheck, city('model-city'));
  assert.deepEqual([complete.code, complete.err], [0, '']);
  const incomplete = await run(programCheck, city('detroit'));
  assert.equal(incomplete.code, 3);
  assert.match(incomplete.out, /cannot be served/);
  assert.match(incomplete.out, /How many points most papers give/);
  const refused = await run(programCheck, city('chicago-2025'), '--lang', 'es');
  assert.equal(refused.code, 1);
  assert.match(refused.out, /series\.json \/series\/6\n\s+series-unbounded: .*65\+/);
});

test('check --json: every fault with file, path, code and remedy; the override shows what it passed over', async () => {
  const refused = JSON.parse((await run(programCheck, city('chicago-2025'), '--json')).out);
  assert.equal(refused.status, 'refused');
  assert.equal(refused.faults.length, 1);
  for (const key of ['file', 'path', 'code', 'problem', 'remedy']) assert.ok(refused.faults[0][key], key);
  const loaded = await run(programCheck, city('chicago-2025'), '--json', '--override', 'unbounded-series');
  assert.equal(loaded.code, 3);
  const { overridden, undrawn } = JSON.parse(loaded.out);
  assert.equal(overridden[0].code, 'series-unbounded');
  assert.deepEqual(
    undrawn.map(({ params }: { params: { field: string } }) => params.field),
    ['gender', 'emergency-contact', 'medical', 'organ-donor', 'veteran'],
  );
  for (const each of undrawn)
    for (const key of ['file', 'path', 'code', 'problem', 'remedy']) assert.ok(each[key], key);
});

test('check: what the card cannot show yet is named with its place and a way out, and makes it incomplete', async () => {
  const { code, out } = await run(programCheck, city('san-francisco'));
  assert.equal(code, 3);
  assert.match(out, /cannot be served/);
  assert.match(
    out,
    /program\.json \/card\/print\/6\n\s+print-not-drawn: .*“signature”.*\n\s+Leave it out, or wait\./,
  );
  const complete = JSON.parse((await run(programCheck, city('model-city'), '--json')).out);
  assert.deepEqual(complete.undrawn, []);
});

test('check names the typo in a copied program', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ck-program-'));
  try {
    cpSync(city('model-city'), dir, { recursive: true });
    const file = join(dir, 'program.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"partyMax"', '"partMax"'));
    const { code, out } = await run(programCheck, dir);
    assert.equal(code, 1);
    assert.match(out, /program\.json \/desk\/partMax\n\s+key-unknown: .*\n\s+Did you mean “partyMax”\?/);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

const PERSON = ['--born', '1990-05-17', '--on', '2026-11-22'];

test('assess: 0 met, 1 missing with what would do, 3 undetermined', async () => {
  const met = await run(
    programAssess,
    city('san-francisco'),
    '--papers',
    'passport,pay-stub@2026-11-01',
    ...PERSON,
  );
  assert.equal(met.code, 0);
  const stale = await run(
    programAssess,
    city('san-francisco'),
    '--papers',
    'passport,pay-stub@2026-10-01',
    ...PERSON,
  );
  assert.equal(stale.code, 1);
  assert.match(stale.out, /Pay stub: dated 2026-10-01; it may be at most 30 days old/);
  assert.match(stale.out, /• Bank statement/);
  const open = await run(programAssess, city('new-york'), '--papers', 'utility-bill', ...PERSON, '--json');
  assert.equal(open.code, 3);
  const answer = JSON.parse(open.out);
  assert.equal(answer.outcome, 'undetermined');
  assert.ok(answer.open.length > 0);
});

test('assess speaks each language of every shipped program, whatever is missing', async () => {
  for (const id of [
    'model-city',
    'model-city-online',
    'san-francisco',
    'new-york',
    'detroit',
    'chicago-2025',
  ]) {
    for (const language of ['en', 'es']) {
      for (const born of ['2020-01-01', '2010-01-01', '1990-01-01']) {
        const argv = [
          city(id),
          '--born',
          born,
          '--on',
          '2026-11-22',
          '--lang',
          language,
          '--override',
          'unbounded-series',
        ];
        const { code, out } = await run(programAssess, ...argv);
        assert.ok(code === 1 || code === 3, `${id} ${code}`);
        assert.ok(out.length > 20);
      }
    }
  }
});

const MISTAKES: [command: Command, argv: string[], code: string][] = [
  [programCheck, [], 'program-check-usage'],
  [programCheck, [join(PROGRAMS, 'atlantis')], 'program-folder-missing'],
  [programCheck, [city('model-city'), '--overide', 'x'], 'program-option-unknown'],
  [programCheck, [city('model-city'), '--override', 'everything'], 'program-override-unknown'],
  [programCheck, [city('model-city'), '--override'], 'program-option-value'],
  [programCheck, [city('model-city'), '--lang', 'fr'], 'program-language-unknown'],
  [
    programAssess,
    [city('model-city'), '--lang', 'xx', '--papers', 'passport', ...PERSON],
    'program-language-unknown',
  ],
  [programAssess, [city('model-city'), '--papers', 'passport'], 'program-assess-usage'],
  [programAssess, [city('chicago-2025'), ...PERSON], 'program-refused'],
  [programAssess, [city('model-city'), '--papers', 'pasport', ...PERSON], 'program-paper-unknown'],
  [programAssess, [city('model-city'), '--papers', 'passport!soon', ...PERSON], 'program-date-invalid'],
  [programAssess, [city('model-city'), '--papers', 'lease@', ...PERSON], 'program-date-invalid'],
  [
    programAssess,
    [city('model-city'), '--born', '2030-01-01', '--on', '2026-11-22'],
    'program-date-in-future',
  ],
  [programSchema, ['paper'], 'program-schema-usage'],
];

for (const [command, argv, code] of MISTAKES) {
  test(`${command.name} ${argv.slice(1).join(' ')}: ${code}, exit 2, as a sentence and as JSON`, async () => {
    const spoken = await run(command, ...argv);
    assert.equal(spoken.code, 2);
    assert.ok(spoken.err.startsWith(`${code}: `), spoken.err);
    if (command === programSchema) return;
    const machine = await run(command, ...argv, '--json');
    assert.equal(JSON.parse(machine.out).error.code, code);
  });
}

test('papers carry the day of issue after @ and of expiry after !', () => {
  assert.deepEqual(readPapers('utility-bill@2026-11-01, passport!2024-05-01 ,x@2026-01-01!2027-01-01,'), [
    { paper: 'utility-bill', issued: '2026-11-01' },
    { paper: 'passport', expires: '2024-05-01' },
    { paper: 'x', issued: '2026-01-01', expires: '2027-01-01' },
  ]);
  assert.deepEqual(readPapers(''), []);
});

test('the catalogues of the commands are whole in each language', () => {
  assert.deepEqual(catalogueFaults({ en, es }, 'en'), []);
});

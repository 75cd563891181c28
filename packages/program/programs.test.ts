import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SPOIL_REASONS } from '@commonkey/shift';
import { catalogueFaults, speaker } from '@commonkey/words';
import { build } from 'esbuild';
import { z } from 'zod';
import { agesIn } from './ages.ts';
import { assess } from './assess.ts';
import { boundOf, dispositionDate } from './disposition.ts';
import { undrawnFields } from './drawn.ts';
import { openAtAge } from './established.ts';
import { wordFault } from './explain.ts';
import { jsonSchemas } from './json-schema.ts';
import { parseProgram } from './parse.ts';
import { addYears } from './plain-date.ts';
import { desk } from './schema/card.ts';
import { shippedFiles, shippedIds, shippedProgram } from './testing/shipped.ts';
import type { AgeBand, PrintField } from './types.ts';
import { validity } from './validity.ts';
import { programWords } from './words.ts';

const ON = '2026-11-22';
const aged = (years: number) => addYears(ON, -years);
const papers = (...ids: string[]) => ids.map((paper) => ({ paper }));

test('the shipped programs stand where they should', () => {
  const found = Object.fromEntries(shippedIds().map((id) => [id, parseProgram(shippedFiles(id)).status]));
  assert.equal(found['model-city'], 'complete');
  assert.equal(found['san-francisco'], 'incomplete');
  assert.equal(found['new-york'], 'incomplete');
  assert.equal(found.detroit, 'incomplete');
  assert.equal(found['chicago-2025'], 'refused');
});

test('chicago-2025 is refused for exactly one thing, and loads with its own override only (T4)', () => {
  const files = shippedFiles('chicago-2025');
  const refused = parseProgram(files);
  assert.deepEqual(refused.faults, [
    {
      file: 'series.json',
      path: '/series/6',
      code: 'series-unbounded',
      params: { series: 'portal-application', after: 'expiry', ages: '65+' },
    },
  ]);
  const loaded = parseProgram(files, { override: ['unbounded-series'] });
  assert.ok(loaded.program);
  assert.equal(loaded.overridden.length, 1);
  assert.deepEqual(loaded.faults, []);

  const unnamed = JSON.parse(files['program.json'] ?? '');
  delete unnamed.overrides;
  const text = { ...files, 'program.json': JSON.stringify(unnamed) };
  assert.equal(parseProgram(text, { override: ['unbounded-series'] }).status, 'refused');
});

const undrawnOf = (id: string) => {
  const { undrawn } = parseProgram(shippedFiles(id), { override: ['unbounded-series'] });
  return undrawn.map(({ file, path, code, params }) => `${file} ${path} ${code} ${params.field}`);
};

test('a program that prints what no card can show yet is incomplete for it and for nothing else', () => {
  assert.deepEqual(undrawnOf('model-city'), []);
  assert.deepEqual(undrawnOf('san-francisco'), [
    'program.json /card/print/6 print-not-drawn signature',
    'program.json /card/print/7 print-not-drawn medical',
    'program.json /card/print/8 print-not-drawn emergency-contact',
  ]);
  const files = shippedFiles('san-francisco');
  const rules = JSON.parse(files['program.json'] ?? '');
  rules.card.print.length = 6;
  const words = Object.entries(files).filter(([name]) => name.startsWith('words/'));
  const without = Object.fromEntries(
    words.map(([name, text]) => {
      const {
        'purpose.signature': _,
        'purpose.medical': __,
        'purpose.emergency-contact': ___,
        ...rest
      } = JSON.parse(text);
      return [name, JSON.stringify(rest)];
    }),
  );
  const cut = parseProgram({ ...files, 'program.json': JSON.stringify(rules), ...without });
  assert.deepEqual([cut.status, cut.undrawn, cut.faults], ['complete', [], []]);
});

test('the wrong side and an age whose cards lack it are not drawn either; each finding has its sentence', () => {
  const model = shippedProgram('model-city');
  const printing = (field: PrintField, change: { side?: 'front' | 'back'; ages?: AgeBand }) => {
    const print = model.card.print.map((each) => (each.field === field ? { ...each, ...change } : each));
    return undrawnFields({ card: { ...model.card, print } }).map(({ because }) => because);
  };
  assert.deepEqual(printing('care-of', { side: 'back' }), []);
  assert.deepEqual(printing('address', { side: 'back' }), ['side']);
  assert.deepEqual(printing('emergency-contact', { ages: { to: 12 } }), []);
  assert.deepEqual(printing('emergency-contact', { ages: { to: 14 } }), ['adult']);
  assert.deepEqual(printing('emergency-contact', { ages: {} }), ['adult']);

  for (const [language, catalogue] of Object.entries(programWords)) {
    for (const because of ['field', 'side', 'adult']) {
      const params = { field: 'medical', side: 'back', because };
      const fault = { file: 'program.json', path: '', code: 'print-not-drawn', params } as const;
      const { problem, remedy } = wordFault(speaker(language, catalogue), fault);
      assert.ok(problem.includes('medical') && remedy.length > 20, `${language} ${because}`);
    }
  }
});

test('a desk may offer every reason to spoil that city hall understands, and no other', () => {
  const { options } = desk.shape.spoilReasons.element;
  assert.deepEqual([...options].sort(), [...SPOIL_REASONS].sort());
});

test('no override passes over any other fault', () => {
  const files = shippedFiles('chicago-2025');
  const words = JSON.parse(files['words/es.json'] ?? '');
  delete words['fee.free'];
  const parsed = parseProgram(
    { ...files, 'words/es.json': JSON.stringify(words) },
    { override: ['unbounded-series'] },
  );
  assert.deepEqual(
    parsed.faults.map(({ code }) => code),
    ['words-missing'],
  );
});

test('nothing recalled or deduced decides about anybody', () => {
  for (const id of shippedIds()) {
    const program = shippedProgram(id);
    const recalled = Object.entries(program.sources).filter(
      ([, { mark }]) => mark === 'RECALLED' || mark === 'INFER',
    );
    for (const [name] of recalled) {
      for (const [paper, rules] of Object.entries(program.papers)) {
        const numbers = Object.values(rules.points ?? {}).filter((value) => typeof value === 'number');
        assert.ok(rules.source !== name || numbers.length === 0, `${id} ${paper} has a recalled figure`);
      }
      assert.ok(
        program.requirements.every(({ source }) => source !== name),
        id,
      );
      assert.ok(
        program.validity.every((band) => band.source !== name),
        id,
      );
    }
  }
});

test('a register row of every shipped program has a last day from its first, at any age (T4)', () => {
  for (const id of shippedIds()) {
    const program = shippedProgram(id);
    for (const series of program.series) {
      if (id === 'chicago-2025' && series.id === 'portal-application') continue;
      assert.deepEqual(boundOf(program, series), { bounded: true }, `${id} ${series.id}`);
    }
  }
  const model = shippedProgram('model-city');
  const register = model.series.find(({ id }) => id === 'card-register');
  assert.ok(register);
  assert.equal(dispositionDate(register, { issue: ON, expiry: null }), '2036-11-22');
  assert.equal(dispositionDate(register, { issue: ON, expiry: '2031-11-22' }), '2031-12-22');
});

test('chicago-2025: an adult’s portal file lives eight years, one of somebody of 65 for ever', () => {
  const program = shippedProgram('chicago-2025');
  const portal = program.series.find(({ id }) => id === 'portal-application');
  assert.ok(portal);
  assert.equal(
    dispositionDate(portal, { expiry: validity(program, aged(30), '2024-12-15').expires }),
    '2032-12-15',
  );
  assert.throws(
    () => dispositionDate(portal, { expiry: validity(program, aged(80), '2024-12-15').expires }),
    { code: 'program-unbounded' },
  );
  assert.deepEqual(boundOf(program, portal), { bounded: false, after: 'expiry', ages: agesIn({ from: 65 }) });
});

test('validity follows age: 2 years under 14, 5 to 64, none from 65; a child’s card in San Francisco ends at 14', () => {
  const model = shippedProgram('model-city');
  assert.deepEqual(validity(model, aged(13), ON), { expires: '2028-11-22' });
  assert.deepEqual(validity(model, aged(14), ON), { expires: '2031-11-22' });
  assert.deepEqual(validity(model, aged(64), ON), { expires: '2031-11-22' });
  assert.deepEqual(validity(model, aged(65), ON), { expires: null });
  assert.deepEqual(validity(shippedProgram('san-francisco'), '2013-03-01', ON), { expires: '2027-03-01' });
  assert.throws(() => validity(shippedProgram('new-york'), aged(30), ON), { code: 'program-validity-open' });
});

const CASES: [
  city: string,
  years: number,
  held: { paper: string; issued?: string; expires?: string }[],
  outcome: string,
][] = [
  ['new-york', 30, papers('ny-id-with-nyc-address'), 'met'],
  ['new-york', 30, papers('foreign-passport-mrz', 'utility-bill'), 'undetermined'],
  ['new-york', 9, papers('ny-id-with-nyc-address'), 'undetermined'],
  ['detroit', 30, papers('shelter-letter', 'ebt-card', 'expired-license'), 'met'],
  ['detroit', 30, papers('passport', 'bank-record', 'baptismal-record', 'residency-paper'), 'met'],
  ['detroit', 30, papers('passport'), 'undetermined'],
  ['san-francisco', 30, papers('passport', 'pay-stub'), 'met'],
  ['san-francisco', 30, [{ paper: 'passport', expires: '2026-11-21' }, { paper: 'pay-stub' }], 'missing'],
  [
    'san-francisco',
    30,
    [
      { paper: 'passport', expires: '2026-11-22' },
      { paper: 'pay-stub', issued: '2026-10-23' },
    ],
    'met',
  ],
  ['san-francisco', 30, [{ paper: 'passport' }, { paper: 'pay-stub', issued: '2026-10-22' }], 'missing'],
  ['san-francisco', 30, papers('certified-birth-certificate', 'itin-letter', 'pay-stub'), 'missing'],
  ['san-francisco', 10, papers('certified-birth-certificate', 'itin-letter', 'pay-stub'), 'met'],
  ['san-francisco', 30, papers('certified-birth-certificate', 'california-school-id', 'pay-stub'), 'met'],
  ['chicago-2025', 30, papers('foreign-passport', 'utility-bill'), 'met'],
  [
    'chicago-2025',
    30,
    [{ paper: 'foreign-passport', expires: '1999-01-01' }, { paper: 'shelter-letter' }],
    'met',
  ],
  ['chicago-2025', 30, papers('foreign-passport'), 'missing'],
  ['chicago-2025', 18, papers('foreign-passport', 'caretaker-attestation'), 'missing'],
  [
    'chicago-2025',
    21,
    papers(
      'foreign-passport',
      'caretaker-attestation',
      'caretaker-identity',
      'caretaker-residency',
      'caretaker-relationship',
    ),
    'met',
  ],
  [
    'chicago-2025',
    22,
    papers(
      'foreign-passport',
      'caretaker-attestation',
      'caretaker-identity',
      'caretaker-residency',
      'caretaker-relationship',
    ),
    'missing',
  ],
  ['chicago-2025', 13, papers('foreign-passport', 'utility-bill'), 'undetermined'],
  ['model-city', 8, papers('birth-certificate', 'guardian-photo-id', 'lease'), 'met'],
  ['model-city', 8, papers('birth-certificate', 'lease'), 'missing'],
  ['model-city', 40, papers('prison-id', 'care-of-letter'), 'met'],
  ['model-city', 40, papers('city-card'), 'met'],
  ['model-city', 40, [{ paper: 'city-card', expires: '2025-11-22' }], 'met'],
  ['model-city', 40, [{ paper: 'city-card', expires: '2025-11-21' }], 'missing'],
];

for (const [city, years, held, outcome] of CASES) {
  const names = held.map(
    ({ paper, issued, expires }) => `${paper}${issued ? `@${issued}` : ''}${expires ? `!${expires}` : ''}`,
  );
  test(`${city}, ${years} years, ${names.join(' + ')}: ${outcome}`, () => {
    assert.equal(assess(shippedProgram(city), held, { birthDate: aged(years) }, ON).outcome, outcome);
  });
}

test('bad input has a code: an unknown paper with the name that was meant, a day that is none, a birth to come', () => {
  const model = shippedProgram('model-city');
  assert.throws(
    () => assess(model, papers('pasport'), { birthDate: aged(30) }, ON),
    (error: { code?: string; params?: { meant?: string } }) => {
      return error.code === 'program-paper-unknown' && error.params?.meant === 'passport';
    },
  );
  assert.throws(() => assess(model, papers('constructor'), { birthDate: aged(30) }, ON), {
    code: 'program-paper-unknown',
  });
  assert.throws(() => assess(model, [], { birthDate: '1990-02-30' }, ON), { code: 'program-date-invalid' });
  assert.throws(() => assess(model, [], { birthDate: '2026-11-23' }, ON), { code: 'program-date-in-future' });
  assert.throws(
    () => assess(model, [{ paper: 'lease', issued: '2026-12-01' }], { birthDate: aged(30) }, ON),
    { code: 'program-date-in-future' },
  );
});

test('what a person lacks and a card of this city are never suggested', () => {
  const model = shippedProgram('model-city');
  const answer = assess(
    model,
    papers('passport'),
    { birthDate: aged(30), without: ['utility-bill', 'phone-bill'] },
    ON,
  );
  assert.equal(answer.outcome, 'missing');
  if (answer.outcome === 'missing')
    assert.deepEqual(answer.completions.slice(0, 2), [['bank-statement'], ['lease']]);
});

test('the published JSON Schemas are what the code says; print them with `commonkey program schema NAME`', () => {
  for (const [name, text] of Object.entries(jsonSchemas())) {
    const published = JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
    assert.deepEqual(published, JSON.parse(text), name);
  }
});

test('an editor that knows only the published schemas accepts every shipped file and refuses a typo', () => {
  for (const part of ['program', 'papers', 'series', 'sharing']) {
    const schema = z.fromJSONSchema(
      JSON.parse(readFileSync(join(import.meta.dirname, `${part}.schema.json`), 'utf8')),
    );
    for (const id of shippedIds()) {
      const text = shippedFiles(id)[`${part}.json`];
      // A city that shares with nobody has no register.
      if (part === 'sharing' && text === undefined) continue;
      const file = JSON.parse(text ?? '{}');
      assert.equal(file.$schema, `../../packages/program/${part}.schema.json`);
      assert.ok(schema.safeParse(file).success, `${id} ${part}`);
      assert.ok(!schema.safeParse({ ...file, perids: 1 }).success, `${id} ${part} with a typo`);
    }
  }
});

test('the catalogues of the package and of every program are whole in each language', () => {
  assert.deepEqual(catalogueFaults(programWords, 'en'), []);
  for (const id of shippedIds()) assert.deepEqual(catalogueFaults(shippedProgram(id).words, 'en'), [], id);
});

test('every open point of a program has words', () => {
  for (const id of shippedIds()) {
    const program = shippedProgram(id);
    for (const open of agesIn(undefined).flatMap((age) => openAtAge(program, age))) {
      const key = open.code === 'unestablished' ? `unestablished.${open.id}` : `assess.open.${open.code}`;
      assert.ok(program.words.en?.[key] ?? programWords.en?.[key], `${id} ${key}`);
    }
  }
});

test('a page that assesses papers carries no parser: the entry bundles for a browser without zod', async () => {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, 'index.ts')],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs);
  assert.ok(inputs.some((name) => name.endsWith('assess.ts')));
  assert.deepEqual(
    inputs.filter((name) => name.includes('/zod/') || name.includes('program/schema/')),
    [],
  );
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Program, Series } from '@commonkey/program';
import { catalogueFaults, speaker } from '@commonkey/words';
import fc from 'fast-check';
import { fromLetters, inLetters } from '../http/in-letters.ts';
import { onlineCity } from '../vault/testing/hall.ts';
import type { Certificate } from './certificates.ts';
import { certificateCsv, stepsCsv } from './csv.ts';
import { RECORDS_STATUS } from './errors.ts';
import { textToFile } from './filed-text.ts';
import { certificatePath } from './paths.ts';
import { certificatePdf } from './pdf.ts';
import { nextCode, spokenState, standingState } from './steps.ts';
import { APPROVAL, certified, PAPERS } from './testing/hall.ts';
import { PAPER, step } from './testing/paper.ts';
import { readCsv } from './testing/read-csv.ts';
import { words } from './words.ts';

/** What a reader that is not ours gets out of the file; null where it is not installed. */
function textOf(pdf: Uint8Array, ...options: string[]): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'ck-pdf-'));
  try {
    const file = join(folder, 'certificate.pdf');
    writeFileSync(file, pdf);
    const run = spawnSync('pdftotext', [...options, '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
    return run.error ? null : run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Change = (program: Program) => Program;

const pdfIn = async (
  language: string,
  paper = PAPER,
  name = 'Model City',
  { change = (program) => program, at = '2026-03-02T18:00:00Z' }: { change?: Change; at?: string } = {},
) => {
  const program = change(certified(await onlineCity()));
  const named = { ...program, city: { ...program.city, name } };
  const say = speaker(language, words[language] ?? {});
  return certificatePdf(paper, { say, language, program: named, at: new Date(at) });
};

const changed =
  (rule: (one: Series) => Series): Change =>
  (program) => ({ ...program, series: program.series.map((one) => (one.id === PAPERS ? rule(one) : one)) });
/** What may become of the rule under a certificate that is already filed. */
const LATER: Readonly<Record<string, Change>> = {
  'no certificate is wanted any more': changed(({ certificate: _, ...one }) => one),
  'no schedule is named any more': changed(({ approval: _, ...one }) => one),
  'another schedule, with another commission': changed((one) => ({
    ...one,
    approval: { ...APPROVAL, application: '27-001' },
    certificate: { daysBefore: 10, authority: 'Another Commission' },
  })),
  'the series is gone': (program) => ({
    ...program,
    series: program.series.filter(({ id }) => id !== PAPERS),
  }),
};

describe('the certificate as PDF', () => {
  test('says series, item, dates, volume, method and filing, as another reader reads it', async (t) => {
    const text = textOf(await pdfIn('en'), '-layout');
    if (text === null) return t.skip('pdftotext is not installed');
    for (const said of [
      /Records disposal certificate/,
      /Agency +Model City/,
      /Filed with +Local Records Commission/,
      /Record series +portal-papers/,
      /Schedule approved +by Local Records Commission, on January 13, 2026/,
      /Application number +26-017/,
      /Item number +4/,
      /Inclusive dates of the records +September 2025 through March 2026, reckoned/,
      /Days they come to be due +from March 1, 2026 through April 20, 2026/,
      /Volume +2,717 records/,
      /cryptographic erasure/,
      /Records that a legal hold keeps are not on this list/,
      /Disposal begins on +(1 April 2026|April 1, 2026)/,
      /Approved on +not yet/,
      /approval number, day/,
      /0f5a1c9e-1111-4222-8333-444455556666/,
    ])
      assert.match(text, said);
    const [drafted, ...later] = PAPER.steps;
    const none = [{ ...drafted, stayed: 0 }, ...later] as const;
    assert.equal(
      textOf(await pdfIn('en', { ...PAPER, steps: none }), '-layout'),
      text,
      'T12: no hold, same words',
    );
  });

  test('says how the inclusive dates of the records are known, in months and never a day', async (t) => {
    const cases: readonly [Partial<Certificate>, RegExp][] = [
      [{ records_dates: 'held' }, /Inclusive dates of the records +September 2025 through March 2026\n/],
      [
        { records_dates: 'not-kept', records_from: null, records_through: null },
        /Inclusive dates of the records +No day is kept with these records, by design\./,
      ],
      [
        { records_dates: null, records_from: null, records_through: null },
        /Inclusive dates of the records +not stated when this list was drafted/,
      ],
    ];
    for (const [dates, said] of cases) {
      const text = textOf(await pdfIn('en', { ...PAPER, ...dates }), '-layout');
      if (text === null) return t.skip('pdftotext is not installed');
      assert.match(text, said);
    }
  });

  test('is tagged, says its language and its title, fits one page and reads in order', async (t) => {
    const pdf = await pdfIn('es');
    const raw = pdf.toString('latin1');
    for (const mark of [
      /\/MarkInfo \d/,
      /\/Marked true/,
      /\/StructTreeRoot/,
      /\/Lang \(es\)/,
      /\/DisplayDocTitle true/,
    ])
      assert.match(raw, mark);
    assert.equal(raw.match(/\/Type \/Page\b/g)?.length, 1);
    assert.deepEqual(pdf, await pdfIn('es'), 'the same bytes for the same certificate on the same day');
    const text = textOf(pdf);
    if (text === null) return t.skip('pdftotext is not installed');
    const order = [
      'Certificado de eliminación',
      'Organismo',
      'Serie documental',
      'Volumen',
      'Firmas y aprobación',
    ];
    const places = order.map((said) => text.indexOf(said));
    assert.ok(!places.includes(-1));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
  });

  test('a city with letters beyond Latin 1 keeps them', async (t) => {
    const text = textOf(await pdfIn('en', PAPER, 'Łódź Київ'));
    if (text === null) return t.skip('pdftotext is not installed');
    assert.match(text, /Łódź Київ/);
  });
});

describe('what the officer signs is true on the day of filing', () => {
  const said = async (paper: Certificate, at: string, language = 'en') =>
    textOf(await pdfIn(language, paper, 'Model City', { at }))?.replace(/\s+/g, ' ');
  const due = (due_through: string): Certificate => ({ ...PAPER, due_from: '2026-02-01', due_through });
  const drafted = (paper: Certificate): Certificate => ({
    ...paper,
    state: 'drafted',
    disposalOn: null,
    steps: [paper.steps[0]],
  });
  const REACHED = /The records listed above have reached the end/;
  const WILL =
    /By (.*?), the last day on which they come to be due, the records listed above will have reached/;

  test('drafted ahead it says by when, and nothing of the past', async (t) => {
    const text = await said(PAPER, '2026-03-02T18:00:00Z');
    if (text === undefined) return t.skip('pdftotext is not installed');
    assert.equal(WILL.exec(text)?.[1], 'April 20, 2026');
    assert.doesNotMatch(text, REACHED);
    const spanish = await said(PAPER, '2026-03-02T18:00:00Z', 'es');
    assert.match(
      spanish ?? '',
      /El 20 de abril de 2026, el último de los días en que vencen, .* habrán llegado/,
    );
  });

  test('the day itself is not past; the day of filing counts, not that of printing; a draft counts as filed today', async (t) => {
    const cases: readonly [Certificate, string, RegExp, RegExp][] = [
      [due('2026-03-02'), '2026-03-02T18:00:00Z', WILL, REACHED],
      [due('2026-03-01'), '2026-03-02T18:00:00Z', REACHED, WILL],
      [PAPER, '2026-06-01T18:00:00Z', WILL, REACHED],
      [drafted(PAPER), '2026-03-02T18:00:00Z', WILL, REACHED],
      [drafted(PAPER), '2026-06-01T18:00:00Z', REACHED, WILL],
    ];
    for (const [paper, at, yes, no] of cases) {
      const text = await said(paper, at);
      if (text === undefined) return t.skip('pdftotext is not installed');
      assert.match(text, yes, `${paper.state} ${paper.due_through} at ${at}`);
      assert.doesNotMatch(text, no, `${paper.state} ${paper.due_through} at ${at}`);
    }
  });
});

describe('a certificate outlives the rules it was filed under', () => {
  for (const [name, change] of Object.entries(LATER))
    test(`${name}: it says so, names no other commission and leaves nothing empty`, async (t) => {
      const text = textOf(await pdfIn('en', PAPER, 'Model City', { change }), '-layout');
      const program = change(certified(await onlineCity()));
      const [heads = [], cells = []] = readCsv(
        certificateCsv(PAPER, program, new Date('2026-03-02T18:00:00Z')),
      );
      assert.equal(cells[heads.indexOf('authority')], 'not-in-current-rules');
      for (const head of ['medium', 'citation', 'authority', 'rules_on'])
        assert.notEqual(cells[heads.indexOf(head)], '', head);
      if (text === null) return t.skip('pdftotext is not installed');
      assert.match(text, /Filed with +not in today’s rules for this application and item/);
      assert.match(text, /Application number +26-017/);
      assert.doesNotMatch(text, /Another Commission/);
      assert.match(text, /as the city’s rules have them on March 2, 2026/);
    });
});

describe('what was filed stays as it was filed', () => {
  const JUNE = new Date('2026-06-01T18:00:00Z');
  /** With its text, and with what became of it since. */
  async function kept(): Promise<{ filed: Certificate; over: Certificate; program: Program }> {
    const program = certified(await onlineCity());
    const filed_text = textToFile(PAPER, program);
    assert.ok(filed_text);
    const { steps } = PAPER;
    const filed: Certificate = {
      ...PAPER,
      steps: [steps[0], step(2, { step: 'filed', disposal_on: '2026-04-01', filed_text })],
    };
    const later = [
      step(3, {
        step: 'received',
        moved_on: '2026-04-14',
        approved_on: '2026-04-14',
        reference: '26/0414-9',
      }),
      step(4, { step: 'destroyed', moved_on: '2026-04-21', destroyed: 2717, stayed: 0 }),
    ];
    return { filed, over: { ...filed, state: 'destroyed', steps: [...filed.steps, ...later] }, program };
  }

  for (const [name, change] of Object.entries(LATER))
    test(`${name}: the same bytes in June as on the day of filing`, async () => {
      const { filed, over, program } = await kept();
      const first = await pdfIn('en', filed);
      assert.deepEqual(
        await pdfIn('en', over, 'A City That Was Renamed', { change, at: JUNE.toISOString() }),
        first,
      );
      const list = certificateCsv(filed, program, new Date('2026-03-02T18:00:00Z'));
      assert.equal(certificateCsv(over, change(program), JUNE), list);
      assert.match(list, /"Local Records Commission"/);
    });

  test('what became of it is a list of its own', async () => {
    const { over } = await kept();
    const [heads = [], ...rows] = readCsv(stepsCsv(over));
    assert.deepEqual(
      rows.map((row) => row[heads.indexOf('step')]),
      ['drafted', 'filed', 'received', 'destroyed'],
    );
    assert.equal(rows[2]?.[heads.indexOf('reference')], '26/0414-9');
    const counts = ['left_out', 'destroyed', 'stayed'].map((name) => heads.indexOf(name));
    assert.deepEqual(
      [rows[0], rows[3]].map((row) => counts.map((at) => row?.[at])),
      [
        ['3', '', ''],
        ['', '2717', '0'],
      ],
      'what was left out of the list is in no sum with its volume',
    );
  });

  test('taken back it says so, on which day and why, also on paper', async () => {
    const { filed } = await kept();
    const back = step(3, { step: 'withdrawn', moved_on: '2026-03-20', why: 'wrong-item' });
    const over: Certificate = { ...filed, state: 'withdrawn', steps: [...filed.steps, back] };
    const text = (pdf: Buffer) => (textOf(pdf, '-layout') ?? '').replace(/\s+/g, ' ');
    assert.match(
      text(await pdfIn('en', over)),
      /Taken back by the city on (March 20, 2026|20 March 2026)\. Nothing is destroyed .* Reason: its item number was wrong\./,
    );
    assert.doesNotMatch(text(await pdfIn('en', filed)), /Taken back/);
  });

  test('drafted under another schedule it cannot be filed: its text would be of no rule', async () => {
    const program = certified(await onlineCity());
    for (const change of Object.values(LATER)) assert.equal(textToFile(PAPER, change(program)), null);
  });
});

test('an approved certificate is not under way before its disposal day has begun everywhere on earth', () => {
  const paper = { state: 'received', disposalOn: '2026-04-01', method: 'rows-deleted' } as const;
  for (const early of ['2026-03-31T18:00:00Z', '2026-04-01T05:00:00Z', '2026-04-01T11:59:59.999Z'])
    assert.equal(spokenState(paper, new Date(early)), 'received-ahead', early);
  assert.equal(spokenState(paper, new Date('2026-04-01T12:00:00Z')), 'received');
  const things = { ...paper, method: 'things-destroyed' } as const;
  assert.equal(spokenState(things, new Date('2026-03-31T18:00:00Z')), 'received-ahead');
  assert.equal(
    nextCode(things, 'optional', spokenState(things, new Date('2026-04-01T12:00:00Z'))),
    'records.next-received-things',
    'no destroyer shreds a ribbon',
  );
  assert.equal(spokenState({ ...paper, state: 'filed' }, new Date('2026-03-02T12:00:00Z')), 'filed');
});

test('T6: an approved certificate of which a hold keeps all tells nobody to destroy anything', () => {
  const day = new Date('2026-04-01T12:00:00Z');
  const things = { state: 'received', disposalOn: '2026-04-01', method: 'things-destroyed' } as const;
  const stands = (left: number, held: number) => standingState(things, day, { left, held });
  assert.deepEqual(
    [stands(1, 1), stands(2, 1), stands(0, 0)],
    ['received-held', 'received-things', 'received-things'],
  );
  assert.equal(
    standingState(things, new Date('2026-03-31T18:00:00Z'), { left: 1, held: 1 }),
    'received-ahead',
  );
  assert.equal(standingState({ ...things, state: 'destroyed' }, day, { left: 1, held: 1 }), 'destroyed');
});

describe('around the office', () => {
  test('a certificate’s address is letters alone and leads back to it', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        assert.equal(fromLetters(inLetters(id)), id);
        assert.match(certificatePath(id), /^\/[a-z/-]*$/);
      }),
      { seed: 6 },
    );
    for (const wrong of ['', 'abc', 'q'.repeat(32), `${'a'.repeat(32)}a`, '../'.repeat(10)])
      assert.equal(fromLetters(wrong), null);
  });

  test('a series is named for whoever reads it: staff read the same name as residents', () => {
    const programs = new URL('../../../programs/', import.meta.url);
    const folders = readdirSync(programs, { withFileTypes: true }).filter(
      (one) => one.isDirectory() && one.name !== 'volumes',
    );
    for (const { name } of folders) {
      const said: Record<string, string> = JSON.parse(
        readFileSync(new URL(`${name}/words/en.json`, programs), 'utf8'),
      );
      for (const [key, words] of Object.entries(said))
        if (/^series\.[a-z0-9-]+$/.test(key)) assert.doesNotMatch(words, /\byours?\b/i, `${name} ${key}`);
    }
  });

  test('every code has its sentence, and the catalogues are whole', () => {
    assert.deepEqual(catalogueFaults(words, 'en'), []);
    for (const code of Object.keys(RECORDS_STATUS)) assert.ok(words.en?.[`fault.${code}`], code);
    const style = readFileSync(new URL('./records.css', import.meta.url), 'utf8');
    assert.doesNotMatch(style, /url\(|@import/, 'asks no other site');
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ADVERSARIES } from '@commonkey/exposure';
import type { Program } from '@commonkey/program';
import { catalogueFaults } from '@commonkey/words';
import { readRules } from '../records/alternatives.ts';
import { runCommand } from '../testing/run.ts';
import { exposureDrill } from './drill.ts';
import { exposure } from './exposure.ts';
import { readDemand, readVolumes } from './files.ts';
import { report } from './report.ts';
import { answersOf } from './scenarios.ts';
import { exposureCommandWords, speakExposure } from './words.ts';

const PROGRAMS = join(import.meta.dirname, '../../../programs');
const APRIL = join(PROGRAMS, 'chicago-2025/demands/2025-04-17.yaml');
const PEOPLE = join(PROGRAMS, 'volumes/chicago-window.json');
const folder = mkdtempSync(join(tmpdir(), 'ck-exposure-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...argv: string[]) => runCommand(exposure, argv);
const drill = (...argv: string[]) => runCommand(exposureDrill, argv);

const of = (city: string, ...more: string[]) =>
  run('--scope', APRIL, '--program', join(PROGRAMS, city), '--volumes', PEOPLE, ...more);

function scope(from: string | RegExp, to: string): string {
  const path = join(folder, `${Math.random()}.yaml`);
  writeFileSync(path, readFileSync(APRIL, 'utf8').replace(from, to));
  return path;
}

test('EX-04: the answer in one sentence, for the programme as it was and for the model city', async () => {
  const there = await of('chicago-2025');
  assert.deepEqual([there.code, there.err], [1, '']);
  assert.match(there.out, /handed over of 2,717 people\.\s+That is at least 8,151 documents\./);
  assert.match(there.out, /For 0–2,717 people there is no day on which that ends\./);
  const here = await of('model-city');
  assert.equal(here.code, 0);
  assert.match(here.out, /Nothing that it asks for is held: none of what they wrote, their papers/);
  assert.match(here.out, /\n2,717 people whom the volumes expect online are in no count here: these rules/);
  assert.doesNotMatch(there.out, /in no count here: these rules/);
  assert.match(here.out, /Of 84,446 cards the number, the months and the state are there/);
  assert.match(here.out, /Whose paper-origin is meant cannot be determined: of 84,446 people/);
  assert.match(here.out, /paper-origin is “foreign”: 84,446 cannot be determined/);
  assert.match(here.out, /still leans to it: printed-faces \(used-ribbon\), 77 people/);
  const later = await of('model-city', '--at', '2025-05-01');
  assert.match(later.out, /nothing that is held leans to it/);
});

test('where it lies, with whom and under which keys: as text and for a machine; nothing is said of machines that are not there', async () => {
  const { out } = await of('model-city-online', '--as', 'court-order');
  assert.match(
    out,
    /Where it lies[\s\S]*\* portal-papers: paper-pictures +database, store of sealed files, backups +not known of expected people +sealed: the key process and one reviewer, or two officers +\S+ +a court’s order/,
  );
  assert.match(out, /used-ribbon: printed-faces +a desk’s table +the city +a thing; needs no key/);
  const { lies } = JSON.parse((await of('model-city-online', '--json')).out);
  const papers = lies[0][0].find(({ form }: { form: string }) => form === 'under-review');
  assert.deepEqual(
    [papers.custodian, papers.keys, papers.process],
    [
      null,
      [
        ['keeper', 'officers'],
        ['keeper', 'reviewer'],
      ],
      'court-order',
    ],
  );
});

test('in Spanish; each sentence is there', async () => {
  assert.match((await of('chicago-2025', '--lang', 'es')).out, /puede entregarse de 2\.717 personas/);
  assert.deepEqual(catalogueFaults(exposureCommandWords, 'en'), []);
});

test('a small share is said in words of its language, and a language that is not there is refused', async () => {
  assert.match((await of('model-city', '--lang', 'es')).out, /: (menos d)?el \d/);
  assert.doesNotMatch((await of('model-city', '--lang', 'es')).out, /el < /);
  for (const language of ['de', 'toString', '']) {
    const { code, err } = await of('model-city', '--lang', language);
    assert.equal(code, 2, language);
    assert.match(err, /exposure-language-unknown[\s\S]*en, es/);
  }
});

test('--json says what it rests on, and names nobody', async () => {
  const { out } = await of('chicago-2025', '--json');
  const found = JSON.parse(out);
  assert.equal(found.scenarios.length, 3);
  assert.equal(found.scenarios[2].items[0].ends.endless, 2717);
  assert.equal(found.demand.source.mark, 'PRESS');
  assert.deepEqual(found.noWay, []);
  const here = JSON.parse((await of('model-city', '--json')).out);
  assert.deepEqual(here.noWay, [{ channel: 'portal', people: 2717 }]);
  assert.equal(found.sources['even-spread'].mark, 'ASSUMED');
});

test('a bad demand: every fault with its place, its code and a way out; exit code 2', async () => {
  const ask = (file: string, ...more: string[]) =>
    run('--scope', file, '--program', join(PROGRAMS, 'model-city'), '--volumes', PEOPLE, ...more);
  const undated = await ask(scope(/ +served: .*\n/, ''));
  assert.equal(undated.code, 2);
  assert.match(undated.err, /\/instrument\/served\n\s+key-missing: /);
  const reversed = await ask(scope('from: 2022-04-17', 'from: 2026-04-17'), '--json');
  assert.equal(JSON.parse(reversed.out).faults[0].code, 'demand-days-reversed');
});

test('what is asked wrongly is said with its code; exit code 2', async () => {
  for (const [answer, code] of [
    [await run('--scope', APRIL, '--program', PROGRAMS), 'exposure-usage'],
    [
      await run('--scope', '/nowhere', '--program', PROGRAMS, '--volumes', PEOPLE),
      'exposure-scope-unreadable',
    ],
    [
      await run('--scope', APRIL, '--program', PROGRAMS, '--volumes', '/nowhere'),
      'exposure-volumes-unreadable',
    ],
    [await run('--scope', APRIL, '--program', PROGRAMS, '--volumes', PEOPLE), 'records-program-refused'],
    [await of('model-city', '--at', '2025-02-30'), 'exposure-day-wrong'],
    [await of('model-city', '--as', 'backup-theif'), 'exposure-adversary-unknown'],
    [await of('model-city', '--what-if', 'without:pasports'), 'exposure-holds-unknown'],
    [await of('model-city', '--what-if', 'x'), 'records-alternative-wrong'],
  ] as const) {
    assert.equal(answer.code, 2, code);
    assert.match(answer.err, new RegExp(`^${code}: .{20}`), code);
  }
  assert.match((await of('model-city', '--as', 'backup-theif')).err, /Did you mean “backup-thief”/);
  for (const lever of ['close:nothing', 'portal-application:5x', ''])
    assert.match(
      (await of('model-city', '--what-if', lever)).err,
      /Write all, close:portal, without:HOLDS .*, SERIES:30d .*, or NAME=FOLDER/,
    );
});

test('a drill before the first day: one page that needs nothing beside it, with the demand tried', async () => {
  const out = join(folder, 'drill.html');
  const there = await drill(
    join(PROGRAMS, 'chicago-2025'),
    '--volumes',
    PEOPLE,
    '--scope',
    APRIL,
    '--out',
    out,
  );
  assert.deepEqual([there.code, there.err], [1, '']);
  const page = readFileSync(out, 'utf8');
  assert.match(page, /^<!doctype html><html lang="en" dir="ltr"/);
  assert.match(page, /no day comes on which it is gone/);
  // Each who may come twice: against what is kept, and with the demand in hand.
  for (const one of ADVERSARIES)
    assert.equal(page.split(speakExposure('en')(`exposure.adversary.${one}`)).length - 1, 2, one);
  for (const one of ADVERSARIES)
    assert.ok(page.includes(speakExposure('en')(`exposure.premise.${one}`).replaceAll("'", '&#39;')), one);
  assert.match(page, /Whoever steals a backup<\/th><td class="n"[^>]*>2,717<\/td>/);
  assert.match(page, /A public-records request<\/th><td class="n"[^>]*>nothing<\/td>/);
  assert.match(page, /the rules [0-9a-f]{16} and the expected people [0-9a-f]{16}/);
  assert.match(page, /handed over of 2,717 people/);
  assert.doesNotMatch(page, /(src|href)="|url\(['"]?(?!data:)/, 'it fetches nothing');
  assert.doesNotMatch(page, /none of it is there at the end/);
  const spanish = await drill(
    join(PROGRAMS, 'model-city-online'),
    '--volumes',
    PEOPLE,
    '--out',
    out,
    '--lang',
    'es',
  );
  assert.equal(spanish.code, 0);
  assert.match(readFileSync(out, 'utf8'), /Todo lo que guardan estas reglas tiene un día/);
  assert.match(readFileSync(out, 'utf8'), /lo lee, de 77 personas/);
});

test('what the clerk signs of a search: sealed bytes of the pictures, read of whom the answer says', async () => {
  const out = join(folder, 'search.html');
  await drill(join(PROGRAMS, 'model-city-online'), '--volumes', PEOPLE, '--out', out);
  const page = readFileSync(out, 'utf8').replaceAll(/<\/?span[^>]*>/g, '|');
  const row = page.split('<tr>').find((one) => one.includes('A search, the machine running')) ?? '';
  const of = (head: string) => new RegExp(`data-head="${head}">([^<]*)<`).exec(row)?.[1];
  assert.equal(of('their pictures'), 'sealed bytes|in passing, reads it: camera-card (pictures)|');
  assert.equal(
    of('waste of printing')?.split('||')[0],
    'reads it, of 77 people|used-ribbon (printed-faces); spoiled-card (printed-faces)',
  );
  assert.match(of('how to reach them') ?? '', /^reads it, of 2,087 people\|portal-contact \(safe-contact\)/);
  assert.match(page, /At the end of April 17, 2025\. “In passing”/);
});

test('a drill says what comes and goes within a day: a nought at its end is not never', async () => {
  const out = join(folder, 'same-day.html');
  const told = await drill(join(PROGRAMS, 'model-city'), '--volumes', PEOPLE, '--out', out);
  for (const where of [told.out, readFileSync(out, 'utf8')])
    assert.match(where, /2,717 people whom the volumes expect online are in no count here/);
  assert.match(
    readFileSync(out, 'utf8'),
    /none of it is there at the end of any of these days: their pictures\./,
  );
});

test('the drill’s figures are those of the exposure itself; what is asked wrongly is said', async () => {
  const { out } = await drill(join(PROGRAMS, 'model-city'), '--volumes', PEOPLE, '--json');
  const found = JSON.parse(out);
  const papers = found.days[1].classes.find((one: { class: string }) => one.class === 'papers');
  assert.deepEqual(papers.people, { least: 0, most: 0 });
  assert.equal(found.endless, false);
  for (const [answer, code] of [
    [await drill(join(PROGRAMS, 'model-city')), 'exposure-drill-usage'],
    [
      await drill(join(PROGRAMS, 'model-city'), '--volumes', PEOPLE, '--out', '/nowhere/x.html'),
      'exposure-out-unwritable',
    ],
  ] as const) {
    assert.equal(answer.code, 2, code);
    assert.match(answer.err, new RegExp(`^${code}: .{20}`), code);
  }
});

test('what if: each lever beside the rules as they are', async () => {
  const { out } = await of(
    'chicago-2025',
    '--what-if',
    'close:portal',
    '--what-if',
    'soon=portal-application:decision+30d',
  );
  assert.match(
    out,
    /chicago-2025 +2,717 +0 +at least 23,947,638–30,439,704 +0 +84,446 +7,037–42,223 +0 +nobody has counted +2,386 +0$/m,
  );
  assert.match(
    out,
    /close:portal +0 +-2,717 +\? +-30,439,704 to -23,947,638, and \? +87,163 +7,264–43,582 +\+227 to \+1,359 +nobody has counted +[\d,]+ +[+-]?[\d,]+$/m,
  );
  assert.ok(out.indexOf('close:portal') < out.indexOf('soon '), 'what takes most away comes first');
});

test('what if counts hours at desks: those in queues nobody has counted, and they are never nought', async () => {
  const lever = ['--what-if', 'close:portal'];
  const { out } = await of('chicago-2025', ...lever);
  assert.match(
    out,
    /hours at desks +change in hours +hours in queues +people to guess of +change in guesses$/m,
  );
  assert.match(out, /^ +close:portal .* 7,264–43,582 .* nobody has counted +[\d,]+ /m);
  assert.match(out, /hours in queues cannot be determined, and are not none/);
  const spanish = await of('chicago-2025', ...lever, '--lang', 'es');
  assert.match(spanish.out, /horas en puestos .*horas en colas +personas por adivinar/m);
  assert.match(spanish.out, /^ +close:portal .* nadie lo ha contado +[\d.]+ /m);
  const { whatIf } = JSON.parse((await of('chicago-2025', ...lever, '--json')).out);
  for (const one of whatIf) assert.equal(one.queueHours, null);
});

test('what if all: every series shorter, every kind of thing not kept, the channel closed, in one table', async () => {
  const { out } = await of('chicago-2025', '--what-if', 'all');
  for (const line of [/^ +close:portal /m, /^ +portal-application:18m /m, /^ +without:identity-papers /m])
    assert.match(out, line);
  assert.match(out, /^These change nothing of it.*without:slip-hash/m);
  assert.doesNotMatch(out, /^These change nothing of it.*without:(application|library-card-picture)/m);
  assert.match(out, /^without:application takes application of 2,717 people away/m);
  const again = await of('chicago-2025', '--what-if', 'portal-application:18m');
  assert.match(again.out, /^ +portal-application:18m /m, 'each is named as it is asked for');
  const { whatIf } = JSON.parse((await of('model-city', '--what-if', 'all', '--json')).out);
  assert.equal(whatIf[0].name, 'model-city');
  assert.deepEqual([whatIf[0].atLeast, whatIf[0].uncounted], [true, ['printed-faces']]);
});

test('what is taken for granted of whoever comes stands above the figures, for each of them, in both languages', async () => {
  for (const language of ['en', 'es']) {
    const say = speakExposure(language);
    const premises = ADVERSARIES.map((one) => say(`exposure.premise.${one}`));
    assert.equal(new Set(premises).size, ADVERSARIES.length, 'each has its own');
    assert.ok(premises.every((one) => one.length > 40 && !one.includes('exposure.')));
  }
  const { out } = await of('model-city', '--as', 'vendor-served');
  assert.match(out, /What this takes for granted: Whoever runs the database or the store of sealed files/);
  const asked = JSON.parse((await of('model-city', '--as', 'vendor-served', '--json')).out);
  assert.equal(asked.as, 'vendor-served');
});

test('of expected people too: what a hold would take, what leads to somebody, and what it rests on', async () => {
  const { out } = await of('chicago-2025');
  assert.match(
    out,
    /If a hold is placed[\s\S]*stops 2,717 items of 2,717 people from dying, in: portal-application\./,
  );
  assert.match(out, /Two people lift it[\s\S]*ends at the next run, unless another hold keeps it/);
  assert.match(out, /What leads to somebody[\s\S]*application, portal-application [^\n]*address +2,717 /);
  assert.match(
    out,
    /rules: chicago-2025 2025 \(SHA-256 begins [0-9a-f]{16}\)[\s\S]*code: [0-9a-f]{64}[\s\S]*PRESS: 87,163 people/,
  );
  assert.doesNotMatch(out, /in \d+ hours?/, 'nobody is there of whom hours could run');
  const { plans, harm, restsOn } = JSON.parse((await of('chicago-2025', '--json')).out);
  assert.deepEqual([plans.length, plans[0].items[0].people, harm.length], [3, 2717, 3]);
  assert.match(restsOn.code, /^[0-9a-f]{64}$/);
});

test('a line that only another scenario has is told, from nought on', async () => {
  const both = JSON.parse(readFileSync(PEOPLE, 'utf8'));
  const file = join(folder, 'ways.json');
  // Of the first scenario all are gone by then; in the last one none ever goes.
  writeFileSync(file, JSON.stringify(both));
  const run2040 = (...more: string[]) =>
    run(
      '--scope',
      APRIL,
      '--program',
      join(PROGRAMS, 'chicago-2025'),
      '--volumes',
      file,
      '--at',
      '2040-01-01',
      ...more,
    );
  const { scenarios } = JSON.parse((await run2040('--json')).out);
  assert.equal(scenarios[0].items[0].rows.length, 0, 'the first has nothing of it');
  const { out } = await run2040();
  assert.match(out, /\* portal-application +identity-papers +online +readable +0–2,717 +0–2,717 +never/);
  assert.match(out, /Where it lies[\s\S]*\* portal-application: application[^\n]* 0–2,717 +not stated/);
  assert.match(out, /What leads to somebody[\s\S]*pictures, portal-application [^\n]*face +0–2,717 /);
});

test('what others hold is told where any scenario has it, not the first alone', () => {
  const say = speakExposure('en');
  const flow = {
    ...{
      id: 'host',
      kind: 'database',
      recipient: 'Lakeside',
      purpose: 'purpose.library',
      basis: 'A contract',
    },
    ...{ fields: ['sealed-bytes'], contact: 'legal-department', reviewBy: '2027-06-30', source: 'own' },
  } as const;
  const rules = {
    ...readRules(join(PROGRAMS, 'chicago-2025')),
    sharing: { flows: [flow] },
  } as unknown as Program;
  const [demand, volumes] = [readDemand(APRIL, say), readVolumes(PEOPLE, say)];
  const answers = answersOf(demand, rules, volumes, '2040-01-01', 'court-order');
  assert.deepEqual(answers[0]?.items[0]?.rows, []);
  const told = report({
    ...{ demand, rules, volumes, answers, say, at: '2040-01-01', source: 'volumes' as const },
    ...{ adversary: 'court-order' as const, language: 'en' },
  });
  assert.match(told, /Lakeside \(asked for\)[^\n]* yes, what the city counted above +\d/);
});

test('a window whose ends lie within a month: the months and the calendar lean to it, and nothing is said to lean to nothing', async () => {
  const { out } = await of('model-city');
  assert.match(
    out,
    /applied from[^\n]*2,386 cannot be determined\n +still leans to it: months \(card-register\), 2,386 people/,
  );
  assert.match(out, /in a month with one event, that day is everybody’s/);
});

test('what was looked for and is not there is named: of cards alone no application is denied', async () => {
  const cards = scope(/records: .*/, 'records: [printing-waste, contact]');
  const { out } = await run(
    '--scope',
    cards,
    '--program',
    join(PROGRAMS, 'chicago-2025'),
    '--volumes',
    PEOPLE,
    '--at',
    '2026-04-17',
  );
  assert.match(out, /Nothing that it asks for is held: none of waste of printing, how to reach them\./);
});

test('EX-06: what lies there sealed is never called nothing', async () => {
  const { code, out } = await of('model-city-online', '--as', 'backup-thief');
  assert.equal(code, 0);
  // Of some the file is under review and of others decided: both are there.
  assert.match(out, /is there of at least 2,087 people, and cannot be read this way/);
  assert.doesNotMatch(out, /Nothing that it asks for is held/);
});

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { runCommand } from '../testing/run.ts';
import { recordsForecast } from './forecast.ts';
import { recordsWords } from './words.ts';

const PROGRAMS = join(import.meta.dirname, '../../../programs');
const city = (id: string) => join(PROGRAMS, id);
const VOLUMES = join(PROGRAMS, 'volumes/chicago-portal.json');
const folder = mkdtempSync(join(tmpdir(), 'ck-forecast-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...argv: string[]) => runCommand(recordsForecast, argv);

/** The shipped volumes with another first arrival, in a file. */
function volumesWith(change: Record<string, unknown>): string {
  const file = JSON.parse(readFileSync(VOLUMES, 'utf8'));
  Object.assign(file.arrivals[0], change);
  const path = join(folder, `${Object.keys(change).join('-')}.json`);
  writeFileSync(path, JSON.stringify(file));
  return path;
}

test('the block that never falls is in the table, in the totals and in the exit code', async () => {
  const online = `online=${city('model-city-online')}`;
  const { code, out, err } = await run(city('chicago-2025'), '--volumes', VOLUMES, '--alternative', online);
  assert.deepEqual([code, err], [1, '']);
  assert.match(out, /2036-11 +0–2,717 +0–8,151 +0 +0$/m);
  assert.match(out, /2,717 people and 8,151 documents are never destroyed/);
  assert.match(out, /Nothing is left at the end of 2033-06/);
  assert.match(out, /ASSUMED, not known: How old the applicants were is not known/);
  const other = await run(city('model-city-online'), '--volumes', VOLUMES);
  assert.equal(other.code, 0);
  assert.doesNotMatch(other.out, /never destroyed/);
  assert.match(
    other.out,
    /Beside it in card-register, with no name: at most 2,717 rows, none left at the end of 20\d\d-\d\d/,
  );
  assert.match(
    other.out,
    /^Counted apart, and not among the people: card-register\. Who applies online and gets a card/m,
  );
});

test('in Spanish, with the scenarios’ own words', async () => {
  const { out } = await run(city('chicago-2025'), '--volumes', VOLUMES, '--lang', 'es');
  assert.match(
    out,
    /Si todos tienen 65 años o más:\n +2\.717 personas y 8\.151 documentos no se destruyen nunca/,
  );
  assert.deepEqual(catalogueFaults(recordsWords, 'en'), []);
});

test('a language that is not there is refused, and named with those that are', async () => {
  for (const language of ['de', 'toString', '']) {
    const { code, out, err } = await run(city('chicago-2025'), '--volumes', VOLUMES, '--lang', language);
    assert.deepEqual([code, out], [2, ''], language);
    assert.match(err, /records-language-unknown: [\s\S]*en, es/);
  }
});

test('--json has each month, each series and what the figures rest on', async () => {
  const short = 'short=portal-application:decision+30d';
  const { code, out } = await run(
    city('chicago-2025'),
    '--volumes',
    VOLUMES,
    '--alternative',
    short,
    '--json',
  );
  assert.equal(code, 1);
  const found = JSON.parse(out);
  assert.equal(found.months.length, 157);
  assert.deepEqual(
    found.schedules.map(({ name }: { name: string }) => name),
    ['chicago-2025', 'short'],
  );
  assert.equal(found.schedules[1].scenarios[2].all.endless.people, 0);
  assert.equal(found.schedules[0].scenarios[2].series[0].series, 'portal-application');
  assert.equal(found.sources['even-spread'].mark, 'ASSUMED');
});

test('a bad volumes file: every fault with its place, its code and a way out; exit code 2', async () => {
  const negative = await run(city('chicago-2025'), '--volumes', volumesWith({ count: -1 }));
  assert.equal(negative.code, 2);
  assert.match(negative.err, /\/arrivals\/0\/count\n\s+number-out-of-range: /);
  const unspread = await run(
    city('chicago-2025'),
    '--volumes',
    volumesWith({ spread: undefined }),
    '--lang',
    'es',
  );
  assert.match(unspread.err, /spread-missing: De 2024-12 a 2025-06-13/);
  const json = await run(city('chicago-2025'), '--volumes', volumesWith({ count: -1 }), '--json');
  assert.equal(JSON.parse(json.out).faults[0].path, '/arrivals/0/count');
});

test('what is asked wrongly is said with its code; exit code 2', async () => {
  const ask = (...more: string[]) => run(city('chicago-2025'), '--volumes', VOLUMES, ...more);
  for (const [answer, code] of [
    [await run(city('chicago-2025')), 'records-forecast-usage'],
    [await run(city('chicago-2025'), '--volumes', '/nowhere.json'), 'records-volumes-unreadable'],
    [await run('/nowhere', '--volumes', VOLUMES), 'program-folder-missing'],
    [await run(PROGRAMS, '--volumes', VOLUMES), 'records-program-refused'],
    [await ask('--alternative', 'short'), 'records-alternative-wrong'],
    [await ask('--alternative', 'short=portal-aplication:30d'), 'forecast-series-unknown'],
    [await ask('--alternative', 'short=portal-application:decison+30d'), 'records-trigger-unknown'],
    [await ask('--alternative', `chicago-2025=${city('model-city')}`), 'records-alternative-twice'],
    [await ask('--on', '2026-02-30'), 'records-day-wrong'],
    [await ask('--volume', 'x'), 'program-option-unknown'],
  ] as const) {
    assert.equal(answer.code, 2, code);
    assert.match(answer.err, new RegExp(`^${code}: .{20}`), code);
  }
  assert.match(
    (await ask('--alternative', 'a=portal-aplication:30d')).err,
    /Did you mean “portal-application”/,
  );
});

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { eventWords } from '@commonkey/events';
import { catalogueFaults } from '@commonkey/words';
import { main } from '../main.ts';
import { eventCommandWords } from './words.ts';

let folder: string;
let arrivals: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ck-event-'));
  arrivals = join(folder, 'arrivals.csv');
  await writeFile(arrivals, 'from,until,people\n08:00,10:00,120\n10:00,12:00,60\n');
});
after(() => rm(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  const said = { out: '', err: '' };
  const io = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    now: () => new Date('2026-11-23T12:00:00Z'),
  };
  const code = await main(['event', 'simulate', ...argv], io as Parameters<typeof main>[1]);
  return { code, ...said };
}

describe('commonkey event simulate', () => {
  const few = ['--tries', '20', '--opens', '09:00', '--closes', '13:00'];

  test('says of each number of stations who waits how long and who is not reached', async () => {
    const { code, out } = await run('--stations', '2-6', '--arrivals', arrivals, ...few, '--json');
    const found = JSON.parse(out);
    assert.deepEqual(
      found.days.map((day: { stations: number }) => day.stations),
      [2, 3, 4, 5, 6],
    );
    assert.ok(found.days[0].notReached.low > 0);
    assert.equal(found.days[4].notReached.high, 0);
    assert.equal(code, 0);
    assert.ok(found.fewestStations > 2 && found.fewestStations <= 6);
    assert.deepEqual(found.plan.service, { median: 4, slow: 7, measured: null, assumed: true });
    const text = await run('--stations', '2', '--arrivals', arrivals, ...few);
    assert.equal(text.code, 1, 'not everybody is reached');
    assert.match(text.out, /Nobody measured these minutes/);
    assert.match(text.out, /Not reached: \d+ to \d+ people/);
    assert.match(text.out, /Whoever comes after \d\d:\d\d is likely not reached/);
    const spanish = await run('--stations', '2', '--arrivals', arrivals, ...few, '--lang', 'es');
    assert.match(spanish.out, /Sin atender/);
  });

  test('takes minutes that desks measured, and printers that are shared', async () => {
    const durations = join(folder, 'durations.txt');
    await writeFile(durations, Array.from({ length: 40 }, (_, i) => 100 + i).join('\n'));
    const asked = ['--stations', '4', '--arrivals', arrivals, ...few, '--durations', durations];
    const found = JSON.parse((await run(...asked, '--json')).out);
    assert.deepEqual([found.plan.service.measured, found.plan.service.assumed], [40, false]);
    const printed = await run(...asked, '--printers', '1', '--print-minutes', '3', '--json');
    assert.ok(JSON.parse(printed.out).days[0].notReached.low > found.days[0].notReached.high);
    assert.equal(JSON.parse(printed.out).fewestStations, null);
  });

  test('what is wrong has a code and a way out', async () => {
    const bad = join(folder, 'bad.csv');
    await writeFile(bad, 'Zofia Kowalska, 12 Rose Street\n');
    const at = ['--arrivals', arrivals];
    const cases: [string[], string][] = [
      [[], 'event-simulate-usage'],
      [['--stations', '4'], 'event-simulate-usage'],
      [['--stations', '4', '--arrivals', join(folder, 'none.csv')], 'event-file-unreadable'],
      [['--stations', '4', '--arrivals', bad], 'arrivals-line'],
      [['--stations', '0', ...at], 'event-number-wrong'],
      [['--stations', '12-6', ...at], 'event-range-backwards'],
      [['--stations', '4-501', ...at], 'event-number-wrong'],
      [['--stations', '4', '--tries', '0', ...at], 'event-number-wrong'],
      [['--stations', '4', '--opens', 'nine', ...at], 'event-time-wrong'],
      [['--stations', '4', '--closes', '07:00', ...at], 'day-closes-first'],
      [['--stations', '4', '--median', '4', ...at], 'event-service-twice'],
      [['--stations', '4', '--median', '9', '--slow', '4', ...at], 'service-reversed'],
      [['--stations', '4', '--printers', '2', ...at], 'event-printing-half'],
      [['--station', '4', ...at], 'program-option-unknown'],
      [['--stations', '6', '--stations=7', ...at], 'program-option-twice'],
      [['--stations', '4', '--lang', 'fr', ...at], 'event-language-unknown'],
    ];
    for (const [argv, code] of cases) {
      const said = await run(...argv);
      assert.equal(said.code, 2, code);
      assert.ok(said.err.startsWith(`${code}: `), said.err);
      assert.doesNotMatch(said.err, /Zofia|fault\./);
      assert.equal(JSON.parse((await run(...argv, '--json')).out).error.code, code);
    }
  });

  test('its words are whole in both languages', () => {
    for (const words of [eventWords, eventCommandWords]) assert.deepEqual(catalogueFaults(words, 'en'), []);
  });
});

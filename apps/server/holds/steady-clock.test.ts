import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { openSteadyClock } from './steady-clock.ts';

const HOUR = 3_600_000;
const MINUTE = HOUR / 60;
const DRIFT = 500e-6;
const START = Date.parse('2026-03-02T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'ck-clock-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const kept = (path: string) => readFileSync(path, 'utf8').split('\n')[0] ?? '';

let runs = 0;
function machine() {
  runs += 1;
  const path = join(folder, String(runs), 'clock');
  let [wall, elapsed, boot] = [START, 5_000, 'first'];
  const clock = { now: () => new Date(wall) };
  return {
    path,
    /** A new run of the service. */
    start: (said: string | null = null, passed: Date | null = null) =>
      openSteadyClock({ clock, elapsed: () => elapsed, boot, path, said, passed }),
    run: (ms: number) => {
      wall += ms;
      elapsed += ms;
    },
    leap: (ms: number) => {
      wall += ms;
    },
    /** Switched off and on again: what ran meanwhile nobody counted. */
    rest: (ms: number) => {
      wall += ms;
      [elapsed, boot] = [2_000, `${boot}+`];
    },
  };
}

test('I13 F-11: a leap of the wall clock, either way, is seen, and the time said is never later than what ran', () => {
  for (const leap of [10 * 365 * 24, 2, -2, -10 * 365 * 24]) {
    const m = machine();
    const steady = m.start();
    m.run(6 * HOUR);
    assert.equal(steady.trusted(), true);
    m.leap(leap * HOUR);
    m.run(HOUR);
    assert.equal(steady.trusted(), false, `${leap} h`);
    assert.equal(steady.earliest().getTime(), START + 7 * HOUR + Math.min(0, leap * HOUR));
    m.leap(-leap * HOUR);
    assert.equal(steady.trusted(), true, 'put right, it is believed again');
  }
});

test('F-11: what time servers correct, a leap second and a change to summer time are no leap', () => {
  const m = machine();
  const steady = m.start();
  for (const correction of [1_000, -1_000, 59 * 60_000]) {
    m.leap(correction);
    assert.equal(steady.trusted(), true);
  }
});

test('F-11: a clock that runs ten times too fast, or slightly too fast for months, is told apart', async () => {
  const fast = machine();
  const steady = fast.start();
  for (let tick = 0; tick < 60; tick++) {
    fast.run(60_000);
    fast.leap(9 * 60_000);
    await steady.mark();
  }
  assert.equal(steady.trusted(), false);
  assert.ok(steady.earliest().getTime() <= START + 61 * MINUTE);
  const drifting = machine();
  const other = drifting.start();
  for (let day = 0; day < 90; day++) {
    drifting.run(25 * HOUR);
    drifting.leap(5 * 60_000);
    await other.mark();
    assert.equal(other.trusted(), true, `day ${day}`);
  }
});

test('I13: over a stop, a short rest is believed; years, or a time before the last one, are not, until somebody says so', async () => {
  const m = machine();
  await m.start().mark();
  m.leap(60 * HOUR);
  const weekend = m.start();
  assert.equal(weekend.trusted(), true, 'a weekend');
  assert.ok(weekend.earliest().getTime() < START + HOUR, 'and ends nothing');
  m.leap(10 * 365 * 24 * HOUR);
  const lost = m.start();
  assert.equal(lost.trusted(), false);
  assert.ok(lost.earliest().getTime() < START + HOUR, 'it goes on from the last moment that was sure');
  await lost.mark();
  assert.equal(Date.parse(kept(m.path)), START, 'a moment in doubt is not kept');
  assert.equal(m.start('2026-03-04').trusted(), false, 'said of another day');
  const told = m.start(new Date(START + 60 * HOUR + 10 * 365 * 24 * HOUR).toISOString().slice(0, 10));
  assert.equal(told.trusted(), true);
  await told.mark();
  assert.equal(m.start().trusted(), true, 'and is kept from then on');
  m.leap(-20 * 365 * 24 * HOUR);
  assert.equal(m.start().trusted(), false, 'back before the last moment');
});

test('I13: whatever clock and time do, what is said never runs ahead of what was sure by more than ran and clocks drift', () => {
  const step = fc.record({
    run: fc.integer({ min: 0, max: 40 * HOUR }),
    leap: fc.oneof(fc.constant(0), fc.integer({ min: -1e12, max: 1e12 })),
    mark: fc.boolean(),
  });
  return fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const m = machine();
      const steady = m.start();
      let ran = 0;
      for (const { run, leap, mark } of steps) {
        m.run(run);
        m.leap(leap);
        ran += run;
        if (mark) await steady.mark();
        assert.ok(steady.earliest().getTime() <= START + ran * (1 + DRIFT));
      }
    }),
    { numRuns: 300, seed: 13 },
  );
});

test('I13: the city’s time goes on by what ran, and never back: behind no trusted moment and no hour of the ledger', async () => {
  for (const leap of [10 * 365 * 24, -10 * 24]) {
    const m = machine();
    const steady = m.start();
    m.run(6 * HOUR);
    await steady.mark();
    m.leap(leap * HOUR);
    m.run(HOUR);
    assert.equal(steady.now().getTime(), START + 7 * HOUR, `${leap} h`);
    const again = m.start();
    m.run(HOUR);
    assert.equal(again.now().getTime(), START + 7 * HOUR, `${leap} h, over a restart`);
  }
  const m = machine();
  const ledger = new Date(START + 240 * HOUR);
  const lostItsMark = m.start(null, ledger);
  assert.equal(lostItsMark.trusted(), false, 'the ledger has been there');
  assert.equal(lostItsMark.now().getTime(), ledger.getTime());
  assert.equal(m.start(null, new Date(START - HOUR)).trusted(), true);
  assert.equal(m.start('2026-03-02', ledger).trusted(), true, 'a person has looked');
});

test('I13: whatever clock and time do, the city’s time never goes back while a service runs', () => {
  const step = fc.record({ run: fc.nat(40 * HOUR), leap: fc.integer({ min: -1e12, max: 1e12 }) });
  fc.assert(
    fc.property(
      fc.array(fc.oneof(step, fc.record({ run: fc.nat(HOUR), leap: fc.nat(HOUR) })), { maxLength: 12 }),
      (steps) => {
        const m = machine();
        const steady = m.start();
        let last = steady.now().getTime();
        for (const { run, leap } of steps) {
          m.run(run);
          m.leap(leap);
          const now = steady.now().getTime();
          assert.ok(now >= last);
          if (!steady.trusted()) assert.ok(now <= START + 2 * HOUR + 12 * 40 * HOUR);
          last = now;
        }
      },
    ),
    { numRuns: 300, seed: 13 },
  );
});

test('processes that keep the moment at once leave one whole, and none of them fails', {
  timeout: 60_000,
}, async () => {
  const path = join(folder, 'shared', 'clock');
  mkdirSync(dirname(path));
  const script = `
    import { openSteadyClock } from '${new URL('steady-clock.ts', import.meta.url).href}';
    const now = () => new Date(${START} + process.pid * 60_000);
    const steady = openSteadyClock({ clock: { now }, elapsed: () => 0, boot: null, path: '${path}', said: new Date(now()).toISOString().slice(0, 10) });
    for (let i = 0; i < 100; i++) await Promise.all([steady.mark(), steady.mark()]);`;
  const others = [1, 2, 3].map(() =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  const running = others.map(async (child) => {
    let said = '';
    child.stderr.on('data', (bytes) => {
      said += bytes;
    });
    const [code] = await once(child, 'close');
    assert.equal(code, 0, said);
  });
  await Promise.all(running);
  const theirs = others.map(({ pid = 0 }) => new Date(START + pid * 60_000).toISOString());
  assert.ok(theirs.includes(kept(path)), 'one of them, whole');
  assert.deepEqual(readdirSync(dirname(path)), ['clock'], 'nothing is left beside it');
});

test('I13: a rest is believed for what is dated, and for what ends only when a second clock shows the same', async () => {
  const m = machine();
  await m.start().mark();
  m.rest(60 * HOUR);
  const steady = m.start();
  assert.equal(steady.trusted(), true, 'residents are not refused');
  assert.equal(steady.now().getTime(), START + 60 * HOUR);
  assert.equal(
    steady.earliest().getTime(),
    START + 2_000,
    'what the machine has counted since it was started',
  );
  assert.equal(steady.waits()?.getTime(), START + 2_000);
  m.run(3 * HOUR);
  assert.equal(steady.earliest().getTime(), START + 2_000 + 3 * HOUR, 'time goes on by what ran');
  for (const off of [-60 * HOUR, -6 * MINUTE, 6 * MINUTE, 400 * HOUR]) {
    assert.equal(steady.hear(new Date(START + 63 * HOUR + off)), 'disagrees', `${off}`);
    assert.equal(steady.earliest().getTime(), START + 2_000 + 3 * HOUR);
  }
  assert.equal(steady.hear(new Date(START + 63 * HOUR + 4 * MINUTE)), 'borne-out');
  assert.equal(steady.earliest().getTime(), START + 63 * HOUR, 'a word bears out, it never leads');
  assert.equal(steady.waits(), null);
  m.run(HOUR);
  assert.equal(steady.earliest().getTime(), START + 64 * HOUR);
  assert.equal(
    steady.hear(new Date(START)),
    null,
    'nothing waits: whoever’s clock is wrong, it says nothing',
  );
});

test('I13: a word that is behind leads no further than it shows, and none takes back what was borne out', async () => {
  const m = machine();
  await m.start().mark();
  m.rest(60 * HOUR);
  const steady = m.start();
  steady.hear(new Date(START + 60 * HOUR - 4 * MINUTE));
  assert.equal(steady.earliest().getTime(), START + 60 * HOUR - 4 * MINUTE);
  steady.hear(new Date(START + 60 * HOUR - 5 * MINUTE));
  assert.equal(steady.earliest().getTime(), START + 60 * HOUR - 4 * MINUTE);
  assert.equal(steady.hear(new Date(START + 60 * HOUR + 4 * MINUTE)), 'borne-out');
  m.leap(3 * MINUTE);
  assert.equal(steady.earliest().getTime(), START + 60 * HOUR, 'one that is ahead makes no room for a leap');
});

test('I13: a leap of fifty minutes while it runs ends nothing early, and marks that follow do not take it in', async () => {
  const m = machine();
  const steady = m.start();
  m.run(6 * HOUR);
  await steady.mark();
  m.leap(50 * MINUTE);
  for (let day = 1; day <= 3; day++) {
    assert.equal(steady.trusted(), true);
    const before = steady.earliest().getTime();
    m.run(26 * HOUR);
    await steady.mark();
    assert.equal(steady.earliest().getTime(), before + 26 * HOUR);
    assert.ok(steady.earliest().getTime() <= START + 6 * HOUR + day * 26 * HOUR);
  }
  assert.equal(steady.hear(new Date(START + 84 * HOUR)), 'disagrees', 'a right clock says so');
  assert.equal(steady.hear(new Date(START + 84 * HOUR + 50 * MINUTE)), 'borne-out', 'or it was the truth');
});

test('I13: what waits goes on waiting over restarts, and a restart on a machine that ran on costs nothing', async () => {
  const m = machine();
  await m.start().mark();
  m.run(5 * MINUTE);
  const upgraded = m.start();
  assert.equal(upgraded.earliest().getTime(), START + 5 * MINUTE, 'the machine has counted');
  await upgraded.mark();
  m.rest(60 * HOUR);
  const again = m.start();
  await again.mark();
  m.rest(20 * HOUR);
  const third = m.start();
  assert.equal(third.trusted(), true, 'each rest was short');
  assert.equal(third.earliest().getTime(), START + 5 * MINUTE + 4_000);
});

test('I13: a person’s day bears out no more than that day; a mark of before counts for both; a lost one leaves the ledger’s hour', async () => {
  const m = machine();
  await m.start().mark();
  m.rest(60 * HOUR);
  assert.equal(m.start('2026-03-03').earliest().getTime(), Date.parse('2026-03-04T00:00:00Z'));
  assert.equal(m.start('2026-03-05').earliest().getTime(), START + 60 * HOUR);
  await writeFile(m.path, new Date(START).toISOString());
  assert.equal(m.start().earliest().getTime(), START);
  await rm(m.path);
  assert.equal(
    m
      .start(null, new Date(START - 2 * HOUR))
      .earliest()
      .getTime(),
    START - 2 * HOUR,
  );
  assert.equal(m.start().earliest().getTime(), START + 60 * HOUR, 'there was nothing before');
});

test('I13: a start keeps the first moment, so that a rest after a run of minutes is told from time that ran', async () => {
  const m = machine();
  const first = m.start();
  await first.begin();
  m.run(5 * MINUTE);
  m.rest(40 * 24 * HOUR);
  const longer = m.start();
  assert.equal(longer.trusted(), false);
  assert.ok(longer.earliest().getTime() < START + HOUR);
  const other = machine();
  await other.start().begin();
  other.rest(60 * HOUR);
  assert.equal(other.start().waits()?.getTime(), START + 2_000);
});

test('I13: starts alone take no rest in: each of sixty hours, and the second is in doubt', async () => {
  const m = machine();
  await m.start().begin();
  m.rest(60 * HOUR);
  const second = m.start();
  assert.equal(second.trusted(), true);
  await second.begin();
  assert.equal(Date.parse(kept(m.path)), START);
  m.rest(60 * HOUR);
  const third = m.start();
  assert.equal(third.trusted(), false, 'it never ran for as long as anything was looked at');
  await third.begin();
  assert.equal(Date.parse(kept(m.path)), START);
});

test('I13: the day that a person said is kept at once, and is worth no more than they said', async () => {
  const m = machine();
  await m.start().begin();
  m.rest(240 * HOUR);
  const day = new Date(START + 240 * HOUR).toISOString().slice(0, 10);
  await m.start(day).begin();
  const killed = m.start();
  assert.equal(killed.trusted(), true);
  assert.equal(killed.earliest().getTime(), START + 240 * HOUR);
  m.rest(24 * HOUR);
  await m.start(day).begin();
  const said = Date.parse(`${day}T00:00:00Z`) + 24 * HOUR;
  assert.equal(m.start().earliest().getTime(), said, 'the end of the day that was said, and what ran since');
});

test('I13: where the mark was lost, a start keeps no more than the ledger bears out', async () => {
  const m = machine();
  const hour = new Date(START - 30 * HOUR);
  await m.start(null, hour).begin();
  assert.equal(m.start().earliest().getTime(), hour.getTime());
});

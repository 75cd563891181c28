import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { newDesk } from '../../apps/server/desks/testing/shift.ts';
import { joinAsClerk } from '../ceremony/clerk.ts';
import { commonkey } from '../ceremony/terminal.ts';
import { startCityHall } from '../journeys/service.ts';

/** Node's option that moves the clock of one process; the key process, which gets no environment, keeps the machine's. */
function clockMovedBy(days: number): { NODE_OPTIONS: string } {
  const script = `const Real = Date; const by = ${days * 86_400_000};
    globalThis.Date = class extends Real {
      constructor(...given) { super(...(given.length === 0 ? [Real.now() + by] : given)); }
      static now() { return Real.now() + by; }
    };`;
  return { NODE_OPTIONS: `--import data:text/javascript;base64,${Buffer.from(script).toString('base64')}` };
}

test('a clock that shows a day long past stops the service before it signs anything', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-clock-'));
  t.after(() => rm(folder, { recursive: true }));
  const ran = await commonkey(['serve'], { COMMONKEY_DATA: join(folder, 'data'), ...clockMovedBy(-4000) });
  assert.equal(ran.code, 2);
  assert.match(ran.err, /clock says .*Z, which has passed.*\[clock-behind\]/);
});

test('where the clocks of service and keys disagree, nothing is certified and the clerk is told', {
  timeout: 90_000,
}, async (t) => {
  const hall = await startCityHall(t, { env: clockMovedBy(9) });
  const { desk } = await joinAsClerk(hall);
  const { kid: _, ...publicJwk } = (await newDesk()).publicJwk;
  const { status, json } = await desk.json('/api/shifts', { publicJwk, cards: 2, hours: 2 });
  assert.deepEqual([status, json.code], [422, 'desk-window-not-now']);
  assert.match(String(json.message), /clocks of the service disagree/);
});

test('I13: a service that wakes ten days before its last sure moment says so, takes nothing new, and lets people sign in', {
  timeout: 90_000,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-clock-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const dataFolder = join(folder, 'data');
  await mkdir(join(dataFolder, 'secrets'), { recursive: true, mode: 0o700 });
  const sure = new Date(Date.now() + 10 * 86_400_000).toISOString();
  await writeFile(join(dataFolder, 'secrets', 'clock'), sure, { mode: 0o600 });
  const hall = await startCityHall(t, { dataFolder });
  assert.match(hall.log(), /"event":"fault","code":"clock-leapt"/);
  const send = async (origin: string, path: string) => {
    const headers = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
    return (await fetch(`${origin}${path}`, { method: 'POST', headers, body: '{}' })).status;
  };
  const { staff, desk, public: open } = hall.origins;
  assert.deepEqual(
    [await send(desk, '/api/shifts'), await send(staff, '/records/draft'), await send(open, '/apply/device')],
    [503, 503, 503],
  );
  assert.equal(await send(staff, '/api/sign-in/options'), 200);
  assert.equal((await fetch(`${open}/`)).status, 200);
});

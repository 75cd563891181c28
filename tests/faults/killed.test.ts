import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type ShiftOffer, statementDigest } from '@commonkey/shift';
import { newDesk, workShift } from '../../apps/server/desks/testing/shift.ts';
import { joinAsClerk, signInAtDesk } from '../ceremony/clerk.ts';
import { commonkey } from '../ceremony/terminal.ts';
import { startCityHall } from '../journeys/service.ts';
import { countRows } from './records.ts';

/** How far into a close the service is killed, in milliseconds: before, within and after its transaction. */
const MOMENTS = [0, 12, 40];

test('a service killed while a shift closes takes it in once, however often it is sent', {
  timeout: 180_000,
}, async (t) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'commonkey-killed-'));
  let hall = await startCityHall(t, { dataFolder });
  t.after(async () => {
    await rm(await realpath(join(dataFolder, 'postgres')), { recursive: true, force: true });
    await rm(dataFolder, { recursive: true, force: true });
  });
  // Browsers and passkeys know an address: the service comes back where it was.
  const env = Object.fromEntries(
    Object.entries(hall.origins).map(([name, at]) => [
      `COMMONKEY_${name.toUpperCase()}_PORT`,
      new URL(at).port,
    ]),
  );
  let { desk, passkey } = await joinAsClerk(hall);

  for (const moment of MOMENTS)
    await t.test(`killed ${moment} ms after the statement was sent`, async (part) => {
      const key = await newDesk();
      const { kid: _, ...publicJwk } = key.publicJwk;
      const opened = await desk.json('/api/shifts', { publicJwk, cards: 200, hours: 8 });
      assert.equal(opened.status, 200, JSON.stringify(opened.json));
      const offer = opened.json as unknown as ShiftOffer;
      const { signed, printed } = await workShift(offer, key, { print: 190, spoil: true, void: true });

      const first = desk.json('/api/shifts/close', signed).then(
        ({ json }) => json,
        () => null,
      );
      await pause(moment);
      await hall.kill();
      const heard = await first;
      hall = await startCityHall(t, { dataFolder, env });
      desk = await signInAtDesk(hall, passkey);

      const wanted = { acknowledged: await statementDigest(signed.statement) };
      part.diagnostic(heard === null ? 'killed before it could answer' : 'killed after it had answered');
      if (heard !== null) assert.deepEqual(heard, wanted);
      assert.deepEqual((await desk.json('/api/shifts/close', signed)).json, wanted);
      assert.deepEqual((await desk.json('/api/shifts/close', signed)).json, wanted);
      const cards = await countRows(dataFolder, 'cards where serial = any($1)', [printed]);
      assert.equal(cards, 190);
      assert.equal(await countRows(dataFolder, 'shift_serials where shift = $1', [offer.shift]), 0);
      const closed = 'desk_shifts where shift = $1 and statement_digest = $2';
      assert.equal(await countRows(dataFolder, closed, [offer.shift, wanted.acknowledged]), 1);
    });

  await t.test('a second service on the same folder says so, and disturbs nobody', async () => {
    const ports = Object.fromEntries(Object.keys(env).map((name) => [name, '0']));
    const second = await commonkey(['serve'], { COMMONKEY_DATA: dataFolder, ...ports });
    assert.equal(second.code, 2);
    assert.match(second.err, /Another Commonkey runs on the data folder .* \[data-folder-in-use\]/);
    assert.equal((await desk.page('/api/session')).status, 200);
  });
});

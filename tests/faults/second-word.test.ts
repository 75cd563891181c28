import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, plainDateIn, portalRules } from '@commonkey/program';
import { openHolds } from '../../apps/server/holds/holds.ts';
import { hearClock } from '../../apps/server/holds/second-word.ts';
import { openSteadyClock } from '../../apps/server/holds/steady-clock.ts';
import { sweepRecords } from '../../apps/server/housekeeping.ts';
import { firstAdministrator } from '../../apps/server/staff/service.ts';
import { SoftAuthenticator } from '../../apps/server/staff/testing/authenticator.ts';
import { cityHall } from '../../apps/server/staff/testing/city-hall.ts';
import { testContext } from '../../apps/server/testing/context.ts';
import { forOneServer } from '../../apps/server/testing/database.ts';
import { modelCity } from '../../apps/server/testing/model-city.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import { keeperIn, onlineCity, random, vaultHall } from '../../apps/server/vault/testing/hall.ts';

const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };
const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T12:00:00Z');

forOneServer('a second word about the time', (test) => {
  test('I13 T6: after a rest that only the wall clock tells, nothing ends and no hold lapses until a second clock agrees', async ({
    store,
  }, t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ck-word-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    let [wall, elapsed, boot] = [START, 0, 'one'];
    const start = () =>
      openSteadyClock({
        clock: { now: () => new Date(wall) },
        elapsed: () => elapsed,
        boot,
        path: join(folder, 'clock'),
        said: null,
      });
    const plain = await vaultHall(store, await keeperIn(t), { time: new Date(START).toISOString() });
    const city = (steady: ReturnType<typeof start>) => {
      const holds = openHolds(plain.parts.program, steady, random, plain.vault.inFlight.mirror);
      const vault = openVault({ ...plain.parts, clock: steady, holds, elapsed: () => elapsed });
      return { holds, vault };
    };
    const [due, held] = [await plain.application(), await plain.application()];
    await plain.store('draft', due, '2026-03-04');
    await plain.store('papers', held, '2026-03-04');
    await plain.place('portal-papers');
    const left = async () =>
      (await store.read.selectFrom('vault_records').select('kind').orderBy('kind').execute()).map(
        ({ kind }) => kind,
      );

    [wall, elapsed] = [START + 20 * HOUR, 20 * HOUR];
    await start().mark();
    [wall, elapsed, boot] = [START + 80 * HOUR, 0, 'two'];
    const steady = start();
    const { holds, vault } = city(steady);
    const run = async () => {
      const done = await vault.sweep();
      await holds.sweep(store);
      return done;
    };
    assert.equal(steady.trusted(), true, 'and nobody is refused');
    assert.deepEqual(await run(), NOBODY);
    assert.equal(await holds.anyInForce(store.read), true, 'its 72 hours were over by the wall clock alone');
    const alarms = () =>
      plain.events.filter((event) => 'code' in event && event.code === 'clock-words-disagree').length;
    const hear = (at: number) => hearClock({ clock: steady, log: plain.parts.log }, new Date(at));
    hear(START + 21 * HOUR);
    assert.equal(alarms(), 1, 'a clock that shows something else is said');
    assert.deepEqual(await run(), NOBODY);
    assert.deepEqual(await left(), ['draft', 'papers']);

    hear(wall - 2000);
    assert.equal(alarms(), 1);
    assert.equal((await run()).destroyed, 2, 'the hold has lapsed');
    assert.deepEqual(await left(), []);
    assert.equal(await holds.anyInForce(store.read), false);
  });

  test('I13: a leap of fifty minutes over midnight ends nothing early', async ({ store }, t) => {
    let [wall, elapsed] = [Date.parse('2026-03-04T05:30:00Z'), 0];
    const folder = mkdtempSync(join(tmpdir(), 'ck-word-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const steady = openSteadyClock({
      ...{ clock: { now: () => new Date(wall) }, elapsed: () => elapsed, boot: 'one' },
      ...{ path: join(folder, 'clock'), said: null },
    });
    const plain = await vaultHall(store, await keeperIn(t), { time: new Date(wall).toISOString() });
    const holds = openHolds(plain.parts.program, steady, random, plain.vault.inFlight.mirror);
    const vault = openVault({ ...plain.parts, clock: steady, holds, elapsed: () => elapsed });
    await plain.store('draft', await plain.application(), '2026-03-04');
    // In the city's zone the 4th begins at six in UTC.
    wall += 50 * 60_000;
    assert.equal(steady.trusted(), true);
    assert.deepEqual(await vault.sweep(), NOBODY);
    [wall, elapsed] = [wall + 31 * 60_000, 31 * 60_000];
    assert.equal((await vault.sweep()).destroyed, 1, 'half an hour later it is time');
  });

  test('I13: a sign in from another machine gives the browser’s clock; one from this machine gives none, and one without it signs in', async ({
    store,
  }) => {
    const heard: Date[] = [];
    const { program } = await modelCity();
    const base = testContext(store, { program, time: new Date(START) });
    const clock = {
      ...base.clock,
      hear: (other: Date) => {
        heard.push(other);
        return 'disagrees' as const;
      },
    };
    const context = { ...base, clock };
    const { staff: app } = await cityHall(context);
    const origin = context.config.origins.staff.origin;
    const key = new SoftAuthenticator({ rpId: 'localhost', origin });
    const send = async (url: string, payload: object, remoteAddress: string) => {
      const headers = { origin, 'sec-fetch-site': 'same-origin', accept: 'application/json' };
      return app.inject({ method: 'POST', url, payload, headers, remoteAddress });
    };
    const token = await firstAdministrator(context);
    const options = await send('/api/join/options', { token }, '::1');
    await send('/api/join', { token, response: key.register(options.json()) }, '::1');
    const signIn = async (from: string, more: object) => {
      const challenge = await send('/api/sign-in/options', {}, from);
      const answer = await send(
        '/api/sign-in',
        { response: key.signIn(challenge.json(), origin), ...more },
        from,
      );
      return answer.statusCode;
    };
    const seconds = START / 1000 + 3;
    for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      assert.equal(await signIn(own, { clock: seconds }), 200);
    assert.equal(await signIn('192.0.2.7', {}), 200);
    assert.deepEqual(heard, []);
    assert.equal(await signIn('192.0.2.7', { clock: seconds }), 200, 'whatever it shows, its owner comes in');
    assert.deepEqual(heard, [new Date(START + 3000)]);
    assert.ok(base.events.some((event) => 'code' in event && event.code === 'clock-words-disagree'));
    assert.equal(await signIn('192.0.2.7', { clock: 'soon' }), 400);
    const refused = await send('/api/sign-in', { response: {}, clock: seconds + 9 }, '192.0.2.7');
    assert.notEqual(refused.statusCode, 200);
    assert.equal(heard.length, 1, 'nobody else’s clock is heard');
  });

  test('I13: what nobody decided lapses by the time that is certain, and the log says that something waits', async ({
    store,
  }, t) => {
    const keeper = await keeperIn(t);
    const program = await onlineCity();
    const { vault, parts } = await vaultHall(store, keeper);
    const wall = Date.now();
    const path = join(keeper.folder, 'clock');
    await writeFile(path, new Date(wall - 60 * HOUR).toISOString());
    const steady = openSteadyClock({
      ...{ clock: { now: () => new Date(wall) }, elapsed: () => 0, boot: 'one' },
      ...{ path, said: null },
    });
    const base = testContext(store, { program, time: new Date(wall) });
    const context = {
      ...base,
      ...{ vault, holds: parts.holds, clock: steady },
      config: { ...base.config, dataFolder: keeper.folder, keeperSocket: keeper.socket },
    };
    const today = plainDateIn(program.city.timeZone, new Date(wall));
    const looked = addDays(today, -(portalRules(program)?.secondLook.days ?? 0));
    await store.write((tx) =>
      tx
        .insertInto('applications')
        .values({
          ...{ id: randomUUID(), ends_on: '2099-01-01', reference: 'K7M2P9QX', policy_version: '1.0' },
          ...{
            state: 'second-look',
            waiting_since: new Date(Math.floor(wall / HOUR) * HOUR),
            decided_on: looked,
          },
          ...{ tag: random(32), code_box: random(60) },
        })
        .execute(),
    );
    const state = async () =>
      (await store.read.selectFrom('applications').select('state').executeTakeFirstOrThrow()).state;
    const waits = () =>
      base.events.filter((event) => 'code' in event && event.code === 'clock-waits-for-word').length;
    await sweepRecords(context, steady);
    assert.deepEqual([await state(), waits()], ['second-look', 1]);
    assert.equal(steady.hear(new Date(wall)), 'borne-out');
    await sweepRecords(context, steady);
    assert.deepEqual([await state(), waits()], ['approved', 1]);
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFault } from '@commonkey/words';
import { openHolds } from '../../apps/server/holds/holds.ts';
import { openSteadyClock } from '../../apps/server/holds/steady-clock.ts';
import { forOneServer } from '../../apps/server/testing/database.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import { keeperIn, random, vaultHall } from '../../apps/server/vault/testing/hall.ts';

const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };
const HOUR = 3_600_000;

forOneServer('a clock years off', (test) => {
  test('I13 F-11: ends no record for its date and lets no provisional hold lapse; a withdrawal is still carried out', async ({
    store,
  }, t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ck-leap-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    let [wall, elapsed] = [Date.parse('2026-03-02T12:00:00Z'), 0];
    const steady = openSteadyClock({
      clock: { now: () => new Date(wall) },
      elapsed: () => elapsed,
      boot: 'one',
      path: join(folder, 'clock'),
      said: null,
    });
    const time = '2026-03-02T12:00:00Z';
    const plain = await vaultHall(store, await keeperIn(t), { time });
    const holds = openHolds(plain.parts.program, steady, random, plain.vault.inFlight.mirror);
    const parts = { ...plain.parts, clock: steady, holds };
    const vault = openVault({ ...parts, elapsed: () => elapsed });
    const [due, held, withdrawn] = await Promise.all([
      plain.application(),
      plain.application(),
      plain.application(),
    ]);
    await plain.store('draft', due, '2026-03-09');
    await plain.store('papers', held, '2026-03-03');
    await plain.store('card', withdrawn, '2026-03-09');
    await plain.place('portal-papers');
    const left = async () =>
      (await store.read.selectFrom('vault_records').select('kind').orderBy('kind').execute()).map(
        ({ kind }) => kind,
      );

    wall += 10 * 365 * 24 * HOUR;
    elapsed += HOUR;
    assert.deepEqual(await vault.sweep(), NOBODY);
    await assert.rejects(holds.sweep(store), (error) => isFault(error) && error.code === 'clock-leapt');
    assert.ok(
      plain.events.some((event) => 'code' in event && event.code === 'clock-leapt'),
      'it is said',
    );
    const ended = await store.write((tx) => vault.end(tx, { application: held }, 'withdrawn'));
    assert.deepEqual(ended, { destroyed: 0, held: 1, awaiting: 0 }, 'the hold has not lapsed');
    await store.write((tx) => vault.end(tx, { application: withdrawn }, 'withdrawn'));
    assert.equal((await vault.finish()).destroyed, 1);
    assert.deepEqual(await left(), ['draft', 'papers']);

    wall -= 10 * 365 * 24 * HOUR;
    wall += 8 * 24 * HOUR;
    elapsed += 8 * 24 * HOUR;
    assert.deepEqual(await vault.sweep(), { ...NOBODY, destroyed: 2 }, 'put right, it goes on');
    assert.deepEqual(await left(), []);
  });
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { tryCode } from '../../apps/server/portal/after/testing/sent.ts';
import { portalHall } from '../../apps/server/portal/testing/hall.ts';
import { forEachServer } from '../../apps/server/testing/database.ts';
import type { TestKeeper } from '../../apps/server/vault/testing/hall.ts';
import type { KeeperTask } from './online-keeper-child.ts';
import { asInject, formOf, Killing, sentOnce, stillDraft, tidy } from './online-service-city.ts';

const LOADER = fileURLToPath(new URL('../../scripts/tsx-loader.mjs', import.meta.url));
const CHILD = fileURLToPath(new URL('online-keeper-child.ts', import.meta.url));

/**
 * Does something beside a key process that dies at its nth step, and starts the real one again.
 * @returns whether it died
 */
async function beside(keeper: TestKeeper, dieAt: number, how: KeeperTask['how'], work: () => Promise<void>) {
  await keeper.stop();
  const task: KeeperTask = { folder: keeper.folder, issuer: 'http://localhost:8080', dieAt, how };
  const child = spawn(process.execPath, ['--import', LOADER, CHILD, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended.then(() => assert.fail('it did not come up'))]);
  await work();
  child.kill('SIGTERM');
  const [, signal] = await ended;
  await keeper.start();
  return signal === 'SIGKILL';
}

forEachServer('the key process of a city hall, killed', (test) => {
  test('F-01 I2 I8 I9: at every durable step of sending, and of withdrawing', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the steps are the key process’s own');
    const hall = await portalHall(db, t);
    const city = new Killing(hall, null, db.address);
    const never = await tryCode(hall, 'not a code');
    const steps: number[] = [];
    let [sent, withdrawn, kept] = [0, 0, 0];

    for (let dieAt = 1, one = await city.somebody(); ; dieAt += 1) {
      const at = `sending, step ${dieAt}`;
      city.later();
      let status = 0;
      const died = await beside(hall.keeper, dieAt, 'half', async () => {
        const answer = await one.person.app.inject(asInject(formOf(one, '/apply/send', one.token)));
        status = answer.statusCode;
      });
      await city.recover(at);
      const done = (await city.rowOf(one.id))?.state === 'waiting';
      // City hall lives, so that whoever sent it was told: it is sent, or come again.
      assert.equal(status, done ? 303 : 503, at);
      if (done) await sentOnce(city, one, at);
      else await stillDraft(city, one, at);
      if (done) sent += 1;
      else kept += 1;
      if (!died) {
        assert.ok(done, at);
        steps.push(dieAt - 1);
        break;
      }
      if (done) one = await city.somebody();
    }

    for (let dieAt = 1; ; dieAt += 1) {
      const one = await city.somebody();
      const at = `withdrawing, step ${dieAt}`;
      city.later();
      const page = await one.person.open('/apply/withdraw');
      const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
      const died = await beside(hall.keeper, dieAt, 'half', async () => {
        const answer = await one.person.app.inject(asInject(formOf(one, '/apply/withdraw', token)));
        assert.equal(answer.headers.location, '/apply/withdrawn?of=draft&lang=en', at);
        assert.deepEqual(await tryCode(hall, one.code), never, `${at}: its code opens nothing from then on`);
      });
      await city.recover(at);
      assert.equal(await city.rowOf(one.id), undefined, at);
      withdrawn += 1;
      if (died) continue;
      steps.push(dieAt - 1);
      break;
    }
    t.diagnostic(`${steps} steps; ${kept} kept, ${sent} sent, ${withdrawn} withdrawn`);
    assert.ok(steps.every((count) => count >= 5) && sent > 0 && kept > 2, `${steps} ${sent}`);
    await tidy(city);
  });
});

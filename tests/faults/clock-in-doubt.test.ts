import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { OriginName } from '../../apps/server/config/config.ts';
import { openHolds } from '../../apps/server/holds/holds.ts';
import { keeperMirror } from '../../apps/server/holds/mirror.ts';
import { openSteadyClock } from '../../apps/server/holds/steady-clock.ts';
import { OPEN_IN_DOUBT } from '../../apps/server/http/clock-gate.ts';
import { keeperOf } from '../../apps/server/keeper/client.ts';
import { colleagues } from '../../apps/server/legal/testing/colleagues.ts';
import { portalHall } from '../../apps/server/portal/testing/hall.ts';
import { ready, rows } from '../../apps/server/portal/testing/ready.ts';
import { lapse } from '../../apps/server/review/service.ts';
import { cityHall } from '../../apps/server/staff/testing/city-hall.ts';
import { Visitor } from '../../apps/server/staff/testing/visitor.ts';
import { forOneServer, type TestDatabase } from '../../apps/server/testing/database.ts';
import { openBlobs } from '../../apps/server/vault/blobs/open.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import { vaultRoomWords } from '../../apps/server/vault/words.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LEAPS = { '10 days back': -10 * DAY, '10 years ahead': 3652 * DAY };

/** City hall with its pages, on a machine whose clock somebody sets. */
async function hallOn(db: TestDatabase, t: TestContext, given: Parameters<typeof portalHall>[2] = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'ck-doubt-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const start = Date.now();
  let [wall, elapsed] = [start, 0];
  const machine = () =>
    openSteadyClock({
      clock: { now: () => new Date(wall) },
      elapsed: () => elapsed,
      boot: 'one',
      path: join(folder, 'clock'),
      said: null,
    });
  const steady = machine();
  await steady.mark();
  const hall = await portalHall(db, t, { ...given, clock: steady });
  return {
    hall,
    steady,
    leap: (ms: number) => {
      wall += ms;
    },
    run: (ms: number) => {
      wall += ms;
      elapsed += ms;
    },
  };
}

/** The destroyer, with its holds kept beside the keys as in a service. */
function destroyerOf({ context }: Awaited<ReturnType<typeof portalHall>>) {
  const { store, clock, random, program } = context;
  const keeper = keeperOf(context);
  const holds = openHolds(program.program, clock, random, keeperMirror(keeper, clock));
  const blobs = openBlobs(context.config.blobs);
  const vault = openVault({ ...context, holds, keeper, blobs, program: program.program });
  return {
    holds,
    vault,
    /** All that it does, as often as one end waits for another. */
    async run() {
      await lapse(context);
      for (let pass = 0; pass < 3; pass++) {
        await vault.sweep();
        await holds.sweep(store);
      }
    },
  };
}

forOneServer('a clock that is set while people work', (test) => {
  for (const [name, leap] of Object.entries(LEAPS))
    test(`I13 I3 I4 I5 I9: ${name}: a hold counts, nothing else is taken, nothing ends early, and all of it ends at last`, async (db, t) => {
      const { hall, steady, leap: set, run } = await hallOn(db, t);
      const { context } = hall;
      const destroyer = destroyerOf(hall);
      const join = await colleagues(context);
      const [clerk, officer] = [await join(['clerk']), await join(['records-officer'])];
      const first = await ready(hall);
      await first.person.answer({}, '/apply/send');
      const late = await ready(hall);
      const states = async () => (await rows(hall)).applications.map(({ state }) => state).sort();
      assert.deepEqual(await states(), ['draft', 'waiting']);

      set(leap);
      run(HOUR / 12);
      await clerk.touch();
      await officer.touch();
      const refused = await late.person.answer({}, '/apply/send');
      assert.equal(refused.statusCode, 503);
      assert.match(refused.body, /What you saved or sent is still there/);
      const certificate = await officer.visitor.form('/records', '/records/draft', {
        series: 'portal-papers',
        through: '2099-01-01',
      });
      assert.equal(certificate.statusCode, 503);
      assert.ok(certificate.body.includes(vaultRoomWords.en?.['fault.clock-leapt'] ?? '-'), certificate.body);
      const decided = await officer.visitor.json('/api/review/decide', {});
      assert.deepEqual([decided.statusCode, decided.json().code], [503, 'clock-leapt']);

      const id = randomUUID();
      const wish = { id, which: 'all', when: 'all', reason: 'demand' };
      const placed = await clerk.visitor.form('/holds/new', '/holds/new', wish);
      assert.equal(placed.statusCode, 200, placed.body);
      const rowOf = () =>
        db.store.read.selectFrom('legal_holds').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      assert.equal((await rowOf()).placed_in_doubt, true);
      await assert.rejects(destroyer.holds.sweep(db.store), /clock-leapt/);
      assert.equal((await destroyer.vault.sweep()).destroyed, 0);

      set(-leap);
      run(HOUR / 12);
      assert.equal((await clerk.visitor.get('/holds')).statusCode, 200, 'nobody was signed out by it');
      await late.person.answer({}, '/apply/send');
      assert.deepEqual(await states(), ['waiting', 'waiting'], 'what was refused is taken now');
      await destroyer.holds.agree(db.store);
      const { placed_in_doubt, provisional_until } = await rowOf();
      const right = steady.now().getTime() + 72 * HOUR;
      assert.deepEqual([placed_in_doubt, provisional_until.getTime()], [false, right]);

      run(71 * HOUR);
      await destroyer.run();
      assert.deepEqual(await states(), ['waiting', 'waiting']);
      assert.equal(await destroyer.holds.anyInForce(db.store.read), true);
      run(400 * DAY);
      await destroyer.run();
      assert.deepEqual(await rows(hall), { applications: [], records: [] }, 'all that is due has ended');
    });

  test('I13: of everything that can be sent, only what gives no date is taken in doubt', async (db, t) => {
    const posts: { origin: OriginName; url: string }[] = [];
    const { hall, leap } = await hallOn(db, t, {
      officers: 0,
      seen: (origin, { method, url }) => {
        if ([method].flat().includes('POST')) posts.push({ origin, url });
      },
    });
    assert.ok(posts.length > 60, `${posts.length}`);
    const named = Object.entries(OPEN_IN_DOUBT).flatMap(([origin, urls]) =>
      urls.map((url) => `${origin} ${url}`),
    );
    const there = new Set(posts.map(({ origin, url }) => `${origin} ${url}`));
    assert.deepEqual(
      named.filter((one) => !there.has(one)),
      [],
      'there is such a route',
    );
    leap(-10 * DAY);
    const origins = await cityHall(hall.context);
    const open: string[] = [];
    for (const { origin, url } of posts) {
      const visitor = new Visitor(origins[origin], hall.context.config.origins[origin].origin);
      const { statusCode, body } = await visitor.json(url.replaceAll(/:[a-z]+/gi, 'x'), {});
      const inDoubt = statusCode === 503 && /clock-leapt|portal-not-now/.test(body);
      if (!inDoubt) open.push(`${origin} ${url}`);
    }
    assert.deepEqual(open.sort(), named.sort());
  });
});

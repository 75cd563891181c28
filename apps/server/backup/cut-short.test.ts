import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { addDays } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import { alteredRows } from '../audit/altered.ts';
import type { Context } from '../context.ts';
import { registerFindings } from '../doctor/register.ts';
import { urlOf } from '../doctor/testing/url.ts';
import type { SteadyClock } from '../holds/steady-clock.ts';
import { keepBeside, settleAfterRestore, sweepRecords } from '../housekeeping.ts';
import { sequenceLedger } from '../ledger/sequence.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import { openStore, type Store } from '../store/store.ts';
import { cityDay } from '../testing/city-day.ts';
import { testContext } from '../testing/context.ts';
import { forEachServer } from '../testing/database.ts';
import { keeperIn, onlineCity, vaultHall } from '../vault/testing/hall.ts';
import { readRows } from './outside/files.ts';
import { receiptsToCome } from './outside/receipted.ts';
import { replay } from './replay.ts';
import { restoreBackup } from './restore.ts';
import { emptyDatabase } from './testing/empty-database.ts';
import { writeBackup } from './write.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const DAY = 86_400_000;
const DRAFTS = 'portal-draft';
const APPLICATIONS = 'portal-application';
const PEOPLE = 7;

type Row = { series: string; authority: string; count: number };
const told = (rows: readonly Row[]) =>
  rows.map(({ series, authority, count }) => `${series} ${authority} ${count}`).sort();

/** A city in which so many people began an application each, and its backup of that day. */
async function city(store: Store, address: DatabaseAddress, t: TestContext) {
  const keeper = await keeperIn(t);
  const dataFolder = await mkdtemp(join(tmpdir(), 'ck-cut-'));
  t.after(() => rm(dataFolder, { recursive: true, force: true }));
  // What ends must end today: the database has a clock of its own.
  const start = Date.now() - 8 * DAY;
  let time = new Date(start);
  const base = testContext(store, { program: await onlineCity(), time });
  const config = { ...base.config, dataFolder, keeperSocket: keeper.socket };
  const lives = async (of: Store) => {
    const hall = await vaultHall(of, keeper, { time: time.toISOString() });
    const { holds, blobs, clock } = hall.parts;
    const context: Context = { ...base, config, store: of, holds, vault: hall.vault, clock };
    return { hall, blobs, context };
  };
  let life = await lives(store);
  const endsOn = addDays(cityDay(base), 5);
  for (let i = 0; i < PEOPLE; i += 1) await life.hall.apply('draft', endsOn);
  const steady = { mark: async () => {}, waits: () => null, trusted: () => true };
  const steadyOf = () => ({ ...life.context.clock, ...steady }) as unknown as SteadyClock;
  await keepBeside(life.context);
  const copy = join(dataFolder, 'copy');
  const parts = () => ({ config, blobs: life.blobs, clock: life.context.clock });
  await writeBackup({ ...parts(), issuer: config.issuer, address }, copy);
  let where = address;
  return {
    now: () => life.context,
    steady: steadyOf,
    events: () => [...base.events, ...life.hall.events],
    pass(days: number) {
      time = new Date(start + days * DAY);
      life.hall.at(time.toISOString());
    },
    sweep: () => sweepRecords(life.context, steadyOf()),
    /** The destroyer’s run up to where it dies: the keys, and what they sealed, and nothing else. */
    cutShort: () => life.hall.vault.sweep(),
    /** A full hour of the ledger, which has the keys' clock. */
    hour: (hours: number) => {
      const at = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000);
      const clock = { ...life.context.clock, now: () => at };
      return sequenceLedger({ ...life.context, clock }, () => keepBeside(life.context));
    },
    /** Puts the backup into a new database and starts on it, as the service does. */
    async restore(settled: () => Promise<void> = async () => {}) {
      const empty = await emptyDatabase(address);
      const of = openStore(empty.address, { read: 2, write: 2 });
      t.after(async () => {
        await of.close();
        await empty.drop();
      });
      await restoreBackup({ ...parts(), address: empty.address }, copy);
      where = empty.address;
      life = await lives(of);
      await settleAfterRestore(life.context);
      await settled();
      if (await replay(life.context)) await sweepRecords(life.context, steadyOf());
    },
    async standing() {
      const { read } = life.context.store;
      const rows = await read
        .selectFrom('disposal_receipts')
        .select(['series', 'authority', 'count'])
        .execute();
      const left = await read.selectFrom('applications').select('id').execute();
      return { left: left.length, rows: told(rows) };
    },
    doctor: async () =>
      (await registerFindings({ ...config, databaseUrl: urlOf(where) }, life.context.clock)).map(
        ({ code, params }) => [code, params],
      ),
  };
}

const AGAIN = {
  left: 0,
  rows: told([
    { series: DRAFTS, authority: 'due', count: PEOPLE },
    { series: DRAFTS, authority: 'restored', count: PEOPLE },
    { series: APPLICATIONS, authority: 'due', count: PEOPLE },
  ]),
};

forEachServer('a run of the destroyer that was cut short, and an old copy after it', (test) => {
  test('I8 I12: a receipt that nothing has any more is said by the log and by doctor, and the one in its place counts', async ({
    store,
    address,
  }, t) => {
    const home = await city(store, address, t);
    home.pass(8);
    await home.cutShort();
    await home.restore();
    assert.deepEqual(await home.standing(), {
      left: 0,
      rows: told([
        { series: DRAFTS, authority: 'receipt-lost', count: PEOPLE },
        { series: APPLICATIONS, authority: 'due', count: PEOPLE },
      ]),
    });
    const said = home
      .events()
      .filter((one) => one.event === 'fault' && one.code === 'receipts-lost-with-copy');
    assert.equal(said.length, 1);
    const day = home.now().clock.now().toISOString().slice(0, 10);
    const lost = (await home.doctor()).filter(([code]) => code === 'receipts-lost-with-copy');
    assert.deepEqual(lost, [['receipts-lost-with-copy', { series: DRAFTS, count: PEOPLE, day }]]);
    assert.deepEqual([...(await alteredRows(home.now().store))], [], 'every row opens its leaf');
  });

  for (const [how, keeps] of [
    ['the next start', async (home: Awaited<ReturnType<typeof city>>) => keepBeside(home.now())],
    [
      'the hour of the ledger that commits to it',
      async (home: Awaited<ReturnType<typeof city>>) => home.hour(1),
    ],
    [
      'a run that refuses to end anything by a clock in doubt',
      async (home: Awaited<ReturnType<typeof city>>) => {
        home.pass(30);
        await assert.rejects(home.sweep(), coded('clock-leapt'));
        home.pass(8);
      },
    ],
  ] as const)
    test(`I8 I12: ${how} writes it down; it comes back and counts, and what had not ended ends for its day`, async ({
      store,
      address,
    }, t) => {
      const home = await city(store, address, t);
      home.pass(8);
      await home.cutShort();
      await keeps(home);
      await home.restore();
      assert.deepEqual(await home.standing(), AGAIN);
      assert.ok(
        !home.events().some((one) => one.event === 'fault' && one.code === 'receipts-lost-with-copy'),
      );
      assert.ok(!(await home.doctor()).some(([code]) => code === 'receipts-lost-with-copy'));
    });

  test('I8: what ended whole is said again in one line for each series, whoever it was of, and counts once', async ({
    store,
    address,
  }, t) => {
    const home = await city(store, address, t);
    home.pass(8);
    await home.sweep();
    await home.restore(async () => {
      const toCome = await receiptsToCome(home.now());
      assert.deepEqual(
        [...toCome.values()],
        [0, 0],
        'a start that dies here ends no more on the same receipts',
      );
    });
    assert.deepEqual(await home.standing(), {
      left: 0,
      rows: [...AGAIN.rows, `${APPLICATIONS} restored ${PEOPLE}`].sort(),
    });
    const waiting = await home
      .now()
      .store.read.selectFrom('ledger_unsequenced')
      .select('commitment')
      .execute();
    assert.ok(waiting.length < 12, `${waiting.length} leaves`);
  });

  test('I8: receipts are written down before what hangs on them ends', async ({ store, address }, t) => {
    const home = await city(store, address, t);
    home.pass(8);
    const { holds, config } = home.now();
    let kept = 0;
    const sweep: Context['holds']['sweep'] = async (of) => {
      const rows = [...((await readRows(config.dataFolder))?.disposal_receipts.values() ?? [])];
      kept = rows.filter(({ series }) => series === DRAFTS).length;
      return holds.sweep(of);
    };
    await sweepRecords({ ...home.now(), holds: { ...holds, sweep } }, home.steady());
    assert.equal(kept, 1);
  });
});

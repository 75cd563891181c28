import { randomBytes, randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Program } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import type { Pool } from 'pg';
import { replay } from '../../apps/server/backup/replay.ts';
import { restoreBackup } from '../../apps/server/backup/restore.ts';
import { writeBackup } from '../../apps/server/backup/write.ts';
import type { Context } from '../../apps/server/context.ts';
import { openHolds } from '../../apps/server/holds/holds.ts';
import { keeperMirror } from '../../apps/server/holds/mirror.ts';
import { clockMark, openSteadyClock, type SteadyClock } from '../../apps/server/holds/steady-clock.ts';
import { settleAfterRestore, sweepRecords, tellTheDay } from '../../apps/server/housekeeping.ts';
import { connectKeeper } from '../../apps/server/keeper/client.ts';
import { certified } from '../../apps/server/records/testing/hall.ts';
import { type DatabaseAddress, openPool } from '../../apps/server/store/connect.ts';
import { openStore, type Store } from '../../apps/server/store/store.ts';
import { testContext } from '../../apps/server/testing/context.ts';
import type { Databases } from '../../apps/server/testing/server.ts';
import { folderBlobs } from '../../apps/server/vault/blobs/folder.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import { onlineCity, random } from '../../apps/server/vault/testing/hall.ts';
import { type KeeperProgram, keeperOn } from './records-keeper.ts';

export type Times = { wall: number; ran: number };
export type Service = { context: Context; steady: SteadyClock };

/** Counts durable steps, and at one of them kills the key process and cuts every connection to the database. */
export class Life {
  died = false;
  #left: number;
  readonly #kill: () => Promise<void>;

  constructor(steps: number, kill: () => Promise<void>) {
    this.#left = steps;
    this.#kill = kill;
  }

  async step(): Promise<void> {
    this.#left -= 1;
    if (this.#left >= 0) return;
    if (!this.died) {
      this.died = true;
      await this.#kill();
    }
    throw new Error('the service is dead');
  }
}

/** Papers and the register of cards want a certificate, nothing else; no approval is drawn for a second look, so that a run is what its seed says. */
async function rules(): Promise<Program> {
  const city = await onlineCity();
  const lawful = certified(city);
  const like = lawful.series.find(({ id }) => id === 'portal-papers');
  const series = lawful.series.map((one) => {
    if (one.id === 'portal-papers') return one;
    const own = city.series.find(({ id }) => id === one.id) ?? one;
    if (one.id !== 'card-register' || !like?.certificate || !like.approval) return own;
    return { ...own, certificate: like.certificate, approval: { ...like.approval, item: '6' } };
  });
  const { portal } = city.channels;
  const look = portal?.secondLook && { secondLook: { ...portal.secondLook, percent: 0 } };
  return {
    ...city,
    series,
    channels: { ...city.channels, ...(portal && { portal: { ...portal, ...look } }) },
  };
}

/** City hall without its pages: real PostgreSQL, real key process, real files, and clocks that the test moves. */
export async function openCity(
  { databases, keepers }: { databases: Databases; keepers: KeeperProgram },
  start: number,
) {
  const ends: (() => Promise<void>)[] = [];
  const after = (work: () => Promise<void>) => void ends.push(work);
  const dataFolder = await mkdtemp(join(tmpdir(), 'ck-model-'));
  after(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 3 }));
  const keeper = await keeperOn(keepers, join(dataFolder, 'keeper'));
  after(keeper.stop);
  const program = await rules();
  const blobs = folderBlobs(join(dataFolder, 'blobs'));
  const times: Times = { wall: start, ran: start };
  const clock = { now: () => new Date(times.wall) };
  const secrets = { csrf: random(32), codes: random(32), holds: random(32) };

  let address = local(await databases.fresh());
  let admin = await ownClock(address, times);
  let store = openStore(address, { read: 2, write: 4 });
  let service = open(store, null, null);
  const reviewer = randomUUID();
  await store.write((tx) => tx.insertInto('staff_members').values({ id: reviewer, called: 'R' }).execute());

  /** @param said UTC day that a person said it is */
  function open(over: Store, said: string | null, life: Life | null, path = clockMark(dataFolder)): Service {
    const base = testContext(over, { program, time: new Date(times.wall) });
    const config = { ...base.config, dataFolder, keeperSocket: keeper.socket, today: said };
    const link = connectKeeper(keeper.socket);
    const ask: typeof link.ask = life
      ? async (question, input) => {
          await life.step();
          const running = link.ask(question, input);
          running.catch(() => {});
          await turn();
          await life.step();
          const answer = await running;
          await life.step();
          return answer;
        }
      : link.ask;
    const stepping: Store = life
      ? {
          ...over,
          async write(work) {
            const done = await over.write(async (tx) => {
              await life.step();
              const result = await work(tx);
              await life.step();
              return result;
            });
            await life.step();
            return done;
          },
        }
      : over;
    const elapsed = () => times.ran;
    const steady = openSteadyClock({ clock, elapsed, boot: 'one', path, said });
    const holds = openHolds(program, steady, random, keeperMirror({ ask }, steady));
    const room = { store: stepping, holds, keeper: { ask }, blobs, program, random, log: base.log, elapsed };
    const vault = openVault({ ...room, clock: steady });
    return {
      context: { ...base, config, secrets, store: stepping, holds, vault, clock: steady, random },
      steady,
    };
  }

  /** As `serve.ts` does before anybody is let in. */
  async function begin(said: string | null): Promise<void> {
    service = open(store, said, null);
    const { context, steady } = service;
    await tellTheDay(context, clock);
    await settleAfterRestore(context);
    if (await replay(context)) await sweepRecords(context, steady).catch(unlessLeapt);
  }

  const cut = async () => {
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [databaseOf(address)],
    );
  };
  const parts = () => ({ config: service.context.config, blobs, clock });
  const close = async () => {
    await store.close();
    await admin.end();
  };
  const made: string[] = [];
  after(async () => {
    const beside = openPool({ ...address, database: 'postgres' }, { max: 1, readOnly: false });
    for (const name of made) await beside.query(`drop database ${name} with (force)`);
    await beside.end();
  });
  after(close);

  return {
    dataFolder,
    program,
    blobs,
    times,
    reviewer,
    /** When the service last kept a moment that it trusts. */
    marked: start,
    service: () => service,
    /** Another process on the same database, with a mark of its own. */
    async second() {
      const mark = join(dataFolder, 'second-clock');
      await copyFile(clockMark(dataFolder), mark);
      return open(store, null, null, mark);
    },
    /** A service of its own that dies after so many steps. */
    dying(steps: number): { service: Service; life: Life } {
      const life = new Life(steps, async () => {
        await keeper.kill();
        await cut();
      });
      return { service: open(store, null, life), life };
    },
    killKeeper: keeper.kill,
    startKeeper: keeper.start,
    async tellTime() {
      await admin.query('update database_clock set at = $1', [new Date(times.wall)]);
    },
    async restart(said: string | null, crashed = false) {
      await store.close();
      if (crashed) await keeper.start();
      store = openStore(address, { read: 2, write: 4 });
      await begin(said);
    },
    backup: (folder: string) => writeBackup({ ...parts(), issuer: parts().config.issuer, address }, folder),
    /** Into a new database, by the command's own way; from then on that is the city's. */
    async restore(folder: string) {
      await close();
      address = await emptyBeside(address);
      made.push(databaseOf(address));
      await restoreBackup({ ...parts(), address }, folder);
      admin = await ownClock(address, times);
      store = openStore(address, { read: 2, write: 4 });
      await begin(null);
    },
    async end() {
      for (const work of ends.reverse()) await work();
    },
  };
}
export type City = Awaited<ReturnType<typeof openCity>>;

type Local = Exclude<DatabaseAddress, { url: string }>;

function local(address: DatabaseAddress): Local {
  if ('url' in address) throw new RangeError('a server of the tests');
  return address;
}

async function emptyBeside(address: Local): Promise<Local> {
  const database = `restored_${newName()}`;
  const beside = openPool({ ...address, database: 'postgres' }, { max: 1, readOnly: false });
  await beside.query(`create database ${database} template template0 strategy file_copy`);
  await beside.end();
  return { ...address, database };
}

const databaseOf = ({ database }: Local): string => database;

export function unlessLeapt(error: unknown): void {
  if (!isFault(error) || error.code !== 'clock-leapt') throw error;
}

/** The database asks the same wrong clock as its machine: `now()` is found here first. */
async function ownClock(address: Local, { wall }: Times): Promise<Pool> {
  const admin = openPool(address, { max: 1, readOnly: false });
  await admin.query(`create table database_clock (at timestamptz not null);
    create function public.now() returns timestamptz language sql stable as 'select at from public.database_clock';
    alter database ${databaseOf(address)} set search_path = public, pg_catalog`);
  await admin.query('insert into database_clock values ($1)', [new Date(wall)]);
  return admin;
}

export const newName = (): string => randomBytes(6).toString('hex');
